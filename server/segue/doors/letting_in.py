"""Whoever a provider vouches for, with each call anew: the Gmail sidebar and the Outlook pane have no session (P6)."""

from segue.departure.people import Person, Workspace
from segue.desk.ports import Account
from segue.desk.signing_in import person_of, workspace_of
from segue.doors.wiring import wiring


def let_in(account: Account) -> tuple[Person, Workspace]:
    """Return the account's person and company; one seen first is bound. Raises NotAllowed for who is not let in."""
    parts = wiring()
    workspace = workspace_of(account, parts.records.workspaces())
    with parts.look_of(workspace.id) as desk:
        person = desk.stores.people.by_subject(account.provider, account.subject)
    if person is None or not person.active:
        with parts.desk_of(workspace.id) as desk:
            person = person_of(desk, account)
    return person, workspace

"""Whose sidebar it is: the event's two tokens say it, and nothing else does (A1, P6)."""

from flask import g

from segue.desk.ports import Account, SignedIn
from segue.doors.cards.event import Event
from segue.doors.letting_in import let_in
from segue.doors.wiring import wiring

LEGACY_TAGS = {"in": "id"}


def lacking(event: Event, needed: frozenset[str]) -> frozenset[str]:
    """Return what the person has not allowed yet of what is needed; a token that is not there was not allowed."""
    if event.scopes is None:
        return frozenset() if event.user_token else needed
    return needed - event.scopes


def sign_in(account: Account) -> None:
    """Let the rest of the request be the account's person's; raises NotAllowed for who is not let in."""
    person, workspace = let_in(account)
    g.person, g.workspace = person, workspace
    g.signed_in = SignedIn(workspace.id, person.id, "")


def nobody_yet() -> None:
    """Forget whoever a cookie of the browser named: Google sends none, and none counts here."""
    g.person, g.workspace, g.signed_in = None, None, None


def speak(locale: str) -> None:
    """Answer in Gmail's own language where it is one of ours; else in the person's."""
    tag = locale.replace("_", "-")
    language, _, rest = tag.partition("-")
    tag = "-".join(filter(None, (LEGACY_TAGS.get(language.lower(), language), rest)))
    found = wiring().texts.best([tag])
    same = found.lower().partition("-")[0] == tag.lower().partition("-")[0]
    g.host_locale = found if same else ""

"""Erasing a whole company: its hand-overs first, so that their drafts leave the mailboxes, then everything else."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from segue.departure.erasure import ErasedKind
from segue.departure.people import Person
from segue.desk.desk import OpenDesk
from segue.desk.erase import forget_departure
from segue.desk.left_drafts import Seen, clear_left_drafts
from segue.desk.ports import DraftBox, Erasure, ErasureLog, Identity, Records
from segue.desk.unneeded_connections import NOBODY, end_all


@dataclass(frozen=True)
class Leftovers:
    """What became of the company's drafts, and whose account a provider that is away did not end."""

    drafts: list[Seen]
    connected: list[str]


def erase_company(
    records: Records,
    open_desk: OpenDesk,
    box_of: Callable[[Person], DraftBox],
    log: ErasureLog,
    identities: Mapping[str, Identity] = NOBODY,
) -> Leftovers:
    """Erase the company of a desk; returns what may be left elsewhere. Its audit goes as well, the log stays.

    Nobody works there any more from the first step on. Its people are disconnected at their providers; one that is away
    then keeps a permission that opens nothing here. Whoever is killed on the way is followed by whoever does it again.
    """
    with open_desk() as desk:
        workspace_id, now = desk.stores.workspace.id, desk.now
        for person in desk.stores.people.all():
            desk.stores.people.save(replace(person, active=False))
        for departure in desk.stores.departures.all():
            forget_departure(desk, departure, log)
    seen = clear_left_drafts(open_desk, box_of)
    connected = end_all(open_desk, identities)
    remove_company(records, workspace_id, log, now)
    return Leftovers(seen, connected)


def remove_company(records: Records, workspace_id: str, log: ErasureLog, now: datetime) -> None:
    """Delete every row of a company, once the log names it."""
    log.add(workspace_id, Erasure(ErasedKind.WORKSPACE, workspace_id, now))
    records.remove_workspace(workspace_id)

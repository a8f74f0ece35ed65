"""Erasing a whole company: its hand-overs first, so that their drafts leave the mailboxes, then everything else."""

from collections.abc import Callable, Mapping
from datetime import datetime

from segue.departure.erasure import ErasedKind
from segue.departure.people import Person
from segue.desk.desk import OpenDesk
from segue.desk.erase import forget_departure
from segue.desk.left_drafts import Seen, clear_left_drafts
from segue.desk.ports import DraftBox, Erasure, ErasureLog, Identity, Records
from segue.desk.unneeded_connections import NOBODY, end_all


def erase_company(
    records: Records,
    open_desk: OpenDesk,
    box_of: Callable[[Person], DraftBox],
    log: ErasureLog,
    identities: Mapping[str, Identity] = NOBODY,
) -> list[Seen]:
    """Erase the company of a desk; returns what became of its drafts. Its audit goes as well, the log stays.

    Its people are disconnected at their providers; one that is away then keeps a permission that opens nothing here.
    """
    with open_desk() as desk:
        workspace_id, now = desk.stores.workspace.id, desk.now
        for departure in desk.stores.departures.all():
            forget_departure(desk, departure, log)
    seen = clear_left_drafts(open_desk, box_of)
    end_all(open_desk, identities)
    remove_company(records, workspace_id, log, now)
    return seen


def remove_company(records: Records, workspace_id: str, log: ErasureLog, now: datetime) -> None:
    """Delete every row of a company, once the log names it."""
    log.add(workspace_id, Erasure(ErasedKind.WORKSPACE, workspace_id, now))
    records.remove_workspace(workspace_id)

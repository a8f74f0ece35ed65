"""Marking how far the telling of each client is; every step is kept and can be taken back (H7)."""

from dataclasses import dataclass, replace

from segue.departure.errors import InputError, NotApproved, NotFound
from segue.departure.people import Person
from segue.desk.desk import Desk
from segue.desk.reconsider import reconsider
from segue.desk.submitted import LetterState, StatusChange, Told

LONGEST_REASON = 200
NEEDS_APPROVAL = (Told.INSERTED, Told.DRAFTED, Told.SENT)


@dataclass(frozen=True)
class Marked:
    """The status now and before, and the next letter to tell by (None when all are told)."""

    status: Told
    previous: Told
    next_id: str | None


def set_status(desk: Desk, actor: Person, letter_id: str, status: Told, reason: str = "") -> Marked:
    """Set the status of one client's letter, as told by the leaver; the same again changes nothing.

    Raises NotFound for another's letter, NotApproved for "sent" or "inserted" where nothing could
    have been, InputError for a skip without a reason.
    """
    letter = desk.stores.letters.get(letter_id)
    departure = desk.stores.departures.get(letter.departure_id)
    if departure.leaver_id != actor.id:
        raise NotFound()
    if status in NEEDS_APPROVAL and letter.state is not LetterState.APPROVED:
        raise NotApproved()
    if status is Told.SKIPPED and not reason.strip():
        raise InputError("skip_reason_missing", field="reason")
    if status is not letter.status:
        said = reason.strip()[:LONGEST_REASON]
        desk.stores.letters.save(replace(letter, status=status, status_reason=said))
        desk.stores.letters.changed(
            StatusChange(letter.workspace_id, letter.id, actor.id, desk.now, letter.status, status, said)
        )
    if letter.status is Told.SENT and status is not Told.SENT:
        reconsider(desk, departure)  # what changed meanwhile did not concern a letter that had gone out
    return Marked(status, letter.status, desk.stores.letters.next_approved(letter.departure_id))

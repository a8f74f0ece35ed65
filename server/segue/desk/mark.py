"""Marking how far the telling of each client is; every step is kept and can be taken back (H7)."""

from dataclasses import dataclass, replace

from segue.departure.departure import Departure
from segue.departure.errors import InputError
from segue.departure.letter_state import Told, require_markable
from segue.departure.people import Person
from segue.departure.stage import Verb, after
from segue.desk.access import require_teller
from segue.desk.desk import Desk
from segue.desk.on_hold import next_letter
from segue.desk.reconsider import reconsider
from segue.desk.submitted import StatusChange, SubmittedLetter
from segue.desk.tellers import modes_told_by

LONGEST_REASON = 200


@dataclass(frozen=True)
class Marked:
    """The status now and before, and the next letter to tell by (None when all are told)."""

    status: Told
    previous: Told
    next_id: str | None


def set_status(desk: Desk, actor: Person, letter_id: str, status: Told, reason: str = "") -> Marked:
    """Set the status of one client's letter, and say which letter is next; raises as ``note_status`` does."""
    departure, letter = note_status(desk, actor, letter_id, status, reason)
    following = next_letter(desk, departure, modes_told_by(actor, departure))
    return Marked(status, letter.status, following)


def note_status(
    desk: Desk, actor: Person, letter_id: str, status: Told, reason: str = ""
) -> tuple[Departure, SubmittedLetter]:
    """Set the status of one client's letter, as told by who hands it out; the same again changes nothing.

    Returns its departure, and the letter as it was. Raises NotFound for another's letter, NotNow when the departure is
    over or asked about anew, NotApproved for "sent" or "inserted" where nothing could have been, InputError for a skip
    without a reason.
    """
    letter = desk.stores.letters.get(letter_id)
    departure = desk.stores.departures.get(letter.departure_id)
    require_teller(desk, actor, departure, letter)
    after(departure.stage, Verb.MARK)
    require_markable(letter.state, status)
    if status is Told.SKIPPED and not reason.strip():
        raise InputError("skip_reason_missing", field="reason")
    if status is not letter.status:
        said = reason.strip()[:LONGEST_REASON]
        desk.stores.letters.save(replace(letter, status=status, status_reason=said))
        desk.stores.letters.changed(
            StatusChange(letter.workspace_id, letter.id, actor.id, desk.now, letter.status, status, said)
        )
        desk.record(actor.id, "mark", departure.id, letter.id, status=status)
    if letter.status is Told.SENT and status is not Told.SENT:
        reconsider(desk, departure)  # what changed meanwhile did not concern a letter that had gone out
    return departure, letter

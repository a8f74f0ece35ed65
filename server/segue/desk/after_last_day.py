"""After the last day: clients not told by then are the manager's, in his wording, ready to approve (P7)."""

from segue.departure.audit import Entry
from segue.departure.departure import Departure
from segue.departure.findings import blocking
from segue.departure.letter_state import LetterState, Told
from segue.departure.people import Person
from segue.departure.terms import SenderMode
from segue.desk.access import as_reader, teller_of
from segue.desk.desk import Desk
from segue.desk.excluded import to_be_told
from segue.desk.last_day import MOVED, is_due
from segue.desk.reading import give
from segue.desk.reconsider import reconsider
from segue.desk.submitted import SubmittedLetter
from segue.desk.tellers import is_teller
from segue.desk.writing import write_letter

OVER = (Told.SENT, Told.SKIPPED)
LEFT = (Told.INSERTED, Told.DRAFTED)
TAKEN_OUT = ("open", "place_draft", "draft_unclear")


def move_to_manager(desk: Desk, departure: Departure, by: str = "") -> int:
    """Write a letter of the manager's to every client who is not told yet; returns how many letters wait then.

    Letters that were sent stay as they went out. The daily job calls it, as ``by`` nobody: the day is over; or a
    person (his id) who would not wait for that. Once done, doing it again changes nothing.
    """
    if not is_due(desk, departure):
        return 0
    reconsider(desk, departure)
    if not departure.taken_over:  # who took it over leads it, and gives the letters himself
        _give_the_rest(desk, departure)
    counts = desk.stores.letters.counts(departure.id)
    waiting = sum(count for (state, _), count in counts.items() if state == LetterState.WAITING)
    desk.record(by, MOVED, departure.id, waiting=waiting)
    return waiting


def prepare_now(desk: Desk, actor: Person, departure_id: str) -> int:
    """Do for who leads, decides on or tells by a departure what the daily job would do soon; raises NotFound."""
    departure = desk.stores.departures.get(departure_id)
    if not is_teller(desk, actor, departure):
        as_reader(desk, actor, departure_id)
    return move_to_manager(desk, departure, actor.id)


def left_elsewhere(desk: Desk, departure: Departure) -> list[SubmittedLetter]:
    """Return letters of clients who may know already, though nobody said so.

    Somebody inserted them or put drafts in his mailbox while they were his to hand out, and now they are another's.
    """
    hands: dict[str, set[str]] = {}
    for entry in desk.stores.audit.entries(departure.id):
        if _took_out(entry):
            hands.setdefault(entry.subject_id, set()).add(entry.person_id)
    letters = desk.stores.letters.all(departure.id) if hands else []
    untold = [one for one in letters if one.id in hands and one.status not in OVER]
    return [one for one in untold if hands[one.id] - {teller_of(departure, SenderMode(one.content.mode))}]


def _took_out(entry: Entry) -> bool:
    return entry.verb in TAKEN_OUT or (entry.verb == "mark" and entry.details.get("status") in LEFT)


def _give_the_rest(desk: Desk, departure: Departure) -> None:
    """Give the letters of clients who have none: nobody else is there to give them any more."""
    have = {letter.client_id for letter in desk.stores.letters.all(departure.id)}
    for client in to_be_told(desk, departure, desk.stores.clients.all(departure.id)):
        written = write_letter(desk, departure, client) if client.id not in have else None
        if written is not None and written.letter and not blocking(written.findings):
            give(desk, departure, written, None)

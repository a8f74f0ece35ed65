"""After the last day: clients not told by then are the manager's, in his wording, ready to approve (P7)."""

from segue.departure.departure import Departure
from segue.departure.findings import blocking
from segue.departure.letter_state import BEGUN, LetterState
from segue.departure.people import Person
from segue.departure.terms import SenderMode
from segue.desk.access import as_reader, teller_of
from segue.desk.desk import Desk
from segue.desk.excluded import to_be_told
from segue.desk.last_day import MOVED, is_due
from segue.desk.ports import LetterFilter, Part
from segue.desk.reading import give
from segue.desk.reconsider import reconsider
from segue.desk.submitted import SubmittedLetter
from segue.desk.tellers import is_teller
from segue.desk.writing import write_letter

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
    hands = desk.stores.audit.doers(departure.id, TAKEN_OUT, BEGUN)
    ids = [letter_id for mode in SenderMode for letter_id in _in_other_hands(desk, departure, mode, hands)]
    return desk.stores.letters.some(departure.id, ids) if ids else []


def _in_other_hands(desk: Desk, departure: Departure, mode: SenderMode, hands: set[tuple[str, str]]) -> list[str]:
    """Return the ids of the letters of a mode that are still to go, and that others than their teller had in hand."""
    others = {letter_id for letter_id, person_id in hands if person_id != teller_of(departure, mode)}
    left = LetterFilter(modes=(mode,), part=Part.LEFT)
    return [one for one in desk.stores.letters.ids(departure.id, left) if one in others] if others else []


def _give_the_rest(desk: Desk, departure: Departure) -> None:
    """Give the letters of clients who have none: nobody else is there to give them any more."""
    have = {letter.client_id for letter in desk.stores.letters.all(departure.id)}
    for client in to_be_told(desk, departure, desk.stores.clients.all(departure.id)):
        written = write_letter(desk, departure, client) if client.id not in have else None
        if written is not None and written.letter and not blocking(written.findings):
            give(desk, departure, written, None)

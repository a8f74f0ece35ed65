"""After the last day: clients not told by then are the manager's, in his wording, ready to approve (P7)."""

from segue.departure.audit import Entry
from segue.departure.departure import Departure
from segue.departure.findings import blocking
from segue.departure.letter_state import LetterState, Told
from segue.departure.stage import Stage
from segue.departure.terms import SenderMode
from segue.desk.access import teller_of
from segue.desk.desk import Desk
from segue.desk.excluded import to_be_told
from segue.desk.reading import give
from segue.desk.reconsider import reconsider
from segue.desk.submitted import SubmittedLetter
from segue.desk.writing import kind_of, mode_of, write_letter

MOVED = "move_to_manager"
"""The verb as the audit names it. Nobody does it: the day is over."""

OVER = (Told.SENT, Told.SKIPPED)
LEFT = (Told.INSERTED, Told.DRAFTED)


def is_due(desk: Desk, departure: Departure) -> bool:
    """Say whether letters have to be moved: the last day is over, and not all is in the manager's wording yet."""
    over = desk.today > departure.last_day and departure.stage is Stage.AGREED
    if not over or mode_of(desk, departure) is not SenderMode.MANAGER or not desk.terms(departure).may_tell:
        return False
    return _has_outdated(desk, departure) or not _moved_before(desk, departure)


def move_to_manager(desk: Desk, departure: Departure) -> int:
    """Write a letter of the manager's to every client who is not told yet; returns how many letters wait then.

    Letters that were sent stay as they went out. It is called whenever somebody opens the departure, and by the
    daily job; once done, doing it again changes nothing.
    """
    if not is_due(desk, departure):
        return 0
    reconsider(desk, departure)
    if not departure.taken_over:  # who took it over leads it, and gives the letters himself
        _give_the_rest(desk, departure)
    counts = desk.stores.letters.counts(departure.id)
    waiting = sum(count for (state, _), count in counts.items() if state == LetterState.WAITING)
    desk.record("", MOVED, departure.id, waiting=waiting)
    return waiting


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
    return entry.verb in ("open", "place_draft") or (entry.verb == "mark" and entry.details.get("status") in LEFT)


def _has_outdated(desk: Desk, departure: Departure) -> bool:
    mode, kind = mode_of(desk, departure), kind_of(desk, departure)
    letters = [one for one in desk.stores.letters.all(departure.id) if one.status is not Told.SENT]
    return any((one.facts.mode, one.facts.kind) != (mode, kind) for one in letters)


def _moved_before(desk: Desk, departure: Departure) -> bool:
    return any(entry.verb == MOVED for entry in desk.stores.audit.entries(departure.id))


def _give_the_rest(desk: Desk, departure: Departure) -> None:
    """Give the letters of clients who have none: nobody else is there to give them any more."""
    have = {letter.client_id for letter in desk.stores.letters.all(departure.id)}
    for client in to_be_told(desk, departure, desk.stores.clients.all(departure.id)):
        written = write_letter(desk, departure, client) if client.id not in have else None
        if written is not None and written.letter and not blocking(written.findings):
            give(desk, departure, written, None)

"""Approved letters that wait for the approver's word on whom they name, and what comes next without them (P11)."""

from segue.departure.departure import Departure
from segue.departure.letter_state import LetterState, Told
from segue.desk.call_first import held_for_call
from segue.desk.desk import Desk
from segue.desk.ports import Modes
from segue.desk.submitted import SubmittedLetter
from segue.desk.unconfirmed import unconfirmed_contacts, unconfirmed_in

TO_GO = (Told.TO_DO, Told.DRAFTED)


def on_hold(desk: Desk, departure: Departure) -> list[SubmittedLetter]:
    """Return the letters that would be free to go but for a contact point that is still to be confirmed.

    Mostly nobody is, and then no letter is read.
    """
    points = unconfirmed_contacts(desk, departure)
    letters = desk.stores.letters.all(departure.id) if points else []
    return [one for one in letters if _is_to_go(one) and unconfirmed_in(one, points)]


def next_letter(desk: Desk, departure: Departure, modes: Modes) -> str | None:
    """Return the id of the next letter of some sender modes that may be opened."""
    held = {one.id for one in on_hold(desk, departure)} | held_for_call(desk, departure)
    return desk.stores.letters.next_approved(departure.id, modes, held)


def _is_to_go(letter: SubmittedLetter) -> bool:
    return letter.state is LetterState.APPROVED and letter.status in TO_GO

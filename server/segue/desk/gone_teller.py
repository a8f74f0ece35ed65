"""The manager who was named to tell the clients is not here any more: the approver names somebody else (P8)."""

from segue.departure.departure import Departure
from segue.departure.errors import NotNow
from segue.departure.letter_state import OVER
from segue.departure.people import Person
from segue.departure.stage import Stage
from segue.desk.desk import Desk
from segue.desk.named import is_gone

DECIDED = (Stage.ANSWERED, Stage.AGREED)


def gone_teller(desk: Desk, departure: Departure) -> Person | None:
    """Return the named manager whom the approver has to replace, None where there is none or all clients are told.

    Letters are bound to who sends them, so nobody inherits them: another name writes them anew, and they wait.
    """
    named = departure.terms.manager_id if departure.terms else ""
    if not named or departure.stage not in DECIDED:
        return None
    person = desk.stores.people.get(named)
    return person if is_gone(desk, person) and _has_letters_left(desk, departure) else None


def require_teller_here(desk: Desk, departure: Departure) -> None:
    """Raise NotNow for letters that nobody could hand out, so that none is read in vain."""
    gone = gone_teller(desk, departure)
    if gone is not None:
        raise NotNow("teller_gone", name=gone.name)


def _has_letters_left(desk: Desk, departure: Departure) -> bool:
    counts = desk.stores.letters.counts(departure.id)
    return not counts or any(status not in OVER for _, status in counts)

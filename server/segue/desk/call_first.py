"""The letters of a departure that wait for a call, while policy wants the most important clients called first (H8)."""

from segue.departure.departure import Departure
from segue.desk.desk import Desk
from segue.desk.ports import LetterFilter, Part


def held_for_call(desk: Desk, departure: Departure) -> frozenset[str]:
    """Return the ids of the letters that wait for a call; mostly none does."""
    wanted = LetterFilter(part=Part.CALL_FIRST)
    return frozenset(desk.stores.letters.ids(departure.id, wanted) if desk.policy.call_first else ())

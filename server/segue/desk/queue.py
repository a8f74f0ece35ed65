"""How a queue stands, and whose turn it is: the same for every door (H3, H7, H8)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from segue.departure.departure import Departure
from segue.departure.letter_state import BEGUN, KNOWS, OVER, LetterState, Told
from segue.desk.desk import Desk
from segue.desk.on_hold import on_hold
from segue.desk.ports import LetterFilter, Modes, Part


@dataclass(frozen=True)
class Standing:
    """How many clients a queue has and how many of them know, by letter or phone, and the letters in each part of it.

    Second letters are in the parts alone; a queue that has no others, once the leaver has gone, counts those (L3).
    """

    letters: int
    told: int
    parts: Mapping[Part, int]
    call_first: tuple[str, ...] = ()


def standing(desk: Desk, departure: Departure, modes: Modes) -> Standing:
    """Return how the queue of some sender modes stands; no letter is read for it."""
    counts = desk.stores.letters.counts(departure.id, modes)
    clients = desk.stores.letters.counts(departure.id, modes, of_news=True) or counts

    def where(*statuses: Told) -> int:
        return sum(count for (_, status), count in counts.items() if status in statuses)

    left, call_first = where(*(set(Told) - OVER)), tuple(to_call_first(desk, departure, modes))
    waiting = [n for (state, told), n in counts.items() if state != LetterState.APPROVED and told not in OVER]
    parts = {
        Part.LEFT: left,
        Part.CALL_FIRST: len(call_first),
        Part.BEGUN: where(*BEGUN),
        Part.BOUNCED: where(Told.BOUNCED),
        Part.WAITING: sum(waiting),
        Part.SENT: where(*(KNOWS - {Told.PHONED})),
        Part.PHONED: where(Told.PHONED),
        Part.SKIPPED: where(Told.SKIPPED),
        Part.ALL: sum(counts.values()),
    }
    told = sum(count for (_, status), count in clients.items() if status in KNOWS)
    return Standing(sum(clients.values()), told, parts, call_first)


def to_call_first(desk: Desk, departure: Departure, modes: Modes) -> list[str]:
    """Return the letters whose clients are to be called before, in order (H8)."""
    return desk.stores.letters.ids(departure.id, LetterFilter(modes=modes, part=Part.CALL_FIRST))


def next_turn(desk: Desk, departure: Departure, modes: Modes, later: Collection[str] = ()) -> str | None:
    """Return the id of the letter whose turn it is: calls come before letters, company by company.

    Other than ``next_letter`` it names clients who are to be called first, whether or not their letter waits for that.
    Letters of the ids ``later`` come when no other is left.
    """
    held = {one.id for one in on_hold(desk, departure)}
    letters = desk.stores.letters
    found = letters.next_approved(departure.id, modes, held.union(later))
    return found or letters.next_approved(departure.id, modes, held)

"""What a person's queue looks like at this moment, for the cards."""

from dataclasses import dataclass

from segue.departure.departure import Departure
from segue.departure.errors import NotReleased
from segue.departure.letter_state import BEGUN, OVER, LetterState, Told
from segue.desk.desk import Desk
from segue.desk.ports import LetterFilter, Part
from segue.desk.queue import Standing as Numbers
from segue.desk.queue import next_turn, standing
from segue.desk.submitted import SubmittedLetter
from segue.desk.tellers import closed_for, departures_told_by, modes_told_by
from segue.doors.cards.guard import Message, bare_address, plain_address
from segue.doors.language import say
from segue.doors.wiring import actor

ROWS = 10
"""Lines of the list on one card: it is read in a column as wide as a hand."""
MOST_IN_HAND = 5
MOST_RECOGNISED = 10


@dataclass(frozen=True)
class Standing:
    """A departure, the numbers of its queue, why nothing may leave (None while it may), the next letter, whom to call.

    ``to_call`` are the letters whose clients are called first, in order; they are next when no other is left.
    """

    departure: Departure
    numbers: Numbers
    closed: NotReleased | None
    next: SubmittedLetter | None
    to_call: list[str]

    @property
    def is_done(self) -> bool:
        """Say whether nothing is left to do."""
        return self.numbers.letters > 0 and not self.numbers.parts[Part.LEFT]


def chosen_departure(desk: Desk, wanted: str) -> tuple[Departure | None, list[Departure]]:
    """Return the departure that the cards are about, and all that could be: the named one, else the first."""
    mine = departures_told_by(desk, actor())
    named = [one for one in mine if one.id == wanted]
    return next(iter(named or mine), None), mine


def standing_of(desk: Desk, departure: Departure) -> Standing:
    """Return how a departure's queue stands; few letters are read for it, however many there are."""
    modes = modes_told_by(actor(), departure)
    closed = closed_for(desk, actor(), departure)
    numbers = standing(desk, departure, modes)
    to_call = list(numbers.call_first)
    turn = None if closed else next_turn(desk, departure, modes, to_call)
    held = turn in to_call and desk.policy.call_first
    following = desk.stores.letters.get(turn) if turn and not held else None
    return Standing(departure, numbers, closed, following, [] if closed else to_call)


def told_in(stands: Standing) -> str:
    """Return how many are told, and how many of them by phone."""
    numbers = stands.numbers
    said = [say("pane.told", told=numbers.told, total=numbers.letters)]
    phoned = numbers.parts[Part.PHONED]
    return " · ".join([*said, *([say("queue.by_phone", count=phoned)] if phoned else [])])


def listed(desk: Desk, departure: Departure, query: str, offset: int) -> tuple[int, list[SubmittedLetter]]:
    """Return how many letters match a search, and one card's worth of them."""
    wanted = LetterFilter(query, modes=modes_told_by(actor(), departure))
    return desk.stores.letters.page(departure.id, wanted, offset, ROWS)


def in_hand(desk: Desk, departure: Departure) -> list[SubmittedLetter]:
    """Return letters that were inserted and not yet marked as sent."""
    wanted = LetterFilter(status=Told.INSERTED, modes=modes_told_by(actor(), departure))
    return desk.stores.letters.page(departure.id, wanted, 0, MOST_IN_HAND)[1]


def recognised(desk: Desk, message: Message) -> list[SubmittedLetter]:
    """Return the letters of the clients to whom a message goes, each looked up by address: no list is read."""
    found: dict[str, SubmittedLetter] = {}
    for departure in departures_told_by(desk, actor()):
        modes = modes_told_by(actor(), departure)
        for written in message.everyone[:MOST_RECOGNISED]:
            wanted = LetterFilter(_looked_for(written), modes=modes)
            _, letters = desk.stores.letters.page(departure.id, wanted, 0, 50)
            found |= {one.id: one for one in letters if _is_to(one, written)}
    return list(found.values())


def is_ready(letter: SubmittedLetter) -> bool:
    """Say whether a letter could be handed out, as far as the letter itself goes; the desk decides again."""
    return letter.state is LetterState.APPROVED and letter.status not in OVER | {Told.BOUNCED}


def is_in_hand(letter: SubmittedLetter) -> bool:
    """Say whether a letter was handed out: what was never open cannot have been sent."""
    return letter.opened_at is not None or letter.status in BEGUN


def said_of(letter: SubmittedLetter) -> str:
    """Return how far a letter is, and that it is a second one (L3)."""
    return f"{say('letter.second')}: {_standing_of(letter)}" if letter.number else _standing_of(letter)


def _standing_of(letter: SubmittedLetter) -> str:
    """Return a letter's state while it is not approved and somebody has to be told, else the telling."""
    if letter.state is not LetterState.APPROVED and letter.status not in OVER:
        return say(f"pane.state.{letter.state}")
    why = f": {letter.status_reason}" if letter.status_reason else ""
    return say(f"pane.status.{letter.status}") + why


def title_of(desk: Desk, departure: Departure) -> str:
    """Return a departure as a card names it: nothing says that anybody leaves (P7)."""
    if departure.leaver_id == actor().id:
        return say("pane.title")
    return say("pane.title_of", name=desk.stores.people.get(departure.leaver_id).name)


def _looked_for(written: str) -> str:
    """Return what to search for: the address, or what comes before its domain where that has several spellings."""
    address = bare_address(written)
    local, _, domain = address.rpartition("@")
    return address if domain.isascii() and "xn--" not in domain.lower() else f"{local}@"


def _is_to(letter: SubmittedLetter, written: str) -> bool:
    return plain_address(written) in {plain_address(one) for one in letter.content.to}

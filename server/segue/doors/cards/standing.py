"""What a person's queue looks like at this moment, for the cards."""

from dataclasses import dataclass

from segue.departure.departure import Departure
from segue.departure.errors import NotReleased
from segue.departure.letter_state import LetterState, Told
from segue.desk.desk import Desk
from segue.desk.on_hold import next_letter
from segue.desk.ports import LetterFilter
from segue.desk.submitted import SubmittedLetter
from segue.desk.tellers import closed_for, departures_told_by, modes_told_by
from segue.doors.api import TOLD
from segue.doors.cards.guard import Message, bare_address, plain_address
from segue.doors.language import say
from segue.doors.wiring import actor

ROWS = 10
"""Lines of the list on one card: it is read in a column as wide as a hand."""
MOST_IN_HAND = 5
MOST_RECOGNISED = 10
FINISHED = (Told.SENT, Told.SKIPPED)
UNDER_WAY = (Told.INSERTED, Told.DRAFTED)


@dataclass(frozen=True)
class Standing:
    """A departure, how many of its letters are told, why none may leave (None while they may), and the next one."""

    departure: Departure
    total: int
    told: int
    closed: NotReleased | None
    next: SubmittedLetter | None


def chosen_departure(desk: Desk, wanted: str) -> tuple[Departure | None, list[Departure]]:
    """Return the departure that the cards are about, and all that could be: the named one, else the first."""
    mine = departures_told_by(desk, actor())
    named = [one for one in mine if one.id == wanted]
    return next(iter(named or mine), None), mine


def standing_of(desk: Desk, departure: Departure) -> Standing:
    """Return how a departure's queue stands; few letters are read for it, however many there are."""
    modes = modes_told_by(actor(), departure)
    counts = desk.stores.letters.counts(departure.id, modes)
    told = sum(count for (_, status), count in counts.items() if status in TOLD)
    closed = closed_for(desk, actor(), departure)
    following = None if closed else next_letter(desk, departure, modes)
    return Standing(
        departure, sum(counts.values()), told, closed, desk.stores.letters.get(following) if following else None
    )


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
    return letter.state is LetterState.APPROVED and letter.status not in FINISHED


def is_in_hand(letter: SubmittedLetter) -> bool:
    """Say whether a letter was handed out: what was never open cannot have been sent."""
    return letter.opened_at is not None or letter.status in UNDER_WAY


def said_of(letter: SubmittedLetter) -> str:
    """Return how far a letter is: its state while it is not approved, else the telling."""
    if letter.state is not LetterState.APPROVED:
        return say(f"pane.state.{letter.state}")
    return say(f"pane.status.{letter.status}")


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

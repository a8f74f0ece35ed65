"""What became of each client, and how many of each: the same numbers wherever they are shown (A4, H7)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from segue.clients.companies import Seen
from segue.clients.domains import Named
from segue.departure.departure import Departure
from segue.departure.letter_state import LetterState, Told
from segue.desk.call_first import held_for_call
from segue.desk.desk import Desk
from segue.desk.on_hold import on_hold
from segue.desk.submitted import Mark


class Outcome(StrEnum):
    """What became of one client, in the order of the picture.

    *Told* is by letter; *begun* stands in a mail program, and nobody said that it was sent; *bounced* came back.
    """

    TOLD = "told"
    PHONED = "phoned"
    SKIPPED = "skipped"
    BEGUN = "begun"
    HELD = "held"
    BOUNCED = "bounced"
    UNTOUCHED = "untouched"


KNOW = (Outcome.TOLD, Outcome.PHONED)
"""These clients have heard it."""

OF_STATUS = {
    Told.SENT: Outcome.TOLD,
    Told.PHONED: Outcome.PHONED,
    Told.INSERTED: Outcome.BEGUN,
    Told.DRAFTED: Outcome.BEGUN,
    Told.BOUNCED: Outcome.BOUNCED,
    Told.SKIPPED: Outcome.SKIPPED,
}
"""Whatever a status does not decide is held, or untouched."""

HOLDS = ("not_allowed", "excluded", LetterState.WAITING.value, LetterState.REJECTED.value, "contact", "call_first")
"""Why a letter is held, as codes: *contact* is a contact point to confirm (P11), *call_first* a call to log (H8)."""

NO_LETTER = "no_letter"
"""Why a client is untouched to whom nobody has written a letter yet."""


@dataclass(frozen=True)
class Numbers:
    """How many clients there are of each outcome, and of those held, skipped and untouched, why."""

    outcomes: Mapping[Outcome, int]
    held: Mapping[str, int]
    no_letter: int = 0

    @property
    def clients(self) -> int:
        """Return how many clients are to be told in all."""
        return sum(self.outcomes.values())

    @property
    def told(self) -> int:
        """Return how many know: by letter or by phone."""
        return sum(self.outcomes[outcome] for outcome in KNOW)


@dataclass(frozen=True)
class Holds:
    """What holds letters of a departure; ``letters`` says why, by their ids."""

    may_tell: bool
    named: Named
    letters: Mapping[str, str]


def numbers(desk: Desk, departure: Departure) -> Numbers:
    """Return how many clients there are of each outcome; no letter is read for it."""
    holds, letters = holds_of(desk, departure), news_of(desk, departure)
    clients = desk.stores.clients.recipients(departure.id)
    return counted([outcome_of(holds, client, letters.get(client.id)) for client in clients])


def counted(outcomes: list[tuple[Outcome, str]]) -> Numbers:
    """Return the numbers of clients, each an outcome and why."""
    found = Counter(outcome for outcome, _ in outcomes)
    held = Counter(why for outcome, why in outcomes if outcome is Outcome.HELD)
    without = sum(one == (Outcome.UNTOUCHED, NO_LETTER) for one in outcomes)
    return Numbers({one: found[one] for one in Outcome}, {why: held[why] for why in HOLDS if held[why]}, without)


def news_of(desk: Desk, departure: Departure) -> dict[str, Mark]:
    """Return how far the letter with the news is, by client; correcting letters are counted apart."""
    return {one.client_id: one for one in desk.stores.letters.marks(departure.id) if one.number == 0}


def holds_of(desk: Desk, departure: Departure) -> Holds:
    """Return what holds letters of a departure at this moment."""
    terms = desk.terms(departure)
    calls = dict.fromkeys(held_for_call(desk, departure), "call_first")
    contacts = {letter.id: "contact" for letter in on_hold(desk, departure)}
    return Holds(terms.may_tell, Named(terms.excluded), calls | contacts)


def outcome_of(holds: Holds, client: Seen, letter: Mark | None) -> tuple[Outcome, str]:
    """Return what became of a client, and why: in somebody's words for one skipped, else a code, or ""."""
    if letter is not None and letter.status is not Told.TO_DO:
        return OF_STATUS[letter.status], letter.reason
    if held := _held_by(holds, client, letter):
        return Outcome.HELD, held
    return Outcome.UNTOUCHED, "" if letter else NO_LETTER


def _held_by(holds: Holds, client: Seen, letter: Mark | None) -> str:
    if not holds.may_tell:
        return "not_allowed"
    if holds.named.holds(client.addresses, client.company):
        return "excluded"
    if letter is None or letter.state is LetterState.APPROVED:
        return holds.letters.get(letter.id, "") if letter else ""
    return letter.state.value

"""What waits for somebody who decides on departures, or tells clients of others' (P2, P3, H7)."""

from dataclasses import dataclass
from enum import StrEnum

from segue.departure.departure import Departure
from segue.departure.letter_state import OVER, LetterState, Told
from segue.departure.people import Person
from segue.departure.stage import Role, Stage
from segue.departure.terms import SenderMode
from segue.desk.access import roles_of
from segue.desk.desk import Desk
from segue.desk.gone_teller import gone_teller
from segue.desk.tellers import is_teller
from segue.desk.unconfirmed import unconfirmed_contacts
from segue.desk.writing import mode_of


class What(StrEnum):
    """What is next for the person, as a key of the catalogue (``waits.<what>``)."""

    ANSWER = "answer"
    NAME_TELLER = "name_teller"
    CONFIRM = "confirm"
    READ = "read"
    HAND_OUT = "hand_out"
    LIST = "list"
    OTHERS = "others"
    ENDED = "ended"


@dataclass(frozen=True)
class Waiting:
    """One departure with what is next, and how many letters there are."""

    departure: Departure
    what: What
    decides: bool
    letters: int


def waiting_for(desk: Desk, actor: Person) -> list[Waiting]:
    """Return what waits for the actor, by last day, what has ended at the end."""
    departures = desk.stores.departures
    both = {one.id: one for one in [*departures.for_approver(actor.id), *departures.of_manager(actor.id)]}
    seen = [_waiting(desk, actor, one) for one in both.values() if _concerns(desk, actor, one)]
    return sorted(seen, key=lambda one: (one.what is What.ENDED, one.departure.last_day))


def _concerns(desk: Desk, actor: Person, departure: Departure) -> bool:
    return Role.APPROVER in roles_of(desk, actor, departure) or is_teller(desk, actor, departure)


def _waiting(desk: Desk, actor: Person, departure: Departure) -> Waiting:
    counts, letters = desk.stores.letters.counts(departure.id, of_news=True), desk.stores.letters.counts(departure.id)
    decides = Role.APPROVER in roles_of(desk, actor, departure)
    what = _what(desk, actor, departure, decides, letters)
    return Waiting(departure, what, decides, sum(counts.values()))


def _what(desk: Desk, actor: Person, departure: Departure, decides: bool, counts: dict[tuple[str, str], int]) -> What:
    if departure.stage in (Stage.CANCELLED, Stage.CLOSED):
        return What.ENDED
    if departure.stage is Stage.ASKED and decides:
        return What.ANSWER
    if departure.terms and departure.terms.no_contact:
        return What.LIST
    if departure.stage is not Stage.AGREED:
        return What.OTHERS
    if decides and gone_teller(desk, departure):
        return What.NAME_TELLER
    if decides and unconfirmed_contacts(desk, departure):
        return What.CONFIRM
    if decides and any(state == LetterState.WAITING and status not in OVER for state, status in counts):
        return What.READ
    todo = any(state == LetterState.APPROVED and status in (Told.TO_DO, Told.DRAFTED) for state, status in counts)
    hands_out = is_teller(desk, actor, departure) and mode_of(desk, departure) is SenderMode.MANAGER
    return What.HAND_OUT if todo and hands_out else What.OTHERS

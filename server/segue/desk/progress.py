"""Where a departure stands on the way through, and what is next: all of it derived, nothing stored."""

from dataclasses import dataclass
from enum import StrEnum

from segue.clients.client import Client
from segue.departure.departure import Departure
from segue.departure.errors import NotReleased
from segue.desk.desk import Desk
from segue.desk.excluded import to_be_told
from segue.desk.ports import EVERYBODY, ClientFilter
from segue.desk.release import require_open
from segue.desk.submitted import LetterState, Told


class Step(StrEnum):
    """The way through, in order."""

    ASK = "ask"
    CLIENTS = "clients"
    LETTERS = "letters"
    READING = "reading"
    HAND_OUT = "hand_out"


@dataclass(frozen=True)
class Progress:
    """Steps that are done, and ``next`` as a key of the catalogue (``next.<key>``) with its numbers."""

    done: frozenset[Step]
    current: Step
    next: str
    numbers: dict[str, int]


def progress(desk: Desk, departure: Departure) -> Progress:
    """Say which steps are done and what is next, for the leaver."""
    _, chosen = desk.stores.clients.page(departure.id, ClientFilter(chosen=True), 0, EVERYBODY)
    clients = to_be_told(departure, chosen)
    counts = desk.stores.letters.counts(departure.id)
    writable = [client for client in clients if client.locale in desk.packs]
    numbers = _numbers(writable, counts) | {"without_language": len(clients) - len(writable)}
    done = frozenset(step for step, is_done in _done(departure, numbers).items() if is_done)
    current = next((step for step in Step if step not in done), Step.HAND_OUT)
    return Progress(done, current, _next(desk, departure, current, numbers), numbers)


def _numbers(clients: list[Client], counts: dict[tuple[str, str], int]) -> dict[str, int]:
    told = sum(n for (_, status), n in counts.items() if status in (Told.SENT, Told.SKIPPED))
    return {
        "clients": len(clients),
        "unconfirmed": sum(not client.salutation_confirmed for client in clients),
        "letters": sum(counts.values()),
        "approved": sum(n for (state, _), n in counts.items() if state == LetterState.APPROVED),
        "rejected": sum(n for (state, _), n in counts.items() if state == LetterState.REJECTED),
        "told": told,
    }


def _done(departure: Departure, numbers: dict[str, int]) -> dict[Step, bool]:
    answered = departure.terms is not None and departure.terms.may_tell
    clients = numbers["clients"] > 0 and not numbers["unconfirmed"]
    letters = clients and answered and numbers["letters"] >= numbers["clients"] and not numbers["rejected"]
    reading = letters and numbers["approved"] == numbers["letters"]
    return {
        Step.ASK: answered,
        Step.CLIENTS: clients,
        Step.LETTERS: letters,
        Step.READING: reading,
        Step.HAND_OUT: reading and numbers["told"] == numbers["letters"],
    }


def _next(desk: Desk, departure: Departure, current: Step, numbers: dict[str, int]) -> str:
    if departure.terms is not None and not departure.terms.may_tell:
        return "answered_no"
    if current is Step.ASK:
        if departure.asked_at is None:
            return "ask"
        return "wait_and_choose" if numbers["unconfirmed"] or not numbers["clients"] else "wait_for_answer"
    if current is Step.CLIENTS:
        return _next_for_clients(numbers)
    if current is Step.LETTERS:
        return "mend_rejected" if numbers["rejected"] else "give_letters"
    if current is Step.READING:
        return "wait_for_reading"
    return _next_hand_out(desk, departure, numbers)


def _next_for_clients(numbers: dict[str, int]) -> str:
    if numbers["clients"]:
        return "confirm_salutations"
    return "without_language" if numbers["without_language"] else "choose_clients"


def _next_hand_out(desk: Desk, departure: Departure, numbers: dict[str, int]) -> str:
    try:
        require_open(departure, desk.zone, desk.now)
    except NotReleased as closed:
        return closed.code
    if numbers["told"] < numbers["letters"]:
        return "hand_out"
    return "without_language" if numbers["without_language"] else "all_told"

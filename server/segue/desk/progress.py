"""Where a departure stands on the way through, and what is next: all of it derived, nothing stored."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from segue.clients.domains import Named
from segue.departure.departure import Departure
from segue.departure.errors import NotReleased
from segue.departure.letter_state import KNOWS, OVER, LetterState, Told
from segue.departure.stage import Stage
from segue.departure.terms import SenderMode
from segue.desk.access import teller_of
from segue.desk.corrections import corrections, open_corrections
from segue.desk.desk import Desk
from segue.desk.gone_teller import gone_teller
from segue.desk.last_day import is_due
from segue.desk.ports import ChosenClient
from segue.desk.release import require_open
from segue.desk.unconfirmed import unconfirmed_contacts
from segue.desk.writing import mode_of


class Step(StrEnum):
    """The way through, in order. Clients can be chosen before the leaver has agreed, and even before the answer."""

    ASK = "ask"
    AGREE = "agree"
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
    named = Named(desk.terms(departure).excluded)
    chosen = desk.stores.clients.chosen(departure.id)
    clients = [one for one in chosen if not named.holds(one.addresses, one.company)]
    counts = desk.stores.letters.counts(departure.id, of_news=True)
    writable = [client for client in clients if client.locale in desk.packs]
    numbers = _numbers(writable, counts) | {"without_language": len(clients) - len(writable)}
    done = frozenset(step for step, is_done in _done(departure, numbers).items() if is_done)
    current = next((step for step in Step if step not in done), Step.HAND_OUT)
    following = _next(desk, departure, current, numbers)
    second = _next_second(desk, departure) if following in AFTER_ALL else ""
    return Progress(done - {Step.HAND_OUT} if second else done, current, second or following, numbers)


def _numbers(clients: list[ChosenClient], counts: dict[tuple[str, str], int]) -> dict[str, int]:
    def where(statuses: Collection[Told]) -> int:
        return sum(n for (_, status), n in counts.items() if status in statuses)

    left = {(state, status): n for (state, status), n in counts.items() if status not in OVER}
    return {
        "clients": len(clients),
        "unconfirmed": sum(not client.salutation_confirmed for client in clients),
        "letters": sum(counts.values()),
        "approved": sum(n for (state, told), n in counts.items() if state == LetterState.APPROVED or told in OVER),
        "rejected": sum(n for (state, _), n in left.items() if state == LetterState.REJECTED),
        "ready": sum(n for (state, told), n in counts.items() if state == LetterState.APPROVED and told not in OVER),
        "told": where(KNOWS),
        "over": where(OVER),
    }


def steps_of(departure: Departure) -> list[Step]:
    """Return the steps of a departure; where nobody could ask the leaver, nobody waits for his word."""
    return [step for step in Step if step is not Step.AGREE or not departure.taken_over]


def _done(departure: Departure, numbers: dict[str, int]) -> dict[Step, bool]:
    allowed = departure.terms is not None and departure.terms.may_tell
    agreed = allowed and departure.stage in (Stage.AGREED, Stage.CLOSED)
    clients = numbers["clients"] > 0 and not numbers["unconfirmed"]
    letters = clients and agreed and numbers["letters"] >= numbers["clients"] and not numbers["rejected"]
    reading = letters and numbers["approved"] == numbers["letters"]
    return {
        Step.ASK: agreed or departure.stage is Stage.ANSWERED,
        Step.AGREE: agreed,
        Step.CLIENTS: clients,
        Step.LETTERS: letters,
        Step.READING: reading,
        Step.HAND_OUT: reading and numbers["over"] == numbers["letters"],
    }


AFTER_ALL = ("all_told", "without_language")
"""What is next when there is nothing to do by the letters with the news."""

BY_STAGE = {Stage.CANCELLED: "cancelled", Stage.CLOSED: "closed", Stage.ANSWERED: "agree", Stage.PREPARING: "ask"}
"""Stages that alone say what is next."""


def _next(desk: Desk, departure: Departure, current: Step, numbers: dict[str, int]) -> str:
    if departure.stage in BY_STAGE:
        return BY_STAGE[departure.stage]
    if departure.stage is Stage.REFUSED:
        return "no_contact" if departure.terms and departure.terms.no_contact else "answered_no"
    if departure.stage is Stage.ASKED:
        return _next_while_asked(departure, numbers)
    if _has_moved(desk, departure) and numbers["over"] < numbers["clients"]:
        return "being_prepared" if is_due(desk, departure) else "moved_to_manager"
    if current is Step.CLIENTS:
        return _next_for_clients(numbers)
    if current is Step.LETTERS:
        return "mend_rejected" if numbers["rejected"] else "give_letters"
    return _next_once_given(desk, departure, current, numbers)


def _next_while_asked(departure: Departure, numbers: dict[str, int]) -> str:
    if departure.taken_over:
        return "answer"
    if departure.consent and departure.terms:  # there was an answer, and the leaver would not write
        return "declined"
    return "wait_and_choose" if numbers["unconfirmed"] or not numbers["clients"] else "wait_for_answer"


def _next_for_clients(numbers: dict[str, int]) -> str:
    if numbers["clients"]:
        return "confirm_salutations"
    return "without_language" if numbers["without_language"] else "choose_clients"


def _next_once_given(desk: Desk, departure: Departure, current: Step, numbers: dict[str, int]) -> str:
    if gone_teller(desk, departure):
        return "teller_gone"
    return "wait_for_reading" if current is Step.READING else _next_hand_out(desk, departure, numbers)


def _next_hand_out(desk: Desk, departure: Departure, numbers: dict[str, int]) -> str:
    try:
        require_open(desk, departure, mode_of(desk, departure))
    except NotReleased as closed:
        return closed.code
    if numbers["over"] >= numbers["letters"]:
        return "without_language" if numbers["without_language"] else "all_told"
    if unconfirmed_contacts(desk, departure):
        return "confirm_contact"
    by_leader = teller_of(departure, mode_of(desk, departure)) == departure.leader_id
    return "hand_out" if by_leader else "manager_tells"


def _next_second(desk: Desk, departure: Departure) -> str:
    """Return what is next of second letters, once everybody has his first one; "" where nothing is."""
    if corrections(desk, departure).due:
        return "corrections_due"
    states = {one.state for one in open_corrections(desk, departure)}
    if LetterState.WAITING in states:
        return "corrections_wait"
    return "corrections_hand_out" if LetterState.APPROVED in states else ""


def _has_moved(desk: Desk, departure: Departure) -> bool:
    """Say whether the leaver's letters closed with the last day, and the rest is the manager's (P7)."""
    in_first_person = desk.terms(departure).mode is SenderMode.LEAVER
    return in_first_person and mode_of(desk, departure) is SenderMode.MANAGER

"""Whom a person may remind of what: texts to copy or to open, written for one colleague, never sent by anybody but him.

A reminder goes only to somebody who knows of the departure anyway (P7), and says no client's name.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from segue.departure.departure import Departure
from segue.departure.errors import NotReleased
from segue.departure.letter_state import OVER, LetterState
from segue.departure.people import Person
from segue.departure.stage import Role, Stage
from segue.desk.access import roles_of, teller_of
from segue.desk.calls import key_clients
from segue.desk.desk import Desk
from segue.desk.gone_teller import gone_teller
from segue.desk.holder import reminder_is_due
from segue.desk.release import require_open
from segue.desk.submitted import SubmittedLetter
from segue.desk.writing import mode_of


class Nudge(StrEnum):
    """What somebody is reminded of, as a key of the catalogue (``reminder.<nudge>``)."""

    ANSWER = "answer"
    AGREE = "agree"
    READ = "read"
    CALL = "call"
    HAND_OUT = "hand_out"
    CARD = "card"


@dataclass(frozen=True)
class Reminder:
    """One reminder: of what, and to whom."""

    of: Nudge
    to: Person


def reminders(desk: Desk, actor: Person, departure: Departure) -> list[Reminder]:
    """Return what the actor, who leads the departure or decides on it, may remind others of now; never himself."""
    if departure.stage in (Stage.CANCELLED, Stage.CLOSED):
        return []
    people = desk.stores.people
    wanted = [(nudge, people.get(person_id)) for nudge, person_id in _wanted(desk, departure)]
    return [Reminder(nudge, person) for nudge, person in wanted if person.id != actor.id and person.active]


def _wanted(desk: Desk, departure: Departure) -> Iterator[tuple[Nudge, str]]:
    if reminder_is_due(desk, departure):
        yield Nudge.ANSWER, departure.approver_id
    if departure.stage is Stage.ANSWERED:
        yield Nudge.AGREE, departure.leaver_id
    if departure.stage is Stage.AGREED:
        yield from _about_letters(desk, departure)
    yield from ((Nudge.CARD, person.id) for person in _successors_to_confirm(desk, departure))


def _about_letters(desk: Desk, departure: Departure) -> Iterator[tuple[Nudge, str]]:
    counts, teller = desk.stores.letters.counts(departure.id), teller_of(departure, mode_of(desk, departure))
    if any(state == LetterState.WAITING and status not in OVER for state, status in counts):
        yield Nudge.READ, departure.approver_id
    left = sum(n for (state, status), n in counts.items() if state == LetterState.APPROVED and status not in OVER)
    if not left or gone_teller(desk, departure) or not _is_open(desk, departure):
        return
    to_call = [one for one in key_clients(desk, departure) if one.first and _is_approved(one.letter)]
    if to_call:
        yield Nudge.CALL, teller
    if left > (len(to_call) if desk.policy.call_first else 0):
        yield Nudge.HAND_OUT, teller


def _is_approved(letter: SubmittedLetter | None) -> bool:
    return letter is not None and letter.state is LetterState.APPROVED


def _is_open(desk: Desk, departure: Departure) -> bool:
    try:
        require_open(desk, departure, mode_of(desk, departure))
    except NotReleased:
        return False
    return True


def _successors_to_confirm(desk: Desk, departure: Departure) -> list[Person]:
    """Return the successors who were told and have not confirmed yet how letters describe them."""
    new = [one for one in departure.contact_points if one.email and one not in departure.confirmed_cards]
    found = {person.id: person for person in (desk.stores.people.by_address(one.email) for one in new) if person}
    return [person for person in found.values() if Role.SUCCESSOR in roles_of(desk, person, departure)]

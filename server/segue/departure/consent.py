"""The leaver's side of the permission: every personal thing that the manager allowed can be declined (P4)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from segue.departure.terms import SenderMode, Terms


class ConsentItem(StrEnum):
    """What needs the leaver's word besides the manager's."""

    LETTER = "letter"
    REASON = "reason"
    NEW_JOB = "new_job"
    HOPE_TO_MEET = "hope_to_meet"
    PERSONAL_CONTACT = "personal_contact"


class Ground(StrEnum):
    """Why a client may have a private contact of the leaver."""

    FRIEND = "friend"
    DUTY = "duty"


@dataclass(frozen=True)
class PersonalContact:
    """A private address, number or profile, why it may be given, and the day until which it holds (inclusive)."""

    said: str
    ground: Ground
    until: date


@dataclass(frozen=True)
class Consent:
    """What the leaver was shown, what of it he declined, and when (aware)."""

    at: datetime
    shown: frozenset[ConsentItem] = frozenset()
    declined: frozenset[ConsentItem] = frozenset()


def items_of(terms: Terms) -> frozenset[ConsentItem]:
    """Return what an answer allows that needs the leaver's word; letters of the manager's own need none."""
    if not terms.may_tell:
        return frozenset()
    first_person = terms.mode in (SenderMode.LEAVER, SenderMode.HAND_OVER)
    announced = terms.mode is SenderMode.LEAVER
    allowed = {
        ConsentItem.LETTER: first_person,
        ConsentItem.REASON: announced and bool(terms.reasons),
        ConsentItem.NEW_JOB: announced and bool(terms.new_job_facts),
        ConsentItem.HOPE_TO_MEET: announced and terms.may_hope_to_meet,
        ConsentItem.PERSONAL_CONTACT: announced and terms.may_give_personal_contact,
    }
    return frozenset(item for item, is_allowed in allowed.items() if is_allowed)

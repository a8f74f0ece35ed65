"""Who has a departure now, since when, and whether a reminder is due: what its leaver sees at a glance."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from segue.departure.dates import today, working_days
from segue.departure.departure import Departure
from segue.departure.stage import Stage, Verb
from segue.desk.access import teller_of
from segue.desk.desk import Desk
from segue.desk.gone_teller import gone_teller
from segue.desk.progress import Progress, Step
from segue.desk.writing import mode_of

REMIND_AFTER_WORKING_DAYS = 2
"""How long a question may lie unanswered before a reminder is offered."""

ENTERED_BY = {Step.READING: Verb.GIVE_LETTERS, Step.HAND_OUT: "approve", Step.LETTERS: "reject"}
"""Which entry of the audit brought a departure to a step; to the letters, only where some were sent back."""


@dataclass(frozen=True)
class Holder:
    """Who has it (a person's id) and since when (aware), None where nobody noted it."""

    person_id: str
    since: datetime | None


def holder_of(desk: Desk, departure: Departure, stands: Progress) -> Holder:
    """Return who has it now: who the next step waits for."""
    if departure.stage is Stage.ASKED:
        return Holder(departure.approver_id, _asked_at(departure))
    if departure.stage is not Stage.AGREED:
        return Holder(departure.leader_id, departure.answered_at)
    if stands.next == "confirm_contact":
        return Holder(departure.approver_id, None)
    if stands.current is Step.READING:
        return Holder(departure.approver_id, _since(desk, departure, stands.current))
    if stands.current is Step.HAND_OUT:
        named = teller_of(departure, mode_of(desk, departure))
        who = departure.approver_id if gone_teller(desk, departure) else named
        return Holder(who, _since(desk, departure, stands.current))
    sent_back = _since(desk, departure, Step.LETTERS) if stands.next == "mend_rejected" else None
    return Holder(departure.leader_id, sent_back or _agreed_at(departure))


def reminder_is_due(desk: Desk, departure: Departure) -> bool:
    """Say whether the question has lain unanswered for some working days."""
    since = _asked_at(departure)
    if departure.stage is not Stage.ASKED or since is None:
        return False
    first = today(since, desk.zone) + timedelta(days=1)
    return working_days(first, desk.today, desk.policy.holidays) >= REMIND_AFTER_WORKING_DAYS


def _asked_at(departure: Departure) -> datetime | None:
    """Return when the approver got the question: the last time, where the leaver gave it back."""
    given_back = departure.consent.at if departure.consent else None
    return max((moment for moment in (departure.asked_at, given_back) if moment), default=None)


def _agreed_at(departure: Departure) -> datetime | None:
    agreed = departure.consent.at if departure.consent else None
    return max((moment for moment in (departure.answered_at, agreed) if moment), default=None)


def _since(desk: Desk, departure: Departure, step: Step) -> datetime | None:
    return desk.stores.audit.last_at(departure.id, ENTERED_BY[step])

"""Retention: some days after the last day a departure goes, once its report was offered (A4).

The approver is asked to download or decline the completeness report in the ten days before; no
answer in ten days counts as declined. Where the company keeps data for less than eleven days, the
ten days run from the first day after the last. While an interim colleague is to be followed by a
second letter, and until every client of his has it, everything is kept for the longest time that is allowed (L3).
"""

from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum

from segue.departure.contact_point import ContactKind, ContactPoint
from segue.departure.dates import today
from segue.departure.departure import Departure
from segue.departure.errors import NotNow
from segue.departure.people import Person
from segue.departure.policy import LONGEST_RETENTION_DAYS, SHORTEST_RETENTION_DAYS
from segue.departure.stage import Stage
from segue.desk.access import as_approver
from segue.desk.desk import Desk
from segue.desk.erase import forget_departure
from segue.desk.known import known_by_client
from segue.desk.ports import ErasureLog

ANSWER_DAYS = 10
"""How long the approver has to answer."""


class Kept(StrEnum):
    """What retention did with a departure."""

    KEPT = "kept"
    ASKED = "asked"
    ERASED = "erased"


def interim_contacts(departure: Departure) -> list[ContactPoint]:
    """Return the contact points who stand in until the post is filled: a second letter is to follow (L3)."""
    return [point for point in departure.contact_points if point.kind is ContactKind.INTERIM]


def awaits_second_wave(desk: Desk, departure: Departure) -> bool:
    """Say whether there is an interim contact, or a client who still goes by one: until he has the second letter."""
    if interim_contacts(departure):
        return True
    tellings = desk.stores.letters.tellings(departure.id)
    named = {one.client_id for one in tellings if one.announced.is_for_the_time_being}
    known = known_by_client(one for one in tellings if one.client_id in named)
    return any(one.announced.is_for_the_time_being for one in known.values())


def kept_days(desk: Desk, departure: Departure) -> int:
    """Return for how many days after the last day a departure is kept."""
    if awaits_second_wave(desk, departure):
        return LONGEST_RETENTION_DAYS
    return min(max(desk.policy.retention_days, SHORTEST_RETENTION_DAYS), LONGEST_RETENTION_DAYS)


def kept_until(desk: Desk, departure: Departure) -> date:
    """Return the last day (of the workspace's zone) on which a departure is kept, unless the answer is awaited."""
    return _over_on(desk, departure) + timedelta(days=kept_days(desk, departure))


def asked_from(desk: Desk, departure: Departure, until: date) -> date:
    """Return the first day on which the approver of a departure kept ``until`` then is asked about the report."""
    return max(_over_on(desk, departure) + timedelta(days=1), until - timedelta(days=ANSWER_DAYS))


def answer_by(desk: Desk, departure: Departure) -> date | None:
    """Return the day by which the approver is asked to answer (inclusive), None while nothing is asked of him."""
    if departure.report_asked_at is None or departure.report_answered_at is not None:
        return None
    return today(departure.report_asked_at, desk.zone) + timedelta(days=ANSWER_DAYS)


def retain(desk: Desk, departure_id: str, log: ErasureLog) -> Kept:
    """Ask for the report, or erase the departure, when it is time; the same again changes nothing."""
    departure = desk.stores.departures.get(departure_id)
    until = kept_until(desk, departure)
    if _is_to_be_asked(desk, departure, until):
        asked = replace(departure, report_asked_at=desk.now, report_answered_at=None)
        desk.stores.departures.save(asked)
        desk.record("", "ask_report", departure_id)
        return Kept.ASKED
    if desk.today > until and not _awaits_answer(desk, departure):
        forget_departure(desk, departure, log, why="retention")
        return Kept.ERASED
    return Kept.KEPT


def answer_report(desk: Desk, actor: Person, departure_id: str, downloaded: bool) -> None:
    """Note that the approver has the report, or declined it; the first answer stands.

    Raises SelfApproval, NotFound, NotNow when he was not asked.
    """
    departure = as_approver(desk, actor, departure_id)
    if departure.report_asked_at is None:
        raise NotNow("report_not_asked")
    if departure.report_answered_at is None:
        desk.stores.departures.save(replace(departure, report_answered_at=desk.now))
        desk.record(actor.id, "download_report" if downloaded else "decline_report", departure_id)


def _over_on(desk: Desk, departure: Departure) -> date:
    """Return the day from which retention counts: the last day, or the day on which it was cancelled before."""
    if departure.stage is Stage.CANCELLED and departure.closed_at is not None:
        return min(departure.last_day, today(departure.closed_at, desk.zone))
    return departure.last_day


def _is_to_be_asked(desk: Desk, departure: Departure, until: date) -> bool:
    """Say whether the approver, if there is one, was not asked yet for the time that now ends."""
    asks_from, asked = asked_from(desk, departure, until), departure.report_asked_at
    was_asked = asked is not None and today(asked, desk.zone) >= asks_from
    return bool(departure.approver_id) and desk.today >= asks_from and not was_asked


def _awaits_answer(desk: Desk, departure: Departure) -> bool:
    last = answer_by(desk, departure)
    return last is not None and desk.today <= last

"""The moments of a departure, from the notice to the day its data goes: all of it derived, nothing stored (H9).

Which of them a person may see is decided before: only who leads a departure or decides on it has a timeline (P7).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from segue.departure.dates import day_with_working_days_left, leaves_a_gap, next_working_day, today
from segue.departure.departure import Departure
from segue.departure.permission import closes_at, opens_at
from segue.departure.stage import Stage
from segue.departure.terms import SenderMode
from segue.desk.access import teller_of
from segue.desk.closing import FIRST_WARNING_DAYS, LAST_WARNING_DAYS
from segue.desk.desk import Desk
from segue.desk.retention import asked_from, kept_until


class What(StrEnum):
    """What happens, as a key of the catalogue (``timeline.<what>``), in the order of one day."""

    NOTICE = "notice"
    ASKED = "asked"
    ANSWERED = "answered"
    RELEASE = "release"
    BRIDGE = "bridge"
    CONTACT_FROM = "contact_from"
    FIRST_WARNING = "first_warning"
    LAST_WARNING = "last_warning"
    LAST_DAY = "last_day"
    LETTERS_CLOSE = "letters_close"
    AUTOMATIC_REPLY = "automatic_reply"
    REST_TO_MANAGER = "rest_to_manager"
    REPORT_ASKED = "report_asked"
    ERASED = "erased"


class When(StrEnum):
    """Where a moment lies from today."""

    PAST = "past"
    TODAY = "today"
    FUTURE = "future"


ORDER = tuple(What)


@dataclass(frozen=True)
class Moment:
    """One day (of the workspace's zone) on which something happens, or the days from it ``until`` another, inclusive.

    ``at`` is the aware moment where there is one to the minute; ``person_id`` is whom it concerns, "" for all.
    """

    what: What
    day: date
    when: When
    person_id: str = ""
    at: datetime | None = None
    until: date | None = None


def timeline(desk: Desk, departure: Departure) -> list[Moment]:
    """Return every moment that the facts name, in order; what will not happen any more is left out."""
    found = [*_permission(departure, desk), *_telling(departure, desk), *_changing_hands(departure, desk)]
    found += [*_leaving(departure, desk), *_keeping(departure, desk)]
    return sorted(found, key=lambda one: (one.day, ORDER.index(one.what)))


def _permission(departure: Departure, desk: Desk) -> Iterator[Moment]:
    attested = departure.attestation
    if attested is not None:
        yield _moment(desk, What.NOTICE, attested.notice_given_on, departure.leaver_id)
    if departure.asked_at is not None and not departure.taken_over:
        yield _at(desk, What.ASKED, departure.asked_at, departure.leaver_id)
    if departure.answered_at is not None:
        yield _at(desk, What.ANSWERED, departure.answered_at, departure.approver_id)


def _telling(departure: Departure, desk: Desk) -> Iterator[Moment]:
    """Yield when letters open, when the leader is warned, when they close, and whose the rest is then (P7)."""
    terms, last, holidays = desk.terms(departure), departure.last_day, desk.policy.holidays
    if not _goes_on(departure) or not terms.may_tell:
        return
    opens, mode = opens_at(terms), terms.mode or SenderMode.LEAVER
    if opens is not None:
        yield _at(desk, What.RELEASE, opens, teller_of(departure, mode))
    closes = closes_at(mode, last, desk.zone)
    if closes is None:
        return
    for what, days in ((What.FIRST_WARNING, FIRST_WARNING_DAYS), (What.LAST_WARNING, LAST_WARNING_DAYS)):
        yield _moment(desk, what, day_with_working_days_left(last, days, holidays), departure.leader_id)
    yield _moment(desk, What.LETTERS_CLOSE, last, departure.leader_id, at=closes)
    manager = teller_of(departure, SenderMode.MANAGER)
    yield _moment(desk, What.REST_TO_MANAGER, last + timedelta(days=1), manager)


def _changing_hands(departure: Departure, desk: Desk) -> Iterator[Moment]:
    last, first, holidays = departure.last_day, departure.contact_from, desk.policy.holidays
    if not _goes_on(departure):
        return
    yield _moment(desk, What.CONTACT_FROM, first)
    if departure.bridge is not None and leaves_a_gap(last, first, holidays):
        yield _moment(desk, What.BRIDGE, next_working_day(last, holidays), until=first - timedelta(days=1))


def _leaving(departure: Departure, desk: Desk) -> Iterator[Moment]:
    if departure.stage is Stage.CANCELLED:
        return
    yield _moment(desk, What.LAST_DAY, departure.last_day, departure.leaver_id)
    if _goes_on(departure) and desk.terms(departure).may_tell and not departure.taken_over:
        yield _moment(desk, What.AUTOMATIC_REPLY, departure.last_day, departure.leaver_id)


def _keeping(departure: Departure, desk: Desk) -> Iterator[Moment]:
    """Yield when the approver is asked for the report, and the first day without any data (A4)."""
    until = kept_until(desk, departure)
    if departure.approver_id:
        yield _moment(desk, What.REPORT_ASKED, asked_from(desk, departure, until), departure.approver_id)
    yield _moment(desk, What.ERASED, until + timedelta(days=1), departure.approver_id)


def _goes_on(departure: Departure) -> bool:
    return departure.stage not in (Stage.CANCELLED, Stage.CLOSED, Stage.REFUSED)


def _at(desk: Desk, what: What, at: datetime, person_id: str) -> Moment:
    return _moment(desk, what, today(at, desk.zone), person_id, at=at)


def _moment(
    desk: Desk, what: What, day: date, person_id: str = "", at: datetime | None = None, until: date | None = None
) -> Moment:
    last = until or day
    when = When.PAST if last < desk.today else When.FUTURE if day > desk.today else When.TODAY
    return Moment(what, day, when, person_id, at, until)

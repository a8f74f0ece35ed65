"""The two dates of a departure and the days between them (L2). Dates are calendar days of the workspace's zone."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SATURDAY = 5

Holidays = Collection[date]
"""Days on which nobody works, as the company's policy lists them."""


def is_working_day(day: date, holidays: Holidays = ()) -> bool:
    """Say whether a day is Monday to Friday and no holiday."""
    return day.weekday() < SATURDAY and day not in holidays


def next_working_day(day: date, holidays: Holidays = ()) -> date:
    """Return the first working day after ``day``: when a contact point starts unless said otherwise."""
    following = day + timedelta(days=1)
    while not is_working_day(following, holidays):
        following += timedelta(days=1)
    return following


def working_days(first: date, last: date, holidays: Holidays = ()) -> int:
    """Count the working days from ``first`` to ``last``, both included; none when they are out of order."""
    weeks, rest = divmod(max((last - first).days + 1, 0), 7)
    weekdays = weeks * 5 + sum(is_working_day(first + timedelta(days=extra)) for extra in range(rest))
    return weekdays - sum(first <= day <= last and is_working_day(day) for day in set(holidays))


def day_with_working_days_left(last: date, count: int, holidays: Holidays = ()) -> date:
    """Return the first day after which only ``count`` working days are left until ``last``, which is one of them."""
    day = last
    while working_days(day, last, holidays) <= count:
        day -= timedelta(days=1)
    return day


def leaves_a_gap(last_day: date, contact_from: date, holidays: Holidays = ()) -> bool:
    """Say whether a working day lies between the leaver's last day and the contact point's first."""
    return working_days(last_day + timedelta(days=1), contact_from - timedelta(days=1), holidays) > 0


def today(now: datetime, zone: str) -> date:
    """Return the calendar day in the workspace's zone at an aware moment."""
    return now.astimezone(ZoneInfo(zone)).date()


def end_of(day: date, zone: str) -> datetime:
    """Return the moment (UTC) at which a calendar day of the zone is over; "until" is inclusive."""
    midnight = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone))
    return midnight.astimezone(UTC)

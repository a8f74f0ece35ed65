"""The two dates of a departure and the days between them (L2). Dates are calendar days of the workspace's zone."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SATURDAY = 5


def is_working_day(day: date) -> bool:
    """Say whether a day is Monday to Friday."""
    return day.weekday() < SATURDAY


def working_days(first: date, last: date) -> int:
    """Count the working days from ``first`` to ``last``, both included; none when they are out of order."""
    weeks, rest = divmod(max((last - first).days + 1, 0), 7)
    return weeks * 5 + sum(is_working_day(first + timedelta(days=extra)) for extra in range(rest))


def leaves_a_gap(last_day: date, contact_from: date) -> bool:
    """Say whether a working day lies between the leaver's last day and the contact point's first."""
    return working_days(last_day + timedelta(days=1), contact_from - timedelta(days=1)) > 0


def today(now: datetime, zone: str) -> date:
    """Return the calendar day in the workspace's zone at an aware moment."""
    return now.astimezone(ZoneInfo(zone)).date()


def end_of(day: date, zone: str) -> datetime:
    """Return the moment (UTC) at which a calendar day of the zone is over; "until" is inclusive."""
    midnight = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone))
    return midnight.astimezone(UTC)

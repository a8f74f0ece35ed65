"""What is missing or wrong in a departure's facts (L2, L3), returned all at once."""

from collections.abc import Iterator
from datetime import date

from segue.departure.contact_point import ContactPoint
from segue.departure.dates import leaves_a_gap, working_days
from segue.departure.departure import Departure
from segue.departure.findings import Finding, Severity
from segue.departure.policy import Policy

LONGEST_HORIZON_DAYS = 730


def findings_in_facts(departure: Departure, today: date, policy: Policy) -> list[Finding]:
    """Return every finding in the dates and contact points; ``where`` names the form field.

    The policy says which days are holidays and how many working days are short notice (P9). Days of a departure
    that was taken over may have gone by: then there was nobody to ask (P8).
    """
    dates = _days_gone_by if departure.taken_over and departure.last_day < today else _dates
    gone = departure.kind.is_over and departure.last_day >= today
    too_early = [Finding("not_gone_yet", Severity.BLOCKING, "kind")] if gone else []
    return [*too_early, *dates(departure, today, policy), *_contact_points(departure)]


def _days_gone_by(departure: Departure, today: date, policy: Policy) -> Iterator[Finding]:
    first = departure.contact_from
    if (today - departure.last_day).days > LONGEST_HORIZON_DAYS:
        yield Finding("last_day_long_past", Severity.BLOCKING, "last_day")
    if (first - today).days > LONGEST_HORIZON_DAYS:
        yield Finding("contact_from_far", Severity.BLOCKING, "contact_from")
    elif leaves_a_gap(today, first, policy.holidays) and departure.bridge is None:
        yield Finding("gap", Severity.BLOCKING, "contact_from")


def _dates(departure: Departure, today: date, policy: Policy) -> Iterator[Finding]:
    last, first = departure.last_day, departure.contact_from
    left, wanted = working_days(today, last, policy.holidays), policy.lead_time_days
    unattended = leaves_a_gap(last, first, policy.holidays)
    if last < today:
        yield Finding("last_day_past", Severity.BLOCKING, "last_day")
    elif (last - today).days > LONGEST_HORIZON_DAYS:
        yield Finding("last_day_far", Severity.BLOCKING, "last_day")
    elif left < wanted:
        said = {"days": str(left), "wanted": str(wanted)}
        yield Finding("short_notice", Severity.WARNING, "last_day", values=said)
    if (first - last).days > LONGEST_HORIZON_DAYS:
        yield Finding("contact_from_far", Severity.BLOCKING, "contact_from")
    elif unattended and departure.bridge is None:
        yield Finding("gap", Severity.BLOCKING, "contact_from")
    elif first > last and not unattended:
        yield Finding("no_overlap", Severity.WARNING, "contact_from")
    if first < today:
        yield Finding("contact_from_past", Severity.BLOCKING, "contact_from")


def _contact_points(departure: Departure) -> Iterator[Finding]:
    if not departure.contact_points:
        yield Finding("contact_missing", Severity.BLOCKING, "contact_name")
    for number, point in enumerate(departure.contact_points):
        yield from _channels(point, f"point_{number}" if number else "contact")
    if len(departure.contact_points) > 1 and not all(point.topic for point in departure.contact_points):
        yield Finding("topic_missing", Severity.BLOCKING, "contact_topic")
    if departure.bridge:
        yield from _channels(departure.bridge, "bridge")


def _channels(point: ContactPoint, prefix: str) -> Iterator[Finding]:
    if not point.name:
        yield Finding("contact_missing", Severity.BLOCKING, f"{prefix}_name")
    if not point.email and not point.phone:
        yield Finding("contact_without_channel", Severity.BLOCKING, f"{prefix}_email", values={"name": point.name})

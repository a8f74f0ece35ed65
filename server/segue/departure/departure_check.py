"""What is missing or wrong in a departure's facts (L2, L3), returned all at once."""

from collections.abc import Iterator
from datetime import date

from segue.departure.contact_point import ContactPoint
from segue.departure.dates import leaves_a_gap, working_days
from segue.departure.departure import Departure
from segue.departure.findings import Finding, Severity

SHORT_NOTICE_WORKING_DAYS = 10
LONGEST_HORIZON_DAYS = 730


def findings_in_facts(departure: Departure, today: date) -> list[Finding]:
    """Return every finding in the dates and contact points; ``where`` names the form field."""
    return [*_dates(departure, today), *_contact_points(departure)]


def _dates(departure: Departure, today: date) -> Iterator[Finding]:
    last, first = departure.last_day, departure.contact_from
    if last < today:
        yield Finding("last_day_past", Severity.BLOCKING, "last_day")
    elif (last - today).days > LONGEST_HORIZON_DAYS:
        yield Finding("last_day_far", Severity.BLOCKING, "last_day")
    elif working_days(today, last) < SHORT_NOTICE_WORKING_DAYS:
        yield Finding("short_notice", Severity.WARNING, "last_day", values={"days": str(working_days(today, last))})
    if (first - last).days > LONGEST_HORIZON_DAYS:
        yield Finding("contact_from_far", Severity.BLOCKING, "contact_from")
    elif leaves_a_gap(last, first) and departure.bridge is None:
        yield Finding("gap", Severity.BLOCKING, "contact_from")
    elif first > last and not leaves_a_gap(last, first):
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

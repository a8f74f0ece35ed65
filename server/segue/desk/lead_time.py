"""Whether clients get enough time: what is wrong or tight in the dates, as facts change (L2)."""

from segue.departure.dates import today, working_days
from segue.departure.departure import Departure
from segue.departure.departure_check import findings_in_facts
from segue.departure.findings import Finding, Severity
from segue.departure.stage import Stage
from segue.desk.desk import Desk

DATES = ("last_day", "contact_from")
"""Fields of the facts that are dates."""

GONE_BY = ("last_day_past", "contact_from_past")
"""Wrong for who still asks; under way it is only that time passes."""


def lead_time_findings(desk: Desk, departure: Departure) -> list[Finding]:
    """Return what is to be said about the dates where they are typed."""
    found = [one for one in findings_in_facts(departure, desk.today, desk.policy) if one.where in DATES]
    return found if any(one.where == "last_day" for one in found) else [*found, *_late_release(desk, departure)]


def tight_dates(desk: Desk, departure: Departure) -> list[Finding]:
    """Return what is to be said beside the timeline; nothing once the last day, or all of it, is over."""
    ended = departure.stage in (Stage.CANCELLED, Stage.CLOSED, Stage.REFUSED)
    if ended or desk.today > departure.last_day:
        return []
    return [one for one in lead_time_findings(desk, departure) if one.id not in GONE_BY]


def _late_release(desk: Desk, departure: Departure) -> list[Finding]:
    """Return the warning that the approver's "from when" leaves little time until the last day."""
    release, wanted = departure.terms.release if departure.terms else None, desk.policy.lead_time_days
    if release is None or departure.taken_over:
        return []
    first = max(today(release, desk.zone), desk.today)
    days = working_days(first, departure.last_day, desk.policy.holidays)
    said = {"days": str(days), "wanted": str(wanted)}
    return [Finding("late_release", Severity.WARNING, "release_day", values=said)] if days < wanted else []

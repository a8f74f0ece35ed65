"""A departure's dates as its pages show them: the timeline as a picture that is a list, and what is tight in them."""

from dataclasses import dataclass, replace
from datetime import date

from segue.departure.dates import working_days
from segue.departure.departure import Departure
from segue.desk.desk import Desk
from segue.desk.lead_time import lead_time_findings
from segue.desk.timeline import Moment, What, When, timeline
from segue.doors.dates_form import DatesForm
from segue.doors.language import day, moment, say
from segue.doors.pages.shell import spoken

FAR_DAYS, FARTHER_DAYS = 8, 31
"""From how many days on the line between two moments is drawn longer, and longer still."""

AFTERWARDS = frozenset({What.AUTOMATIC_REPLY, What.REST_TO_MANAGER, What.REPORT_ASKED, What.ERASED})
"""What follows from the dates, and changes nothing for who types them."""


@dataclass(frozen=True)
class Line:
    """One moment in words, with its day as ISO 8601 too; ``who`` is a name, "" for all.

    ``gap`` is how far it is from the line before: "same" day, "", "far" or "farther".
    """

    what: str
    text: str
    when: str
    iso: str
    day: str
    who: str = ""
    gap: str = ""


def timeline_lines(desk: Desk, departure: Departure, shown: frozenset[What] = frozenset(What)) -> list[Line]:
    """Return the timeline with today in its place, for a page of somebody who may see all of it."""
    moments = [one for one in timeline(desk, departure) if one.what in shown]
    places = [(one.day, _line(desk, one)) for one in moments]
    at = next((index for index, (day_, _) in enumerate(places) if day_ >= desk.today), len(places))
    places.insert(at, (desk.today, _today(desk, departure)))
    before = [date.min, *(day_ for day_, _ in places)]
    return [replace(line, gap=_gap(since, day_)) for since, (day_, line) in zip(before, places, strict=False)]


def live_dates(desk: Desk, departure: Departure) -> dict[str, object]:
    """Return what stands beside the dates of a form: what is tight in them, and the picture of the days to come."""
    found = [spoken(finding) for finding in lead_time_findings(desk, departure)]
    return {"date_findings": found, "lines": timeline_lines(desk, departure, frozenset(What) - AFTERWARDS)}


def last_day_findings(desk: Desk, departure: Departure) -> list[tuple[str, str]]:
    """Return what is tight in the last day alone, for who has chosen nothing else yet."""
    return [spoken(finding) for finding in lead_time_findings(desk, departure) if finding.where == "last_day"]


def typed_dates(desk: Desk, departure: Departure, form: DatesForm) -> dict[str, object]:
    """Return the same for dates that are being typed; for the approver's "from when", what is tight in that alone."""
    typed = form.put_into(departure, desk.zone)
    if form.release_time is None:
        return live_dates(desk, typed)
    return {"date_findings": release_findings(desk, typed), "lines": []}


def release_findings(desk: Desk, departure: Departure) -> list[tuple[str, str]]:
    """Return whether the approver's "from when" leaves clients enough time."""
    return [spoken(finding) for finding in lead_time_findings(desk, departure) if finding.where == "release_day"]


def _today(desk: Desk, departure: Departure) -> Line:
    left = working_days(desk.today, departure.last_day, desk.policy.holidays)
    text = say("timeline.today_left", count=left) if left else say("timeline.today")
    return Line("now", text, When.TODAY, desk.today.isoformat(), day(desk.today))


def _line(desk: Desk, one: Moment) -> Line:
    until = day(one.until) if one.until else ""
    to_the_minute = one.what is What.RELEASE and one.at is not None
    said = moment(one.at) if to_the_minute and one.at else day(one.day)
    return Line(
        one.what,
        say(f"timeline.{one.what}", until=until),
        one.when,
        one.day.isoformat(),
        said,
        _who(desk, one.person_id),
    )


def _who(desk: Desk, person_id: str) -> str:
    return desk.stores.people.get(person_id).name if person_id else ""


def _gap(since: date, day_: date) -> str:
    days = (day_ - since).days if since > date.min else 1
    return "farther" if days >= FARTHER_DAYS else "far" if days >= FAR_DAYS else "" if days else "same"

"""The timeline of a departure for the two sides: the picture, their calendar file, reminders, and dates while typed."""

from flask import Blueprint, Response, render_template, request

from segue.departure.errors import NotFound
from segue.desk.access import as_reader
from segue.desk.lead_time import tight_dates
from segue.desk.start import draft
from segue.desk.timeline import timeline
from segue.doors.calendar_file import MEDIA_TYPE, calendar_file, own_moments
from segue.doors.dates_form import DatesForm
from segue.doors.forms import read_form
from segue.doors.language import say
from segue.doors.pages.approver import approver_page
from segue.doors.pages.dates import last_day_findings, timeline_lines, typed_dates
from segue.doors.pages.passing_on import reminder_texts
from segue.doors.pages.shell import spoken
from segue.doors.wiring import actor, reading

timeline_pages = Blueprint("timeline", __name__)


@timeline_pages.get("/departures/<departure_id>/timeline")
def page(departure_id: str) -> str:
    """Show every date, what is tight in them, whom to remind, and the calendar file."""
    with reading() as desk:
        departure = as_reader(desk, actor(), departure_id)
        return approver_page(
            desk,
            departure,
            "timeline.html",
            lines=timeline_lines(desk, departure),
            findings=[spoken(finding) for finding in tight_dates(desk, departure)],
            entries=own_moments(timeline(desk, departure), actor().id),
            reminders=reminder_texts(desk, departure),
        )


@timeline_pages.get("/departures/<departure_id>/hand-over.ics")
def calendar(departure_id: str) -> Response:
    """Return the reader's own dates as a file for his calendar (P7: neutral, private, no names).

    Raises NotFound where he has none left: a calendar file without an entry is no calendar file.
    """
    with reading() as desk:
        departure = as_reader(desk, actor(), departure_id)
        own = own_moments(timeline(desk, departure), actor().id)
        if not own:
            raise NotFound()
        file = calendar_file(own, departure, desk.now, say)
    disposition = {"Content-Disposition": 'attachment; filename="hand-over.ics"'}
    return Response(file, headers=disposition, content_type=MEDIA_TYPE)


@timeline_pages.post("/departures/<departure_id>/timeline/dates")
def dates(departure_id: str) -> str:
    """Return what is to be said of dates as they are typed; keeps nothing."""
    with reading() as desk:
        departure = as_reader(desk, actor(), departure_id)
        return render_template("live_dates.html", **typed_dates(desk, departure, read_form(DatesForm, request.form)))


@timeline_pages.post("/start/dates")
def first_dates() -> str:
    """Return what is to be said of a last day on the first screen, where there is no departure yet."""
    last_day = read_form(DatesForm, request.form).last_day
    with reading() as desk:
        found = last_day_findings(desk, draft(desk, actor(), "", last_day, "")) if last_day else []
    return render_template("live_dates.html", date_findings=found, lines=[])

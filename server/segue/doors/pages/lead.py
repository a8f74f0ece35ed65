"""The facts of a departure that its approver leads, because there was no leaver to ask (P8)."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from segue.departure.departure import Departure
from segue.departure.departure_check import findings_in_facts
from segue.departure.errors import NotFound, SegueError
from segue.departure.kind import DepartureKind
from segue.departure.stage import Stage
from segue.desk.access import as_leader
from segue.desk.desk import Desk
from segue.desk.lead_time import DATES
from segue.desk.start import change_facts
from segue.doors.forms import FactsForm, read_form
from segue.doors.pages.approver import approver_page
from segue.doors.pages.contact_points import contact_notes
from segue.doors.pages.facts import facts_form
from segue.doors.pages.shell import notice, spoken, version_seen, with_status
from segue.doors.wiring import actor, reading, wiring, writing

lead_pages = Blueprint("lead", __name__)


@lead_pages.get("/departures/<departure_id>/facts")
def page(departure_id: str) -> str:
    """Show the facts with a live letter beside them."""
    with reading() as desk:
        return _show(desk, departure_id, None)


@lead_pages.post("/departures/<departure_id>/facts")
def save(departure_id: str) -> Response | tuple[str, int]:
    """Keep the facts; the first time, the answer is next."""
    version = version_seen()
    try:
        facts = read_form(FactsForm, request.form).facts(wiring().new_id)
        with writing() as desk:
            _led(desk, departure_id)
            saved = change_facts(desk, actor(), departure_id, facts, version)
    except SegueError as error:
        with reading() as desk:
            return with_status(_show(desk, departure_id, error), error)
    notice("ask.saved")
    following = "answer.page" if saved.stage is Stage.ASKED else "home.departure"
    return redirect(url_for(following, departure_id=departure_id))


def _led(desk: Desk, departure_id: str) -> Departure:
    departure = as_leader(desk, actor(), departure_id)
    if not departure.taken_over:
        raise NotFound()
    return departure


def _show(desk: Desk, departure_id: str, error: SegueError | None) -> str:
    departure = _led(desk, departure_id)
    return approver_page(
        desk,
        departure,
        "facts.html",
        kinds=list(DepartureKind),
        **facts_form(desk, departure, error),
        findings=[
            spoken(finding)
            for finding in findings_in_facts(departure, desk.today, desk.policy)
            if finding.where not in DATES
        ],
        contact_notes=contact_notes(desk, departure),
        then="answer",
    )

"""Closing a hand-over, in two steps: a page that says plainly what is not done, and a form."""

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from segue.departure.departure import Departure
from segue.departure.errors import SegueError
from segue.departure.stage import MOVES, Verb
from segue.desk.access import as_reader
from segue.desk.close import close, unfinished
from segue.desk.desk import Desk
from segue.desk.retention import interim_contacts, kept_until
from segue.doors.pages.approver import approver_page
from segue.doors.pages.report import names
from segue.doors.pages.shell import errors_of, notice, version_seen, with_status
from segue.doors.wiring import actor, reading, writing

close_pages = Blueprint("close", __name__)

MOST_NAMED = 100
"""So that the button is not far below; the report has all."""


@close_pages.get("/departures/<departure_id>/close")
def page(departure_id: str) -> str | Response:
    """Say what is not done; opening this page closes nothing."""
    with reading() as desk:
        departure = as_reader(desk, actor(), departure_id)
        if Verb.CLOSE not in MOVES[departure.stage]:
            return redirect(url_for("home.departure", departure_id=departure_id))
        return _show(desk, departure, None)


@close_pages.post("/departures/<departure_id>/close")
def save(departure_id: str) -> Response | tuple[str, int]:
    """Close it."""
    try:
        with writing() as desk:
            close(desk, actor(), departure_id, version_seen())
    except SegueError as error:
        with reading() as desk:
            return with_status(_show(desk, as_reader(desk, actor(), departure_id), error), error)
    notice("close.done")
    return redirect(url_for("home.departure", departure_id=departure_id))


def _show(desk: Desk, departure: Departure, error: SegueError | None) -> str:
    left = unfinished(desk, departure)
    return approver_page(
        desk,
        departure,
        "close.html",
        left=left,
        lines=left.lines[:MOST_NAMED],
        more=max(len(left.lines) - MOST_NAMED, 0),
        people=names(desk),
        interim=interim_contacts(departure),
        early=desk.today <= departure.last_day,
        kept_until=kept_until(desk, departure),
        errors=errors_of(error) if error else [],
    )

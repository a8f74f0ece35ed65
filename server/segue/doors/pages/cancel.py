"""Cancelling a hand-over, in two steps: a page that says what it means and who knows already, and a form."""

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from segue.departure.departure import Departure
from segue.departure.errors import SegueError
from segue.departure.stage import MOVES, Verb
from segue.desk.access import as_reader
from segue.desk.cancel import cancel, gone_out
from segue.desk.desk import Desk
from segue.doors.pages.shell import departure_page, errors_of, notice, version_seen, with_status
from segue.doors.wiring import actor, reading, writing

cancel_pages = Blueprint("cancel", __name__)


@cancel_pages.get("/departures/<departure_id>/cancel")
def page(departure_id: str) -> str | Response:
    """Say what cancelling means; opening this page cancels nothing."""
    with reading() as desk:
        departure = as_reader(desk, actor(), departure_id)
        if Verb.CANCEL not in MOVES[departure.stage]:
            return redirect(url_for("home.departure", departure_id=departure_id))
        return _show(desk, departure, None)


@cancel_pages.post("/departures/<departure_id>/cancel")
def save(departure_id: str) -> Response | tuple[str, int]:
    """Cancel it."""
    try:
        with writing() as desk:
            cancel(desk, actor(), departure_id, version_seen())
    except SegueError as error:
        with reading() as desk:
            return with_status(_show(desk, as_reader(desk, actor(), departure_id), error), error)
    notice("cancel.done")
    return redirect(url_for("home.departure", departure_id=departure_id))


def _show(desk: Desk, departure: Departure, error: SegueError | None) -> str:
    errors = errors_of(error) if error else []
    return departure_page(desk, departure, "cancel.html", gone_out=gone_out(desk, departure.id), errors=errors)

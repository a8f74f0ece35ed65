"""After the last day: the manager's letters are prepared by the daily job, or at once by who would not wait (P7)."""

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from segue.departure.stage import Role
from segue.desk.access import roles_of
from segue.desk.after_last_day import prepare_now
from segue.doors.pages.shell import notice
from segue.doors.wiring import actor, writing

after_last_day_pages = Blueprint("after_last_day", __name__)


@after_last_day_pages.post("/departures/<departure_id>/after-last-day")
def prepare(departure_id: str) -> Response:
    """Write the manager's letters now to whoever is not told by the end of the last day."""
    with writing() as desk:
        waiting = prepare_now(desk, actor(), departure_id)
        reads = Role.APPROVER in roles_of(desk, actor(), desk.stores.departures.get(departure_id))
    notice("after_last_day.done", count=waiting)
    return redirect(url_for("reading.page" if reads else "hand_out.page", departure_id=departure_id))

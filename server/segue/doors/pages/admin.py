"""The administrator: who approves for whom, and which questions wait."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from segue.departure.errors import SegueError
from segue.departure.stage import Stage
from segue.desk.access import as_administrator
from segue.desk.administer import departures_seen, set_approver, set_approvers, silent_for
from segue.desk.desk import Desk
from segue.doors.pages.shell import errors_of, notice, with_status
from segue.doors.wiring import actor, reading, writing

admin = Blueprint("admin", __name__)


@admin.get("/admin")
def page() -> str:
    """Show who approves for whom."""
    with reading() as desk:
        return _show(desk, None)


@admin.post("/admin/approvers")
def save() -> Response | tuple[str, int]:
    """Set one approver, or many from a pasted table."""
    try:
        with writing() as desk:
            if request.form.get("do") == "table":
                count = set_approvers(desk, actor(), request.form.get("table", ""))
            else:
                set_approver(desk, actor(), request.form.get("leaver", ""), request.form.get("approver", ""))
                count = 1
    except SegueError as error:
        with reading() as desk:
            return with_status(_show(desk, error), error)
    notice("admin.saved", count=count)
    return redirect(url_for("admin.page"))


def _show(desk: Desk, error: SegueError | None) -> str:
    as_administrator(actor())
    people = desk.stores.people.all()
    named = {person.id: person for person in people}
    approvers = {leaver: named[approver] for leaver, approver in desk.stores.people.approvers().items()}
    asked = departures_seen(desk, actor(), Stage.ASKED)
    waiting = [(one, named[one.leaver_id], named[one.approver_id], silent_for(desk, one)) for one in asked.departures]
    return render_template(
        "admin.html",
        people=people,
        approvers=approvers,
        waiting=waiting,
        hidden=asked.hidden,
        chosen=request.args.get("leaver", ""),
        errors=errors_of(error) if error else [],
    )

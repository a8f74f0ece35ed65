"""Opening a departure where there is no leaver to ask: dismissal, illness, a closed account (P8)."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from segue.departure.errors import NotFound, SegueError
from segue.departure.kind import DepartureKind
from segue.desk.desk import Desk
from segue.desk.take_over import employees_of, open_for
from segue.doors.forms import AbsentForm, read_form
from segue.doors.pages.shell import errors_of, notice, with_status
from segue.doors.wiring import actor, reading, writing

take_over_pages = Blueprint("take_over", __name__)


@take_over_pages.get("/take-over")
def page() -> str:
    """Ask who leaves, when, and who follows."""
    with reading() as desk:
        return _show(desk, None)


@take_over_pages.post("/take-over")
def begin() -> Response | tuple[str, int]:
    """Open the departure; whoever approves for that employee leads it."""
    try:
        form = read_form(AbsentForm, request.form)
        with writing() as desk:
            departure = open_for(desk, actor(), form.absent())
            leader = desk.stores.people.get(departure.leader_id)
    except SegueError as error:
        with reading() as desk:
            return with_status(_show(desk, error), error)
    if leader.id == actor().id:
        notice("take_over.opened")
        return redirect(url_for("lead.page", departure_id=departure.id))
    notice("take_over.opened_for", name=leader.name)
    return redirect(url_for("home.page"))


def _show(desk: Desk, error: SegueError | None) -> str:
    employees = employees_of(desk, actor())
    if not employees:
        raise NotFound()
    everybody = [person.name for person in desk.stores.people.all()]
    return render_template(
        "take_over.html",
        employees=employees,
        colleagues=everybody,
        kinds=list(DepartureKind),
        errors=errors_of(error) if error else [],
    )

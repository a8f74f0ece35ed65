"""Who decides: the approver gives the decision to a colleague, hides a departure, or leads it himself (P6, P7, P8)."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from segue.departure.errors import SegueError
from segue.departure.stage import MOVES, Verb
from segue.desk.access import as_approver
from segue.desk.confidential import set_confidential, viewers
from segue.desk.delegate import delegate
from segue.desk.desk import Desk
from segue.desk.take_over import take_over
from segue.doors.pages.approver import approver_page
from segue.doors.pages.shell import errors_of, notice, version_seen, with_status
from segue.doors.wiring import actor, reading, writing

delegate_pages = Blueprint("delegate", __name__)


@delegate_pages.get("/departures/<departure_id>/decides")
def page(departure_id: str) -> str:
    """Show who decides, and who sees it."""
    with reading() as desk:
        return _show(desk, departure_id, None)


@delegate_pages.post("/departures/<departure_id>/decides")
def save(departure_id: str) -> Response | tuple[str, int]:
    """Give the decision to a colleague, who is named by address."""
    try:
        with writing() as desk:
            departure = delegate(desk, actor(), departure_id, request.form.get("colleague", ""), version_seen())
            still_mine = departure.approver_id == actor().id
            name = desk.stores.people.get(departure.approver_id).name
    except SegueError as error:
        with reading() as desk:
            return with_status(_show(desk, departure_id, error), error)
    notice("delegate.done", name=name)
    return redirect(url_for("delegate.page", departure_id=departure_id) if still_mine else url_for("home.page"))


@delegate_pages.post("/departures/<departure_id>/confidential")
def confidential(departure_id: str) -> Response:
    """Hide it from administrators who are not named, or show it to them again."""
    hides = request.form.get("confidential") == "true"
    with writing() as desk:
        departure = set_confidential(desk, actor(), departure_id, hides, version_seen())
    notice("confidential.on" if hides else "confidential.off")
    decides = departure.approver_id == actor().id
    return redirect(url_for("delegate.page" if decides else "home.departure", departure_id=departure_id))


@delegate_pages.post("/departures/<departure_id>/take-over")
def take(departure_id: str) -> Response:
    """Lead it from now on: there is nobody else to ask."""
    with writing() as desk:
        departure = take_over(desk, actor(), departure_id, version_seen())
    notice("take_over.done")
    leads = departure.leader_id == actor().id
    return redirect(url_for("answer.page", departure_id=departure_id) if leads else url_for("home.page"))


def _show(desk: Desk, departure_id: str, error: SegueError | None) -> str:
    departure = as_approver(desk, actor(), departure_id)
    return approver_page(
        desk,
        departure,
        "delegate.html",
        viewers=viewers(desk),
        may_delegate=Verb.DELEGATE in MOVES[departure.stage],
        may_take_over=Verb.TAKE_OVER in MOVES[departure.stage] and not departure.taken_over,
        errors=errors_of(error) if error else [],
    )

"""Answering: the approver's questions, careful unless he says otherwise, and the one-page copy of the answer."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from segue.departure.departure import Departure
from segue.departure.errors import SegueError
from segue.departure.permission import permission
from segue.desk.access import as_approver, as_reader
from segue.desk.answer import answer
from segue.desk.desk import Desk
from segue.doors.forms import AnswerForm, read_form
from segue.doors.pages.shell import departure_page, errors_of, notice, with_status
from segue.doors.pages.start import first_letter
from segue.doors.wiring import actor, reading, writing

answer_pages = Blueprint("answer", __name__)


@answer_pages.get("/departures/<departure_id>/answer")
def page(departure_id: str) -> str:
    """Show the questions. Opening this page answers nothing (P6)."""
    with reading() as desk:
        return _show(desk, as_approver(desk, actor(), departure_id), None)


@answer_pages.post("/departures/<departure_id>/answer")
def save(departure_id: str) -> Response | tuple[str, int]:
    """Keep the answer."""
    version = request.form.get("version", type=int, default=-1)
    try:
        form = read_form(AnswerForm, request.form)
        with writing() as desk:
            answer(desk, actor(), departure_id, form.terms(desk.zone), version)
    except SegueError as error:
        with reading() as desk:
            return with_status(_show(desk, as_approver(desk, actor(), departure_id), error), error)
    notice("answer.saved")
    return redirect(url_for("answer.permitted", departure_id=departure_id))


@answer_pages.get("/departures/<departure_id>/permission")
def permitted(departure_id: str) -> str | Response:
    """Show the answer as two plain lists, on one page to keep."""
    with reading() as desk:
        departure = as_reader(desk, actor(), departure_id)
        if departure.terms is None:
            return redirect(url_for("home.departure", departure_id=departure_id))
        return departure_page(desk, departure, "permission.html", permission=permission(departure.terms))


def _show(desk: Desk, departure: Departure, error: SegueError | None) -> str:
    return departure_page(
        desk,
        departure,
        "answer.html",
        terms=departure.terms,
        letter=first_letter(desk, departure),
        errors=errors_of(error) if error else [],
    )

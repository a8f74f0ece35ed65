"""Answering: the approver's questions, careful unless he says otherwise, and the one-page copy of the answer."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from segue.departure.departure import Departure
from segue.departure.departure_check import findings_in_facts
from segue.departure.errors import SegueError
from segue.departure.terms import SenderMode, Terms
from segue.desk.access import as_approver, as_reader
from segue.desk.answer import answer
from segue.desk.available import closed_choices, require_available
from segue.desk.desk import Desk
from segue.desk.named import named
from segue.doors.forms import AnswerForm, read_form
from segue.doors.pages.approver import approver_page
from segue.doors.pages.consent import both_sides
from segue.doors.pages.contact_points import contact_notes
from segue.doors.pages.dates import release_findings
from segue.doors.pages.shell import departure_page, errors_of, notice, spoken, version_seen, with_status
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
    version = version_seen()
    try:
        form = read_form(AnswerForm, request.form)
        with writing() as desk:
            terms = _terms(desk, as_approver(desk, actor(), departure_id), form)
            answered = answer(desk, actor(), departure_id, terms, version)
    except SegueError as error:
        with reading() as desk:
            return with_status(_show(desk, as_approver(desk, actor(), departure_id), error), error)
    notice("answer.saved")
    nobody = answered.terms is not None and answered.terms.no_contact
    return redirect(url_for("no_contact.page" if nobody else "answer.permitted", departure_id=departure_id))


@answer_pages.get("/departures/<departure_id>/permission")
def permitted(departure_id: str) -> str | Response:
    """Show the answer as two plain lists, on one page to keep."""
    with reading() as desk:
        departure = as_reader(desk, actor(), departure_id)
        if departure.terms is None:
            return redirect(url_for("home.departure", departure_id=departure_id))
        return departure_page(desk, departure, "permission.html", **both_sides(desk, departure))


def _terms(desk: Desk, departure: Departure, form: AnswerForm) -> Terms:
    """Return the form as terms; what is closed meanwhile is refused here, not left out without a word."""
    other = form.manager_address if form.allows and form.mode is SenderMode.MANAGER else ""
    manager = named(desk, departure, other, "manager_address").id if other else ""
    terms = form.terms(desk.zone, manager)
    if terms.may_tell:
        require_available(terms, closed_choices(departure, desk.policy, desk.today))
    return terms


def _show(desk: Desk, departure: Departure, error: SegueError | None) -> str:
    terms = departure.terms
    return approver_page(
        desk,
        departure,
        "answer.html",
        terms=terms,
        manager=desk.stores.people.get(terms.manager_id) if terms and terms.manager_id else None,
        closed=closed_choices(departure, desk.policy, desk.today),
        policy=desk.policy,
        letter=first_letter(desk, departure),
        findings=[spoken(finding) for finding in findings_in_facts(departure, desk.today, desk.policy)],
        date_findings=release_findings(desk, departure),
        contact_notes=contact_notes(desk, departure),
        then="answer",
        errors=errors_of(error) if error else [],
    )

"""Asking: the proposed facts with a live letter beside them, then the question to the approver."""

from dataclasses import replace

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from segue.departure.contact_point import Topic
from segue.departure.departure import Departure
from segue.departure.departure_check import findings_in_facts
from segue.departure.errors import SegueError
from segue.desk.access import as_leaver
from segue.desk.ask import ask
from segue.desk.desk import Desk
from segue.desk.start import change_facts
from segue.doors.forms import MOST_POINTS, FactsForm, read_form
from segue.doors.pages.shell import departure_page, errors_of, notice, spoken, with_status
from segue.doors.pages.start import first_letter
from segue.doors.wiring import actor, reading, wiring, writing

ask_pages = Blueprint("ask", __name__)


@ask_pages.get("/departures/<departure_id>/ask")
def page(departure_id: str) -> str:
    """Show the facts to propose; after the question, the short text to pass on."""
    with reading() as desk:
        return _show(desk, as_leaver(desk, actor(), departure_id), None)


@ask_pages.post("/departures/<departure_id>/ask/letter")
def letter(departure_id: str) -> str:
    """Return the live letter for the facts as typed, or as stored while they cannot be read."""
    with reading() as desk:
        departure = as_leaver(desk, actor(), departure_id)
        try:
            typed = read_form(FactsForm, request.form).facts(wiring().new_id)
        except SegueError:
            return render_template("live_letter.html", letter=None)
        return render_template("live_letter.html", letter=first_letter(desk, replace(departure, **vars(typed))))


@ask_pages.post("/departures/<departure_id>/ask")
def save(departure_id: str) -> Response | tuple[str, int]:
    """Keep the facts and, by the second button, put the question."""
    asks = request.form.get("then") == "ask"
    version = request.form.get("version", type=int, default=-1)
    try:
        facts = read_form(FactsForm, request.form).facts(wiring().new_id)
        with writing() as desk:
            saved = change_facts(desk, actor(), departure_id, facts, version)
            if asks:
                ask(desk, actor(), departure_id, saved.version)
    except SegueError as error:
        with reading() as desk:
            return with_status(_show(desk, as_leaver(desk, actor(), departure_id), error), error)
    notice("ask.asked" if asks else "ask.saved")
    return redirect(url_for("ask.page", departure_id=departure_id))


def _show(desk: Desk, departure: Departure, error: SegueError | None) -> str:
    point = departure.contact_points[0]
    return departure_page(
        desk,
        departure,
        "ask.html",
        point=point,
        bridge=departure.bridge,
        further=departure.contact_points[1:],
        numbers=range(1, MOST_POINTS),
        topics=list(Topic),
        findings=[spoken(finding) for finding in findings_in_facts(departure, desk.today)],
        letter=first_letter(desk, departure),
        errors=errors_of(error) if error else [],
        named_approver=desk.stores.people.approver_of(actor().id),
        link=url_for("answer.page", departure_id=departure.id, _external=True),
    )

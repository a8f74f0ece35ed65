"""The approver reads the real letters in groups, and approves or rejects on the same page (P3)."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from segue.departure.errors import InputError, SegueError
from segue.departure.permission import permission
from segue.desk.access import answered_terms, as_approver
from segue.desk.desk import Desk
from segue.desk.reading import approve, findings_of, groups, reject
from segue.desk.submitted import LetterState, SubmittedLetter
from segue.doors.pages.letters import shown
from segue.doors.pages.shell import departure_page, errors_of, notice, spoken, with_status
from segue.doors.wiring import actor, reading, writing

reading_pages = Blueprint("reading", __name__)


@reading_pages.get("/departures/<departure_id>/read")
def page(departure_id: str) -> str | Response:
    """Show what waits to be read, and what was decided."""
    with reading() as desk:
        if as_approver(desk, actor(), departure_id).terms is None:
            return redirect(url_for("answer.page", departure_id=departure_id))
        return _show(desk, departure_id, None)


@reading_pages.post("/departures/<departure_id>/read")
def decide(departure_id: str) -> Response | tuple[str, int]:
    """Approve or reject the letters of the form, exactly as they stood on the page."""
    verb = request.form.get("do", "")
    try:
        with writing() as desk:
            count = _decide(desk, departure_id, verb)
    except SegueError as error:
        with reading() as desk:
            return with_status(_show(desk, departure_id, error), error)
    notice(f"reading.done_{verb}", count=count)
    return redirect(url_for("reading.page", departure_id=departure_id))


def _decide(desk: Desk, departure_id: str, verb: str) -> int:
    pairs = (one.partition(":") for one in request.form.getlist("letter"))
    seen = {letter_id: digest for letter_id, _, digest in pairs}
    if verb == "approve":
        return approve(desk, actor(), departure_id, seen)
    if verb == "reject":
        return reject(desk, actor(), departure_id, seen, request.form.get("comment", ""))
    raise InputError("choice_unknown", field="do")


def _show(desk: Desk, departure_id: str, error: SegueError | None) -> str:
    departure = as_approver(desk, actor(), departure_id)
    terms = answered_terms(departure)
    letters = desk.stores.letters.all(departure_id)
    waiting = [letter for letter in letters if letter.state is LetterState.WAITING]
    return departure_page(
        desk,
        departure,
        "read.html",
        groups=[(group, shown(desk, group.sample), _findings(desk, group.letters)) for group in groups(waiting)],
        letters=letters,
        counts={state.value: sum(letter.state is state for letter in letters) for state in LetterState},
        permission=permission(terms),
        typed_comment=request.form.get("comment", ""),
        errors=errors_of(error) if error else [],
    )


def _findings(desk: Desk, letters: tuple[SubmittedLetter, ...]) -> list[tuple[str, str]]:
    return list({spoken(finding): None for letter in letters for finding in findings_of(desk, letter)})

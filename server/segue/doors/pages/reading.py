"""The approver reads the real letters in groups, and approves or rejects on the same page (P3)."""

from dataclasses import dataclass

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from segue.departure.departure import Departure
from segue.departure.errors import InputError, SegueError
from segue.departure.letter_state import OVER, LetterState
from segue.departure.permission import permission
from segue.desk.access import answered_terms, as_approver
from segue.desk.auto_replies import automatic_replies
from segue.desk.check import check_list
from segue.desk.desk import Desk
from segue.desk.last_day import is_due, is_outdated
from segue.desk.openings import seen_of
from segue.desk.reading import approve, groups, reject
from segue.doors.pages.approver import approver_page
from segue.doors.pages.contact_points import contact_notes
from segue.doors.pages.corrections import second_letters
from segue.doors.pages.groups import read_group
from segue.doors.pages.shell import errors_of, notice, with_status
from segue.doors.wiring import actor, reading, writing

reading_pages = Blueprint("reading", __name__)


@dataclass(frozen=True)
class Decision:
    """What the form says: the verb, the letters with the digests that were on the page, and the comment."""

    verb: str
    seen: dict[str, str]
    comment: str


@reading_pages.get("/departures/<departure_id>/read")
def page(departure_id: str) -> str | Response:
    """Show what waits to be read, and what was decided."""
    with reading() as desk:
        departure = as_approver(desk, actor(), departure_id)
        if departure.terms is None:
            return redirect(url_for("answer.page", departure_id=departure_id))
        return _show(desk, departure, None)


@reading_pages.post("/departures/<departure_id>/read")
def decide(departure_id: str) -> Response | tuple[str, int]:
    """Approve or reject the letters of the form, exactly as they stood on the page."""
    try:
        decision = _decision()
        with writing() as desk:
            count = _decide(desk, departure_id, decision)
    except SegueError as error:
        with reading() as desk:
            return with_status(_show(desk, as_approver(desk, actor(), departure_id), error), error)
    notice(f"reading.done_{decision.verb}", count=count)
    return redirect(url_for("reading.page", departure_id=departure_id))


def _decision() -> Decision:
    """Read the form; a note's own button decides on its letter alone, with the comment beside it."""
    verb, alone = _pressed()
    seen = {id: digest for id, digest in _posted().items() if id == alone or not alone}
    return Decision(verb, seen, request.form.get(f"comment-{alone}" if alone else "comment", ""))


def _pressed() -> tuple[str, str]:
    """Return the verb of the pressed button, and the one letter that it is about, "" for all of the form."""
    verb, _, alone = request.form.get("do", "").partition(":")
    return verb, alone


def _posted() -> dict[str, str]:
    """Return the letters that stood on the page, by id, with what was seen of them."""
    pairs = (one.partition(":") for one in request.form.getlist("letter"))
    return {letter_id: seen for letter_id, _, seen in pairs}


def _decide(desk: Desk, departure_id: str, decision: Decision) -> int:
    if decision.verb == "approve":
        return approve(desk, actor(), departure_id, decision.seen)
    if decision.verb == "reject":
        return reject(desk, actor(), departure_id, decision.seen, decision.comment)
    raise InputError("choice_unknown", field="do")


def _show(desk: Desk, departure: Departure, error: SegueError | None) -> str:
    answered_terms(departure)
    letters, preparing = desk.stores.letters.all(departure.id), is_due(desk, departure)
    waiting = [one for one in letters if one.state is LetterState.WAITING and one.status not in OVER]
    counts = {state.value: sum(letter.state is state for letter in letters) for state in LetterState}
    counts[LetterState.WAITING.value] = len(waiting)
    if preparing:  # what stands in the former wording can no longer be approved
        waiting = [letter for letter in waiting if not is_outdated(desk, departure, letter)]
    posted = _posted() if error else {}
    return approver_page(
        desk,
        departure,
        "read.html",
        accepted=check_list(desk, departure).accepted,
        preparing=preparing,
        **second_letters(desk, departure),
        groups=[read_group(desk, departure, group, frozenset(posted)) for group in groups(waiting)],
        auto_replies=automatic_replies(desk, departure, letters),
        decided=[letter for letter in letters if letter.state is not LetterState.WAITING],
        counts=counts,
        changed_meanwhile=[one for one in letters if one.id in posted and posted[one.id] != seen_of(desk, one)],
        posted_ids=posted.keys(),
        permission=permission(desk.terms(departure)),
        contact_notes=contact_notes(desk, departure),
        then="read",
        typed=request.form if error else {},
        errors=[(_at_its_field(field), text) for field, text in errors_of(error)] if error else [],
    )


def _at_its_field(field: str) -> str:
    alone = _pressed()[1]
    return f"{field}-{alone}" if alone and field == "comment" else field

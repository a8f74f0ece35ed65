"""Rows that could not be kept, one cause at a time: an address is typed in place, or the row is left out (C6)."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from segue.clients.contact import RowProblem
from segue.clients.pasted import PASTED
from segue.departure.errors import InputError
from segue.desk.access import as_leader
from segue.desk.desk import Desk
from segue.desk.ports import StoredProblem
from segue.desk.problem_rows import MENDABLE, classes_of, leave_out_rows, mend_rows
from segue.doors.language import say
from segue.doors.pages.shell import departure_page, errors_of, notice, page_number
from segue.doors.wiring import actor, reading, writing

problem_rows_pages = Blueprint("problem_rows", __name__)

PAGE_SIZE = 50
LARGEST_ID = 2**31 - 1
MOST_UNDO_CHARS = 40


@problem_rows_pages.get("/departures/<departure_id>/contacts/rows")
def page(departure_id: str) -> str:
    """Show the rows that wait for a person."""
    with reading() as desk:
        return _show(desk, departure_id, {})


@problem_rows_pages.post("/departures/<departure_id>/contacts/rows")
def change(departure_id: str) -> Response | tuple[str, int]:
    """Take the addresses typed, or leave rows out, or put them back."""
    verb, _, which = request.form.get("do", "mend").partition(":")
    errors: dict[int, InputError] = {}
    with writing() as desk:
        if verb == "mend":
            errors = _mend(desk, departure_id)
        else:
            _leave_out(desk, departure_id, which, left_out=verb == "leave_out")
    if errors:
        with reading() as desk:
            return _show(desk, departure_id, errors), 422
    return redirect(_back(departure_id, undo=which if verb == "leave_out" else ""))


def rows_shown(desk: Desk, departure_id: str, cause: str = "", number: int = 1) -> dict[str, object]:
    """Return what a page shows of the rows that wait: their causes, and one page of the rows of one of them."""
    counts = classes_of(desk.stores.problem_rows.counts(departure_id))
    known = dict(counts)
    shown = cause if cause in known else next(iter(known), "")
    offset = (number - 1) * PAGE_SIZE
    rows = desk.stores.problem_rows.page(departure_id, shown, False, offset, PAGE_SIZE) if shown else []
    return {
        "classes": counts,
        "cause": shown,
        "is_mendable": shown in MENDABLE,
        "rows": [(row, told(row.problem)) for row in rows],
        "number": number,
        "pages": max(-(-known.get(shown, 0) // PAGE_SIZE), 1),
        "left_out": sum(desk.stores.problem_rows.counts(departure_id, True).values()),
        "typed": {},
    }


def told(problem: RowProblem) -> str:
    """Return why a row could not be kept, in a sentence."""
    source = say("contacts.from_pasted") if problem.source == PASTED else problem.source
    return say(f"contacts.{problem.code}", source=source, row=problem.row, value=problem.value[:80])


def _mend(desk: Desk, departure_id: str) -> dict[int, InputError]:
    fields = {
        _id(name.removeprefix("email-")): value.strip() for name, value in request.form.items() if "email-" in name
    }
    done = mend_rows(desk, actor(), departure_id, {id: value for id, value in fields.items() if value})
    if done.count:
        notice("contacts.mended", count=done.count)
    return done.errors


def _leave_out(desk: Desk, departure_id: str, which: str, left_out: bool) -> None:
    """Do it with one row, with those of a cause, or with all that were left out."""
    ids = [_id(one) for one in which.split("-") if one.isdecimal()]
    if not ids:
        ids = [row.id for row in _of_cause(desk, departure_id, which, not left_out)]
    count = leave_out_rows(desk, actor(), departure_id, ids, left_out)
    notice("contacts.left_out" if left_out else "contacts.put_back", count=count)


def _of_cause(desk: Desk, departure_id: str, cause: str, left_out: bool) -> list[StoredProblem]:
    rows = desk.stores.problem_rows.all(departure_id)
    return [row for row in rows if row.left_out is left_out and cause in ("all", row.problem.code)]


def _id(written: str) -> int:
    return min(int(written), LARGEST_ID) if written.isdecimal() else 0


def _back(departure_id: str, undo: str) -> str:
    where = {"cause": request.args.get("cause"), "page": request.args.get("page", type=int), "undo": undo or None}
    return url_for("problem_rows.page", departure_id=departure_id, **where)  # type: ignore[arg-type]


def _show(desk: Desk, departure_id: str, errors: dict[int, InputError]) -> str:
    departure = as_leader(desk, actor(), departure_id)
    shown = rows_shown(desk, departure_id, request.args.get("cause", ""), page_number())
    told_errors = [(f"email-{id}", text) for id, error in errors.items() for _, text in errors_of(error)]
    typed = {name: value for name, value in request.form.items() if name.startswith("email-")} if errors else {}
    more = {"typed": typed, "errors": told_errors, "undo": request.args.get("undo", "")[:MOST_UNDO_CHARS]}
    return departure_page(desk, departure, "problem_rows.html", **{**shown, **more})

"""The salutation table: every client's finished salutation on one screen, to confirm or retype (C5)."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from segue.departure.errors import SegueError
from segue.desk.access import as_leader
from segue.desk.desk import Desk
from segue.desk.excluded import to_be_told
from segue.desk.ports import ClientFilter
from segue.desk.salute import confirm_salutations, salutations
from segue.doors.pages.shell import departure_page, errors_of, notice, page_number, with_status
from segue.doors.wiring import actor, reading, writing

salutations_pages = Blueprint("salutations", __name__)

PAGE_SIZE = 100
FIELD, VERSION = "s-", "v-"


@salutations_pages.get("/departures/<departure_id>/salutations")
def page(departure_id: str) -> str:
    """Show the table."""
    with reading() as desk:
        return _show(desk, departure_id, None)


@salutations_pages.post("/departures/<departure_id>/salutations")
def confirm(departure_id: str) -> Response | tuple[str, int]:
    """Confirm the salutations on this page as they stand."""
    confirmed = {name.removeprefix(FIELD): text for name, text in request.form.items() if name.startswith(FIELD)}
    seen = {id: request.form.get(VERSION + id, type=int, default=-1) for id in confirmed}
    try:
        with writing() as desk:
            count = confirm_salutations(desk, actor(), departure_id, confirmed, seen)
    except SegueError as error:
        with reading() as desk:
            return with_status(_show(desk, departure_id, error), error)
    notice("salutations.confirmed", count=count)
    return redirect(url_for("home.departure", departure_id=departure_id))


def _show(desk: Desk, departure_id: str, error: SegueError | None) -> str:
    departure = as_leader(desk, actor(), departure_id)
    number = page_number()
    total, chosen = desk.stores.clients.page(
        departure_id, ClientFilter(chosen=True), (number - 1) * PAGE_SIZE, PAGE_SIZE
    )
    rows = salutations(desk, departure, to_be_told(desk, departure, chosen))
    return departure_page(
        desk,
        departure,
        "salutations.html",
        rows=[row for row in rows if not row.problem],
        problems=[row for row in rows if row.problem],
        left_out=len(chosen) - len(rows),
        typed=request.form,
        total=total,
        number=number,
        pages=max(-(-total // PAGE_SIZE), 1),
        errors=[(FIELD + field if field else "", text) for field, text in errors_of(error)] if error else [],
    )

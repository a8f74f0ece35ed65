"""The companies behind the people: whom a company turns to, its language and tone, set for all its people at once."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from segue.departure.errors import InputError, SegueError
from segue.desk.access import as_leader
from segue.desk.bulk import set_for
from segue.desk.choose import choose
from segue.desk.desk import Desk
from segue.desk.ports import ClientFilter
from segue.doors.pages.bulk import facts_given, offered, say_what_was_set
from segue.doors.pages.changes import undo_offered
from segue.doors.pages.client_query import LONGEST, NO_COMPANY
from segue.doors.pages.client_steps import steps
from segue.doors.pages.shell import departure_page, errors_of, notice, page_number, with_status
from segue.doors.wiring import actor, reading, writing

companies_pages = Blueprint("companies", __name__)

PAGE_SIZE = 50


@companies_pages.get("/departures/<departure_id>/companies")
def page(departure_id: str) -> str:
    """Show the companies of a departure's contacts, searched, grouped and paged by the database."""
    with reading() as desk:
        return _show(desk, departure_id)


@companies_pages.post("/departures/<departure_id>/companies")
def change(departure_id: str) -> Response | tuple[str, int]:
    """Choose, drop or set facts for the people of one company, or of those ticked."""
    try:
        with writing() as desk, undo_offered(desk, departure_id):
            _do(desk, departure_id, request.form.get("do", ""))
    except SegueError as error:
        with reading() as desk:
            return with_status(_show(desk, departure_id, error), error)
    here = {"q": _query(), "page": str(page_number())}
    return redirect(url_for("companies.page", departure_id=departure_id, **here))  # type: ignore[arg-type]


def _do(desk: Desk, departure_id: str, what: str) -> None:
    verb, is_one, key = what.partition(":")
    firms = (key,) if is_one else tuple(request.form.getlist("firm")[:PAGE_SIZE])
    if not firms:
        raise InputError("nothing_ticked", field="firm")
    people = ClientFilter(firms=firms, in_tray=False)
    if verb in ("choose", "drop"):
        notice(f"clients.done_{verb}", count=choose(desk, actor(), departure_id, people, verb == "choose"))
    elif verb == "set":
        say_what_was_set(set_for(desk, actor(), departure_id, people, facts_given()))


def _query() -> str:
    return request.args.get("q", "").strip()[:LONGEST]


def _show(desk: Desk, departure_id: str, error: SegueError | None = None) -> str:
    departure = as_leader(desk, actor(), departure_id)
    number = page_number()
    total, firms = desk.stores.clients.firms(departure_id, _query(), (number - 1) * PAGE_SIZE, PAGE_SIZE)
    return departure_page(
        desk,
        departure,
        "companies.html",
        firms=firms,
        total=total,
        query=_query(),
        opened=request.args.get("open"),
        number=number,
        pages=max(-(-total // PAGE_SIZE), 1),
        no_company=NO_COMPANY,
        packs=desk.packs,
        points={point.id: point.name for point in departure.contact_points},
        offered=offered(desk, departure),
        client_steps=steps(departure_id),
        errors=errors_of(error) if error else [],
    )

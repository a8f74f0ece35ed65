"""The hand-over sheets: written by who leaves, read by the approver, printed, and his own for the successor (H9)."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from segue.clients.client import Client
from segue.departure.departure import Departure
from segue.departure.errors import NotFound, SegueError
from segue.departure.stage import MOVES, Role, Verb
from segue.desk.access import as_reader, roles_of
from segue.desk.desk import Desk
from segue.desk.sheets import ForSuccessor, clients_with_sheets, sheets_of, write_for_successor
from segue.doors.forms import items_in
from segue.doors.pages.approver import approver_page
from segue.doors.pages.shell import departure_page, errors_of, notice, page_number, with_status
from segue.doors.wiring import actor, reading, writing

sheets_pages = Blueprint("sheets", __name__)

PAGE_SIZE = 25
SHEETS_AT_ONCE = 200
"""How many are printed together: a browser lays out no more at ease."""


@sheets_pages.get("/departures/<departure_id>/sheets")
def page(departure_id: str) -> str:
    """Show what is written down for the successor, client by client."""
    with reading() as desk:
        return _show(desk, as_reader(desk, actor(), departure_id), None)


@sheets_pages.post("/departures/<departure_id>/sheets")
def save(departure_id: str) -> Response | tuple[str, int]:
    """Keep what the leaver wrote down for the successor."""
    try:
        with writing() as desk:
            write_for_successor(desk, actor(), departure_id, _written())
    except SegueError as error:
        with reading() as desk:
            return with_status(_show(desk, as_reader(desk, actor(), departure_id), error), error)
    notice("client.saved")
    return redirect(url_for("sheets.page", departure_id=departure_id, page=page_number()))


@sheets_pages.get("/departures/<departure_id>/sheets/print")
def printed(departure_id: str) -> str:
    """Show the sheets as they are printed, each on a page of its own."""
    with reading() as desk:
        departure, clients = clients_with_sheets(desk, actor(), departure_id)
        return _printed(desk, departure, clients)


@sheets_pages.get("/departures/<departure_id>/clients/<client_id>/sheet")
def sheet(departure_id: str, client_id: str) -> str:
    """Show one client's sheet."""
    with reading() as desk:
        departure, clients = clients_with_sheets(desk, actor(), departure_id)
        wanted = [client for client in clients if client.id == client_id]
        if not wanted:
            raise NotFound()
        return _printed(desk, departure, wanted, client_id)


def _written() -> dict[str, ForSuccessor]:
    form = request.form
    return {
        client_id: ForSuccessor(
            items_in(form.get(f"items-{client_id}", "")),
            items_in(form.get(f"agreed-{client_id}", "")),
            form.get(f"version-{client_id}", -1, type=int),
        )
        for client_id in form.getlist("client")[:PAGE_SIZE]
    }


def _show(desk: Desk, departure: Departure, error: SegueError | None) -> str:
    _, clients = clients_with_sheets(desk, actor(), departure.id)
    leads = departure.leader_id == actor().id
    number = page_number()
    return approver_page(
        desk,
        departure,
        "sheets.html",
        clients=clients[(number - 1) * PAGE_SIZE : number * PAGE_SIZE],
        total=len(clients),
        written=sum(bool(client.open_items or client.agreements) for client in clients),
        edits=leads and Verb.CHOOSE_CLIENTS in MOVES[departure.stage],
        number=number,
        pages=max(-(-len(clients) // PAGE_SIZE), 1),
        errors=errors_of(error) if error else [],
    )


def _printed(desk: Desk, departure: Departure, clients: list[Client], one: str = "") -> str:
    number = page_number()
    reads = bool(roles_of(desk, actor(), departure) & {Role.LEADER, Role.APPROVER})
    shown = clients if one else clients[(number - 1) * SHEETS_AT_ONCE : number * SHEETS_AT_ONCE]
    back = url_for("sheets.page" if reads else "successor.page", departure_id=departure.id)
    return departure_page(
        desk,
        departure,
        "sheets_printed.html",
        **({} if reads else {"pulse_url": ""}),
        sheets=sheets_of(desk, departure, shown),
        back=back,
        one=one,
        number=number,
        pages=1 if one else max(-(-len(clients) // SHEETS_AT_ONCE), 1),
    )

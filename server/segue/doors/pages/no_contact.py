"""The list of clients for an approver who answered that nobody writes to them, as a page and as a file (P8)."""

from flask import Blueprint, Response

from segue.desk.desk import Desk
from segue.desk.no_contact import as_lister, listed_clients, take_list
from segue.doors.language import say
from segue.doors.pages.approver import approver_page
from segue.doors.pages.shell import page_number
from segue.doors.wiring import actor, reading, writing

no_contact_pages = Blueprint("no_contact", __name__)

PAGE_SIZE = 100
COLUMNS = ("company", "name", "address", "phone", "language")
MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""Without it a spreadsheet takes the file for one of its own old alphabets."""


@no_contact_pages.get("/departures/<departure_id>/no-contact")
def page(departure_id: str) -> str:
    """Show the list."""
    with reading() as desk:
        return _show(desk, departure_id)


@no_contact_pages.post("/departures/<departure_id>/no-contact.csv")
def file(departure_id: str) -> Response:
    """Download the list; who took it along is recorded."""
    titles = [say(f"clients.{name}") for name in COLUMNS]
    with writing() as desk:
        text = MARK + "".join(take_list(desk, actor(), departure_id, titles))
    kept = {"Content-Disposition": 'attachment; filename="clients.csv"'}
    return Response(text, content_type="text/csv; charset=utf-8", headers=kept)


def _show(desk: Desk, departure_id: str) -> str:
    departure, number = as_lister(desk, actor(), departure_id), page_number()
    clients = listed_clients(desk, departure)
    start = (number - 1) * PAGE_SIZE
    return approver_page(
        desk,
        departure,
        "no_contact.html",
        clients=clients[start : start + PAGE_SIZE],
        total=len(clients),
        number=number,
        pages=max(-(-len(clients) // PAGE_SIZE), 1),
    )

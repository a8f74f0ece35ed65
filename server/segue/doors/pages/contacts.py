"""Loading contacts, from the mailbox or from an uploaded file."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from segue.clients.contact import RowProblem
from segue.departure.departure import Departure
from segue.departure.errors import InputError, SegueError
from segue.desk.access import as_leader
from segue.desk.contacts import Loaded, load_contacts
from segue.desk.desk import Desk
from segue.desk.ports import ContactSource
from segue.doors.language import say
from segue.doors.pages.shell import departure_page, errors_of, notice, with_status
from segue.doors.wiring import actor, reading, wiring, writing

contacts_pages = Blueprint("contacts", __name__)

MOST_PROBLEMS_SHOWN = 100


@contacts_pages.get("/departures/<departure_id>/contacts")
def page(departure_id: str) -> str:
    """Show where contacts can come from and what is here already."""
    with reading() as desk:
        return _show(desk, as_leader(desk, actor(), departure_id), None, None)


@contacts_pages.post("/departures/<departure_id>/contacts")
def load(departure_id: str) -> Response | tuple[str, int]:
    """Read contacts; rows that cannot be kept are told one by one, the good ones are kept."""
    try:
        source = _source()
        read = list(source.contacts())
        with writing() as desk:
            loaded = load_contacts(desk, actor(), departure_id, read)
    except SegueError as error:
        with reading() as desk:
            return with_status(_show(desk, as_leader(desk, actor(), departure_id), error, None), error)
    if not loaded.problems:
        notice("contacts.loaded", kept=loaded.kept, new=loaded.new, clients=loaded.clients)
        return redirect(url_for("clients.page", departure_id=departure_id))
    with reading() as desk:
        return _show(desk, as_leader(desk, actor(), departure_id), None, loaded), 200


def _source() -> ContactSource:
    if request.form.get("from") == "mailbox":
        mailbox = wiring().mailboxes.contacts(actor())
        if mailbox is None:
            raise InputError("mailbox_empty", field="from")
        return mailbox
    upload = request.files.get("file")
    if upload is None or not upload.filename:
        raise InputError("file_missing", field="file")
    return wiring().mailboxes.uploaded(upload.filename, upload.stream)


def _show(desk: Desk, departure: Departure, error: SegueError | None, loaded: Loaded | None) -> str:
    return departure_page(
        desk,
        departure,
        "contacts.html",
        has_mailbox=wiring().mailboxes.contacts(actor()) is not None,
        contacts=len(desk.stores.contacts.all(departure.id)),
        loaded=loaded,
        problems=[_told(problem) for problem in loaded.problems[:MOST_PROBLEMS_SHOWN]] if loaded else [],
        errors=[(field or _blamed(), text) for field, text in errors_of(error)] if error else [],
    )


def _blamed() -> str:
    """Return the field of a failure that names none: what was uploaded cannot be read."""
    return "file" if request.files else ""


def _told(problem: RowProblem) -> tuple[str, int, str]:
    cause = say(f"contacts.{problem.code}", source=problem.source, row=problem.row, value=problem.value[:80])
    return problem.source, problem.row, cause

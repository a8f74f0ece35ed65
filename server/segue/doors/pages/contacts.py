"""Loading contacts: from a file, a pasted list or the mailbox (C1)."""

from io import BytesIO
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from flask import Blueprint, current_app, redirect, request, url_for
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from segue.clients.limits import MAX_FILE_BYTES
from segue.clients.reading import look_at
from segue.departure.departure import Departure
from segue.departure.errors import InputError, NotConnected, SegueError
from segue.desk.access import as_leader
from segue.desk.carry_out import carry_out
from segue.desk.desk import Desk
from segue.desk.ports import OPEN, Reading, ReadingState, SourceKind
from segue.desk.problem_rows import rows_to_mend
from segue.desk.readings import Incoming, own_reading, read_before, refusal_of, take_in
from segue.doors.pages.client_steps import steps
from segue.doors.pages.shell import departure_page, errors_of, with_status
from segue.doors.wiring import actor, reading, signed_in, wiring

contacts_pages = Blueprint("contacts", __name__)

INLINE_BYTES, INLINE_CONTACTS = 1_000_000, 3_000
"""What is no larger is read while its sender waits, unless it is to be compared with a long list; it takes seconds."""
_DRAINED_BYTES = 4 * MAX_FILE_BYTES


@contacts_pages.get("/departures/<departure_id>/contacts")
def page(departure_id: str) -> str:
    """Show where contacts can come from, and what was read before."""
    with reading() as desk:
        return _show(desk, as_leader(desk, actor(), departure_id), None)


@contacts_pages.post("/departures/<departure_id>/contacts")
def load(departure_id: str) -> Response | tuple[str, int]:
    """Take in contacts: a small source is read at once, a large one by the worker."""
    try:
        with reading() as desk:
            as_leader(desk, actor(), departure_id)
            incoming, size = _incoming(desk, departure_id)
        parts = wiring().openers_of(signed_in().workspace_id)
        taken = take_in(parts.change, actor(), departure_id, incoming)
        return go_on(taken, size)
    except SegueError as error:
        with reading() as desk:
            return with_status(_show(desk, as_leader(desk, actor(), departure_id), error), error)


@contacts_pages.errorhandler(413)
def too_large(_error: RequestEntityTooLarge) -> tuple[str, int] | Response:
    """Refuse what is larger than any contact file, at its field; the rest of it is read and let go.

    A browser that is still sending would not see the answer otherwise.
    """
    stream, left = cast(BinaryIO, request.environ["wsgi.input"]), min(request.content_length or 0, _DRAINED_BYTES)
    while left > 0 and (part := stream.read(min(left, 65_536))):
        left -= len(part)
    departure_id = (request.view_args or {}).get("departure_id", "")
    error = InputError("upload_too_large", field="file", limit_mb=MAX_FILE_BYTES // 1_000_000)
    if (request.content_length or 0) <= (request.max_content_length or 0):  # no file is: what was pasted
        error = InputError("paste_too_large", field="pasted", limit_mb=(request.max_form_memory_size or 0) // 1_000_000)
    try:
        with reading() as desk:
            return _show(desk, as_leader(desk, actor(), departure_id), error, pasted=""), 413
    except SegueError as other:  # an error in here finds no other handler
        return current_app.make_response(current_app.handle_user_exception(other))


def go_on(waiting: Reading, size_bytes: int | None) -> Response:
    """Lead to the page of a reading; a small one is read first. Raises InputError where it cannot be read."""
    if waiting.state is ReadingState.WAITING:
        parts, workspace_id = wiring(), signed_in().workspace_id
        if size_bytes is not None and size_bytes <= INLINE_BYTES and _is_short(waiting.departure_id):
            done = carry_out(parts.openers_of(workspace_id), waiting.id, parts.mailboxes.contacts)
            if done is not None and done.state is ReadingState.FAILED:
                raise refusal_of(done)
        else:
            parts.queue.read_contacts(workspace_id, waiting.id)
    return redirect(url_for("readings.page", departure_id=waiting.departure_id, reading_id=waiting.id))


def _is_short(departure_id: str) -> bool:
    with reading() as desk:
        return desk.stores.contacts.count(departure_id) <= INLINE_CONTACTS


def _incoming(desk: Desk, departure_id: str) -> tuple[Incoming, int | None]:
    """Return what comes in and its size in bytes, None where that is not known."""
    source = request.form.get("from", "file")
    if source == "mailbox":
        mailbox = wiring().mailboxes.contacts(actor())
        if mailbox is None:
            raise InputError("mailbox_empty", field="mailbox")
        return Incoming(SourceKind.MAILBOX, SourceKind.MAILBOX), mailbox.size_bytes()
    return _pasted() if source == "pasted" else _file(desk, departure_id)


def _pasted() -> tuple[Incoming, int]:
    content = request.form.get("pasted", "").strip().encode()
    if not content:
        raise InputError("paste_missing", field="pasted")
    return Incoming(SourceKind.PASTED, SourceKind.PASTED, BytesIO(content)), len(content)


def _file(desk: Desk, departure_id: str) -> tuple[Incoming, int]:
    """Return an upload under its own name, or that of the file of which it is a newer one."""
    upload = request.files.get("file")
    if upload is None or not upload.filename:
        raise InputError("file_missing", field=_file_field())
    name = PurePosixPath(upload.filename.replace("\\", "/")).name
    stream = cast(BinaryIO, upload.stream)
    try:
        look = look_at(name, stream)
    except InputError as error:
        error.field = _file_field()
        raise
    size = stream.seek(0, 2)
    again = request.form.get("again", "")
    source = own_reading(desk, actor(), departure_id, again).source if again else name
    return Incoming(SourceKind.FILE, source, stream, look, asks="asks" in request.form), size


def _file_field() -> str:
    again = request.form.get("again", "")
    return f"file-{again}" if again else "file"


def _mailbox() -> str:
    """Say what can be had from the person's mailbox: "ready", "ask" where he has to allow it first, "" for nothing."""
    try:
        return "ready" if wiring().mailboxes.contacts(actor()) is not None else ""
    except NotConnected:
        return "ask"


def _show(desk: Desk, departure: Departure, error: SegueError | None, pasted: str | None = None) -> str:
    sources = desk.stores.contacts.by_source(departure.id)
    before = read_before(desk, departure.id)
    return departure_page(
        desk,
        departure,
        "contacts.html",
        mailbox=_mailbox(),
        contacts=sum(sources.values()),
        before=[(one, sources.get(one.source)) for one in before if one.kind is SourceKind.FILE],
        mailbox_read=next((one for one in before if one.kind is SourceKind.MAILBOX), None),
        under_way=[one for one in desk.stores.readings.all(departure.id) if one.state in OPEN],
        to_mend=rows_to_mend(desk, departure.id),
        limit_bytes=MAX_FILE_BYTES,
        pasted=request.form.get("pasted", "") if pasted is None else pasted,
        client_steps=steps(departure.id),
        errors=errors_of(error) if error else [],
    )

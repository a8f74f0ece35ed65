"""The administrator: who approves for whom, and which questions wait."""

from typing import BinaryIO, cast

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from segue.clients.intake import encoding_of, lines_in
from segue.departure.errors import InputError, SegueError, UnreadableFile
from segue.departure.stage import Stage
from segue.desk.access import as_administrator
from segue.desk.administer import departures_seen, set_approver, set_approvers, silent_for
from segue.desk.desk import Desk
from segue.doors.language import say
from segue.doors.pages.people_shown import people_shown
from segue.doors.pages.shell import errors_of, notice, with_status
from segue.doors.wiring import actor, reading, writing

admin = Blueprint("admin", __name__)


@admin.get("/admin")
def page() -> str:
    """Show who approves for whom."""
    with reading() as desk:
        return _show(desk, None)


@admin.post("/admin/approvers")
def save() -> Response | tuple[str, int]:
    """Set one approver, or many from a pasted table or an uploaded CSV file."""
    try:
        with writing() as desk:
            if _pressed() in ("table", "file"):
                count = set_approvers(desk, actor(), _table())
            else:
                set_approver(desk, actor(), request.form.get("leaver", ""), request.form.get("approver", ""))
                count = 1
    except SegueError as error:
        with reading() as desk:
            return with_status(_show(desk, error), error)
    notice("admin.saved", count=count)
    return redirect(url_for("admin.page"))


def _pressed() -> str:
    return request.form.get("do", "")


def _table() -> str:
    """Return the table as it was pasted, or the text of the file, whatever its encoding."""
    if _pressed() == "table":
        return request.form.get("table", "")
    upload = request.files.get("file")
    if upload is None or not upload.filename:
        raise InputError("file_missing", field="file")
    try:
        stream = cast(BinaryIO, upload.stream)
        return "".join(lines_in(stream, encoding_of(upload.filename, stream)))
    except UnreadableFile as error:
        raise InputError("file_encoding", field="file", file=upload.filename) from error


def _show(desk: Desk, error: SegueError | None) -> str:
    as_administrator(actor())
    people, shown = desk.stores.people, people_shown(desk)
    on_page = {one.id for one in shown.people}
    assigned = {leaver: approver for leaver, approver in people.approvers().items() if leaver in on_page}
    asked = departures_seen(desk, actor(), Stage.ASKED)
    concerned = {id for one in asked.departures for id in (one.leaver_id, one.approver_id)}
    named = {one.id: one for one in people.some(concerned | set(assigned.values()))}
    waiting = [(one, named[one.leaver_id], named[one.approver_id], silent_for(desk, one)) for one in asked.departures]
    return render_template(
        "admin.html",
        shown=shown,
        approvers={leaver: named[approver] for leaver, approver in assigned.items()},
        waiting=waiting,
        hidden=asked.hidden,
        chosen=request.args.get("leaver", ""),
        errors=_errors(error) if error else [],
    )


def _errors(error: SegueError) -> list[tuple[str, str]]:
    """Return what is wrong, with the line of the table that it is wrong in, at what the table came from."""
    row = error.values.get("row") if error.code != "approvers_row" else None
    at = {"table": "file"} if _pressed() == "file" else {}
    return [
        (at.get(field, field), say("admin.in_line", row=row, why=text) if row else text)
        for field, text in errors_of(error)
    ]

"""The approver brings the account list, as a file or pasted; its columns are asked for where nobody can tell (C7)."""

import re
from typing import BinaryIO, cast

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from segue.clients.account_reading import AccountTable, table_in_file, table_in_text
from segue.clients.contact import RowProblem
from segue.departure.errors import InputError, SegueError
from segue.desk.access import as_reader
from segue.desk.account_list import as_lister_of_accounts, choose_owners, forget_accounts, load_accounts
from segue.desk.desk import Desk
from segue.doors.language import say
from segue.doors.pages.accounts import show_accounts
from segue.doors.pages.shell import notice, with_status
from segue.doors.wiring import actor, reading, writing

account_upload = Blueprint("account_upload", __name__)

MOST_PROBLEMS_SHOWN = 100
_COLUMN = re.compile(r"column-(\d{1,3})")


@account_upload.post("/departures/<departure_id>/accounts/list")
def load(departure_id: str) -> Response | tuple[str, int]:
    """Read the list, or keep some owners' accounts of it, or delete it."""
    table: AccountTable | None = None
    try:
        if request.form.get("do") in ("owners", "forget"):
            with writing() as desk:
                _narrow_or_forget(desk, departure_id)
            return redirect(url_for("accounts.page", departure_id=departure_id))
        with reading() as desk:
            as_lister_of_accounts(desk, actor(), departure_id)  # before a byte of the file is looked at
        table = _table()
        with writing() as desk:
            loaded = load_accounts(desk, actor(), departure_id, table, _mapping(), request.form.get("header") == "yes")
    except SegueError as error:
        with reading() as desk:
            asks = table if error.code in ("accounts_columns_unknown", "column_meaning_unknown") else None
            shown = show_accounts(desk, as_reader(desk, actor(), departure_id), error, table=asks)
            return with_status(shown, error)
    notice("accounts.loaded", count=loaded.kept)
    if not loaded.problems:
        return redirect(url_for("accounts.page", departure_id=departure_id))
    with reading() as desk:
        told = [_told(problem) for problem in loaded.problems[:MOST_PROBLEMS_SHOWN]]
        more = len(loaded.problems) - len(told)
        return show_accounts(desk, as_reader(desk, actor(), departure_id), problems=told, more=more), 200


def _narrow_or_forget(desk: Desk, departure_id: str) -> None:
    if request.form["do"] == "forget":
        forget_accounts(desk, actor(), departure_id)
        notice("accounts.done_forget")
    else:
        notice("accounts.loaded", count=choose_owners(desk, actor(), departure_id, request.form.getlist("owner")))


def _table() -> AccountTable:
    upload = request.files.get("file")
    if upload is not None and upload.filename:
        return table_in_file(upload.filename, cast(BinaryIO, upload.stream))
    if "pasted" in request.form and request.form["pasted"].strip():
        return table_in_text(request.form["pasted"])
    raise InputError("file_missing", field="file")


def _mapping() -> dict[int, str] | None:
    """Return what the form says that the columns mean, None where it was not asked."""
    told = {int(found[1]): request.form[name] for name in request.form if (found := _COLUMN.fullmatch(name))}
    return told or None


def _told(problem: RowProblem) -> tuple[int, str]:
    cause = say(f"contacts.{problem.code}", source=problem.source, row=problem.row, value=problem.value[:80])
    return problem.row, cause

"""The calls to the most important clients: numbers, what to say, and the log that lets the letter follow (H8)."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from segue.departure.call import CallOutcome
from segue.departure.departure import Departure
from segue.departure.errors import InputError, SegueError
from segue.departure.letter_state import Told
from segue.departure.stage import MOVES, Verb
from segue.desk.calls import key_client, key_clients, log_call, withdraw_call
from segue.desk.desk import Desk
from segue.desk.mark import set_status
from segue.desk.tellers import as_teller, closed_for
from segue.doors.language import say
from segue.doors.pages.approver import approver_page
from segue.doors.pages.calling import call_sheet, callers_of
from segue.doors.pages.shell import errors_of, notice, with_status
from segue.doors.problems import advice
from segue.doors.wiring import actor, reading, writing

calls_pages = Blueprint("calls", __name__)


@calls_pages.get("/departures/<departure_id>/calls")
def page(departure_id: str) -> str:
    """Show whom to call, before the letter and after it."""
    with reading() as desk:
        return _show(desk, as_teller(desk, actor(), departure_id), None)


@calls_pages.post("/letters/<letter_id>/calls")
def log(letter_id: str) -> Response | tuple[str, int]:
    """Log what came of a call."""
    with reading() as desk:
        letter = desk.stores.letters.get(letter_id)
    try:
        if request.form.get("outcome", "") not in set(CallOutcome):
            raise InputError("choice_unknown", field="outcome")
        with writing() as desk:
            call = log_call(
                desk, actor(), letter_id, CallOutcome(request.form["outcome"]), request.form.get("note", "")
            )
            client = key_client(desk, letter)
    except SegueError as error:
        with reading() as desk:
            return with_status(_show(desk, as_teller(desk, actor(), letter.departure_id), error, letter_id), error)
    notice("calls.logged", name=letter.client_name, outcome=say(f"calls.outcome_{call.outcome}"))
    if client is None or not (client.first or client.again):  # next comes who is now the first on the page
        return redirect(url_for("calls.page", departure_id=letter.departure_id))
    return _back(letter.departure_id, letter.client_id)


@calls_pages.post("/calls/<call_id>/withdraw")
def withdraw(call_id: str) -> Response:
    """Take a call back that was logged in error."""
    with writing() as desk:
        call = withdraw_call(desk, actor(), call_id)
    notice("calls.withdrawn")
    return _back(call.departure_id, call.client_id)


@calls_pages.post("/letters/<letter_id>/phoned")
def phoned(letter_id: str) -> Response:
    """Mark a client as told by phone, so that he needs no letter."""
    with writing() as desk:
        set_status(desk, actor(), letter_id, Told.PHONED)
        letter = desk.stores.letters.get(letter_id)
    notice("calls.phoned", name=letter.client_name)
    return _back(letter.departure_id, letter.client_id)


def _back(departure_id: str, client_id: str) -> Response:
    return redirect(url_for("calls.page", departure_id=departure_id, _anchor=f"c-{client_id}"))


def _show(desk: Desk, departure: Departure, error: SegueError | None, wrong_id: str = "") -> str:
    sheets = [call_sheet(desk, departure, one) for one in key_clients(desk, departure)]
    closed = closed_for(desk, actor(), departure)
    first, again = ([one for one in sheets if getattr(one.key, part)] for part in ("first", "again"))
    return approver_page(
        desk,
        departure,
        "calls.html",
        parts=[
            ("first", first),
            ("again", again),
            ("rest", [one for one in sheets if one not in first and one not in again]),
        ],
        total=len(sheets),
        outcomes=[outcome.value for outcome in CallOutcome],
        holds=desk.policy.call_first,
        closed=advice(closed) if closed else "",
        takes_back=Verb.MARK in MOVES[departure.stage],
        names=callers_of(desk, sheets),
        wrong_id=wrong_id,
        errors=[(f"{field}-{wrong_id}", text) for field, text in errors_of(error)] if error else [],
    )

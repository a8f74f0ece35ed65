"""Calls in the JSON API, version 1: whom to call, what to say, and the log that lets the letter follow (H8)."""

from typing import Any

from apiflask import APIBlueprint

from segue.departure.call import Call
from segue.departure.departure import Departure
from segue.desk.calls import key_client, key_clients, log_call, withdraw_call
from segue.desk.desk import Desk
from segue.desk.submitted import SubmittedLetter
from segue.desk.tellers import as_teller
from segue.doors.api_call_models import CallList, CallSaid, LoggedCall
from segue.doors.pages.calling import CallSheet, call_sheet, callers_of
from segue.doors.wiring import actor, reading, writing

api_calls = APIBlueprint("api_calls", __name__, url_prefix="/api/v1", tag="Api")


@api_calls.get("/departures/<departure_id>/calls")
@api_calls.output(CallList)
@api_calls.doc(summary="The most important clients: numbers, what to say, and the call log", responses=[404])
def calls(departure_id: str) -> dict[str, Any]:
    """Return whom to call before the letter and after it, for who hands the letters out."""
    with reading() as desk:
        departure = as_teller(desk, actor(), departure_id)
        sheets = [call_sheet(desk, departure, one) for one in key_clients(desk, departure)]
        names = callers_of(desk, sheets)
        return {"holds": desk.policy.call_first, "clients": [_sheet(sheet, names) for sheet in sheets]}


@api_calls.post("/letters/<letter_id>/calls")
@api_calls.input(CallSaid)
@api_calls.output(LoggedCall)
@api_calls.doc(summary="Log a call; the letter opens as the log has it", responses=[404, 409])
def log(letter_id: str, json_data: CallSaid) -> dict[str, Any]:
    """Log what came of a call; the same again within a minute changes nothing."""
    with writing() as desk:
        return _logged(desk, log_call(desk, actor(), letter_id, json_data.outcome, json_data.note))


@api_calls.post("/calls/<call_id>/withdraw")
@api_calls.output(LoggedCall)
@api_calls.doc(summary="Take a call back that was logged in error", responses=[404, 409])
def withdraw(call_id: str) -> dict[str, Any]:
    """Take a call back; a letter that has not gone out opens as it did before."""
    with writing() as desk:
        return _logged(desk, withdraw_call(desk, actor(), call_id))


def sheet_told(desk: Desk, departure: Departure, letter: SubmittedLetter) -> dict[str, Any] | None:
    """Return the calls to the client of one letter, None where he is not one of the most important."""
    one = key_client(desk, letter)
    if one is None:
        return None
    sheet = call_sheet(desk, departure, one)
    return _sheet(sheet, callers_of(desk, [sheet]))


def _sheet(sheet: CallSheet, names: dict[str, str]) -> dict[str, Any]:
    client, letter, talk = sheet.key.client, sheet.key.letter, sheet.talk
    return {
        "letter_id": letter.id if letter else None,
        "client": client.name or client.company or client.addresses[0],
        "company": client.company,
        "status": letter.status if letter else None,
        "due": "first" if sheet.key.first else "again" if sheet.key.again else "",
        "phones": [vars(phone) for phone in sheet.phones],
        "language": talk.locale,
        "points": list(talk.points),
        "approved": talk.is_approved,
        "gist": list(talk.gist),
        "gist_language": talk.gist_locale,
        "closed": sheet.closed,
        "refers_to_call": letter is not None and letter.facts.after_call,
        "calls": [_call(call, names[call.person_id]) for call in sheet.key.calls],
    }


def _logged(desk: Desk, call: Call) -> dict[str, Any]:
    return _call(call, desk.stores.people.get(call.person_id).name)


def _call(call: Call, by: str) -> dict[str, Any]:
    said = {name: getattr(call, name) for name in ("id", "at", "outcome", "note")}
    return {**said, "by": by, "withdrawn": not call.stands}

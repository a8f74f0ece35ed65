"""The completeness report: what became of every client, to print or download, and to decline (A4)."""

from collections.abc import Iterator

from flask import Blueprint, Response, redirect, request, stream_with_context, url_for
from werkzeug.wrappers import Response as BaseResponse

from segue.clients.accounts import Stands
from segue.departure.departure import Departure
from segue.departure.errors import InputError
from segue.departure.stage import MOVES, Role, Verb
from segue.desk.access import as_reader, roles_of
from segue.desk.completeness import HOLDS, Outcome, completeness, counted, gaps, gaps_csv, report_csv
from segue.desk.desk import Desk
from segue.desk.retention import answer_by, answer_report, kept_until
from segue.doors.language import say
from segue.doors.pages.approver import approver_page
from segue.doors.pages.shell import notice
from segue.doors.wiring import actor, reading, writing

report_pages = Blueprint("report", __name__)

MOST_SHOWN = 500
"""Lines on the page; the file has all of them."""

BYTE_ORDER_MARK = "\ufeff"
"""Spreadsheets take a file without it for an older encoding."""


@report_pages.get("/departures/<departure_id>/report")
def page(departure_id: str) -> str:
    """Show the report. Opening this page answers nothing."""
    with reading() as desk:
        departure = as_reader(desk, actor(), departure_id)
        lines = list(completeness(desk, departure))
        return approver_page(
            desk,
            departure,
            "report.html",
            lines=lines[:MOST_SHOWN],
            more=max(len(lines) - MOST_SHOWN, 0),
            counts=counted(lines),
            gaps=gaps(desk, departure, lines),
            most=MOST_SHOWN,
            people=names(desk),
            may_close=Verb.CLOSE in MOVES[departure.stage],
            answer_by=answer_by(desk, departure) if _approves(desk, departure) else None,
            kept_until=kept_until(desk, departure),
        )


@report_pages.post("/departures/<departure_id>/report")
def answer(departure_id: str) -> BaseResponse:
    """Download the report, or decline it; where the approver was asked for one of these, this is the answer."""
    wanted = request.form.get("do", "")
    if wanted not in ("csv", "decline"):
        raise InputError("choice_unknown", field="do")
    with writing() as desk:
        departure = as_reader(desk, actor(), departure_id)
        asked = departure.report_asked_at is not None and _approves(desk, departure)
        if asked or wanted == "decline":
            answer_report(desk, actor(), departure_id, downloaded=wanted == "csv")
    if wanted == "decline":
        notice("report.declined")
        return redirect(url_for("report.page", departure_id=departure_id))
    return _file(departure_id)


def names(desk: Desk) -> dict[str, str]:
    """Return everybody's name by id."""
    return {one.id: one.name for one in desk.stores.people.all()}


def _approves(desk: Desk, departure: Departure) -> bool:
    return Role.APPROVER in roles_of(desk, actor(), departure)


def _file(departure_id: str) -> Response:
    response = Response(stream_with_context(_lines(departure_id)), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="segue-report.csv"'
    return response


def _lines(departure_id: str) -> Iterator[str]:
    client = [say("report.company"), say("report.client"), say("report.address")]
    title = [*client, say("report.outcome"), say("report.why"), say("report.at"), say("report.by")]
    yield BYTE_ORDER_MARK
    with reading() as desk:
        departure = as_reader(desk, actor(), departure_id)
        named = {outcome.value: say(f"outcome.{outcome}") for outcome in Outcome}
        named |= {hold: say(f"held.{hold}") for hold in HOLDS}
        named |= names(desk)
        lines = list(completeness(desk, departure))
        yield from report_csv(iter(lines), title, named)
        if found := gaps(desk, departure, lines):
            yield from gaps_csv(found, _gaps_named())


def _gaps_named() -> dict[str, str]:
    stands = {f"stands.{one}": say(f"accounts.stands_{one}") for one in Stands}
    return stands | {"untold": say("report.account_untold"), "unlisted": say("accounts.is_unlisted")}

"""The completeness report: what became of every client, to look through, to take along, and to decline (A4)."""

from itertools import groupby

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from segue.departure.departure import Departure
from segue.departure.errors import InputError
from segue.departure.stage import MOVES, Role, Verb
from segue.desk.access import as_reader, roles_of
from segue.desk.completeness import Line, besides_in, by_company, completeness, gaps, numbers_in
from segue.desk.desk import Desk
from segue.desk.outcomes import Outcome
from segue.desk.report_file import take_report
from segue.desk.retention import answer_by, answer_report, kept_until
from segue.doors.pages.approver import approver_page
from segue.doors.pages.picture import shares
from segue.doors.pages.report_files import FILES
from segue.doors.pages.shell import notice, page_number
from segue.doors.wiring import actor, reading, writing

report_pages = Blueprint("report", __name__)

PAGE_SIZE = 100
MOST_ACCOUNTS = 100
"""Accounts on the page; the files have all of them."""


@report_pages.get("/departures/<departure_id>/report")
def page(departure_id: str) -> str:
    """Show the report, or the clients of one outcome. Opening this page answers nothing."""
    asked = request.args.get("outcome", "")
    with reading() as desk:
        departure = as_reader(desk, actor(), departure_id)
        lines = by_company(completeness(desk, departure))
        numbers = numbers_in(lines)
        wanted = [line for line in lines if line.outcome == asked] if asked in set(Outcome) else lines
        number = min(page_number(), max(-(-len(wanted) // PAGE_SIZE), 1))
        return approver_page(
            desk,
            departure,
            "report.html",
            numbers=numbers,
            shares=shares(numbers),
            besides=besides_in(lines),
            asked=asked if asked in set(Outcome) else "",
            total=len(wanted),
            firms=in_firms(wanted[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]),
            number=number,
            pages=-(-len(wanted) // PAGE_SIZE),
            gaps=gaps(desk, departure, lines),
            most=MOST_ACCOUNTS,
            people=names(desk),
            may_close=Verb.CLOSE in MOVES[departure.stage],
            answer_by=answer_by(desk, departure) if _approves(desk, departure) else None,
            kept_until=kept_until(desk, departure),
        )


@report_pages.post("/departures/<departure_id>/report")
def answer(departure_id: str) -> Response:
    """Download the report, or decline it; where the approver was asked for one of these, this is the answer."""
    wanted = request.form.get("do", "")
    if wanted not in (*FILES, "decline"):
        raise InputError("choice_unknown", field="do")
    with writing() as desk:
        if wanted == "decline":
            answer_report(desk, actor(), departure_id, downloaded=False)
        else:
            take_report(desk, actor(), departure_id)
    if wanted != "decline":
        return FILES[wanted](departure_id)
    notice("report.declined")
    return redirect(url_for("report.page", departure_id=departure_id))


def in_firms(lines: list[Line]) -> list[tuple[str, list[Line]]]:
    """Return lines with their company's name, company by company, as they are sorted."""
    found = [list(group) for _, group in groupby(lines, key=lambda line: line.firm)]
    return [(group[0].client.company, group) for group in found]


def names(desk: Desk) -> dict[str, str]:
    """Return everybody's name by id."""
    return desk.stores.people.names()


def _approves(desk: Desk, departure: Departure) -> bool:
    return Role.APPROVER in roles_of(desk, actor(), departure)

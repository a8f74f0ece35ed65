"""The completeness report to take along: a table for a spreadsheet, and a page for the file that needs nothing else."""

from base64 import b64encode
from collections.abc import Callable, Iterator
from functools import cache

from flask import Response, stream_template, stream_with_context

from segue.assets import asset
from segue.clients.accounts import Stands
from segue.departure.call import CallOutcome
from segue.desk.access import as_reader
from segue.desk.completeness import completeness, gaps
from segue.desk.outcomes import HOLDS, NO_LETTER, Outcome
from segue.desk.report_csv import gaps_csv, report_csv
from segue.desk.report_file import for_the_file
from segue.doors.language import say
from segue.doors.pages.picture import shares
from segue.doors.wiring import actor, reading

BYTE_ORDER_MARK = "\ufeff"
"""Spreadsheets take a file without it for an older encoding."""
COLUMNS = (
    *("report.company", "report.client", "report.address", "report.outcome", "report.why"),
    *("report.at", "report.by", "report.calls", "report.corrections_left"),
)


def _table(departure_id: str) -> Response:
    lines = stream_with_context(_lines(departure_id))
    return _attached(Response(lines, content_type="text/csv; charset=utf-8"), "csv")


def _for_the_file(departure_id: str) -> Response:
    """Return the page with its own style and picture inside: it is kept where nothing of ours is any more."""
    with reading() as desk:
        departure = as_reader(desk, actor(), departure_id)
        people = desk.stores.people.names()
        kept = for_the_file(desk, departure)
        shown = stream_template(
            "report_file.html",
            kept=kept,
            shares=shares(kept.numbers),
            departure=departure,
            workspace=desk.stores.workspace,
            leaver=desk.stores.people.get(departure.leaver_id),
            people=people,
            by=actor(),
            style=_style(),
        )
    return _attached(Response(shown, content_type="text/html; charset=utf-8"), "html")


FILES: dict[str, Callable[[str], Response]] = {"csv": _table, "file": _for_the_file}
"""What can be downloaded, as the buttons say it."""


@cache
def _style() -> str:
    """Return the page's style as an address that holds it."""
    files = (asset("templates", "pages", "static", name) for name in ("report_file.css", "told.css"))
    kept = b"".join(file.read_bytes() for file in files)
    return f"data:text/css;base64,{b64encode(kept).decode('ascii')}"


def _attached(response: Response, ending: str) -> Response:
    response.headers["Content-Disposition"] = f'attachment; filename="segue-report.{ending}"'
    return response


def _lines(departure_id: str) -> Iterator[str]:
    title = [say(column) for column in COLUMNS]
    yield BYTE_ORDER_MARK
    with reading() as desk:
        departure = as_reader(desk, actor(), departure_id)
        people = desk.stores.people.names()
        lines = list(completeness(desk, departure))
        yield from report_csv(lines, title, _named() | people)
        if found := gaps(desk, departure, lines):
            yield from gaps_csv(found, _gaps_named(), len(title))


def _named() -> dict[str, str]:
    outcomes = {outcome.value: say(f"outcome.{outcome}") for outcome in Outcome}
    calls = {f"call.{one}": say(f"calls.outcome_{one}") for one in CallOutcome}
    return outcomes | calls | {why: say(f"held.{why}") for why in (*HOLDS, NO_LETTER)}


def _gaps_named() -> dict[str, str]:
    stands = {f"stands.{one}": say(f"accounts.stands_{one}") for one in Stands}
    return stands | {"untold": say("report.account_untold"), "unlisted": say("accounts.is_unlisted")}

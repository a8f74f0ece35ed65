"""Closing a hand-over, in two steps: a page that says plainly what is not done, and a form."""

from dataclasses import dataclass

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from segue.departure.departure import Departure
from segue.departure.errors import SegueError
from segue.departure.stage import MOVES, Verb
from segue.desk.access import as_reader
from segue.desk.close import close
from segue.desk.desk import Desk
from segue.desk.retention import interim_contacts, kept_until
from segue.desk.unfinished import Undone, Unfinished, unfinished
from segue.doors.language import day, say
from segue.doors.pages.approver import approver_page
from segue.doors.pages.picture import shares
from segue.doors.pages.report import in_firms, names
from segue.doors.pages.shell import errors_of, notice, version_seen, with_status
from segue.doors.pages.undone import where_to
from segue.doors.wiring import actor, reading, writing

close_pages = Blueprint("close", __name__)

MOST_NAMED = 100
"""So that the button is not far below; the report has all."""


@dataclass(frozen=True)
class Thing:
    """One thing that is not done, in a sentence, with where it is done: an address, or in whose hands it is."""

    what: Undone
    said: str
    url: str
    who: str


@close_pages.get("/departures/<departure_id>/close")
def page(departure_id: str) -> str | Response:
    """Say what is not done; opening this page closes nothing."""
    with reading() as desk:
        departure = as_reader(desk, actor(), departure_id)
        if Verb.CLOSE not in MOVES[departure.stage]:
            return redirect(url_for("home.departure", departure_id=departure_id))
        return _show(desk, departure, None)


@close_pages.post("/departures/<departure_id>/close")
def save(departure_id: str) -> Response | tuple[str, int]:
    """Close it."""
    try:
        with writing() as desk:
            close(desk, actor(), departure_id, version_seen(), request.form.get("sure") == "yes")
    except SegueError as error:
        with reading() as desk:
            return with_status(_show(desk, as_reader(desk, actor(), departure_id), error), error)
    notice("close.done")
    return redirect(url_for("home.departure", departure_id=departure_id))


def _show(desk: Desk, departure: Departure, error: SegueError | None) -> str:
    left, people = unfinished(desk, departure), names(desk)
    return approver_page(
        desk,
        departure,
        "close.html",
        left=left,
        numbers=left.numbers,
        shares=shares(left.numbers),
        things=_things(desk, departure, left),
        ends=[(people[person_id], provider) for person_id, provider in left.ends],
        firms=in_firms(left.lines[:MOST_NAMED]),
        more=max(len(left.lines) - MOST_NAMED, 0),
        people=people,
        kept_until=kept_until(desk, departure),
        errors=errors_of(error) if error else [],
    )


def _things(desk: Desk, departure: Departure, left: Unfinished) -> list[Thing]:
    interim = ", ".join(point.name for point in interim_contacts(departure))
    values = {"names": interim, "day": day(departure.last_day)}
    places = {one: where_to(desk, actor(), departure, one) for one in left.things}
    return [Thing(one, say(f"undone.{one}", count=count, **values), *places[one]) for one, count in left.things.items()]

"""A reading of contacts on its way: what columns mean, how far it is, and what it brought."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask import Response as Answer
from werkzeug.wrappers import Response

from segue.clients.headers import MEANINGS
from segue.clients.limits import MAX_COLUMNS
from segue.clients.look import Look
from segue.departure.errors import InputError, SegueError
from segue.desk.access import as_leader
from segue.desk.desk import Desk
from segue.desk.ports import UNDER_WAY, Reading, ReadingState
from segue.desk.problem_rows import classes_of
from segue.desk.readings import cancel, own_reading, refusal_of, say_meanings
from segue.doors.pages.contacts import go_on
from segue.doors.pages.problem_rows import rows_shown
from segue.doors.pages.shell import departure_page, errors_of, notice, with_status
from segue.doors.wiring import actor, reading, writing

readings_pages = Blueprint("readings", __name__)

PAGES = {ReadingState.ASKS_MAPPING: "mapping.html", ReadingState.DONE: "reading_done.html"}


@readings_pages.get("/departures/<departure_id>/contacts/<reading_id>")
def page(departure_id: str, reading_id: str) -> str:
    """Show what a reading asks, how far it is, or what it brought."""
    with reading() as desk:
        return _show(desk, own_reading(desk, actor(), departure_id, reading_id), None)


@readings_pages.get("/departures/<departure_id>/contacts/<reading_id>/progress")
def progress(departure_id: str, reading_id: str) -> Answer | str:
    """Show how far it is, for the page that asks again and again; when it is over, lead to what it brought."""
    with reading() as desk:
        now = own_reading(desk, actor(), departure_id, reading_id)
    if now.state not in UNDER_WAY:
        here = url_for("readings.page", departure_id=departure_id, reading_id=reading_id)
        return Answer("", headers={"HX-Redirect": here})
    return render_template("reading_progress.html", reading=now, departure_id=departure_id)


@readings_pages.post("/departures/<departure_id>/contacts/<reading_id>/columns")
def columns(departure_id: str, reading_id: str) -> Response | tuple[str, int]:
    """Take what a person says of each column, and go on."""
    meanings = [request.form.get(f"column-{at}", "") for at in range(MAX_COLUMNS)]
    try:
        with writing() as desk:
            waiting = say_meanings(desk, actor(), departure_id, reading_id, meanings)
        return go_on(waiting, waiting.size_bytes)
    except SegueError as error:
        with reading() as desk:
            return with_status(
                _show(desk, own_reading(desk, actor(), departure_id, reading_id), error, meanings), error
            )


@readings_pages.post("/departures/<departure_id>/contacts/<reading_id>/cancel")
def stop(departure_id: str, reading_id: str) -> Response:
    """Stop a reading; nothing of it is kept."""
    with writing() as desk:
        cancel(desk, actor(), departure_id, reading_id)
    notice("contacts.cancelled")
    return redirect(url_for("contacts.page", departure_id=departure_id))


def _show(desk: Desk, now: Reading, error: SegueError | None, meanings: list[str] | None = None) -> str:
    departure = as_leader(desk, actor(), now.departure_id)
    more: dict[str, object] = {"pulse_url": ""}  # the page itself asks how far it is
    if now.state is ReadingState.ASKS_MAPPING and now.look is not None:
        more |= _mapping(now.look, meanings)
        if error is not None:
            error = _at_a_column(error, meanings or [], now.look)
    elif now.state is ReadingState.DONE:
        brought = [code for code, _ in classes_of(now.problems)]  # what this reading brought comes first
        more = rows_shown(desk, departure.id, next(iter(brought), ""))
    failed = refusal_of(now) if now.state is ReadingState.FAILED else None
    template = PAGES.get(now.state, "reading_under_way.html")
    errors = [text for one in (error, failed) if one for text in errors_of(one)]
    return departure_page(desk, departure, template, **{"reading": now, **more, "errors": errors})


def _mapping(look: Look, meanings: list[str] | None) -> dict[str, object]:
    """Return the columns with what they probably mean; those that say nothing and mean nothing stand apart."""
    shown = [
        {
            "at": at,
            "name": name,
            "meaning": meanings[at] if meanings and at < len(meanings) else look.proposed[at],
            "cells": [row[at] for row in look.rows if row[at]][:3],
        }
        for at, name in enumerate(look.header)
    ]
    return {
        "columns": [one for one in shown if one["cells"] or one["meaning"]],
        "blank": [one for one in shown if not one["cells"] and not one["meaning"]],
        "meanings": MEANINGS,
    }


def _at_a_column(error: SegueError, meanings: list[str], look: Look) -> SegueError:
    """Return an error at the column that it is about: one with a wrong meaning, else the likeliest for addresses."""
    wrong = (at for at, meaning in enumerate(meanings) if meaning and meaning not in MEANINGS)
    at = next(wrong, max(range(len(look.header)), key=lambda at: sum("@" in row[at] for row in look.rows), default=0))
    return InputError(error.code, field=f"column-{at}", **error.values)

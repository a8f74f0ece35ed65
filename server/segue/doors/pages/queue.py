"""The queue on its page: what is left, one word on a letter or on several, each undone with one click (H3, H7)."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Response, flash, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from segue.departure.errors import ChangedMeanwhile, InputError, SegueError
from segue.departure.letter_state import Told
from segue.desk.desk import Desk
from segue.desk.history import history_of
from segue.desk.mark import note_status
from segue.desk.mark_several import mark_several, undo_marks
from segue.desk.mending import correct_address
from segue.desk.ports import LetterFilter
from segue.desk.tellers import as_reader_of, as_teller, closed_for, modes_told_by
from segue.doors.language import say
from segue.doors.pages.queue_query import here
from segue.doors.pages.queue_shown import queue_alone, queue_tag
from segue.doors.pages.shell import errors_of
from segue.doors.problems import status_of
from segue.doors.wiring import actor, reading, writing

queue_pages = Blueprint("queue", __name__)


@queue_pages.get("/departures/<departure_id>/hand-out/queue")
def part(departure_id: str) -> Response:
    """Return the queue alone, for its page that asks again and again; 304 while nothing of it changed."""
    with reading() as desk:
        departure = as_teller(desk, actor(), departure_id)
        closed = closed_for(desk, actor(), departure)
        tag = queue_tag(desk, departure, closed)
        unchanged = request.if_none_match.contains_weak(tag)
        response = Response(status=304) if unchanged else Response(queue_alone(desk, departure, closed, said=False))
    response.set_etag(tag)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@queue_pages.post("/letters/<letter_id>/status")
def status(letter_id: str) -> BaseResponse:
    """Mark one client as told by letter or phone, skipped, to do again, or say that the letter came back."""
    with reading() as desk:
        departure_id = desk.stores.letters.get(letter_id).departure_id

    def mark(desk: Desk) -> tuple[int, str]:
        _, before = note_status(desk, actor(), letter_id, _told("status"), _reason(), _seen())
        return int(before.status is not _told("status")), before.client_name

    return _marked(departure_id, mark)


@queue_pages.post("/letters/<letter_id>/address")
def address(letter_id: str) -> BaseResponse:
    """Put a good address in the place of one from which the letter came back: then the letter waits with it."""
    with reading() as desk:
        letter = desk.stores.letters.get(letter_id)

    def correct(desk: Desk) -> None:
        correct_address(desk, actor(), letter.departure_id, letter.client_id, request.form.get("to", ""))
        flash(say("queue.corrected", client=letter.client_name), "success")

    return _done(letter.departure_id, correct)


@queue_pages.post("/departures/<departure_id>/hand-out/marks")
def several(departure_id: str) -> BaseResponse:
    """Say one thing of all ticked letters, or of all that stand in Drafts."""

    def mark(desk: Desk) -> tuple[int, str]:
        ids = _in_drafts(desk, departure_id) if request.form.get("drafted") else request.form.getlist("letter")
        count = mark_several(desk, actor(), departure_id, ids, _told("status"), _reason())
        return count, say("hand_out.found", count=count)

    return _marked(departure_id, mark)


@queue_pages.post("/departures/<departure_id>/hand-out/undo")
def undo(departure_id: str) -> BaseResponse:
    """Take back what the person said at one moment, of one letter or of several."""

    def take_back(desk: Desk) -> None:
        count = undo_marks(desk, actor(), departure_id, _moment())
        text = say("queue.undone", what=say("hand_out.found", count=count)) if count else say("pane.nothing_to_undo")
        flash(text, "success")

    return _done(departure_id, take_back)


@queue_pages.get("/letters/<letter_id>/history")
def history(letter_id: str) -> str:
    """Show what happened with one letter, to who may read it."""
    with reading() as desk:
        letter = desk.stores.letters.get(letter_id)
        as_reader_of(desk, actor(), letter)
        return render_template("history.html", history=history_of(desk, letter))


def _marked(departure_id: str, mark: Callable[[Desk], tuple[int, str]]) -> BaseResponse:
    """Do what is said of letters, and offer to undo it."""

    def say_so(desk: Desk) -> None:
        count, who = mark(desk)
        if not count:
            flash(say("queue.none_changed"), "success")
            return
        what = say("queue.marked", what=who, status=say(f"status.{_told('status')}"))
        flash(what, "success")
        flash(_undoing(departure_id, desk.now, what), "undo")  # type: ignore[arg-type]  # as in pages/changes.py

    return _done(departure_id, say_so)


def _done(departure_id: str, do: Callable[[Desk], None]) -> BaseResponse:
    """Do something and lead back to the queue; for the page that asked by itself, the queue as it is then."""
    if "Segue-Part" not in request.headers:
        with writing() as desk:
            do(desk)
        return Response(status=303, headers={"Location": _back(departure_id)})
    error: SegueError | None = None
    try:
        with writing() as desk:
            do(desk)
    except (InputError, ChangedMeanwhile) as wrong:
        error = wrong
    errors = errors_of(error) if error else []
    with reading() as desk:
        departure = as_teller(desk, actor(), departure_id)
        text = queue_alone(desk, departure, closed_for(desk, actor(), departure), errors, said=True)
    return Response(text, status_of(error) if error else 200)


def _undoing(departure_id: str, at: datetime, what: str) -> dict[str, str]:
    """Return the offer to undo, for the frame of the pages."""
    back = _back(departure_id)
    url = url_for("queue.undo", departure_id=departure_id, at=at.isoformat(), **here())
    return {"url": url, "label": say("clients.undo", what=what), "back": back}


def _back(departure_id: str) -> str:
    return url_for("hand_out.page", departure_id=departure_id, **here())


def _in_drafts(desk: Desk, departure_id: str) -> list[str]:
    departure = as_teller(desk, actor(), departure_id)
    wanted = LetterFilter(status=Told.DRAFTED, modes=modes_told_by(actor(), departure))
    ids = desk.stores.letters.ids(departure_id, wanted)
    if request.form.get("drafted") != str(len(ids)):
        raise ChangedMeanwhile("selection_changed", count=len(ids))
    return ids


def _told(name: str) -> Told:
    value = request.form.get(name, "")
    if value not in set(Told):
        raise InputError("choice_unknown", field=name)
    return Told(value)


def _seen() -> Told | None:
    """Return the status that the row showed, None where the form does not say."""
    return _told("was") if request.form.get("was") else None


def _reason() -> str:
    return request.form.get("ready") or request.form.get("reason", "")


def _moment() -> datetime:
    try:
        at = datetime.fromisoformat(request.args.get("at", ""))
    except ValueError:
        raise InputError("choice_unknown", field="at") from None
    if at.tzinfo is None:
        raise InputError("choice_unknown", field="at")
    return at

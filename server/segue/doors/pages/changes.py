"""What was done to the client list and can be undone: in the notice of each action, and as a list of the last ones."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from segue.departure.errors import SegueError
from segue.desk.access import as_leader
from segue.desk.desk import Desk
from segue.desk.undo import undo, undoable
from segue.doors.language import say
from segue.doors.pages.shell import departure_page, errors_of, notice, with_status
from segue.doors.wiring import actor, reading, writing

changes_pages = Blueprint("changes", __name__)


@changes_pages.get("/departures/<departure_id>/changes")
def page(departure_id: str) -> str:
    """Show the last changes of the client list, newest first."""
    with reading() as desk:
        return _show(desk, departure_id)


@changes_pages.post("/departures/<departure_id>/changes/<int:change_id>/undo")
def take_back(departure_id: str, change_id: int) -> Response | tuple[str, int]:
    """Undo one change, and go back to where the person was."""
    try:
        with writing() as desk:
            verb = next((one.verb for one in undoable(desk, actor(), departure_id) if one.id == change_id), "")
            done = undo(desk, actor(), departure_id, change_id)
    except SegueError as error:
        with reading() as desk:
            return with_status(_show(desk, departure_id, error), error)
    notice("changes.undone", what=say(f"undo.verb_{verb}"), count=done.restored)
    if done.kept:
        notice("changes.kept", count=len(done.kept))
    return redirect(_back(departure_id))


@contextmanager
def undo_offered(desk: Desk, departure_id: str) -> Iterator[None]:
    """Put a button into the notice that undoes what is done inside, and leads back to where the request came from."""
    before = {one.id for one in undoable(desk, actor(), departure_id)}
    yield
    for change in [one for one in undoable(desk, actor(), departure_id)[:1] if one.id not in before]:
        url = url_for("changes.take_back", departure_id=departure_id, change_id=change.id)
        what = say(f"undo.verb_{change.verb}")
        offer = {"url": url, "label": say("clients.undo", what=what), "back": request.full_path}
        flash(offer, "undo")  # type: ignore[arg-type]  # the session keeps any JSON, and the frame knows this one


def _back(departure_id: str) -> str:
    """Return where a person came from, if that is a page of this departure."""
    typed = request.form.get("back", "")
    inside = typed.startswith(f"/departures/{departure_id}/")
    return typed if inside else url_for("changes.page", departure_id=departure_id)


def _show(desk: Desk, departure_id: str, error: SegueError | None = None) -> str:
    departure = as_leader(desk, actor(), departure_id)
    changes = undoable(desk, actor(), departure_id)
    return departure_page(desk, departure, "changes.html", changes=changes, errors=errors_of(error) if error else [])

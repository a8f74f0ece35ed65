"""The automatic reply for after the last day: to look at for leaver and approver, to copy for the leaver (H9)."""

from flask import Blueprint

from segue.departure.departure import Departure
from segue.departure.errors import SegueError
from segue.desk.access import as_reader
from segue.desk.auto_replies import automatic_replies, open_automatic_replies
from segue.desk.desk import Desk
from segue.doors.pages.approver import approver_page
from segue.doors.pages.shell import with_status
from segue.doors.problems import advice
from segue.doors.wiring import actor, reading, writing
from segue.letters.auto_reply import AutoReply

auto_reply_pages = Blueprint("auto_reply", __name__)


@auto_reply_pages.get("/departures/<departure_id>/automatic-reply")
def page(departure_id: str) -> str:
    """Show the text in each language of the clients; nothing of it can be copied here."""
    with reading() as desk:
        return _show(desk, as_reader(desk, actor(), departure_id))


@auto_reply_pages.post("/departures/<departure_id>/automatic-reply")
def opened(departure_id: str) -> str | tuple[str, int]:
    """Hand the approved texts to the leaver, to copy."""
    try:
        with writing() as desk:
            texts = open_automatic_replies(desk, actor(), departure_id)
            return _show(desk, desk.stores.departures.get(departure_id), texts)
    except SegueError as error:
        with reading() as desk:
            return with_status(_show(desk, as_reader(desk, actor(), departure_id), (), advice(error)), error)


def _show(desk: Desk, departure: Departure, texts: list[AutoReply] | tuple[()] = (), closed: str = "") -> str:
    try:
        offered, not_yet = automatic_replies(desk, departure), ""
    except SegueError as error:
        offered, not_yet = [], advice(error)
    return approver_page(
        desk,
        departure,
        "auto_reply.html",
        offered=offered,
        not_yet=not_yet,
        to_copy={one.locale for one in texts},
        closed=closed,
        leads=departure.leader_id == actor().id,
    )

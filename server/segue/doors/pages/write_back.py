"""When clients write back: the approved answers beside a client, each to copy with one click (H9)."""

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from segue.departure.errors import NotApproved, NotReleased
from segue.desk.write_back import open_replies
from segue.doors.pages.shell import departure_page, with_status
from segue.doors.problems import advice
from segue.doors.wiring import actor, writing

write_back_pages = Blueprint("write_back", __name__)


@write_back_pages.post("/letters/<letter_id>/replies")
def replies(letter_id: str) -> str | Response | tuple[str, int]:
    """Hand out the answers to one client: as a page, or as the part of one that asked for it."""
    is_part = request.headers.get("HX-Request") == "true"
    try:
        with writing() as desk:
            opened = open_replies(desk, actor(), letter_id)
            shown = {"letter": opened.letter, "replies": opened.replies}
            if not is_part:
                departure = desk.stores.departures.get(opened.letter.departure_id)
                return departure_page(desk, departure, "replies_page.html", **shown)
    except (NotApproved, NotReleased) as closed:
        if not is_part:
            raise
        return with_status(render_template("replies.html", closed=advice(closed)), None)
    return render_template("replies.html", **shown)

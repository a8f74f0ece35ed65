"""The first page after signing in, and the pulse that open pages listen to."""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from segue.desk.access import as_reader
from segue.desk.progress import progress
from segue.doors.pages.shell import departure_page
from segue.doors.wiring import actor, reading

home = Blueprint("home", __name__)


@home.get("/")
def page() -> str | BaseResponse:
    """Show what waits for this person; a leaver goes straight to his departure."""
    with reading() as desk:
        own = desk.stores.departures.of_leaver(actor().id)
        asked = desk.stores.departures.for_approver(actor().id)
        if own and not asked:
            return redirect(url_for("home.departure", departure_id=own.id))
        if not own and not asked and not actor().is_administrator:
            return redirect(url_for("start.page"))
        rows = [(one, desk.stores.people.get(one.leaver_id), progress(desk, one)) for one in asked]
        return render_template("home.html", own=own, rows=rows)


@home.get("/departures/<departure_id>")
def departure(departure_id: str) -> str | BaseResponse:
    """Show where a departure stands; an approver goes to what is asked of him."""
    with reading() as desk:
        found = as_reader(desk, actor(), departure_id)
        if found.leaver_id != actor().id:
            target = "reading.page" if found.terms and found.terms.may_tell else "answer.page"
            return redirect(url_for(target, departure_id=departure_id))
        return departure_page(desk, found, "departure.html")


@home.get("/departures/<departure_id>/pulse")
def pulse(departure_id: str) -> Response:
    """Answer with a tag that changes when anything of the departure does; 304 while it does not."""
    with reading() as desk:
        as_reader(desk, actor(), departure_id)
        revision = desk.stores.departures.revision(departure_id)
    response = Response(str(revision), content_type="text/plain")
    response.set_etag(str(revision))
    response.headers["Cache-Control"] = "private, no-cache"
    return response.make_conditional(request)  # type: ignore[return-value]  # werkzeug returns itself

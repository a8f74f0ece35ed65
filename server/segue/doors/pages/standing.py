"""Standing terms: the approver, and nobody else, gives his word to them or takes it back."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from segue.departure.errors import SegueError
from segue.departure.permission import permission
from segue.desk.desk import Desk
from segue.desk.standing import confirm_standing_terms, standing_terms_of, withdraw_standing_terms
from segue.doors.pages.shell import errors_of, notice, version_seen, with_status
from segue.doors.wiring import actor, reading, writing

standing_pages = Blueprint("standing", __name__)


@standing_pages.get("/standing-terms")
def page() -> str:
    """Show the terms that the administrator prepared. Opening this page gives no word."""
    with reading() as desk:
        return _show(desk, None)


@standing_pages.post("/standing-terms")
def save() -> Response | tuple[str, int]:
    """Give one's word, or take it back."""
    version = version_seen()
    withdraws = request.form.get("do") == "withdraw"
    try:
        with writing() as desk:
            verb = withdraw_standing_terms if withdraws else confirm_standing_terms
            verb(desk, actor(), version)
    except SegueError as error:
        with reading() as desk:
            return with_status(_show(desk, error), error)
    notice("standing.withdrawn" if withdraws else "standing.confirmed")
    return redirect(url_for("standing.page"))


def _show(desk: Desk, error: SegueError | None) -> str:
    standing = standing_terms_of(desk, actor())
    return render_template(
        "standing.html",
        standing=standing,
        permission=permission(standing.terms),
        version=desk.policy.version,
        errors=errors_of(error) if error else [],
    )

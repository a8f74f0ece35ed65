"""The pane as a page of the server, and the practice page in which anybody can try it without a mailbox."""

from flask import Blueprint, Response, make_response, render_template, request

from segue.assets import asset
from segue.departure.errors import BrokenSetup
from segue.doors.pane_files import PAGE, PaneFiles, pane_files, revalidated

LONGEST_ID = 64
_STYLE = '<link rel="stylesheet" href="pane.css">'
_START = '<script type="module" src="main.js"></script>'
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors "
)


def pane_blueprint(frame_ancestors: tuple[str, ...]) -> Blueprint:
    """Return the door that serves ``/pane/``, ``/kept/`` and ``/practice``.

    ``frame_ancestors`` are the origins, besides our own, that may show the pane in a frame, such as a mail program's.
    The practice page is framed by nobody. It takes ``locale``, ``t``, ``person`` and ``workspace`` from the
    application's template context. Raises BrokenSetup, FileNotFoundError when this installation lacks the pane or has
    another.
    """
    door = Blueprint("pane", __name__, template_folder=str(asset("templates", "pages")))
    files = pane_files()
    page = page_of(files, "pane/main.js")
    ancestors = " ".join(("'self'", *frame_ancestors))

    @door.get("/pane/")
    def pane() -> Response:
        """Show the pane, which is filled by its modules."""
        return guarded(revalidated(page, "text/html"), ancestors)

    @door.get("/kept/<version>/<path:path>")
    def kept(version: str, path: str) -> Response:
        """Give what pages of the pane load, here and in Outlook."""
        return guarded(files.answer(version, path), ancestors)

    @door.get("/practice")
    def practice() -> Response:
        departure = request.args.get("departure", "")[:LONGEST_ID]
        return guarded(make_response(render_template("practice.html", departure_id=departure)), "'none'")

    return door


def page_of(files: PaneFiles, start: str, first: str = "") -> bytes:
    """Return the pane's page, which runs the module ``start`` after what ``first`` loads.

    Raises BrokenSetup when it is not the page that this server knows.
    """
    page = files.files[PAGE].decode()
    style = f'<link rel="stylesheet" href="{files.address("pane/pane.css")}">'
    module = f'<script type="module" src="{files.address(start)}"></script>'
    for own, other in ((_STYLE, style), (_START, files.preloads(start) + first + module)):
        if page.count(own) != 1:
            raise BrokenSetup(detail=f"the pane's page lacks {own}")
        page = page.replace(own, other)
    return page.encode()


def guarded(response: Response, ancestors: str) -> Response:
    """Say what a page of the pane may load, and who may show it in a frame."""
    response.headers["Content-Security-Policy"] = POLICY + ancestors
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response

"""The pane as a page of the server, and the practice page in which anybody can try it without a mailbox."""

from flask import Blueprint, Response, abort, make_response, render_template, request, send_from_directory

from segue.assets import asset

LONGEST_ID = 64
_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors "
)


def pane_blueprint(frame_ancestors: tuple[str, ...]) -> Blueprint:
    """Return the door that serves ``/pane/``, ``/hosts/`` and ``/practice``.

    ``frame_ancestors`` are the origins, besides our own, that may show the pane in a frame, such as a mail program's.
    The practice page is framed by nobody. It takes ``locale``, ``t``, ``person`` and ``workspace`` from the
    application's template context. Raises FileNotFoundError when this installation lacks the pane.
    """
    door = Blueprint("pane", __name__, template_folder=str(asset("templates", "pages")))
    ancestors = " ".join(("'self'", *frame_ancestors))

    @door.get("/pane/", defaults={"name": "index.html"})
    @door.get("/pane/<path:name>")
    def pane(name: str) -> Response:
        return guarded(shipped("pane", name), ancestors)

    # The pane imports "../hosts/practice.js", in the extension's package and here alike.
    @door.get("/hosts/<path:name>")
    def host(name: str) -> Response:
        return guarded(shipped("hosts", name), ancestors)

    @door.get("/practice")
    def practice() -> Response:
        departure = request.args.get("departure", "")[:LONGEST_ID]
        return guarded(make_response(render_template("practice.html", departure_id=departure)), "'none'")

    return door


def shipped(folder: str, name: str) -> Response:
    """Return a file of the pane's below a folder of the extension; a kind that no page needs is not found."""
    suffix = name[name.rfind(".") :]
    if suffix not in _TYPES:
        abort(404)
    # The type is named here: a machine's own table may call a module something that browsers refuse to run.
    return send_from_directory(asset("extension", folder), name, mimetype=_TYPES[suffix])


def guarded(response: Response, ancestors: str) -> Response:
    """Say what a page of the pane may load, and who may show it in a frame."""
    response.headers["Content-Security-Policy"] = POLICY + ancestors
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response

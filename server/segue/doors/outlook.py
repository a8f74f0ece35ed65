"""The pane as Outlook's add-in: its page, how it signs in, and the window that hands it a code (H2, P7).

The page is the pane's own with Office.js before it, which Microsoft asks add-ins to load from its own address. Nothing
here says what Segue is for. Nobody has a cookie in a frame of Outlook: the pane signs in by Outlook's own sign-in, or
by a code that a signed-in page gives it.
"""

import secrets
from dataclasses import dataclass

from flask import Blueprint, Response, abort, jsonify, make_response, render_template, send_from_directory

from segue.assets import asset
from segue.desk.attempts import CONNECTING
from segue.desk.browsers import PAIRING_LENGTH, PAIRING_LETTERS, make_pairing_code
from segue.doors.headers import HEADERS
from segue.doors.language import locale
from segue.doors.limits import count
from segue.doors.pane import POLICY, guarded, page_of
from segue.doors.pane_files import pane_files, revalidated
from segue.doors.wiring import actor, wiring, writing

OFFICE = "https://appsforoffice.microsoft.com"
OFFICE_SCRIPT = f"{OFFICE}/lib/1/hosted/office.js"
HAND_OVER = "outlook/hand_over.js"
OUTLOOK_HOSTS = (
    "https://outlook.office.com",
    "https://outlook.office365.com",
    "https://outlook.cloud.microsoft",
)
"""Who shows add-ins in a frame: Outlook on the web and the new Outlook on Windows, for accounts of a company."""
ICON_SIZES = (16, 32, 64, 80, 128)
_WITH_OFFICE = f"script-src 'self' {OFFICE};"


@dataclass(frozen=True)
class Registered:
    """How this installation is known at Microsoft; without a ``scope`` the pane is connected by a code."""

    client_id: str = ""
    authority: str = ""
    scope: str = ""


def outlook_blueprint(frame_ancestors: tuple[str, ...], registered: Registered) -> Blueprint:
    """Return the door that serves ``/outlook/``, its window for signing in, and its pictures.

    ``frame_ancestors`` are further origins that may show it in a frame. Raises BrokenSetup, FileNotFoundError when this
    installation lacks the pane or has another.
    """
    door, files = Blueprint("outlook", __name__), pane_files()
    page = page_of(files, "outlook/start.js", first=f'<script src="{OFFICE_SCRIPT}"></script>\n')
    ancestors = " ".join(("'self'", *OUTLOOK_HOSTS, *frame_ancestors))

    @door.get("/outlook/")
    def pane() -> Response:
        """Show the pane as Outlook's add-in."""
        return _with_office(revalidated(page, "text/html"), POLICY + ancestors)

    @door.get("/outlook/icons/<int:size>.png")
    def icon(size: int) -> Response:
        """Give the add-in's picture, to be kept: Outlook shows none that it may not."""
        return _picture(size)

    @door.get("/outlook/settings")
    def settings() -> Response:
        """Say how the pane signs in, and its few words for that in Outlook's language."""
        texts = {**wiring().texts.under(locale(), "extension."), **wiring().texts.under(locale(), "outlook.")}
        return jsonify({**registered.__dict__, "locale": locale(), "texts": texts})

    @door.get("/outlook/connect")
    def connect() -> Response:
        """Ask a signed-in person whether Outlook may work for him; looking makes no code."""
        return _window("", files.address(HAND_OVER))

    @door.post("/outlook/connect")
    def hand_over() -> Response:
        """Make a code and hand it to the pane."""
        count(CONNECTING, actor().id)
        code = "".join(secrets.choice(PAIRING_LETTERS) for _ in range(PAIRING_LENGTH))
        with writing() as desk:
            make_pairing_code(desk, actor(), code)
        half = PAIRING_LENGTH // 2
        return _window(f"{code[:half]}-{code[half:]}", files.address(HAND_OVER))

    return door


def _picture(size: int) -> Response:
    if size not in ICON_SIZES:
        abort(404)
    response = send_from_directory(asset("extension", "outlook", "icons"), f"{size}.png", mimetype="image/png")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


def _window(code: str, script: str) -> Response:
    response = make_response(render_template("outlook_connect.html", code=code, office=OFFICE_SCRIPT, script=script))
    return _with_office(response, HEADERS["Content-Security-Policy"])


def _with_office(response: Response, policy: str) -> Response:
    """Let a page run Office.js besides what is ours: its policy loses nothing else."""
    response = guarded(response, "")
    response.headers["Content-Security-Policy"] = policy.replace("script-src 'self';", _WITH_OFFICE)
    return response

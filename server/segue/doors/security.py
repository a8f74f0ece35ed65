"""What every request goes through: the session, CSRF, and one table of response headers."""

import hmac
import secrets

from flask import Flask, Response, g, request
from werkzeug.wrappers import Response as BaseResponse

from segue.departure.errors import NotAllowed, NotFound, NotSignedIn
from segue.desk.ports import SignedIn
from segue.doors.bearer import bearer_given, require_pane, signed_in_by
from segue.doors.each_request import PROBES
from segue.doors.wiring import wiring

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
OPEN_ENDPOINTS = frozenset(
    {
        "static",
        "sign_in.page",
        "sign_in.sign_in",
        "provider_sign_in.ask",
        "provider_sign_in.back",
        "cards.home",
        "cards.compose",
        "cards.from_menu",
        "cards.act",
        "health.healthz",
        "health.readyz",
        "metrics.page",
        "oauth.metadata",
        "oauth.token",
        "oauth.revoke",
        "oauth.pair",
        "openapi.spec",
        "api_page.page",
        "pane.pane",
        "pane.kept",
        "outlook.pane",
        "outlook.icon",
        "outlook.settings",
    }
)
"""Endpoints that need no signed-in person; a house test holds every other route against this list."""

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""Sent with every response that does not set its own; private pages are never kept by a cache."""

WITHOUT_COOKIE = frozenset(
    {"oauth.token", "oauth.revoke", "oauth.pair", "cards.home", "cards.compose", "cards.from_menu", "cards.act"}
)
"""Unsafe endpoints that go by what the request itself says, never by a cookie: there is nothing to forge."""

OPENED_BY_OUTLOOK = frozenset(
    {
        "outlook.connect",
        "outlook.hand_over",
        "sign_in.page",
        "sign_in.sign_in",
        "provider_sign_in.ask",
        "provider_sign_in.back",
    }
)
"""Pages of the window that Outlook opens for signing in: without its opener it could not hand the code back."""

LOOPBACK = ("127.0.0.1", "::1", "localhost")
FORM_COOKIE = "segue_form"


def guard(app: Flask) -> None:
    """Put the checks around every request of the application."""
    app.before_request(_only_this_machine)
    app.before_request(_who)
    app.before_request(require_pane)
    app.before_request(_csrf)
    app.after_request(_headers)


def session_cookie() -> str:
    """Return the cookie's name; the prefix ties it to this host where the connection is secure."""
    return "__Host-segue" if wiring().secure_cookies else "segue"


def csrf_token() -> str:
    """Return the token that the forms of this session carry, "" without one."""
    return g.signed_in.csrf if g.get("signed_in") else ""


def start_session(response: BaseResponse, workspace_id: str, person_id: str) -> None:
    """Open a session for a person and give its secret to the browser."""
    parts = wiring()
    secret, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    parts.records.open_session(SignedIn(workspace_id, person_id, csrf), secret, parts.clock() + parts.session_length)
    set_cookie(response, session_cookie(), secret)


def set_cookie(response: BaseResponse, name: str, value: str) -> None:
    """Set a cookie that scripts cannot read and other sites cannot use."""
    response.set_cookie(name, value, httponly=True, samesite="Lax", secure=wiring().secure_cookies, path="/")


def _only_this_machine() -> None:
    """In the demonstration, where signing in needs no proof, answer this machine by its own names only."""
    if wiring().demo:
        host = request.host.rpartition(":")[0] or request.host
        if request.remote_addr not in LOOPBACK or host.strip("[]") not in LOOPBACK:
            raise NotAllowed("demo_elsewhere")


def _who() -> None:
    """Find the session's person; an endpoint that is not open needs one."""
    g.signed_in, g.person, g.bearer = None, None, None
    if request.endpoint in PROBES:  # a process lives without a database, too
        return
    parts = wiring()
    g.bearer = bearer_given()
    if g.bearer is None:
        found = parts.records.session(request.cookies.get(session_cookie(), ""), parts.clock())
    else:
        found = signed_in_by(g.bearer)
    if found is not None:
        with parts.records.reading(found.workspace_id) as stores:
            person = stores.people.get(found.person_id)
            if person.active:
                g.person, g.signed_in, g.workspace = person, found, stores.workspace
    if g.signed_in is None and request.endpoint not in OPEN_ENDPOINTS:
        raise NotFound("page_unknown") if request.endpoint is None else NotSignedIn()


def _csrf() -> None:
    """Refuse an unsafe request without its own form's token."""
    if request.method in SAFE_METHODS or g.bearer is not None or request.endpoint in WITHOUT_COOKIE:
        return
    expected = g.signed_in.csrf if g.signed_in else request.cookies.get(FORM_COOKIE, "")
    given = request.headers.get("X-CSRF-Token") or request.form.get("csrf_token", "")
    if not expected or not hmac.compare_digest(expected.encode(), given.encode()):
        raise NotAllowed("form_expired")


def _headers(response: Response) -> Response:
    if request.endpoint in OPENED_BY_OUTLOOK:
        response.headers["Cross-Origin-Opener-Policy"] = "unsafe-none"
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if response.status_code == 401 and g.get("bearer") is not None:
        response.headers["WWW-Authenticate"] = 'Bearer error="invalid_token"'  # RFC 6750, 3
    return response

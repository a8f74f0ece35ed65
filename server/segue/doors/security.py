"""What every request goes through: the session, CSRF, and the headers of the answer."""

import hmac

from flask import Flask, g, request

from segue.departure.errors import NotAllowed, NotFound, NotSignedIn
from segue.desk.ports import SignedIn
from segue.doors.bearer import bearer_given, require_pane, signed_in_by
from segue.doors.cookies import form_cookie, session_secret, time_to_prolong
from segue.doors.each_request import PROBES
from segue.doors.headers import with_headers
from segue.doors.plain import PlainJSON, require_plain
from segue.doors.wiring import EXTENSION, wiring

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

WITHOUT_COOKIE = frozenset(
    {"oauth.token", "oauth.revoke", "oauth.pair", "cards.home", "cards.compose", "cards.from_menu", "cards.act"}
)
"""Unsafe endpoints that go by what the request itself says, never by a cookie: there is nothing to forge."""

LOOPBACK = ("127.0.0.1", "::1", "localhost")


def guard(app: Flask) -> None:
    """Put the checks around every request of the application; what was handed in is read with suspicion."""
    app.json = PlainJSON(app)
    secure = app.extensions[EXTENSION].secure_cookies
    app.config.update(
        SESSION_COOKIE_NAME="__Host-segue_notices" if secure else "segue_notices",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_SAMESITE="Lax",
    )
    app.before_request(_only_this_machine)
    app.before_request(_who)
    app.before_request(require_pane)
    app.before_request(_csrf)
    app.before_request(require_plain)  # reads what an upload holds, so only now
    app.after_request(with_headers)


def csrf_token() -> str:
    """Return the token that the forms of this session carry, "" without one."""
    return g.signed_in.csrf if g.get("signed_in") else ""


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
    by_cookie = g.bearer is None
    found = parts.records.session(session_secret(), parts.clock()) if by_cookie else signed_in_by(g.bearer)
    if found is not None:
        _take(found)
    if g.signed_in is None and request.endpoint not in OPEN_ENDPOINTS:
        raise NotFound("page_unknown") if request.endpoint is None else NotSignedIn()


def _take(found: SignedIn) -> None:
    """Let the request be a person's, unless he has gone; a session that he uses lives on."""
    records, until = wiring().records, None
    with records.reading(found.workspace_id) as stores:
        person = stores.people.get(found.person_id)
        if person.active:
            g.person, g.signed_in, g.workspace = person, found, stores.workspace
            until = time_to_prolong(stores, found) if g.bearer is None else None
    if until is not None:
        with records.writing(found.workspace_id) as stores:
            stores.people.prolong_session(found, until)


def _csrf() -> None:
    """Refuse an unsafe request without its own form's token."""
    if request.method in SAFE_METHODS or g.bearer is not None or request.endpoint in WITHOUT_COOKIE:
        return
    expected = g.signed_in.csrf if g.signed_in else request.cookies.get(form_cookie(), "")
    given = request.headers.get("X-CSRF-Token") or request.form.get("csrf_token", "")
    if not expected or not hmac.compare_digest(expected.encode(), given.encode()):
        raise NotAllowed("form_expired")

"""The cookies: out of reach of scripts and other sites, tied to this host where people come by https.

A session ends some hours after its beginning whatever happens, and before that when nobody used it for a while. Its
beginning stands in the cookie; the digest that is kept of the whole cookie is what makes it true.
"""

import secrets
from datetime import UTC, datetime, timedelta

from flask import request
from werkzeug.wrappers import Response

from segue.desk.ports import SignedIn, Stores
from segue.doors.wiring import wiring

STEP = timedelta(minutes=1)
"""A session in use is prolonged no more often than this: most requests write nothing."""
ASKED_BY_ITSELF = frozenset({"home.pulse", "readings.progress", "drafting.progress", "api.queue", "api.texts"})
"""What an open page asks while nobody sits before it: no sign that somebody does."""


def host_cookie(name: str) -> str:
    """Return a cookie's name; by https with the prefix that lets no neighbour of this host set it (RFC 6265bis)."""
    return f"__Host-{name}" if wiring().secure_cookies else name


def session_cookie() -> str:
    """Return the name of the session's cookie."""
    return host_cookie("segue")


def form_cookie() -> str:
    """Return the name of the cookie that holds the form's token of a browser in which nobody has signed in."""
    return host_cookie("segue_form")


def session_secret() -> str:
    """Return what the browser brings to open its session, "" for nothing."""
    return request.cookies.get(session_cookie(), "")


def set_cookie(response: Response, name: str, value: str) -> None:
    """Set a cookie that scripts cannot read and other sites cannot use."""
    response.set_cookie(name, value, httponly=True, samesite="Lax", secure=wiring().secure_cookies, path="/")


def drop_cookie(response: Response, name: str) -> None:
    """Take a cookie back; without the same marks a browser would keep one that is tied to this host."""
    response.delete_cookie(name, path="/", secure=wiring().secure_cookies, httponly=True, samesite="Lax")


def start_session(response: Response, workspace_id: str, person_id: str) -> None:
    """Open a session for a person, with a secret that nobody knew before, and end the one that this browser had."""
    parts = wiring()
    now, csrf = parts.clock(), secrets.token_urlsafe(32)
    secret = f"{secrets.token_urlsafe(32)}.{int(now.timestamp())}"
    parts.records.close_session(session_secret())
    parts.records.open_session(SignedIn(workspace_id, person_id, csrf), secret, now + parts.idle)
    set_cookie(response, session_cookie(), secret)


def time_to_prolong(stores: Stores, session: SignedIn) -> datetime | None:
    """Return until when a session that is being used now lives, None where it need not be written anew."""
    began = session_secret().partition(".")[2]
    if not began.isdecimal() or request.endpoint in ASKED_BY_ITSELF:
        return None
    parts = wiring()
    last = datetime.fromtimestamp(int(began), UTC) + parts.session_length
    until, now_until = min(parts.clock() + parts.idle, last), stores.people.session_ends(session)
    return until if now_until is not None and until - now_until >= STEP else None

"""What is noted of every request: a number, by which an administrator finds it, one line in the log, and its count.

The line has the template of the address, never the address: that may hold what somebody looked for.
"""

import re
import secrets
from time import perf_counter

import structlog
from flask import Flask, Response, g, request

from segue.doors.counts import known_method
from segue.doors.wiring import wiring

HEADER = "X-Request-ID"
WELL_FORMED = re.compile(r"[0-9a-fA-F-]{16,64}")
"""A UUID or a random number in hexadecimal, as proxies make them: no word can hide in it."""
PROBES = frozenset({"health.healthz", "health.readyz", "metrics.page"})
"""What machines ask every few seconds, as nobody: counted, and logged only when something is wrong."""

log = structlog.get_logger()


def note_each_request(app: Flask) -> None:
    """Give every request a number before anything else is done with it, and note it after everything else."""
    app.before_request_funcs.setdefault(None, []).insert(0, _number)
    app.after_request(_note)


def request_number() -> str:
    """Return the number of this request."""
    return str(g.get("number", ""))


def _number() -> None:
    g.began = perf_counter()
    given = request.headers.get(HEADER, "") if wiring().behind_proxy else ""
    g.number = given if WELL_FORMED.fullmatch(given) else secrets.token_hex(16)
    structlog.contextvars.clear_contextvars()  # a thread serves one request after the other
    structlog.contextvars.bind_contextvars(request=g.number)


def _note(response: Response) -> Response:
    seconds = perf_counter() - g.began
    route = request.url_rule.rule if request.url_rule else "none"
    wiring().counts.request(known_method(request.method), route, response.status_code, seconds)
    response.headers[HEADER] = g.number
    if request.endpoint not in PROBES or response.status_code >= 500:
        _log(route, response.status_code, seconds)
    structlog.contextvars.clear_contextvars()
    return response


def _log(route: str, status: int, seconds: float) -> None:
    """Write the line; who it was is told by identifier alone."""
    signed_in = g.get("signed_in")
    who = {"person": signed_in.person_id, "workspace": signed_in.workspace_id} if signed_in else {}
    log.info(
        "request", method=known_method(request.method), route=route, status=status, ms=round(seconds * 1000, 1), **who
    )

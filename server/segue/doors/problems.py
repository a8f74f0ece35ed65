"""Failures on their way out: one table of HTTP statuses; pages get a page, the API a problem document (RFC 9457)."""

import json
import traceback
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import structlog
from apiflask.exceptions import HTTPError
from flask import Flask, Response, g, redirect, render_template, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from segue.departure.errors import (
    ChangedMeanwhile,
    Damaged,
    InputError,
    MailboxTrouble,
    NotAllowed,
    NotFound,
    NotNow,
    NotSignedIn,
    PaneTooOld,
    RecordsAway,
    SegueError,
    TooManyAttempts,
)
from segue.departure.letter_state import Told
from segue.doors.each_request import request_number
from segue.doors.language import day, from_now, moment, say
from segue.doors.sizes import MAX_FIELDS, MAX_FIELDS_BYTES, MAX_REQUEST_BYTES, require_room
from segue.doors.wiring import wiring

STATUSES: dict[type[SegueError], int] = {
    InputError: 422,
    NotSignedIn: 401,
    NotAllowed: 403,
    NotFound: 404,
    ChangedMeanwhile: 409,
    NotNow: 409,
    Damaged: 409,
    TooManyAttempts: 429,
    PaneTooOld: 426,
    MailboxTrouble: 502,
    RecordsAway: 503,
    SegueError: 500,
}

HTTP_CODES = {
    400: "bad_request",
    404: "page_unknown",
    405: "bad_request",
    413: "upload_too_large",
    415: "bad_request",
    422: "input",
}

API = "/api/"
MACHINES = (API, "/oauth/token", "/oauth/revoke", "/oauth/pair", "/addon/", "/.well-known/")
"""Whoever asks for these is a program: it gets a problem document, never a page."""
RECORDS_AWAY_SECONDS = "10"
"""When to ask again: a database that restarts is back by then."""
log = structlog.get_logger()


def status_of(error: SegueError) -> int:
    """Return the HTTP status of a failure: that of its nearest ancestor in the table."""
    return next(STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES)


def advice(error: SegueError) -> str:
    """Return the sentence that says what to do, in the person's language."""
    values = {name: _spoken(value) for name, value in error.values.items()}
    key = f"error.{error.code}" if wiring().texts.has(f"error.{error.code}") else f"finding.{error.code}"
    return say(key if wiring().texts.has(key) else "error.failed", **values)


def handle_problems(app: Flask, is_away: Callable[[Exception], bool]) -> None:
    """Turn every failure of the application into an answer, and a request that is too large into one of them.

    ``is_away`` says which failures mean that the database cannot be asked now.
    """
    app.config.update(
        MAX_CONTENT_LENGTH=MAX_REQUEST_BYTES, MAX_FORM_MEMORY_SIZE=MAX_FIELDS_BYTES, MAX_FORM_PARTS=MAX_FIELDS
    )
    app.before_request_funcs.setdefault(None, []).insert(0, require_room)
    app.register_error_handler(SegueError, _known)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(HTTPError, _refused_input)
    app.register_error_handler(Exception, lambda error: _away(error) if is_away(error) else _unknown(error))


def problem(code: str, status: int, detail: str) -> Response:
    """Return a problem document; ``code`` is stable, ``detail`` is for the person."""
    title = say(f"problem.{status}") if wiring().texts.has(f"problem.{status}") else say("problem.500")
    body = {"type": f"urn:segue:problem:{code}", "title": title, "status": status, "detail": detail, "code": code}
    if status >= 500:
        body["instance"] = f"urn:segue:request:{request_number()}"
    return Response(json.dumps(body, ensure_ascii=False), status, content_type="application/problem+json")


def _known(error: SegueError) -> BaseResponse:
    status = status_of(error)
    if request.path.startswith(MACHINES):
        return _later(problem(error.code, status, advice(error)), error)
    if isinstance(error, NotSignedIn) and request.method == "GET":
        return redirect(url_for("sign_in.page", next=request.full_path.rstrip("?")))
    return _later(_page(error.code, status, advice(error)), error)


def _later(response: Response, error: SegueError) -> Response:
    """Say in the header as well when to come back (RFC 6585)."""
    if isinstance(error, TooManyAttempts):
        response.headers["Retry-After"] = str(int(error.values["wait"].total_seconds()) + 1)  # type: ignore[attr-defined]  # a timedelta
    if isinstance(error, RecordsAway):
        response.headers["Retry-After"] = RECORDS_AWAY_SECONDS
    return response


def _http(error: HTTPException) -> BaseResponse:
    status = error.code or 500
    if error.response is not None or status < 400:
        return error.get_response()
    code = HTTP_CODES.get(status, "failed")
    detail = say(f"error.{code}", limit_mb=(request.max_content_length or MAX_REQUEST_BYTES) // 1_000_000 - 1)
    return problem(code, status, detail) if request.path.startswith(MACHINES) else _page(code, status, detail)


def _refused_input(error: HTTPError) -> BaseResponse:
    """Answer what APIFlask itself refuses: a body or query that does not fit its model."""
    code = HTTP_CODES.get(error.status_code, "failed")
    return problem(code, error.status_code, say(f"error.{code}"))


def _unknown(error: Exception) -> BaseResponse:
    log.error("failed", endpoint=request.endpoint, kind=type(error).__name__, at=_places(error))
    detail = say("error.failed")
    return problem("failed", 500, detail) if request.path.startswith(MACHINES) else _page("failed", 500, detail)


def _away(error: Exception) -> BaseResponse:
    log.error("records_away", endpoint=request.endpoint, kind=type(error).__name__)
    return _known(RecordsAway())


def _places(error: Exception) -> list[str]:
    """Return where it happened, without messages or values: those can hold names and letters."""
    frames = traceback.extract_tb(error.__traceback__)[-8:]
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]


def _page(code: str, status: int, text: str) -> Response:
    g.pop("rail", None)
    number = request_number() if status >= 500 else ""
    return Response(
        render_template("error.html", code=code, text=text, number=number),
        status,
        content_type="text/html; charset=utf-8",
    )


def _spoken(value: object) -> str:
    if isinstance(value, timedelta):
        return from_now(value)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, Told):
        return say(f"status.{value}")
    return day(value) if isinstance(value, date) else str(value)

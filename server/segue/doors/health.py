"""Whether the process lives and whether it can work."""

from flask import Blueprint, Response

from segue.doors.wiring import wiring

health = Blueprint("health", __name__)


@health.get("/healthz")
def healthz() -> Response:
    """Answer when the process lives."""
    return Response("ok\n", content_type="text/plain")


@health.get("/readyz")
def readyz() -> Response:
    """Answer 200 when the database is there and has every migration, else 503."""
    ready = wiring().is_ready()
    return Response("ready\n" if ready else "not ready\n", 200 if ready else 503, content_type="text/plain")

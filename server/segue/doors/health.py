"""Whether the process lives and whether it can work."""

from datetime import timedelta

from flask import Blueprint, Response, request

from segue.doors.installation import HEADER, SEEN_AT, mark_of
from segue.doors.wiring import wiring

WORKER_MISSED_AFTER = timedelta(minutes=2)

health = Blueprint("health", __name__)


@health.get("/healthz")
def healthz() -> Response:
    """Answer when the process lives; tells `segue doctor` of which installation, and how the proxy leads here."""
    told = {HEADER: mark_of(wiring().key), SEEN_AT: request.host_url}
    return Response("ok\n", headers=told, content_type="text/plain")


@health.get("/readyz")
def readyz() -> Response:
    """Answer 200 when the database has every migration and the keys can be read, else 503; tells of the worker too.

    Without a worker the pages still do their work, so it alone takes no web process out of service.
    """
    stands = wiring().stands()
    lines = [f"{what}: {'ok' if well else 'not ok'}" for what, well in stands.items()]
    lines.append(f"worker: {'seen' if _worker_lives() else 'not seen'}")
    ready = all(stands.values())
    told = "\n".join(["ready" if ready else "not ready", *lines, ""])
    return Response(told, 200 if ready else 503, content_type="text/plain")


def _worker_lives() -> bool:
    parts = wiring()
    seen = parts.queue.worker_seen()
    return seen is not None and parts.clock() - seen < WORKER_MISSED_AFTER

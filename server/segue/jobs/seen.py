"""The worker says that it is there, in the queue itself: whoever opens the queue, on whatever machine, can ask."""

import threading
from collections.abc import Callable
from datetime import datetime

import structlog
from huey import Huey  # type: ignore[import-untyped]  # it ships no types

KEY = "worker_seen"
EVERY_SECONDS = 30.0

log = structlog.get_logger()


def say_here(queue: Huey, now: datetime) -> None:
    """Note that the worker was here."""
    queue.put(KEY, now.isoformat())


def last_seen(queue: Huey) -> datetime | None:
    """Return when it last said so, None when it never did."""
    told = queue.get(KEY, peek=True)
    return datetime.fromisoformat(told) if told else None


def keep_saying(queue: Huey, clock: Callable[[], datetime], stop: threading.Event) -> None:
    """Say it again and again until stopped, whatever the worker is busy with; a queue that is locked is asked later."""
    while True:
        try:
            say_here(queue, clock())
        except Exception as error:  # whatever storage is behind the queue
            log.warning("worker_not_noted", error=type(error).__name__)
        if stop.wait(EVERY_SECONDS):
            return

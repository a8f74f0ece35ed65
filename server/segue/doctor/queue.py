"""The queue and the worker that takes from it."""

from collections.abc import Iterator
from pathlib import Path

from segue import clock
from segue.config import Settings
from segue.doctor.check import Check
from segue.doctor.keys import has_secret_key
from segue.doors.health import WORKER_MISSED_AFTER
from segue.jobs.wake_ups import JobQueue


def queue_checks(settings: Settings) -> Iterator[Check]:
    """Look at the queue where there is one, without making its file."""
    if (isinstance(settings.queue, Path) and not settings.queue.exists()) or not has_secret_key(settings):
        yield Check("worker", True, "has not run yet: `segue serve` brings one, or run `segue worker`")
        return
    queue = JobQueue(settings.queue, settings.key())
    seen, depth = queue.worker_seen(), queue.depth()
    is_here = seen is not None and clock.now() - seen < WORKER_MISSED_AFTER
    when = f"last seen {seen.isoformat(timespec='seconds')}" if seen else "never seen"
    advice = "" if is_here else "; readings, drafts and the daily job wait: start `segue serve`, or `segue worker`"
    yield Check("worker", is_here, f"{when}{advice}")
    yield Check("queue", is_here or not depth, f"wake-ups waiting: {depth}{advice if depth else ''}")

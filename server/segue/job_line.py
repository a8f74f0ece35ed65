"""One line and one count for each job: which kind, whose row, how long, what came of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter

import structlog

from segue.doors.counts import Counts

log = structlog.get_logger()


@dataclass
class Job:
    """A job that is being done; ``outcome`` is what will be said of it."""

    outcome: str = "done"


@contextmanager
def one_job(counts: Counts, kind: str, **ids: str) -> Iterator[Job]:
    """Do a job, and note it when it is over; ``ids`` are identifiers.

    What it raises ends here, as *error* and by its kind alone: what an exception tells may hold names. Whatever is to
    be done again is found by the sweeps.
    """
    job, began, error = Job(), perf_counter(), ""
    try:
        yield job
    except Exception as failure:
        job.outcome, error = "error", type(failure).__name__
    seconds = perf_counter() - began
    counts.job(kind, job.outcome, seconds)
    line = {"job": kind, **ids, "outcome": job.outcome, "ms": round(seconds * 1000, 1)}
    if error:
        log.error("job", **line, error=error)
    else:
        log.info("job", **line)

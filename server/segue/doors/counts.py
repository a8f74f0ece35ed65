"""What is counted for whoever keeps watch: requests, calls at providers, jobs. No label ever names a person.

Every process counts in files of its own, and one look at them adds all of them up: several web workers, and the
worker beside them, answer as one (prometheus-client's multi-process mode).
"""

import os
from dataclasses import dataclass
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Histogram, values
from prometheus_client.multiprocess import MultiProcessCollector

from segue.private import private_folder

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})
REQUEST_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
JOB_SECONDS = (0.1, 0.5, 1.0, 5.0, 15.0, 60.0, 300.0, 1800.0)


@dataclass(frozen=True)
class Counts:
    """The counters of this process."""

    registry: CollectorRegistry
    requests: Counter
    request_seconds: Histogram
    calls: Counter
    jobs: Counter
    job_seconds: Histogram

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request; ``route`` is the template of its address."""
        self.requests.labels(method, route, str(status)).inc()
        self.request_seconds.labels(method, route).observe(seconds)

    def call(self, provider: str, method: str, status: str) -> None:
        """Count a call at a provider; ``status`` is what the gate says came of it."""
        self.calls.labels(provider, method, status).inc()

    def job(self, kind: str, outcome: str, seconds: float) -> None:
        """Count a job."""
        self.jobs.labels(kind, outcome).inc()
        self.job_seconds.labels(kind).observe(seconds)

    def added_up(self) -> CollectorRegistry:
        """Return the counters of all processes that share a folder, else of this one."""
        if FOLDER not in os.environ:
            return self.registry
        every = CollectorRegistry()
        MultiProcessCollector(every, os.environ[FOLDER])  # type: ignore[no-untyped-call]  # it has no types there
        return every


def known_method(method: str) -> str:
    """Return a method, or *other* for whatever somebody made up."""
    return method if method in METHODS else "other"


def new_counts() -> Counts:
    """Return counters at nought."""
    of = CollectorRegistry()
    route, kind = ("method", "route"), ("kind",)
    took = "How long they took."
    return Counts(
        of,
        Counter("segue_http_requests", "Requests.", (*route, "status"), registry=of),
        Histogram("segue_http_request_seconds", took, route, registry=of, buckets=REQUEST_SECONDS),
        Counter("segue_provider_calls", "Calls at providers.", ("provider", "method", "status"), registry=of),
        Counter("segue_job_runs", "Jobs that were done.", (*kind, "outcome"), registry=of),
        Histogram("segue_job_seconds", took, kind, registry=of, buckets=JOB_SECONDS),
    )


def share_counts(folder: Path, role: str) -> None:
    """Have whatever this process counts from now on, and those that it forks, stand in a folder.

    ``role`` is "web" or "worker": each clears away what its own last run left, since numbers of processes come again,
    in containers all the time. To be called before the counters are made.
    """
    private_folder(folder)
    for left in folder.glob(f"*_{role}-*.db"):
        left.unlink(missing_ok=True)
    os.environ[FOLDER] = str(folder)
    values.ValueClass = values.MultiProcessValue(lambda: f"{role}-{os.getpid()}")  # type: ignore[no-untyped-call]  # as above

"""The counters for a Prometheus that knows the secret, and what the records tell at that moment. No personal data."""

import hmac
from collections.abc import Iterator

from flask import Blueprint, Response, request
from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.registry import Collector

from segue.departure.errors import NotFound
from segue.doors.wiring import Wiring, wiring

metrics = Blueprint("metrics", __name__)


@metrics.get("/metrics")
def page() -> Response:
    """Answer a Prometheus that brings the secret of the setting with what there is to watch."""
    parts = wiring()
    if not parts.metrics_token:
        raise NotFound("page_unknown")
    given = request.headers.get("Authorization", "")
    if not hmac.compare_digest(given.encode(), f"Bearer {parts.metrics_token}".encode()):
        return Response("the secret, please\n", 401, {"WWW-Authenticate": "Bearer"}, content_type="text/plain")
    now = CollectorRegistry()
    now.register(Now(parts))
    told = generate_latest(parts.counts.added_up()) + generate_latest(now)
    return Response(told, content_type=CONTENT_TYPE_PLAIN_0_0_4)


class Now(Collector):
    """What waits, what is unclear, and when the worker was last seen, asked at the moment of the look."""

    def __init__(self, parts: Wiring) -> None:
        self._parts = parts

    def collect(self) -> Iterator[Metric]:
        """Yield each figure."""
        parts, watched = self._parts, self._parts.records.watched()
        yield _gauge("segue_queue_depth", "Wake-ups in the queue.", {"": parts.queue.depth()})
        yield _gauge("segue_jobs_open", "Jobs that are not over.", watched.open_jobs, "kind")
        ages = {kind: (parts.clock() - since).total_seconds() for kind, since in watched.oldest_at.items()}
        yield _gauge("segue_job_oldest_age_seconds", "Age of the oldest of them.", ages, "kind")
        yield _gauge("segue_drafts", "Drafts in mailboxes.", watched.drafts, "state")
        seen = parts.queue.worker_seen()
        last = {"": seen.timestamp()} if seen else {}
        yield _gauge("segue_worker_seen_timestamp_seconds", "When the worker was last seen.", last)


def _gauge(name: str, says: str, figures: dict[str, int] | dict[str, float], label: str = "") -> Metric:
    made = GaugeMetricFamily(name, says, labels=[label] if label else [])
    for value, figure in figures.items():
        made.add_metric([value] if label else [], figure)
    return made

"""Jobs that other processes put in the queue: each is a wake-up for a row, by the ids of its workspace and its own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from threading import Lock
from typing import TypeVar

import structlog
from huey import Huey, crontab  # type: ignore[import-untyped]  # it ships no types

from segue.jobs.queue import Place, open_queue
from segue.jobs.seen import last_seen

READ_CONTACTS, PLACE_DRAFTS = "read_contacts", "place_drafts"

Do = Callable[[str, str], None]
"""Does what a row says, by the ids of its workspace and its own."""
Put = Callable[[str, str], object]
T = TypeVar("T")

log = structlog.get_logger()


@dataclass(frozen=True)
class Sweep:
    """The job and the look for those that got lost; calling one puts it in the queue."""

    one: Put
    look: Callable[[], object]


def job(queue: Huey, name: str, do: Do) -> Put:
    """Name a job for whoever puts it there and for whoever does it."""

    @queue.task(name=name)  # type: ignore[untyped-decorator]  # it ships no types
    def one(workspace_id: str, row_id: str) -> None:
        do(workspace_id, row_id)

    return one  # type: ignore[no-any-return]  # as above


def sweep_for(queue: Huey, name: str, do: Do, lost: Callable[[], Iterable[tuple[str, str]]]) -> Sweep:
    """Put a job on a queue, and every minute a look for the rows whose job got lost."""
    one = job(queue, name, do)

    def sweep() -> None:
        for workspace_id, row_id in lost():
            one(workspace_id, row_id)

    queue.periodic_task(crontab(minute="*"), name=f"look_for_{name}")(sweep)
    return Sweep(one, queue.task(name=f"find_{name}")(sweep))


@dataclass(frozen=True)
class JobQueue:
    """Implements ``segue.desk.ports.Queue``; the queue is opened when it is first needed."""

    place: Place
    key: bytes
    _opening: Lock = field(default_factory=Lock)

    def read_contacts(self, workspace_id: str, reading_id: str) -> None:
        """Have a reading carried out soon; when it cannot be queued, the sweep finds it."""
        self._put(READ_CONTACTS, workspace_id, reading_id)

    def place_drafts(self, workspace_id: str, drafting_id: str) -> None:
        """Have a run of drafts gone on with soon; when it cannot be queued, the sweep finds it."""
        self._put(PLACE_DRAFTS, workspace_id, drafting_id)

    def depth(self) -> int:
        """Return how many wake-ups are in the queue; 0 where nobody can tell."""
        try:
            return int(_twice(lambda: self._opened().pending_count()))
        except Exception:  # whatever storage is behind the queue
            return 0

    def worker_seen(self) -> datetime | None:
        """Return when the worker last said that it is there, None when it never did or nobody can tell."""
        try:
            return _twice(lambda: last_seen(self._opened()))
        except Exception:  # as above
            return None

    def _put(self, name: str, workspace_id: str, row_id: str) -> None:
        try:
            with self._opening:
                put = self._jobs[name]
            _twice(lambda: put(workspace_id, row_id))
        except Exception as error:  # whatever storage is behind the queue
            log.warning("not_queued", job=name, row=row_id, error=type(error).__name__)

    @cached_property
    def _jobs(self) -> dict[str, Put]:
        return {name: job(self._queue, name, _elsewhere) for name in (READ_CONTACTS, PLACE_DRAFTS)}

    def _opened(self) -> Huey:
        with self._opening:
            return self._queue

    @cached_property
    def _queue(self) -> Huey:
        return open_queue(self.place, self.key)


def _twice(ask: Callable[[], T]) -> T:
    """Ask the queue, once more where it failed: a connection that broke meanwhile is noticed by using it."""
    try:
        return ask()
    except Exception:  # whatever storage is behind the queue
        return ask()


def _elsewhere(workspace_id: str, row_id: str) -> None:
    raise NotImplementedError("the worker does it")

"""Readings in the queue: large ones are carried out by the worker, and those whose job got lost are found again."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Lock

import structlog
from huey import SqliteHuey, crontab  # type: ignore[import-untyped]  # it ships no types

from segue.jobs.queue import open_queue

Read = Callable[[str, str], None]
"""Carries out a reading, by the ids of its workspace and its own."""

log = structlog.get_logger()


@dataclass(frozen=True)
class Sweep:
    """The jobs; calling one puts it in the queue."""

    read_one: Callable[[str, str], object]
    look: Callable[[], object]


def schedule_readings(queue: SqliteHuey, read: Read, lost: Callable[[], Iterable[tuple[str, str]]]) -> Sweep:
    """Put the job and the sweep, every minute, on a queue."""
    one = _job(queue, read)

    def sweep() -> None:
        for workspace_id, reading_id in lost():
            one(workspace_id, reading_id)

    queue.periodic_task(crontab(minute="*"), name="look_for_readings")(sweep)
    return Sweep(one, queue.task(name="find_readings")(sweep))


@dataclass(frozen=True)
class ReadingQueue:
    """Implements ``segue.desk.ports.Queue``; the file is opened when it is first needed."""

    path: Path
    key: bytes
    _opening: Lock = field(default_factory=Lock)

    def read_contacts(self, workspace_id: str, reading_id: str) -> None:
        """Have a reading carried out soon; when it cannot be queued, the sweep finds it."""
        try:
            with self._opening:
                put = self._put
            put(workspace_id, reading_id)
        except Exception as error:  # whatever storage is behind the queue
            log.warning("not_queued", reading=reading_id, error=type(error).__name__)

    @cached_property
    def _put(self) -> Callable[[str, str], object]:
        return _job(open_queue(self.path, self.key), _elsewhere)


def _job(queue: SqliteHuey, read: Read) -> Callable[[str, str], object]:
    """Name the job for whoever puts it there and for whoever does it."""

    @queue.task(name="read_contacts")  # type: ignore[untyped-decorator]  # it ships no types
    def one(workspace_id: str, reading_id: str) -> None:
        read(workspace_id, reading_id)

    return one  # type: ignore[no-any-return]  # as above


def _elsewhere(workspace_id: str, reading_id: str) -> None:
    raise NotImplementedError("the worker does it")

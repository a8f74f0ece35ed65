"""One thing that was looked at, and looking at many of them without waiting for ever."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from threading import Thread

from sqlalchemy.exc import SQLAlchemyError

from segue.departure.errors import BrokenSetup, SegueError

LIMIT_SECONDS = 5.0


@dataclass(frozen=True)
class Check:
    """One thing that was looked at; ``says`` tells what to do when it is not ok."""

    name: str
    ok: bool
    says: str


Look = Callable[[], Iterable[Check]]


def looked(looks: Mapping[str, Look], limit_seconds: float = LIMIT_SECONDS) -> list[Check]:
    """Return what all looks find, in their order; they look at once, and none can keep or end the others."""
    running = [_Running(name, look) for name, look in looks.items()]
    until = time.monotonic() + limit_seconds
    for one in running:
        one.thread.join(max(0.0, until - time.monotonic()))
    return [check for one in running for check in one.result(limit_seconds)]


class _Running:
    """One look in a thread of its own, which nobody waits for at the end of the process."""

    def __init__(self, name: str, look: Look) -> None:
        self._name, self._look = name, look
        self._found: list[Check] = []
        self.thread = Thread(target=self._run, daemon=True)
        self.thread.start()

    def result(self, limit_seconds: float) -> list[Check]:
        """Return what was found until now, and that it is not over if so."""
        late = f"no answer within {limit_seconds:g} seconds: see whether it is there, and reached from this machine"
        return [*self._found, *([Check(self._name, False, late)] if self.thread.is_alive() else [])]

    def _run(self) -> None:
        try:
            for check in self._look():
                self._found.append(check)
        except Exception as error:  # whatever goes wrong is told, and the others go on
            self._found.append(Check(self._name, False, _told(error)))


def _told(error: Exception) -> str:
    """Say what kept a look from ending: by its kind alone where its words could hold what is nobody's business."""
    if isinstance(error, BrokenSetup):
        return str(error)
    kind = error.code if isinstance(error, SegueError) else type(error).__name__
    if isinstance(error, SQLAlchemyError):
        return f"the database did not do what was asked ({kind}): see its own log"
    return f"could not be looked at ({kind}): report this, it is a mistake of Segue's"

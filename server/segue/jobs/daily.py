"""The daily job in the queue: every hour Segue looks which companies have a new day, and sees to each."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from huey import Huey, crontab  # type: ignore[import-untyped]  # it ships no types

MINUTE = "7"
"""Of every hour: so that a company's day begins for Segue soon after midnight, in any time zone."""


@dataclass(frozen=True)
class Wake:
    """The jobs; calling one puts it in the queue."""

    look: Callable[[], object]
    see_to: Callable[[str], object]


def schedule(queue: Huey, due: Callable[[], Iterable[str]], see_to: Callable[[str], None]) -> Wake:
    """Put both jobs on the clock of a queue: ``due`` names workspaces, ``see_to`` does the daily job of one."""

    @queue.task(name="see_to")  # type: ignore[untyped-decorator]  # it ships no types
    def one(workspace_id: str) -> None:
        see_to(workspace_id)

    def every() -> None:
        for workspace_id in due():
            one(workspace_id)

    queue.periodic_task(crontab(minute=MINUTE), name="look_hourly")(every)
    return Wake(queue.task(name="look")(every), one)

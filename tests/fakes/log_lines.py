"""Every line that the tests log, by whichever way; none of them may tell of anybody (A3).

A line is taken before any processor sees it, so that ``capture_logs`` hides nothing, and those of libraries as our own
format writes them.
"""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import structlog

AN_ADDRESS = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\w\.example\b"
COMPANIES = ("Brightwater", "Ashdown", "Valtrebbia", "Oriani", "Norwell", "Halden")


class Lines(logging.Handler):
    """The lines, oldest first."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Take a line of a library."""
        from segue.logs import LibraryLine  # only the tests that log anything need it

        self.said.append(LibraryLine().format(record))

    def taken(self) -> list[str]:
        """Return the lines since the last look."""
        taken, self.said = self.said, []
        return taken


@contextmanager
def all_lines() -> Iterator[Lines]:
    """Take every line of this process."""
    lines, proxied = Lines(), structlog.BoundLoggerBase._proxy_to_logger

    def take(self: Any, method_name: str, event: Any = None, **told: Any) -> Any:
        lines.said.append(f"{method_name} {event} {self._context} {told}")
        return proxied(self, method_name, event, **told)

    structlog.BoundLoggerBase._proxy_to_logger = take  # type: ignore[method-assign]
    logging.getLogger().addHandler(lines)
    yield lines
    logging.getLogger().removeHandler(lines)
    structlog.BoundLoggerBase._proxy_to_logger = proxied  # type: ignore[method-assign]


def tells_of_somebody(line: str) -> bool:
    """Say whether a line holds anybody's address, or a name of the office or of the demonstration."""
    return _somebody().search(line) is not None


@cache
def _somebody() -> re.Pattern[str]:
    """Return what finds them; names as they are written, since "mara" is an identifier."""
    from fakes.office import CLIENTS, PEOPLE
    from segue import demo

    names = {word for one in (*PEOPLE, *CLIENTS, *demo.PEOPLE) for word in one.name.split()}
    return re.compile(rf"{AN_ADDRESS}|\b(?:{'|'.join(sorted(names.union(COMPANIES)))})\b")

"""How Segue logs: one JSON object a line on standard error, or plain text. Identifiers only: no names, no letters.

The lines of libraries go the same way, without what they were told: a message may hold an address that somebody
typed, an exception a letter.
"""

import logging
import re
import sys
from logging.config import dictConfig
from typing import Any

import structlog
from structlog.typing import Processor

from segue.config import Settings

TOLD = re.compile(r": |[='\"\n]")
"""After one of these, a message may go on with what came from outside."""


def set_up_logs(settings: Settings) -> None:
    """Have this process log as the settings say; the demonstration, which runs in a terminal, tells of trouble only."""
    as_text = _is_text(settings)
    structlog.configure(
        processors=[structlog.contextvars.merge_contextvars, *_lines(as_text)],
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING if settings.demo else logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
    )
    dictConfig(library_logs(settings))


def library_logs(settings: Settings) -> dict[str, Any]:
    """Return the configuration of Python's own logging, for this process or for gunicorn to take up."""
    to_stderr = {"handlers": ["stderr"], "level": "WARNING"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": "segue.logs.LibraryLine", "as_text": _is_text(settings)}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "stream": "ext://sys.stderr"}},
        "root": to_stderr,
        "loggers": {name: {**to_stderr, "propagate": False} for name in ("gunicorn.error", "gunicorn.access")},
    }


class LibraryLine(logging.Formatter):
    """A line of a library: what it always says, and where; of an exception its kind alone."""

    def __init__(self, as_text: bool = False) -> None:
        super().__init__()
        self._processors = _lines(as_text)

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: Any = {"event": _always_said(record), "logger": record.name}
        line["where"] = f"{record.filename}:{record.lineno}"
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
        for processor in self._processors:
            line = processor(None, record.levelname.lower(), line)
        return str(line)


def _always_said(record: logging.LogRecord) -> str:
    """Return the constant part of a message; numbers, such as that of a process, are told, words are not."""
    if not isinstance(record.msg, str):
        return type(record.msg).__name__
    given = record.args if isinstance(record.args, tuple) else ()
    try:
        said = (
            record.msg % tuple(one if isinstance(one, int | float) else "…" for one in given) if given else record.msg
        )
    except (TypeError, ValueError):
        said = record.msg
    return TOLD.split(said)[0]


def _lines(as_text: bool) -> list[Processor]:
    ends = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()) if as_text else structlog.processors.JSONRenderer()
    return [structlog.processors.add_log_level, structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"), ends]


def _is_text(settings: Settings) -> bool:
    return settings.demo or settings.log_format == "text"

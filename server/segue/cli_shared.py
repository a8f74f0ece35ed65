"""What the commands share: settings, the database, and failures as one line."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from segue.config import Settings, load_settings
from segue.departure.errors import SegueError
from segue.records.database import Database
from segue.records.engine import open_engine
from segue.terminal import told_error

if TYPE_CHECKING:
    from segue.doors.wiring import Wiring

ALL_OVER = datetime.max.replace(tzinfo=UTC)
"""At this moment every sign-in has ended."""


@contextmanager
def clear_errors() -> Iterator[None]:
    """Turn a failure into one line on the terminal that says what to do."""
    try:
        yield
    except SegueError as error:
        raise click.ClickException(told_error(error)) from error


def settings_of(**overrides: object) -> Settings:
    """Return the settings; a mistake in them ends the command."""
    with clear_errors():
        return load_settings(None, **overrides)


def open_parts() -> "Wiring":
    """Return the parts of the running application; raises BrokenSetup when the database is not up to date."""
    from segue.app import parts_of  # noqa: PLC0415  # most commands have no need of the web
    from segue.logs import set_up_logs  # noqa: PLC0415  # as above

    settings = settings_of()
    set_up_logs(settings)
    return parts_of(settings)


def database_of(settings: Settings) -> Database:
    """Return the database."""
    return Database(open_engine(settings.database), settings.seal())

"""Brings a database up to date; a step of its own, safe when run again (``segue migrate``)."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from segue.departure.errors import BrokenSetup
from segue.records.engine import require_able


def migrate(engine: Engine) -> None:
    """Apply every migration that the database lacks; nothing is done when it is up to date."""
    with migrating(engine) as config:
        command.upgrade(config, "head")


@contextmanager
def migrating(engine: Engine) -> Iterator[Config]:
    """Open a transaction for Alembic; on PostgreSQL one at a time, so that who comes second finds it done.

    SQLite makes a table anew where it cannot change it, and dropping the old one would take along the rows that point
    to it. So foreign keys are not followed meanwhile, and looked through at the end, as SQLite's documentation advises.
    """
    with engine.execution_options(segue_writes=True, segue_rebuilds=True).connect() as connection:
        try:
            with connection.begin():
                require_able(connection)
                config = _config()
                config.attributes["connection"] = connection
                yield config
                _require_whole(connection)
        finally:
            if connection.dialect.name == "sqlite":  # the connection goes back to where others take it from
                connection.connection.cursor().execute("PRAGMA foreign_keys=ON")


def _require_whole(connection: Connection) -> None:
    """Raise BrokenSetup where a row points to one that is not there any more; nothing is migrated then."""
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise BrokenSetup(detail="the migration would leave rows behind that point nowhere; nothing was changed")


def is_up_to_date(engine: Engine) -> bool:
    """Say whether the database has every migration of this version."""
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    return current == ScriptDirectory.from_config(_config()).get_current_head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config

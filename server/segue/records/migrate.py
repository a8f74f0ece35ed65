"""Brings a database up to date; a step of its own, safe when run again (``segue migrate``).

The first digit of a migration's number counts generations. Within one, migrations only add, so that the version before
works on the tables of the next: while web and worker are replaced, and when somebody goes back. What is not used any
more is taken away by the first migration of a new generation.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from segue.departure.errors import BrokenSetup
from segue.records.engine import require_able


def migrate(engine: Engine) -> None:
    """Apply every migration that the database lacks; nothing is done when it has them all, and maybe later ones.

    Raises BrokenSetup for a database of which this version knows nothing.
    """
    with migrating(engine) as config:
        standing = standing_of(config.attributes["connection"])
        if standing.is_unknown:
            raise BrokenSetup(detail=f"the database is of a later version ({standing.revision}): run that one")
        if standing.missing:
            command.upgrade(config, "head")


@dataclass(frozen=True)
class Standing:
    """The last migration that a database has, None for one without tables, and those that it lacks, in order."""

    revision: str | None
    missing: tuple[str, ...]
    is_later: bool = False
    is_unknown: bool = False

    @property
    def is_usable(self) -> bool:
        """Say whether this version can work with the database."""
        return not self.missing and not self.is_unknown


def standing_of(connection: Connection) -> Standing:
    """Say which migrations a database has."""
    ours = [script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()][::-1]
    has = MigrationContext.configure(connection).get_current_revision()
    if has is None or has in ours:
        return Standing(has, tuple(ours[ours.index(has) + 1 :] if has else ours))
    is_later = has.isdecimal() and has[0] == ours[-1][0] and has > ours[-1]
    return Standing(has, (), is_later, not is_later)


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
    """Say whether the database has every migration of this version; it may have later ones of the generation."""
    with engine.connect() as connection:
        return standing_of(connection).is_usable


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config

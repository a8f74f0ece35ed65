"""The database: whether it can be reached, of what kind it is, its migrations, its clock."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from segue import clock
from segue.config import PREFIX, Settings
from segue.doctor.check import Check
from segue.doctor.clocks import clock_check
from segue.records.engine import POSTGRESQL, open_engine
from segue.records.migrate import standing_of
from segue.records.postgresql import require_fit

ADVICE = {
    "password authentication failed": "it does not take this name and password",
    "no password supplied": "it wants a password",
    "does not exist": "it has no such database or user: make them",
    "translate host name": "its host's name is not known here",
    "name resolution": "its host's name is not known here",
    "connection refused": "nothing listens there",
    "pg_hba.conf": "its pg_hba.conf lets nobody in from here",
    "unable to open database file": "the file cannot be opened by this user",
    "not a database": "the file is no database",
    "disk": "the disk does not take or give it",
}
"""What a database answers, and what that means; its own words could name more than is needed."""


def database_checks(settings: Settings) -> Iterator[Check]:
    """Look at the database; the first check is not ok when nothing else can be asked of it."""
    if is_missing(settings):
        yield Check("database", False, "not there yet: run `segue migrate`")
        return
    engine = open_engine(settings.database)
    try:
        with engine.connect() as connection:
            if engine.dialect.name == POSTGRESQL:
                require_fit(connection)
            yield Check("database", True, _kind(settings, engine))
            yield _migrations(connection)
            if engine.dialect.name == POSTGRESQL:
                there = connection.exec_driver_sql("SELECT clock_timestamp()").scalar_one()
                yield clock_check(clock.now(), there, "the database's")
    except SQLAlchemyError as error:
        yield Check("database", False, f"cannot be opened: {_why(error)}; see {PREFIX}DATABASE_URL")
    finally:
        engine.dispose()


def is_missing(settings: Settings) -> bool:
    """Say whether the own database is not there yet: looking into it would make one."""
    url = make_url(settings.database)
    kept_in = url.database if url.get_backend_name() == "sqlite" else None
    return bool(kept_in) and kept_in != ":memory:" and not Path(str(kept_in)).exists()


def _kind(settings: Settings, engine: Engine) -> str:
    url, version = make_url(settings.database), engine.dialect.server_version_info or ()
    number = ".".join(map(str, version))
    if engine.dialect.name == POSTGRESQL:
        return f"PostgreSQL {number}, {url.database} on {url.host or 'this machine'}"
    return f"SQLite {number}, {url.database}"


def _migrations(connection: Connection) -> Check:
    """Name the migrations that the database lacks, or say that it has some of a later version."""
    stands = standing_of(connection)
    if stands.is_unknown:
        newer = f"the database is newer than this Segue (it has {stands.revision})"
        return Check("migrations", False, f"{newer}: run the version that made it, or a later one")
    if stands.missing:
        return Check("migrations", False, f"missing {', '.join(stands.missing)}: run `segue migrate`")
    which = "of a later version, which this one can work with" if stands.is_later else "up to date"
    return Check("migrations", True, f"{which} ({stands.revision})")


def _why(error: SQLAlchemyError) -> str:
    said = str(error.orig).lower() if isinstance(error, DBAPIError) else ""
    return next((says for words, says in ADVICE.items() if words in said), type(error).__name__)

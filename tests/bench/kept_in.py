"""Where the records of a measurement are kept: SQLite, or a PostgreSQL that writes as safely as a company's own."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import psycopg

from fakes import kept, office, postgresql

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
CONNECTED = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


@contextmanager
def kept_in(store: str) -> Iterator[None]:
    """Let every office of a ``with`` keep its records there."""
    before = postgresql.IS_CHOSEN
    _choose(store == POSTGRESQL)
    if store == POSTGRESQL:
        _write_safely()
    try:
        yield
    finally:
        _choose(before)


def settings_for(folder: Path) -> dict[str, str]:
    """Return the variables that lead a process to the records of a folder's office."""
    return {"SEGUE_DATABASE_URL": postgresql.address_of(folder)} if postgresql.IS_CHOSEN else {}


def asked(folder: Path, question: str) -> int:
    """Return the one number that PostgreSQL answers."""
    with psycopg.connect(postgresql.address_of(folder).replace("+psycopg", "")) as connection:
        row = connection.execute(question.encode()).fetchone()
    return int(row[0]) if row else 0


def _choose(is_postgresql: bool) -> None:
    postgresql.IS_CHOSEN = is_postgresql
    kept.KEPT.clear()
    for made in (office._first_opened, office._founded):
        made.cache_clear()


@cache
def _write_safely() -> None:
    """Take back what lets the tests' server be quicker than is safe; one that was given is left as it is."""
    with psycopg.connect(postgresql.server(), autocommit=True) as connection:
        for setting in postgresql.FASTER[:3]:
            connection.execute(f"ALTER SYSTEM RESET {setting.partition('=')[0]}".encode())
        connection.execute("SELECT pg_reload_conf()")

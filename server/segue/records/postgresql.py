"""PostgreSQL's own settings: one writer a company, readers that see one moment, and text compared as SQLite does.

A transaction that writes holds its company's row until it ends (``Database.writing``), so that what is true when a
verb begins is true when it ends, as on SQLite; other companies go on. One that reads sees the database of one moment
(REPEATABLE READ, READ ONLY), for which PostgreSQL asks for no lock and refuses nothing afterwards.
"""

from typing import Any

import psycopg
from psycopg.abc import Buffer
from psycopg.types.string import StrDumper
from sqlalchemy import Connection, Engine, create_engine, event

from segue.departure.errors import BrokenSetup

WAITS = {"lock_timeout": "30s", "idle_in_transaction_session_timeout": "120s", "timezone": "UTC"}
"""As long as on SQLite for another writer; whoever hangs in a transaction is cut off, so that others go on."""

GIVEN_UP = {
    "connect_timeout": 10, "tcp_user_timeout": 30_000, "keepalives_idle": 30, "keepalives_interval": 10,
    "keepalives_count": 3,
}  # fmt: skip
"""When a server whose machine vanished is given up (libpq's names): its own defaults wait for hours."""

MIGRATING = 0x5E90E
"""The number of the lock that only one who migrates holds; any number that nobody else in the database takes."""

READS = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}

_IN_ORDER = ("B", "a", "a b", "aa", "b", "é", "Я", "я", "क")
_SORTED = "SELECT array_agg(t ORDER BY t) FROM unnest(%(words)s::varchar[]) AS words(t)"


def open_postgresql(url: str) -> Engine:
    """Return an engine. As many connections as threads need; each is tried before it is used, as after a fail-over."""
    options = " ".join(f"-c {name}={value}" for name, value in WAITS.items())
    engine = create_engine(
        url, hide_parameters=True, pool_pre_ping=True, max_overflow=-1, connect_args={**GIVEN_UP, "options": options}
    )
    event.listen(engine, "connect", _write_no_nul)
    event.listen(engine, "begin", _take_turns)
    return engine


class WithoutNul(StrDumper):
    """Writes a NUL as the sign for what cannot be shown: PostgreSQL's text has none, SQLite's and forms' may."""

    def dump(self, obj: str) -> Buffer | None:
        """Return the text as PostgreSQL takes it."""
        return super().dump(obj.replace("\0", "\ufffd"))


def _write_no_nul(connection: psycopg.Connection[Any], _record: object) -> None:
    connection.adapters.register_dumper(str, WithoutNul)


def _take_turns(connection: Connection) -> None:
    """Let one migrate at a time; who comes second finds it done."""
    if connection.get_execution_options().get("segue_rebuilds"):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATING})")


def require_fit(connection: Connection) -> None:
    """Raise BrokenSetup for a database whose text is not UTF-8, or is not compared character by character.

    In the order of a language, pages would come in another order than on SQLite, and an index would be wrong after the
    operating system's next change of that order (wiki.postgresql.org/wiki/Locale_data_changes).
    """
    encoding: Any = connection.exec_driver_sql("SHOW server_encoding").scalar()
    if encoding != "UTF8" or connection.exec_driver_sql(_SORTED, {"words": list(_IN_ORDER)}).scalar() != [*_IN_ORDER]:
        raise BrokenSetup(
            detail="the PostgreSQL database has to hold UTF-8 and compare text character by character; make it with: "
            "createdb --template=template0 --encoding=UTF8 --locale=C NAME"
        )

"""SQLite's own settings: writers take the write lock at once, readers never wait.

WAL and a busy timeout as SQLite's documentation advises for one writer and many readers, long enough for the longest
writing there is: 25,000 contacts read for the first time take some seconds; ``synchronous=FULL`` so that a confirmed
step survives a power cut; ``secure_delete`` so that what was erased is overwritten.
"""

import time
from pathlib import Path
from sqlite3 import OperationalError
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, event

from segue.private import private_database

LONGEST_WAIT_SECONDS = 30
PRAGMAS = (f"busy_timeout={LONGEST_WAIT_SECONDS * 1000}", "foreign_keys=ON", "synchronous=FULL", "secure_delete=ON")
WAL_PAUSES_SECONDS = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0)
"""Two processes that open a new file at once and both want WAL are told "locked" at once, without the busy timeout."""


def set_up_sqlite(engine: Engine) -> None:
    """Have every connection of an engine keep to these settings."""
    event.listen(engine, "do_connect", _keep_private)
    event.listen(engine, "connect", _set_pragmas)
    _take_turns(engine)


def _keep_private(_dialect: object, _record: object, arguments: list[Any], _more: object) -> None:
    """See to it, before SQLite makes the file, that its owner alone reads it; not for one in memory or by a URI."""
    if arguments and arguments[0] != ":memory:" and not str(arguments[0]).startswith("file:"):
        private_database(Path(arguments[0]))


def _set_pragmas(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy's events begin transactions, not the driver
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    for pause_seconds in WAL_PAUSES_SECONDS:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except OperationalError:
            time.sleep(pause_seconds)
        else:
            return
    connection.execute("PRAGMA journal_mode=WAL")


def _take_turns(engine: Engine) -> None:
    """Let the writers of one process wait for each other here, and only one of them for other processes.

    SQLite lets who waits try again and again, with pauses of up to a tenth of a second, and whoever asks at the right
    moment goes first: of many writers one may wait until the busy timeout is over. Whoever waits here is woken.
    """
    turn, having = Lock(), set[int]()

    def begin(connection: Connection) -> None:
        own = id(connection.connection.dbapi_connection)
        writes = connection.get_execution_options().get("segue_writes", False)
        if writes and own not in having and turn.acquire(timeout=LONGEST_WAIT_SECONDS):
            having.add(own)
        _begin(connection)

    def leave(own: Any, *_how: object) -> None:
        """Leave the turn to the next; only now is it sure that what was written is."""
        if id(own) in having:
            having.discard(id(own))
            turn.release()

    event.listen(engine, "begin", begin)
    for over in ("checkin", "invalidate", "close"):
        event.listen(engine, over, leave)


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("segue_rebuilds"):
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
    writes = options.get("segue_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

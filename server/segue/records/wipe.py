"""Overwriting what was deleted: SQLite's file is written anew, and its log cut to nothing.

``secure_delete`` overwrites deleted rows, but freed pages of indexes and the write-ahead log keep
copies until then. On other databases this is the administrator's vacuum.
"""

import time
from sqlite3 import Connection, OperationalError
from typing import cast

from sqlalchemy import Engine

TRIES = 5
PAUSE_SECONDS = 0.2
BUSY_MS = 2_000
"""How long a try waits for somebody who reads; a page takes far less."""


def wipe(engine: Engine) -> bool:
    """Do it; says whether it could: somebody who goes on reading an old state keeps the log from being cut."""
    if engine.dialect.name != "sqlite":
        return True
    held = engine.raw_connection()
    try:
        return _tried(cast(Connection, held.driver_connection))
    finally:
        held.invalidate()  # its own settings stay with it
        held.close()


def _tried(connection: Connection) -> bool:
    connection.execute(f"PRAGMA busy_timeout={BUSY_MS}")
    connection.execute("PRAGMA temp_store=MEMORY")  # VACUUM makes its copy where nothing of it stays
    for number in range(TRIES):
        time.sleep(PAUSE_SECONDS * min(number, 1))
        if _wiped(connection):
            return True
    return False


def _wiped(connection: Connection) -> bool:
    try:
        connection.execute("VACUUM")
        (busy, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except OperationalError:  # locked by a writer or a reader
        return False
    return not busy

"""The queue: Huey, signed, without results; in a file of its own, or in tables of the PostgreSQL that has the records.

A job is a wake-up: it may get lost or come twice, because whatever it does looks into the database
for what is due.
"""

import hashlib
import hmac
import logging
from pathlib import Path

from huey import Huey, PostgresHuey, SqliteHuey  # type: ignore[import-untyped]  # it ships no types
from huey.serializer import SignedSerializer  # type: ignore[import-untyped]  # it ships no types

from segue.private import private_database, private_folder

NAME = "segue"
TABLES = "segue_jobs"
"""What the names of the queue's tables begin with."""

GIVEN_UP = {
    "connect_timeout": 10, "tcp_user_timeout": 30_000, "keepalives_idle": 30, "keepalives_interval": 10,
    "keepalives_count": 3,
}  # fmt: skip
"""When a PostgreSQL whose machine vanished is given up, as for the records."""

Place = Path | str
"""The queue's file, or the address of a PostgreSQL database (``postgresql://…``)."""


def open_queue(place: Place, key: bytes, immediate: bool = False) -> Huey:
    """Return the queue at a place; ``immediate`` runs jobs where they are put, for tests.

    Jobs are signed with a key derived from the installation's: a line that somebody else wrote is never run.
    """
    logging.getLogger("huey").setLevel(logging.WARNING)
    secret = hmac.new(key, b"segue jobs", hashlib.sha256).hexdigest()
    ours = {"results": False, "serializer": SignedSerializer(secret=secret, salt="segue jobs"), "immediate": immediate}
    if isinstance(place, str):
        return PostgresHuey(NAME, dsn=place, table_prefix=TABLES, create_tables=False, **GIVEN_UP, **ours)
    private_folder(place.parent)
    private_database(place)
    return SqliteHuey(NAME, filename=str(place), **ours)


def make_ready(place: Place) -> None:
    """Make the queue's tables where they are not in a file that makes itself; a part of ``segue migrate``.

    Whoever serves or works may then do without the right to make tables.
    """
    if isinstance(place, str):
        PostgresHuey(NAME, dsn=place, table_prefix=TABLES).storage.close()

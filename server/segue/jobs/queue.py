"""The queue: Huey on SQLite, in a file of its own, signed, without results.

A job is a wake-up: it may get lost or come twice, because whatever it does looks into the database
for what is due.
"""

import hashlib
import hmac
import logging
from pathlib import Path

from huey import SqliteHuey  # type: ignore[import-untyped]  # it ships no types
from huey.serializer import SignedSerializer  # type: ignore[import-untyped]  # it ships no types

from segue.private import private_database, private_folder

NAME = "segue"


def open_queue(path: Path, key: bytes, immediate: bool = False) -> SqliteHuey:
    """Return the queue in a file; ``immediate`` runs jobs where they are put, for tests.

    Jobs are signed with a key derived from the installation's: a line that somebody else wrote is never run.
    """
    logging.getLogger("huey").setLevel(logging.WARNING)
    private_folder(path.parent)
    private_database(path)
    secret = hmac.new(key, b"segue jobs", hashlib.sha256).hexdigest()
    serializer = SignedSerializer(secret=secret, salt="segue jobs")
    return SqliteHuey(NAME, filename=str(path), results=False, serializer=serializer, immediate=immediate)

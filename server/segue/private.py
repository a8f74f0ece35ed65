"""Folders and files that their owner alone may open, whatever the umask says."""

import os
import stat
from contextlib import suppress
from pathlib import Path

BESIDE = ("-wal", "-shm")
"""What SQLite keeps beside a database; new ones get the database's own mode."""


def private_folder(path: Path) -> None:
    """Make a folder, with those above it, or close one that is there to everybody but its owner."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    _close(path, 0o700)


def private_database(path: Path) -> None:
    """Make the empty file of a SQLite database before SQLite does, or close one that is there, with what is beside it.

    One that is there is never opened here: closing it again would take away the locks that SQLite holds on it in
    this process (sqlite.org/howtocorrupt.html, 2.2). Where it cannot be made, SQLite says so itself.
    """
    with suppress(OSError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    for name in (path.name, *(path.name + ending for ending in BESIDE)):
        _close(path.with_name(name), 0o600)


def _close(path: Path, mode: int) -> None:
    """Set the mode where it is another; what belongs to another user, as a mounted folder may, stays as it is."""
    with suppress(OSError):
        if stat.S_IMODE(path.stat().st_mode) != mode:
            path.chmod(mode)

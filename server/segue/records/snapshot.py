"""A copy of a SQLite database that is consistent while others go on writing, and what is in such a copy.

``VACUUM INTO`` copies what is committed in one read transaction and leaves out freed pages: nothing that was deleted
comes along (sqlite.org/lang_vacuum.html).
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy.engine import URL, make_url

from segue.departure.errors import BrokenSetup
from segue.private import private_database

WAIT_SECONDS = 30.0
ENDINGS = ("", "-wal", "-shm", "-journal")
"""A database and what SQLite keeps beside it."""


@dataclass(frozen=True)
class Inside:
    """What a database holds: its migration, how many companies, and how many erasures it remembers."""

    revision: str
    companies: int
    erasures: int


def file_of(url: str, now: datetime) -> Path:
    """Return the file of a SQLite database; raises BrokenSetup, with the commands to use, for any other."""
    known = make_url(url)
    if known.get_backend_name() != "sqlite":
        raise BrokenSetup(detail=_advice_for(url, now))
    if not known.database or known.database == ":memory:" or known.database.startswith("file:"):
        raise BrokenSetup(detail="SEGUE_DATABASE_URL names no file")
    return Path(known.database)


def copy_database(source: Path, target: Path) -> None:
    """Write a copy that its owner alone can read; raises BrokenSetup where there is nothing to copy."""
    if not source.exists():
        raise BrokenSetup(detail=f"{source}: there is no database here yet")
    private_database(target)
    with _told(source), closing(sqlite3.connect(source, WAIT_SECONDS, isolation_level=None)) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))


def examined(path: Path) -> Inside:
    """Return what is in a copy, once it is seen to be whole; raises BrokenSetup where it is not."""
    with _told(path), closing(sqlite3.connect(path, WAIT_SECONDS)) as connection:
        (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        if found != "ok" or connection.execute("PRAGMA foreign_key_check").fetchone():
            raise BrokenSetup(detail=f"{path}: the database is damaged")
        (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        (companies,) = connection.execute("SELECT count(*) FROM workspace").fetchone()
        (erasures,) = connection.execute("SELECT count(*) FROM erased").fetchone()
    return Inside(str(revision), companies, erasures)


def require_known(revision: str) -> None:
    """Raise BrokenSetup for a database of a version later than this one."""
    scripts = ScriptDirectory(str(Path(__file__).parent / "migrations"))
    if revision not in {one.revision for one in scripts.walk_revisions()}:
        raise BrokenSetup(detail=f"the backup is of a later version of Segue (migration {revision}): install that one")


def holds_anything(path: Path) -> bool:
    """Say whether there is a database with a company in it; one that cannot be read counts as that."""
    if not path.exists() or not path.stat().st_size:
        return False
    try:
        with closing(sqlite3.connect(path, WAIT_SECONDS)) as connection:
            return bool(connection.execute("SELECT count(*) FROM workspace").fetchone()[0])
    except sqlite3.DatabaseError as error:
        return "no such table" not in str(error)


@contextmanager
def nobody_uses(path: Path) -> Iterator[None]:
    """Keep a database for oneself; raises BrokenSetup while any other process has it open.

    Leaving the write-ahead log needs to be alone with the file, and puts all of the log into it.
    """
    with closing(sqlite3.connect(path, 2.0, isolation_level=None)) as connection:
        try:
            connection.execute("PRAGMA journal_mode=DELETE")
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise BrokenSetup(detail=f"{path} is in use: stop every web process and worker first") from error
        except sqlite3.DatabaseError:  # too broken for anybody to use
            pass
        yield


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, TypeError) as error:  # TypeError: a table without its one row
        raise BrokenSetup(detail=f"{path}: this cannot be read or written as a database of Segue's: {error}") from error


def _advice_for(url: str, now: datetime) -> str:
    """Return the very commands that back a PostgreSQL database up and bring it back; no password is among them."""
    told = make_url(url)
    plain = URL.create("postgresql", told.username, None, told.host, told.port, told.database, told.query)
    when = now.astimezone(UTC).isoformat(timespec="seconds")
    return f"""PostgreSQL brings its own tools for this; the password comes from ~/.pgpass or PGPASSWORD. To back up:
  pg_dump --format=custom --no-owner --file segue.dump "{plain}"
To restore, while no web process and no worker runs, with the moment at which the dump was begun:
  pg_restore --clean --if-exists --no-owner --single-transaction --dbname "{plain}" segue.dump
  segue restore --by-other-means {when}"""

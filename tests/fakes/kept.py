"""Offices as they stood after a step, kept in this process for the next that takes the same one.

An office that takes the very steps of an earlier one, at the same moment and with the same values, would write the
same bytes; it copies them as they stood, the write-ahead log included, so that every trace of a name is where it was.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

from fakes import postgresql

FILES = ("secret.key", "segue.db", "segue.db-wal")
MOST = 48
"""Steps kept at a time, of some 700 kB each."""


@dataclass(frozen=True)
class Standing:
    """An office as it stood after a step."""

    files: dict[str, bytes]
    next_id: int
    departure_id: str


KEPT: OrderedDict[Any, Standing] = OrderedDict()


def has_records(folder: Path) -> bool:
    """Say whether an office stands in a folder."""
    return postgresql.has_database(folder) if postgresql.IS_CHOSEN else (folder / "segue.db").exists()


def database_url(folder: Path) -> str:
    """Return the setting for the records of a folder's office."""
    return postgresql.address_of(folder) if postgresql.IS_CHOSEN else ""


def files_in(folder: Path) -> dict[str, bytes]:
    """Return what stands in an office's files; an empty log is none. Tables elsewhere are files here."""
    found = {name: (folder / name).read_bytes() for name in FILES if (folder / name).exists()}
    found |= postgresql.rows_in(folder) if postgresql.IS_CHOSEN else {}
    return {name: content for name, content in found.items() if content}


def put_files(folder: Path, files: dict[str, bytes]) -> None:
    """Make an office's files these; nobody may have the database open."""
    for name in (*FILES, "segue.db-shm"):
        (folder / name).unlink(missing_ok=True)
    for name in filter(files.__contains__, FILES):
        (folder / name).touch(mode=0o600)
        (folder / name).write_bytes(files[name])
    if postgresql.IS_CHOSEN:
        postgresql.address_of(folder)
        postgresql.put_rows(folder, files)


def made_once(step: Callable[..., Any]) -> Callable[..., Any]:
    """Let an office on which nothing was done yet copy what an earlier one became by the same step."""

    @wraps(step)
    def taken(office: Any, *values: Any, **named: Any) -> Any:
        if not office.is_untouched():
            return step(office, *values, **named)
        key = (step.__name__, office.zone, office.now, values, tuple(sorted(named.items())))
        if key in KEPT:
            KEPT.move_to_end(key)
            office.become(KEPT[key])
        else:
            step(office, *values, **named)
            KEPT[key] = office.standing()
        while len(KEPT) > MOST:
            KEPT.popitem(last=False)
        return office

    return taken

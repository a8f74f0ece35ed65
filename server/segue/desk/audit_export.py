"""The audit as a file to keep: CSV or JSON, entry by entry, times in UTC (A3)."""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC

from segue.departure.audit import Break, Entry, Head, broken_at
from segue.departure.errors import Damaged
from segue.desk.csv_lines import csv_lines
from segue.desk.ports import Audit

COLUMNS = ("workspace", "seq", "at", "person_id", "verb", "departure_id", "subject_id", "details", "mac")


def head_of(audit: Audit) -> Head:
    """Return the newest entry's number and digest; (0, "") before there is one."""
    newest = audit.last()
    return Head(newest.seq, newest.mac) if newest else Head(0, "")


def first_break(audit: Audit, key: bytes, head: Head | None = None) -> Break | None:
    """Return the first place where a company's audit does not hold, None when it is whole.

    A row that was changed so that it cannot even be read is one as well: ``unreadable``, after the last
    one that was read.
    """
    read = [0]

    def counted() -> Iterator[Entry]:
        for entry in audit.entries():
            read[0] = entry.seq
            yield entry

    try:
        return broken_at(counted(), key, head)
    except (Damaged, ValueError, TypeError):
        return Break(read[0], "unreadable")


def as_csv(workspace_id: str, entries: Iterable[Entry], titled: bool = True) -> Iterator[str]:
    """Yield a title line, if wanted, and a line for each entry; its details are JSON in one cell."""
    yield from csv_lines([COLUMNS] if titled else [])
    yield from csv_lines(_cells(workspace_id, entry) for entry in entries)


def as_json(workspace_id: str, entries: Iterable[Entry]) -> Iterator[str]:
    """Yield each entry as an object of JSON, without what goes between them."""
    for entry in entries:
        said = {**vars(entry), "workspace": workspace_id, "at": _utc(entry)}
        yield json.dumps({name: said[name] for name in COLUMNS}, ensure_ascii=False)


def _cells(workspace_id: str, entry: Entry) -> list[object]:
    details = json.dumps(entry.details, sort_keys=True, ensure_ascii=False)
    named = [entry.person_id, entry.verb, entry.departure_id, entry.subject_id]
    return [workspace_id, entry.seq, _utc(entry), *named, details, entry.mac]


def _utc(entry: Entry) -> str:
    return entry.at.astimezone(UTC).isoformat()

"""Everything that the database holds of one company, table by table and row by row, but for what nobody may take along.

Rows are read as they are written out, so that 25,000 clients need no more memory than one; all are of one moment.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Table, select

from segue.departure.letter_state import NEEDS_APPROVAL, LetterState
from segue.records.engine import for_reading
from segue.records.rows import Row

AT_ONCE = 500
Shown = dict[str, Any]

LEFT_OUT: Mapping[str, str] = {
    "audit": "it is in audit.csv",
    "session": "a key",
    "browser_token": "a key",
    "browser_grant": "a key",
    "attempt": "counters of the whole installation",
    "reading_bytes": "files that are being read; what was kept of them is among the contacts",
    "undo": "what could be undone",
    "undo_client": "what could be undone",
    "undo_card": "what could be undone",
}
"""Tables that are no part of it, and why."""

HIDDEN: Mapping[str, frozenset[str]] = {
    "connection": frozenset({"sealed", "challenge", "access_until", "renewing_until"}),
    "approval": frozenset({"content", "other"}),
    "client": frozenset({"search"}),
    "letter": frozenset({"search"}),
}
"""Columns that are keys, or that another file holds."""

PRIVATE = ("personal_contact", "denied")
"""Of a departure's facts, what the leaver said for nobody's files: a private contact (P4), and names to keep quiet."""
TEXTS = "letters"
"""The kind after all others: the letters once more that have a text, to be read."""
OF_THE_TEXT = ("content", "other", "before", "values", "findings")


@dataclass(frozen=True)
class Exported:
    """One kind of thing: its name and its rows, to be read once and in order."""

    kind: str
    rows: Iterator[Shown]


def exported(engine: Engine, workspace_id: str) -> Iterator[Exported]:
    """Yield every kind with a company's rows, read in one transaction that is open until the last."""
    with closing(for_reading(engine).connect()) as connection:
        for table in Row.metadata.sorted_tables:
            if table.name not in LEFT_OUT:
                yield Exported(table.name, _rows(connection, table, workspace_id))
        letters = _rows(connection, Row.metadata.tables["letter"], workspace_id)
        yield Exported(TEXTS, (one for one in letters if one["content"]))


def has_text(letter: Shown) -> bool:
    """Say whether a letter's text may be taken along: it has left, approved (P1, P7), with no private contact (P4)."""
    has_left = letter["state"] == LetterState.APPROVED and letter["status"] in NEEDS_APPROVAL
    return has_left and not letter["facts"].get("personal_contact")


def _rows(connection: Connection, table: Table, workspace_id: str) -> Iterator[Shown]:
    columns = [column for column in table.columns if column.name not in HIDDEN.get(table.name, ())]
    own = table.c.id if table.name == "workspace" else table.c.workspace_id
    wanted = select(*columns).where(own == workspace_id).order_by(*table.primary_key.columns)
    shown = _SHOWN.get(table.name, dict)
    for row in connection.execution_options(yield_per=AT_ONCE).execute(wanted):
        yield shown(dict(row._mapping))


def _departure(row: Shown) -> Shown:
    return {**row, "facts": {name: value for name, value in row["facts"].items() if name not in PRIVATE}}


def _letter(row: Shown) -> Shown:
    if has_text(row):
        return {**row, "before": None}
    facts = {name: value for name, value in row["facts"].items() if name != "personal_contact"}
    return {**row, **dict.fromkeys(OF_THE_TEXT), "facts": facts}


_SHOWN: Mapping[str, Callable[[Shown], Shown]] = {"departure": _departure, "letter": _letter}

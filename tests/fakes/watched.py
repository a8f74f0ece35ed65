"""A database that notices a transaction which changed something and left no entry in the audit."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import inspect, text

from segue.desk.ports import Stores
from segue.records.database import Database


class WatchedDatabase(Database):
    """``unrecorded`` counts the transactions that changed rows without an entry."""

    def __init__(self, engine: Any) -> None:
        super().__init__(engine)
        self.engine, self.unrecorded = engine, 0

    @contextmanager
    def writing(self, workspace_id: str) -> Iterator[Stores]:
        """Open the stores to change, and look afterwards at what became of them."""
        before = self._dump()
        with super().writing(workspace_id) as stores:
            yield stores
        after = self._dump()
        if {table for table in after if table != "audit" and after[table] != before[table]}:
            self.unrecorded += after["audit"] == before["audit"]

    def _dump(self) -> dict[str, list[tuple[Any, ...]]]:
        with self.engine.connect() as connection:
            tables = inspect(connection).get_table_names()
            rows = {name: connection.execute(text(f'SELECT * FROM "{name}"')).all() for name in tables}
        return {name: [_without_revision(row) for row in found] for name, found in rows.items()}


def _without_revision(row: Any) -> tuple[Any, ...]:
    """Leave out the count of a departure's changes: it may grow when all is written again as it was."""
    return tuple(value for name, value in row._mapping.items() if name != "revision")

"""Everything of one database brought into another, empty one: SQLite's into PostgreSQL when one machine gets small."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Connection, Engine, Integer, Table, func, insert, select, text

from segue.departure.errors import BrokenSetup
from segue.records.rows import Row

AT_ONCE = 1_000


def bring_all(source: Engine, target: Engine) -> dict[str, int]:
    """Copy every row, in one transaction of the target's; returns how many there are of each table that has any.

    Both have to have the same migrations, and nobody may write to the source meanwhile. Raises BrokenSetup where the
    target holds something already, or less than the source afterwards; nothing is changed then.
    """
    with source.connect() as old, target.begin() as new:
        _require_empty(new)
        counted = {table.name: _brought(old, new, table) for table in Row.metadata.sorted_tables}
        for table in Row.metadata.sorted_tables:
            _count_on(new, table)
            if new.scalar(select(func.count()).select_from(table)) != counted[table.name]:
                raise BrokenSetup(detail=f"{table.name}: not every row arrived; nothing was changed")
    return {name: count for name, count in counted.items() if count}


def _require_empty(connection: Connection) -> None:
    for table in Row.metadata.sorted_tables:
        if connection.execute(select(text("1")).select_from(table).limit(1)).first():
            raise BrokenSetup(detail=f"the new database is not empty: it has rows in {table.name}")


def _brought(old: Connection, new: Connection, table: Table) -> int:
    count = 0
    for rows in _pages(old, table):
        new.execute(insert(table), rows)
        count += len(rows)
    return count


def _pages(connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    """Yield some rows at a time, those with numbers in their order."""
    wanted = select(table).order_by(*table.primary_key.columns)
    with connection.execution_options(yield_per=AT_ONCE).execute(wanted) as found:
        for rows in found.mappings().partitions(AT_ONCE):
            yield [dict(row) for row in rows]


def _count_on(connection: Connection, table: Table) -> None:
    """Let numbers go on after the highest that was brought; SQLite does so by itself."""
    numbered: Column[Any] | None = table.autoincrement_column
    if connection.dialect.name == "postgresql" and numbered is not None and isinstance(numbered.type, Integer):
        sequence = func.pg_get_serial_sequence(table.name, numbered.name)
        connection.execute(select(func.setval(sequence, func.max(numbered))))

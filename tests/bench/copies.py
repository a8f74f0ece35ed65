"""A company with many departures, made by copying the rows of one: what years and hundreds of people leave behind.

Each copy has its own leaver, manager, successor, clients and letters, under names of their own. Letters of copies look
like any other; only those of ``signed`` copies can be opened, because a digest covers whose departure it is.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import JSON, Column, Connection, Engine, Integer, Table, func, select, text

from segue.departure.approval import LetterBytes, seen
from segue.departure.audit import START, Entry, mac_of
from segue.departure.keys import Key
from segue.desk.ports import SignedIn
from segue.records.convert import from_json
from segue.records.database import _digest
from segue.records.rows import ApprovalRow, AuditRow, LetterRow, Row, SessionRow

PEOPLE = ("mara", "priya", "jonas", "ines", "owen")
"""Who is copied with a departure; the last is an administrator, and no copy of him is one."""
COMPANY = "office"
OF_A_COMPANY, OF_NOBODY = ("workspace", "policy"), ("erased", "attempt", "session")
FEW_AT_ONCE = 25
APART = 1_000_000
"""What numbered rows of two copies are apart."""


def copy_departure(engine: Engine, first: int, last: int, companies: int = 1) -> None:
    """Copy the one departure of a database as number ``first`` to ``last``, in turn for each of so many companies."""
    with engine.connect() as connection, connection.begin():
        _keep_pattern(connection)
    for start in range(first, last + 1, FEW_AT_ONCE):
        with engine.connect() as connection, connection.begin():
            bounds = {"first": start, "last": min(start + FEW_AT_ONCE - 1, last), "companies": companies}
            for table in _tables():
                connection.execute(text(_copy(connection, table)), bounds)


def add_companies(engine: Engine, companies: int) -> None:
    """Copy the company itself, so that there are so many; has to come before their departures."""
    with engine.connect() as connection, connection.begin():
        _keep_pattern(connection)
        for name in OF_A_COMPANY:
            table = Row.metadata.tables[name]
            cells = [_of_company(one) for one in table.columns]
            into, taken = ", ".join(map(_quoted, table.columns)), ", ".join(cells)
            wanted = f"INSERT INTO {name} ({into}) SELECT {taken} FROM pattern_{name}, {_numbers()}"
            connection.execute(text(wanted), {"first": 1, "last": companies - 1})


def sign_letters(engine: Engine, key: Key) -> None:
    """Give every letter and approval the digest that belongs to its own departure, as if it had been approved there."""
    letters, approvals = LetterRow.__table__, ApprovalRow.__table__
    with engine.connect() as connection, connection.begin():
        for row in connection.execute(select(letters.c.id, letters.c.content, letters.c.other)).all():
            contents = [from_json(one, LetterBytes) if one else None for one in (row.content, row.other)]
            signed = {"digest": seen(*contents, key)}
            connection.execute(letters.update().where(letters.c.id == row.id).values(signed))
            connection.execute(approvals.update().where(approvals.c.letter_id == row.id).values(signed))


def chain(engine: Engine, key: Key, workspace_id: str = COMPANY) -> None:
    """Let the chain of a company's audit hold again, copies included."""
    audit, before = AuditRow.__table__, START
    mine = audit.c.workspace_id == workspace_id
    with engine.connect() as connection, connection.begin():
        macs = []
        rows = connection.execute(select(audit).where(mine).order_by(audit.c.seq)).all()
        for seq, row in enumerate(rows, 1):
            said = {name: getattr(row, name) for name in Entry.__dataclass_fields__}
            before = mac_of(Entry(**{**said, "seq": seq}), before, key)
            macs.append({"was": row.seq, "now": seq, "mac": before})
        numbered = "UPDATE audit SET seq = :now, mac = :mac WHERE seq = :was AND workspace_id = 'office'"
        for start in range(0, len(macs), 5_000):
            connection.execute(text(numbered), macs[start : start + 5_000])


def sign_in(engine: Engine, who: Iterable[tuple[str, str]], until: datetime) -> None:
    """Open a session for each of some people (id and company); his secret is made of his id."""
    rows = [
        {"digest": _digest(f"secret-{person_id}"), "expires_at": until, **vars(SignedIn(company, person_id, "forms"))}
        for person_id, company in who
    ]
    with engine.connect() as connection, connection.begin():
        connection.execute(SessionRow.__table__.insert(), rows)


def _tables() -> list[Table]:
    return [one for one in Row.metadata.sorted_tables if one.name not in (*OF_A_COMPANY, *OF_NOBODY)]


def _keep_pattern(connection: Connection) -> None:
    for name in Row.metadata.tables:
        connection.execute(text(f"CREATE TABLE IF NOT EXISTS pattern_{name} AS SELECT * FROM {_name(name)}"))


def forget_pattern(engine: Engine) -> None:
    """Drop what was copied from: nothing more is copied."""
    with engine.connect() as connection, connection.begin():
        for table in Row.metadata.sorted_tables:
            connection.execute(text(f"DROP TABLE IF EXISTS pattern_{table.name}"))
            if engine.dialect.name != "sqlite" and table.autoincrement_column is not None:
                connection.execute(select(func.setval(func.pg_get_serial_sequence(table.name, "id"), APART * 2_000)))
    let_it_know(engine)


def let_it_know(engine: Engine) -> None:
    """Let PostgreSQL know what it now holds, as it finds out by itself in time; SQLite never does."""
    if engine.dialect.name == "sqlite":
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def _copy(connection: Connection, table: Table) -> str:
    into = ", ".join(map(_quoted, table.columns))
    taken = ", ".join(_of_copy(one, connection.dialect.name) for one in table.columns)
    order = " ORDER BY n.i" if table.name == "audit" else ""
    return f"INSERT INTO {_name(table.name)} ({into}) SELECT {taken} FROM pattern_{table.name}, {_numbers()}{order}"


def _numbers() -> str:
    return (
        "(WITH RECURSIVE counted(i) AS (SELECT CAST(:first AS INTEGER) UNION ALL "
        "SELECT i + 1 FROM counted WHERE i < :last) SELECT i FROM counted) AS n"
    )


def _of_company(column: Column[object]) -> str:
    return "'office-' || n.i" if _is_company(column) else _quoted(column)


def _is_company(column: Column[object]) -> bool:
    return column.name == "workspace_id" or (column.table.name == "workspace" and column.name == "id")


def _of_copy(column: Column[object], dialect: str) -> str:
    """Return what stands in a column of a copy, in SQL."""
    plain = _quoted(column)
    if _is_company(column):
        return "CASE WHEN n.i % :companies = 0 THEN 'office' ELSE 'office-' || (n.i % :companies) END"
    if isinstance(column.type, JSON):
        return _of_json(column, dialect)
    if column.name == "is_administrator":
        return "0 = 1"
    if column.table.name == "audit" and column.name == "seq":
        return f"{plain} + n.i * {APART // 100}"
    if isinstance(column.type, Integer) and (column.primary_key or column.name.endswith("_id")):
        return f"{plain} + n.i * {APART}" if column.table.name != "policy" else plain
    if column.name in ("address", "normal"):
        return f"'p' || n.i || {plain}"
    if column.name == "id" or column.name.endswith(("_id", "_into")):
        return _of_id(plain)
    return plain


def _of_id(plain: str) -> str:
    return (
        f"CASE WHEN {plain} IN {PEOPLE} THEN {plain} || '-' || n.i ELSE replace({plain}, 'id-', 'c' || n.i || '-') END"
    )


def _of_json(column: Column[object], dialect: str) -> str:
    said = f"replace(CAST({_quoted(column)} AS TEXT), '\"id-', '\"c' || n.i || '-')"
    for name in PEOPLE:
        said = f"replace({said}, '\"{name}\"', '\"{name}-' || n.i || '\"')"
    if column.table.name == "departure":
        company = "CASE WHEN n.i % :companies = 0 THEN 'office' ELSE 'office-' || (n.i % :companies) END"
        said = f"replace({said}, '\"office\"', '\"' || {company} || '\"')"
        for name in PEOPLE:
            said = f"replace({said}, '{name}@norwell', 'p' || n.i || '{name}@norwell')"
    return said if dialect == "sqlite" else f"CAST({said} AS JSON)"


def _quoted(column: Column[object]) -> str:
    return f'"{column.name}"'


def _name(name: str) -> str:
    return f'"{name}"'

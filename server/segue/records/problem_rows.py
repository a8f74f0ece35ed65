"""The rows of contact sources that could not be kept, in the database."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, delete, func, insert, select, update
from sqlalchemy.orm import Session

from segue.clients.contact import RowProblem
from segue.desk.ports import StoredProblem
from segue.records.contacts import batches
from segue.records.convert import from_json, to_json
from segue.records.departures import SqlDepartures
from segue.records.rows import ProblemRow

_table = ProblemRow.__table__.c
_IN_ORDER = (_table.source, _table.row, _table.id)


class SqlProblemRows:
    """Implements ``segue.desk.ports.ProblemRows``."""

    def __init__(self, session: Session, workspace_id: str, departures: SqlDepartures) -> None:
        self._session = session
        self._workspace_id = workspace_id
        self._departures = departures

    def all(self, departure_id: str) -> list[StoredProblem]:
        """Return all that are kept of a departure, by source and row."""
        return [_stored(row) for row in self._session.execute(self._select(departure_id))]

    def of_sources(self, departure_id: str, sources: Collection[str]) -> list[StoredProblem]:
        """Return those of some sources."""
        found: list[StoredProblem] = []
        for batch in batches(sorted(sources)):
            found += self._read(departure_id, _table.source.in_(batch))
        return found

    def some(self, departure_id: str, ids: Collection[int]) -> list[StoredProblem]:
        """Return those of some ids that are there, in the order of their rows."""
        found: list[StoredProblem] = []
        for batch in batches(sorted(ids)):
            found += self._read(departure_id, _table.id.in_(batch))
        return sorted(found, key=lambda one: (one.problem.source, one.problem.row, one.id))

    def counts(self, departure_id: str, left_out: bool = False) -> dict[str, int]:
        """Return how many there are by code."""
        mine = (*self._mine(departure_id), _table.left_out.is_(left_out))
        counted = select(_table.code, func.count()).where(*mine).group_by(_table.code)
        return {row[0]: row[1] for row in self._session.execute(counted)}

    def page(self, departure_id: str, code: str, left_out: bool, offset: int, limit: int) -> list[StoredProblem]:
        """Return one page of those of a code, by source and row."""
        wanted = self._select(departure_id).where(_table.code == code, _table.left_out.is_(left_out))
        return [_stored(row) for row in self._session.execute(wanted.offset(offset).limit(limit))]

    def put(self, departure_id: str, sources: Collection[str], rows: Collection[StoredProblem]) -> None:
        """Put rows in the place of all those of some sources."""
        self._departures.get(departure_id)
        for batch in batches(sorted(sources)):
            gone = (*self._mine(departure_id), _table.source.in_(batch))
            self._session.execute(delete(ProblemRow).where(*gone))
        own = {"workspace_id": self._workspace_id, "departure_id": departure_id}
        if rows:
            self._session.connection().execute(insert(ProblemRow.__table__), [own | _values(row) for row in rows])  # type: ignore[arg-type]
        self._departures.touch(departure_id)

    def leave_out(self, departure_id: str, ids: Collection[int], left_out: bool) -> None:
        """Note that a person left rows out, or put them back."""
        for batch in batches(sorted(ids)):
            mine = (*self._mine(departure_id), _table.id.in_(batch))
            self._session.execute(update(ProblemRow).where(*mine).values(left_out=left_out))
        self._departures.touch(departure_id)

    def remove(self, departure_id: str, ids: Collection[int]) -> None:
        """Forget rows."""
        for batch in batches(sorted(ids)):
            self._session.execute(delete(ProblemRow).where(*self._mine(departure_id), _table.id.in_(batch)))
        self._departures.touch(departure_id)

    def _read(self, departure_id: str, which: Any) -> list[StoredProblem]:
        return [_stored(row) for row in self._session.execute(self._select(departure_id).where(which))]

    def _select(self, departure_id: str) -> Select[Any]:
        columns = (_table.id, _table.reading_id, _table.left_out, _table.problem)
        return select(*columns).where(*self._mine(departure_id)).order_by(*_IN_ORDER)

    def _mine(self, departure_id: str) -> tuple[Any, ...]:
        return _table.departure_id == departure_id, _table.workspace_id == self._workspace_id


def _stored(row: Any) -> StoredProblem:
    return StoredProblem(from_json(row.problem, RowProblem), row.reading_id, row.left_out, row.id)


def _values(stored: StoredProblem) -> dict[str, object]:
    problem = stored.problem
    told = {"source": problem.source, "row": problem.row, "code": problem.code}
    return {**told, "reading_id": stored.reading_id, "left_out": stored.left_out, "problem": to_json(problem)}

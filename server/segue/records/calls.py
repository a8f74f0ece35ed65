"""Calls to clients in the database."""

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from segue.departure.call import Call, CallOutcome
from segue.departure.errors import NotFound
from segue.records.departures import SqlDepartures
from segue.records.rows import CallRow


class SqlCalls:
    """Implements ``segue.desk.ports.Calls``."""

    def __init__(self, session: Session, workspace_id: str, departures: SqlDepartures) -> None:
        self._session = session
        self._workspace_id = workspace_id
        self._departures = departures

    def get(self, call_id: str) -> Call:
        """Return one; raises NotFound."""
        row = self._session.get(CallRow, call_id)
        if row is None or row.workspace_id != self._workspace_id:
            raise NotFound()
        return _call(row)

    def all(self, departure_id: str) -> list[Call]:
        """Return every call of a departure, oldest first, those taken back among them."""
        return self._found(CallRow.departure_id == departure_id)

    def of_client(self, client_id: str) -> list[Call]:
        """Return the calls to one client, oldest first, those taken back among them."""
        return self._found(CallRow.client_id == client_id)

    def save(self, call: Call) -> None:
        """Write one, new or changed; raises NotFound for another company's."""
        self._departures.get(call.departure_id)
        self._session.merge(
            CallRow(**{**vars(call), "workspace_id": self._workspace_id, "outcome": call.outcome.value})
        )
        self._session.flush()
        self._departures.touch(call.departure_id)

    def _found(self, wanted: ColumnElement[bool]) -> list[Call]:
        rows = select(CallRow).where(CallRow.workspace_id == self._workspace_id, wanted)
        return [_call(row) for row in self._session.scalars(rows.order_by(CallRow.at, CallRow.id))]


def _call(row: CallRow) -> Call:
    names = ("id", "workspace_id", "departure_id", "client_id", "person_id", "at")
    known = {name: getattr(row, name) for name in names}
    return Call(**known, outcome=CallOutcome(row.outcome), note=row.note, withdrawn_at=row.withdrawn_at)

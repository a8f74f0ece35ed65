"""What can be undone in the client list, in the database."""

from collections.abc import Collection
from typing import Any, get_type_hints

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from segue.clients.client import Client
from segue.departure.errors import NotFound
from segue.desk.ports import MOST_UNDONE
from segue.desk.undoable import CardStep, Change, ClientStep, Place, Undoable
from segue.records.contacts import batches
from segue.records.convert import from_json, to_json
from segue.records.rows import UndoCardRow, UndoClientRow, UndoRow

_KINDS = get_type_hints(Client)


class SqlUndos:
    """Implements ``segue.desk.ports.Undos``."""

    def __init__(self, session: Session, workspace_id: str) -> None:
        self._session = session
        self._workspace_id = workspace_id

    def all(self, departure_id: str) -> list[Undoable]:
        """Return every change that can be undone, newest first."""
        rows = self._session.scalars(
            select(UndoRow)
            .where(UndoRow.departure_id == departure_id, UndoRow.workspace_id == self._workspace_id)
            .order_by(UndoRow.id.desc())
        )
        return [Undoable(row.id, row.at, row.person_id, row.verb, row.clients) for row in rows]

    def get(self, departure_id: str, change_id: int) -> Change:
        """Return one with its steps; raises NotFound."""
        row = self._session.get(UndoRow, change_id)
        if row is None or (row.departure_id, row.workspace_id) != (departure_id, self._workspace_id):
            raise NotFound()
        clients = self._session.scalars(select(UndoClientRow).where(UndoClientRow.undo_id == change_id))
        cards = self._session.scalars(select(UndoCardRow).where(UndoCardRow.undo_id == change_id))
        return Change(
            row.departure_id,
            row.at,
            row.person_id,
            row.verb,
            tuple(ClientStep(one.client_id, _typed(one.before), _typed(one.after), one.is_new) for one in clients),
            tuple(CardStep(one.contact_id, from_json(one.before, Place), from_json(one.after, Place)) for one in cards),
            row.matches,
        )

    def add(self, change: Change) -> None:
        """Keep a change, and forget the oldest ones beyond MOST_UNDONE."""
        row = UndoRow(
            workspace_id=self._workspace_id,
            departure_id=change.departure_id,
            at=change.at,
            person_id=change.person_id,
            verb=change.verb,
            matches=change.matches,
            clients=len(change.clients),
        )
        self._session.add(row)
        self._session.flush()
        own = {"undo_id": row.id, "workspace_id": self._workspace_id}
        steps = [own | to_json(step) for step in change.clients]
        cards = [own | to_json(step) for step in change.cards]
        for table, values in ((UndoClientRow, steps), (UndoCardRow, cards)):
            if values:
                self._session.connection().execute(insert(table.__table__), values)  # type: ignore[arg-type]
        for old in self.all(change.departure_id)[MOST_UNDONE:]:
            self.remove(change.departure_id, old.id)

    def remove(self, departure_id: str, change_id: int) -> None:
        """Forget a change."""
        mine = (UndoRow.departure_id == departure_id, UndoRow.workspace_id == self._workspace_id)
        self._session.execute(delete(UndoRow).where(UndoRow.id == change_id, *mine))

    def forget(self, client_ids: Collection[str]) -> None:
        """Forget what was kept of erased clients, and every change that said who is who among them and others."""
        for batch in batches(sorted(client_ids)):
            mine = (UndoClientRow.client_id.in_(batch), UndoClientRow.workspace_id == self._workspace_id)
            among = select(UndoClientRow.undo_id).where(*mine)
            self._session.execute(delete(UndoRow).where(UndoRow.id.in_(among), UndoRow.matches))
            self._session.execute(delete(UndoClientRow).where(*mine))


def _typed(values: dict[str, Any]) -> dict[str, Any]:
    """Return values of a client's fields as the domain has them."""
    return {name: from_json(value, _KINDS[name]) for name, value in values.items() if name in _KINDS}

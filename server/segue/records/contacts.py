"""Contacts in the database, in statements of many rows: a list may hold 25,000."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import Row, Select, bindparam, delete, func, insert, select, tuple_, update
from sqlalchemy.orm import Session

from segue.clients.contact import Contact
from segue.desk.ports import StoredContact
from segue.records.convert import from_json, to_json
from segue.records.departures import SqlDepartures
from segue.records.rows import ContactRow

BATCH = 500
T = TypeVar("T")
_table = ContactRow.__table__.c
_COLUMNS = (_table.id, _table.client_id, _table.pin, _table.home, _table.contact, _table.gone, _table.mended)


class SqlContacts:
    """Implements ``segue.desk.ports.Contacts``."""

    def __init__(self, session: Session, workspace_id: str, departures: SqlDepartures) -> None:
        self._session = session
        self._workspace_id = workspace_id
        self._departures = departures

    def all(self, departure_id: str) -> list[StoredContact]:
        """Return every contact of a departure in the order read."""
        return [_stored(row) for row in self._session.execute(self._of(departure_id))]

    def of_clients(self, departure_id: str, client_ids: Collection[str]) -> list[StoredContact]:
        """Return the contacts of some clients in the order read."""
        found: list[StoredContact] = []
        for batch in batches(sorted(set(client_ids))):
            rows = self._session.execute(self._of(departure_id).where(_table.client_id.in_(batch)))
            found += [_stored(row) for row in rows]
        return sorted(found, key=lambda stored: stored.id)

    def of_keys(self, departure_id: str, keys: Collection[tuple[str, str]]) -> list[StoredContact]:
        """Return those of some sources and keys that are there, in the order read."""
        found: list[StoredContact] = []
        for batch in batches(sorted(set(keys))):
            rows = self._session.execute(self._of(departure_id).where(tuple_(_table.source, _table.key).in_(batch)))
            found += [_stored(row) for row in rows]
        return sorted(found, key=lambda stored: stored.id)

    def count(self, departure_id: str) -> int:
        """Return how many there are."""
        mine = (_table.departure_id == departure_id, _table.workspace_id == self._workspace_id)
        return self._session.scalar(select(func.count()).select_from(ContactRow).where(*mine)) or 0

    def by_source(self, departure_id: str) -> dict[str, int]:
        """Return how many there are of each source."""
        mine = (_table.departure_id == departure_id, _table.workspace_id == self._workspace_id)
        counted = select(_table.source, func.count()).where(*mine).group_by(_table.source)
        return {row[0]: row[1] for row in self._session.execute(counted)}

    def save(self, departure_id: str, contacts: Collection[StoredContact]) -> None:
        """Change the contacts that have an id, and add the others; a source and key can be there once."""
        known = [_values(stored) | {"of_id": stored.id} for stored in contacts if stored.id]
        fresh = [_values(stored) | self._own(departure_id) for stored in contacts if not stored.id]
        if known:
            mine = (_table.id == bindparam("of_id"), _table.workspace_id == self._workspace_id)
            change = update(ContactRow.__table__).where(*mine)  # type: ignore[arg-type]
            self._session.connection().execute(change, known)
        if fresh:
            self._session.connection().execute(insert(ContactRow.__table__), fresh)  # type: ignore[arg-type]
        if contacts:
            self._departures.touch(departure_id)

    def remove(self, departure_id: str, contacts: Collection[StoredContact]) -> None:
        """Forget contacts, by their source and key."""
        gone = {(stored.contact.source, stored.contact.key) for stored in contacts}
        keys = select(_table.id, _table.source, _table.key).where(
            _table.departure_id == departure_id, _table.workspace_id == self._workspace_id
        )
        ids = [number for number, source, key in self._session.execute(keys) if (source, key) in gone]
        for batch in batches(ids):
            self._session.execute(delete(ContactRow).where(ContactRow.id.in_(batch)))
        self._departures.touch(departure_id)

    def _own(self, departure_id: str) -> dict[str, object]:
        return {"workspace_id": self._workspace_id, "departure_id": departure_id, "apart": False}

    def _of(self, departure_id: str) -> Select[Any]:
        mine = (_table.departure_id == departure_id, _table.workspace_id == self._workspace_id)
        return select(*_COLUMNS).where(*mine).order_by(_table.id)


def batches(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield values in lots that one statement can name."""
    for start in range(0, len(values), BATCH):
        yield values[start : start + BATCH]


def _stored(row: Row[Any]) -> StoredContact:
    contact = from_json(row.contact, Contact)
    return StoredContact(contact, row.client_id, row.pin, row.home, row.id, row.gone, row.mended)


def _values(stored: StoredContact) -> dict[str, object]:
    placed = {name: getattr(stored, name) for name in ("client_id", "pin", "home", "gone", "mended")}
    contact = stored.contact
    return placed | {"source": contact.source, "key": contact.key, "contact": to_json(contact)}

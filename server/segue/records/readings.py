"""Readings of contacts in the database, and what was uploaded for them, in parts."""

import json
from typing import Any

from sqlalchemy import Select, delete, insert, select, update
from sqlalchemy.orm import Session

from segue.departure.errors import NotFound
from segue.desk.ports import OPEN, Page, Reading
from segue.records.convert import from_json, to_json
from segue.records.departures import SqlDepartures
from segue.records.rows import ReadingBytesRow, ReadingRow

_table = ReadingRow.__table__.c


class SqlReadings:
    """Implements ``segue.desk.ports.Readings``."""

    def __init__(self, session: Session, workspace_id: str, departures: SqlDepartures) -> None:
        self._session = session
        self._workspace_id = workspace_id
        self._departures = departures

    def get(self, reading_id: str) -> Reading:
        """Return one; raises NotFound."""
        return self._one(self._mine().where(_table.id == reading_id))

    def all(self, departure_id: str) -> list[Reading]:
        """Return those of a departure, newest first."""
        wanted = self._mine().where(_table.departure_id == departure_id).order_by(_table.at.desc(), _table.id.desc())
        return [_reading(facts) for facts in self._session.scalars(wanted)]

    def open(self) -> list[Reading]:
        """Return those of every departure that are not over, oldest first."""
        wanted = self._mine().where(_table.state.in_(sorted(OPEN))).order_by(_table.at, _table.id)
        return [_reading(facts) for facts in self._session.scalars(wanted)]

    def meanings_of(self, departure_id: str, fingerprint: str) -> tuple[str, ...] | None:
        """Return what was last said of the columns of a table of this layout, None when nobody was asked."""
        same = (_table.departure_id == departure_id, _table.fingerprint == fingerprint)
        found = self._session.scalars(self._mine().where(*same).order_by(_table.at.desc(), _table.id.desc()))
        told = (_reading(facts).meanings for facts in found)
        return next((meanings for meanings in told if meanings is not None), None)

    def save(self, reading: Reading) -> None:
        """Write one."""
        self._departures.get(reading.departure_id)
        facts = {"at": reading.at, "state": reading.state, "fingerprint": reading.fingerprint}
        values = {**facts, "facts": to_json(reading)}
        mine = (_table.id == reading.id, _table.workspace_id == self._workspace_id)
        changed: Any = self._session.execute(update(ReadingRow).where(*mine).values(**values))
        if not changed.rowcount:
            own = {"id": reading.id, "workspace_id": self._workspace_id, "departure_id": reading.departure_id}
            self._session.execute(insert(ReadingRow).values(**own, **values))

    def add_bytes(self, reading_id: str, number: int, content: bytes) -> None:
        """Keep the next part of an upload; parts count from 0."""
        self.get(reading_id)
        own = {"reading_id": reading_id, "number": number, "workspace_id": self._workspace_id}
        self._session.connection().execute(insert(ReadingBytesRow.__table__), [own | {"content": content}])  # type: ignore[arg-type]

    def bytes_of(self, reading_id: str, number: int) -> bytes:
        """Return one part of an upload; raises NotFound when it was deleted."""
        wanted = select(ReadingBytesRow.content).where(*self._bytes(reading_id), ReadingBytesRow.number == number)
        found = self._session.scalar(wanted)
        if found is None:
            raise NotFound("upload_gone")
        return found

    def add_page(self, reading_id: str, number: int, page: Page) -> None:
        """Keep the next page of an address book; pages count from 0."""
        self.add_bytes(reading_id, number, json.dumps(to_json(page), ensure_ascii=False).encode())

    def pages_of(self, reading_id: str) -> list[Page]:
        """Return the pages that are kept of an address book, in their order."""
        wanted = select(ReadingBytesRow.content).where(*self._bytes(reading_id)).order_by(ReadingBytesRow.number)
        return [from_json(json.loads(content), Page) for content in self._session.scalars(wanted)]

    def drop_bytes(self, reading_id: str) -> None:
        """Delete what was uploaded, and the pages."""
        self._session.execute(delete(ReadingBytesRow).where(*self._bytes(reading_id)))

    def _bytes(self, reading_id: str) -> tuple[Any, ...]:
        return ReadingBytesRow.reading_id == reading_id, ReadingBytesRow.workspace_id == self._workspace_id

    def _one(self, wanted: Select[Any]) -> Reading:
        found = self._session.scalar(wanted)
        if found is None:
            raise NotFound()
        return _reading(found)

    def _mine(self) -> Select[Any]:
        return select(_table.facts).where(_table.workspace_id == self._workspace_id)


def _reading(facts: dict[str, Any]) -> Reading:
    return from_json(facts, Reading)

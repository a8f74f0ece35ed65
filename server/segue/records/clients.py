"""Contacts and the client list in the database."""

from sqlalchemy import ColumnElement, Select, delete, func, select
from sqlalchemy.orm import Session

from segue.clients.client import Client
from segue.clients.contact import Contact
from segue.departure.errors import ChangedMeanwhile, NotFound
from segue.desk.ports import ClientFilter, StoredContact
from segue.records.convert import from_json, to_json
from segue.records.departures import SqlDepartures
from segue.records.rows import ClientRow, ContactRow, LabelRow

BATCH = 500


class SqlContacts:
    """Implements ``segue.desk.ports.Contacts``."""

    def __init__(self, session: Session, workspace_id: str, departures: SqlDepartures) -> None:
        self._session = session
        self._workspace_id = workspace_id
        self._departures = departures

    def all(self, departure_id: str) -> list[StoredContact]:
        """Return every contact of a departure in the order read."""
        return [
            StoredContact(from_json(row.contact, Contact), row.client_id, row.apart) for row in self._rows(departure_id)
        ]

    def save(self, departure_id: str, contacts: list[StoredContact]) -> None:
        """Add contacts, or replace those with the same source and key."""
        known = {(row.source, row.key): row for row in self._rows(departure_id)}
        for stored in contacts:
            source, key = stored.contact.source, stored.contact.key
            row = known.get((source, key)) or ContactRow(
                workspace_id=self._workspace_id, departure_id=departure_id, source=source, key=key
            )
            row.client_id, row.apart, row.contact = stored.client_id, stored.apart, to_json(stored.contact)
            self._session.add(row)
        self._session.flush()
        self._departures.touch(departure_id)

    def remove(self, departure_id: str, contacts: list[StoredContact]) -> None:
        """Forget contacts, by their source and key."""
        gone = {(stored.contact.source, stored.contact.key) for stored in contacts}
        for row in self._rows(departure_id):
            if (row.source, row.key) in gone:
                self._session.delete(row)
        self._session.flush()
        self._departures.touch(departure_id)

    def _rows(self, departure_id: str) -> list[ContactRow]:
        mine = select(ContactRow).where(
            ContactRow.departure_id == departure_id, ContactRow.workspace_id == self._workspace_id
        )
        return list(self._session.scalars(mine.order_by(ContactRow.id)))


class SqlClients:
    """Implements ``segue.desk.ports.Clients``."""

    def __init__(self, session: Session, workspace_id: str, departures: SqlDepartures) -> None:
        self._session = session
        self._workspace_id = workspace_id
        self._departures = departures

    def get(self, client_id: str) -> Client:
        """Return one; raises NotFound."""
        row = self._session.get(ClientRow, client_id)
        if row is None or row.workspace_id != self._workspace_id:
            raise NotFound("client_unknown")
        return _client(row)

    def all(self, departure_id: str) -> list[Client]:
        """Return all, by company and name."""
        rows = self._session.scalars(_ordered().where(*self._of(departure_id)))
        return [_client(row) for row in rows]

    def page(self, departure_id: str, wanted: ClientFilter, offset: int, limit: int) -> tuple[int, list[Client]]:
        """Return how many match and one page of them, by company and name."""
        conditions = [*self._of(departure_id), *_conditions(wanted)]
        total = self._session.scalar(select(func.count()).select_from(ClientRow).where(*conditions)) or 0
        rows = self._session.scalars(_ordered().where(*conditions).offset(offset).limit(limit))
        return total, [_client(row) for row in rows]

    def labels(self, departure_id: str) -> list[tuple[str, int]]:
        """Return every label with how many clients carry it."""
        counted = select(LabelRow.label, func.count()).where(
            LabelRow.departure_id == departure_id, LabelRow.workspace_id == self._workspace_id
        )
        return [
            (label, n) for label, n in self._session.execute(counted.group_by(LabelRow.label).order_by(LabelRow.label))
        ]

    def companies(self, departure_id: str) -> list[tuple[str, int]]:
        """Return every company with how many clients it has."""
        counted = select(ClientRow.company, func.count()).where(*self._of(departure_id), ClientRow.company != "")
        grouped = counted.group_by(ClientRow.company).order_by(ClientRow.company)
        return [(company, n) for company, n in self._session.execute(grouped)]

    def save(self, client: Client) -> Client:
        """Write one and return it with its next version; raises ChangedMeanwhile when the version is old."""
        self.save_all([client])
        return self.get(client.id)

    def save_all(self, clients: list[Client]) -> None:
        """Write many; versions are checked as in ``save``."""
        known = self._known([client.id for client in clients])
        for client in clients:
            row = known.get(client.id) or self._new(client)
            if row.version != client.version:
                raise ChangedMeanwhile()
            self._fill(row, client)
            self._departures.touch(client.departure_id)
        self._session.flush()
        self._relabel(clients)

    def remove(self, client_ids: list[str]) -> None:
        """Forget clients that no contact belongs to any more."""
        for start in range(0, len(client_ids), BATCH):
            batch = client_ids[start : start + BATCH]
            self._session.execute(
                delete(ClientRow).where(ClientRow.id.in_(batch), ClientRow.workspace_id == self._workspace_id)
            )

    def _known(self, ids: list[str]) -> dict[str, ClientRow]:
        rows: dict[str, ClientRow] = {}
        for start in range(0, len(ids), BATCH):
            batch = select(ClientRow).where(
                ClientRow.id.in_(ids[start : start + BATCH]), ClientRow.workspace_id == self._workspace_id
            )
            rows |= {row.id: row for row in self._session.scalars(batch)}
        return rows

    def _new(self, client: Client) -> ClientRow:
        row = ClientRow(
            id=client.id, workspace_id=self._workspace_id, departure_id=client.departure_id, version=client.version
        )
        self._session.add(row)
        return row

    def _fill(self, row: ClientRow, client: Client) -> None:
        row.name, row.company, row.chosen, row.in_tray = client.name, client.company, client.chosen, bool(client.tray)
        row.search = " ".join((client.name, client.company, *client.addresses)).casefold()
        row.facts, row.version = to_json(client), client.version + 1

    def _relabel(self, clients: list[Client]) -> None:
        ids = [client.id for client in clients]
        for start in range(0, len(ids), BATCH):
            self._session.execute(delete(LabelRow).where(LabelRow.client_id.in_(ids[start : start + BATCH])))
        self._session.add_all(
            LabelRow(client_id=c.id, label=label, workspace_id=self._workspace_id, departure_id=c.departure_id)
            for c in clients
            for label in dict.fromkeys(c.labels)
        )
        self._session.flush()

    def _of(self, departure_id: str) -> list[ColumnElement[bool]]:
        return [ClientRow.departure_id == departure_id, ClientRow.workspace_id == self._workspace_id]


def _ordered() -> Select[ClientRow]:
    return select(ClientRow).order_by(ClientRow.company, ClientRow.name, ClientRow.id)


def _conditions(wanted: ClientFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.query:
        conditions += [ClientRow.search.contains(word, autoescape=True) for word in wanted.query.casefold().split()]
    if wanted.company:
        conditions.append(ClientRow.company == wanted.company)
    if wanted.label:
        conditions.append(ClientRow.id.in_(select(LabelRow.client_id).where(LabelRow.label == wanted.label)))
    if wanted.chosen is not None:
        conditions.append(ClientRow.chosen == wanted.chosen)
    if wanted.in_tray is not None:
        conditions.append(ClientRow.in_tray == wanted.in_tray)
    return conditions


def _client(row: ClientRow) -> Client:
    return from_json({**row.facts, "version": row.version}, Client)

"""The client list in the database, in statements of many rows: a list may hold 25,000."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, delete, func, insert, or_, select, tuple_, update
from sqlalchemy.orm import Session

from segue.clients.check import Checked
from segue.clients.client import Client, Importance
from segue.clients.companies import Seen
from segue.clients.company_name import company_key
from segue.departure.errors import ChangedMeanwhile, NotFound
from segue.desk.ports import ChosenClient, ClientFilter, Firm, Sizes
from segue.records import client_lists
from segue.records.client_filters import conditions_of
from segue.records.contacts import batches
from segue.records.convert import from_json, to_json
from segue.records.departures import SqlDepartures
from segue.records.rows import ClientRow, LabelRow, LetterRow

_table = ClientRow.__table__.c


class SqlClients:
    """Implements ``segue.desk.ports.Clients``."""

    def __init__(self, session: Session, workspace_id: str, departures: SqlDepartures) -> None:
        self._session = session
        self._workspace_id = workspace_id
        self._departures = departures

    def get(self, client_id: str) -> Client:
        """Return one; raises NotFound."""
        found = self._read([_table.id == client_id])
        if not found:
            raise NotFound("client_unknown")
        return found[0]

    def some(self, departure_id: str, client_ids: Collection[str]) -> list[Client]:
        """Return those of some ids that are there, by company and name."""
        found: list[Client] = []
        for batch in batches(sorted(set(client_ids))):
            found += self._read([_table.departure_id == departure_id, _table.id.in_(batch)])
        return sorted(found, key=lambda client: (client.company, client.name, client.id))

    def all(self, departure_id: str) -> list[Client]:
        """Return all, by company and name."""
        return self._read([_table.departure_id == departure_id])

    def dormant(self, departure_id: str) -> list[Client]:
        """Return those who are asleep in another client."""
        asleep = (_table.departure_id == departure_id, _table.workspace_id == self._workspace_id)
        return self._clients(_ordered().where(*asleep, _table.merged_into != ""))

    def with_wording(self, departure_id: str) -> list[Client]:
        """Return those who were ever chosen."""
        return self._read([_table.departure_id == departure_id, _table.wording.is_not(None)])

    def key(self, departure_id: str) -> list[Client]:
        """Return the chosen ones who matter most, by company and name."""
        return self._read([_table.departure_id == departure_id, _table.chosen, _table.importance == Importance.KEY])

    def chosen(self, departure_id: str) -> list[ChosenClient]:
        """Return those who are chosen, as counting needs them."""
        confirmed = _table.facts["salutation_confirmed"].as_boolean()
        point = _table.facts["contact_point_id"].as_string()
        columns = (_table.id, point, _table.company, _table.facts["addresses"], _table.locale, confirmed)
        rows = self._session.execute(select(*columns).where(*self._mine(departure_id), _table.chosen))
        return [
            ChosenClient(id, point or "", company, tuple(addresses), locale, bool(is_so))
            for id, point, company, addresses, locale, is_so in rows
        ]

    def chosen_names(self, departure_id: str) -> list[tuple[str, str]]:
        """Return name and company of each who is chosen, by company and name."""
        names = select(_table.name, _table.company).where(*self._mine(departure_id), _table.chosen)
        rows = self._session.execute(names.order_by(_table.company, _table.name, _table.id))
        return [(name, company) for name, company in rows]

    def to_check(self, departure_id: str) -> Iterator[Checked]:
        """Yield of each chosen client what is checked, by company and name; never all rows at once."""
        mine = (*self._awake(), _table.departure_id == departure_id, _table.chosen)
        with self._session.execute(_ordered().where(*mine), execution_options={"yield_per": 500}) as rows:
            yield from (from_json(facts, Checked) for facts, _ in rows)

    def page(self, departure_id: str, wanted: ClientFilter, offset: int, limit: int) -> tuple[int, list[Client]]:
        """Return how many match and one page of them, by company and name."""
        conditions = [*self._mine(departure_id), *conditions_of(wanted)]
        total = self._session.scalar(select(func.count()).select_from(ClientRow).where(*conditions)) or 0
        return total, self._clients(_ordered().where(*conditions).offset(offset).limit(limit))

    def sizes(self, departure_id: str) -> Sizes:
        """Return how long the lists are, in one count."""
        return client_lists.sizes(self._session, self._mine(departure_id))

    def labels(self, departure_id: str, most: int) -> list[tuple[str, int]]:
        """Return labels, in order, with how many clients carry each; beyond ``most`` the rarest are left out."""
        mine = (LabelRow.departure_id == departure_id, LabelRow.workspace_id == self._workspace_id)
        return client_lists.labels(self._session, mine, most)

    def firms(self, departure_id: str, query: str, offset: int, limit: int) -> tuple[int, list[Firm]]:
        """Return how many companies match and one page of them, by key; people of no company come first, as one."""
        return client_lists.firms(self._session, self._mine(departure_id), query, offset, limit)

    def seen(self, departure_id: str) -> list[Seen]:
        """Return all as a comparison with an account list needs them, without the rest; nobody as told."""
        return [_seen_in(row) for row in self._session.execute(_seen().where(*self._mine(departure_id)))]

    def recipients(self, departure_id: str) -> list[Seen]:
        """Return those who are chosen or have a letter, without the rest of them, by company and name."""
        with_letter = select(LetterRow.client_id).where(LetterRow.departure_id == departure_id)
        wanted = _seen().where(*self._mine(departure_id), or_(_table.chosen, _table.id.in_(with_letter)))
        ordered = wanted.order_by(_table.company, _table.name, _table.id)
        return [_seen_in(row) for row in self._session.execute(ordered)]

    def save(self, client: Client) -> Client:
        """Write one and return it with its next version; raises ChangedMeanwhile when the version is old."""
        self.save_all([client])
        return self.get(client.id)

    def save_all(self, clients: Collection[Client]) -> None:
        """Write many; versions are checked as in ``save``."""
        versions = self._versions([client.id for client in clients])
        if any(versions.get(client.id, client.version) != client.version for client in clients):
            raise ChangedMeanwhile()
        fresh = [_values(client) | self._key(client) for client in clients if client.id not in versions]
        known = [_values(client) | {"of_id": client.id} for client in clients if client.id in versions]
        if fresh:
            self._session.connection().execute(insert(ClientRow.__table__), fresh)  # type: ignore[arg-type]
        if known:
            mine = (_table.id == bindparam("of_id"), _table.workspace_id == self._workspace_id)
            change = update(ClientRow.__table__).where(*mine)  # type: ignore[arg-type]
            self._session.connection().execute(change, known)
        self._relabel(clients, versions.keys())
        for departure_id in {client.departure_id for client in clients}:
            self._departures.touch(departure_id)

    def remove(self, client_ids: Collection[str]) -> None:
        """Forget clients that no contact belongs to any more, with what could be undone of them."""
        for batch in batches(sorted(client_ids)):
            self._session.execute(
                delete(ClientRow).where(ClientRow.id.in_(batch), ClientRow.workspace_id == self._workspace_id)
            )

    def _read(self, conditions: Iterable[ColumnElement[bool]]) -> list[Client]:
        return self._clients(_ordered().where(*self._awake(), *conditions))

    def _clients(self, wanted: Select[Any]) -> list[Client]:
        return [from_json({**facts, "version": version}, Client) for facts, version in self._session.execute(wanted)]

    def _mine(self, departure_id: str) -> tuple[ColumnElement[bool], ...]:
        return *self._awake(), _table.departure_id == departure_id

    def _awake(self) -> tuple[ColumnElement[bool], ...]:
        return _table.workspace_id == self._workspace_id, _table.merged_into == ""

    def _versions(self, ids: list[str]) -> dict[str, int]:
        versions: dict[str, int] = {}
        for batch in batches(ids):
            wanted = select(_table.id, _table.version).where(
                _table.id.in_(batch), _table.workspace_id == self._workspace_id
            )
            versions |= {row.id: row.version for row in self._session.execute(wanted)}
        return versions

    def _key(self, client: Client) -> dict[str, object]:
        return {"id": client.id, "workspace_id": self._workspace_id, "departure_id": client.departure_id}

    def _relabel(self, clients: Collection[Client], known: Collection[str]) -> None:
        """Write the labels that changed."""
        before = self._labels_of(sorted(known))
        after = {client.id: set(client.labels) for client in clients}
        gone = [(one, label) for one in before for label in before[one] - after[one]]
        for batch in batches(gone):
            self._session.execute(delete(LabelRow).where(tuple_(LabelRow.client_id, LabelRow.label).in_(batch)))
        fresh = [
            {"client_id": c.id, "label": label, "workspace_id": self._workspace_id, "departure_id": c.departure_id}
            for c in clients
            for label in sorted(after[c.id] - before[c.id])
        ]
        if fresh:
            self._session.connection().execute(insert(LabelRow.__table__), fresh)  # type: ignore[arg-type]

    def _labels_of(self, ids: list[str]) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for batch in batches(ids):
            carried = select(LabelRow.client_id, LabelRow.label).where(LabelRow.client_id.in_(batch))
            for client_id, label in self._session.execute(carried):
                found[client_id].add(label)
        return found


def _ordered() -> Select[Any]:
    return select(_table.facts, _table.version).order_by(_table.company, _table.name, _table.id)


def _seen() -> Select[Any]:
    columns = (_table.id, _table.name, _table.company, _table.facts["addresses"], _table.chosen, _table.in_tray)
    return select(*columns)


def _seen_in(row: Any) -> Seen:
    id, name, company, addresses, chosen, aside = row
    return Seen(id, name, company, tuple(addresses), chosen, aside)


def _values(client: Client) -> dict[str, object]:
    return {
        "name": client.name,
        "company": client.company,
        "firm": company_key(client.company),
        "locale": client.locale,
        "register": client.register or "",
        "contact_point_id": client.contact_point_id,
        "importance": client.importance,
        "search": " ".join((client.name, client.company, *client.addresses)).casefold(),
        "chosen": client.chosen,
        "in_tray": bool(client.tray),
        "asked": bool(client.question),
        "proposed": bool(client.likely),
        "wording": client.wording,
        "merged_into": client.merged_into,
        "facts": to_json(client),
        "version": client.version + 1,
    }

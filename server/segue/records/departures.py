"""Departures in the database."""

from sqlalchemy import Select, String, cast, delete, select, update
from sqlalchemy.orm import Session

from segue.departure.departure import Departure
from segue.departure.errors import ChangedMeanwhile, NotFound
from segue.records.convert import from_json, to_json
from segue.records.readable import readable
from segue.records.rows import (
    AccountListRow,
    AccountRow,
    AccountWordRow,
    CallRow,
    ClientRow,
    ContactRow,
    DepartureRow,
    DraftingRow,
    LetterRow,
    ProblemRow,
    ReadingRow,
    UndoRow,
)

OWN = (
    *(UndoRow, DraftingRow, LetterRow, CallRow, ClientRow, ContactRow),
    *(AccountWordRow, AccountRow, AccountListRow, ProblemRow, ReadingRow),
)
"""What goes with a departure, those that point to others first; the bytes of an upload go with its reading,
what came of each letter with its run."""

CODE = "departure_unreadable"


class SqlDepartures:
    """Implements ``segue.desk.ports.Departures``. ``touch`` makes the revision grow, once a transaction.

    Whatever reads a departure raises Damaged where its row cannot be read.
    """

    def __init__(self, session: Session, workspace_id: str) -> None:
        self._session = session
        self._workspace_id = workspace_id
        self._touched: set[str] = set()

    def get(self, departure_id: str) -> Departure:
        """Return one; raises NotFound."""
        row = self._row(departure_id)
        if row is None or row.workspace_id != self._workspace_id:
            raise NotFound()
        with readable(CODE):
            return _departure(row)

    def of_leaver(self, person_id: str) -> Departure | None:
        """Return the person's own departure."""
        return next(iter(self._read(self._mine().where(DepartureRow.leaver_id == person_id))), None)

    def for_approver(self, person_id: str) -> list[Departure]:
        """Return the departures that the person was asked about."""
        asked = self._mine().where(DepartureRow.approver_id == person_id, DepartureRow.asked_at.is_not(None))
        return self._read(asked.order_by(DepartureRow.last_day))

    def of_manager(self, person_id: str) -> list[Departure]:
        """Return the departures whose answer names the person as the manager who tells."""
        named = self._mine().where(DepartureRow.facts["terms"]["manager_id"].as_string() == person_id)
        return self._read(named.order_by(DepartureRow.last_day))

    def all(self) -> list[Departure]:
        """Return every departure, by last day."""
        return self._read(self._mine().order_by(DepartureRow.last_day, DepartureRow.id))

    def naming(self, address: str) -> list[Departure]:
        """Return, by last day, every one whose facts hold an address, and perhaps some that do not."""
        holds = cast(DepartureRow.facts, String).icontains(address.strip(), autoescape=True)
        named = self._mine().where(holds) if address.isascii() else self._mine()  # JSON has other letters as numbers
        return self._read(named.order_by(DepartureRow.last_day, DepartureRow.id))

    def ids(self) -> list[str]:
        """Return the id of every departure, of those as well that cannot be read."""
        mine = select(DepartureRow.id).where(DepartureRow.workspace_id == self._workspace_id)
        return list(self._session.scalars(mine.order_by(DepartureRow.last_day, DepartureRow.id)))

    def remove(self, departure_id: str) -> None:
        """Delete one with everything that belongs to it."""
        self.get(departure_id)
        for table in OWN:
            self._session.execute(delete(table).where(table.departure_id == departure_id))
        self._session.execute(delete(DepartureRow).where(DepartureRow.id == departure_id))
        self._session.expire_all()

    def save(self, departure: Departure) -> Departure:
        """Write one and return it with its next version; raises ChangedMeanwhile when the version is old."""
        row = self._row(departure.id)
        if row is None:
            row = DepartureRow(id=departure.id, workspace_id=self._workspace_id, leaver_id=departure.leaver_id)
            row.version = 0
            self._session.add(row)
        if row.version != departure.version or row.workspace_id != self._workspace_id:
            raise ChangedMeanwhile()
        row.approver_id, row.last_day, row.asked_at = departure.approver_id, departure.last_day, departure.asked_at
        row.facts, row.version = to_json(departure), departure.version + 1
        self._session.flush()
        self.touch(departure.id)
        return _departure(row)

    def revision(self, departure_id: str) -> int:
        """Return a number that grows with every change to anything of the departure."""
        wanted = select(DepartureRow.revision).where(
            DepartureRow.id == departure_id, DepartureRow.workspace_id == self._workspace_id
        )
        return self._session.scalar(wanted) or 0

    def touch(self, departure_id: str) -> None:
        """Note that something of the departure changed."""
        if departure_id not in self._touched:
            self._touched.add(departure_id)
            grow = update(DepartureRow).where(
                DepartureRow.id == departure_id, DepartureRow.workspace_id == self._workspace_id
            )
            self._session.execute(grow.values(revision=DepartureRow.revision + 1))

    def _row(self, departure_id: str) -> DepartureRow | None:
        with readable(CODE):
            return self._session.get(DepartureRow, departure_id)

    def _read(self, wanted: Select[DepartureRow]) -> list[Departure]:
        with readable(CODE):
            return [_departure(row) for row in self._session.scalars(wanted)]

    def _mine(self) -> Select[DepartureRow]:
        return select(DepartureRow).where(DepartureRow.workspace_id == self._workspace_id)


def _departure(row: DepartureRow) -> Departure:
    found = from_json({**row.facts, "version": row.version}, Departure)
    if (found.id, found.workspace_id, found.leaver_id) != (row.id, row.workspace_id, row.leaver_id):
        raise ValueError("the facts are another departure's")
    if not found.contact_points:
        raise ValueError("nobody is named to turn to")
    return found

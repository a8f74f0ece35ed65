"""The audit in the database: appended to, read in order, and shown a page at a time."""

from collections.abc import Collection, Iterator
from contextlib import closing
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, insert, or_, select
from sqlalchemy.orm import Session

from segue.departure.audit import Entry
from segue.departure.errors import Damaged
from segue.desk.ports import AuditFilter
from segue.records.readable import readable
from segue.records.rows import AuditRow

YEARS = range(1970, 9999)
"""Moments that every time zone can tell."""
_ADD = insert(AuditRow.__table__)  # type: ignore[arg-type]  # past the session's map: nobody holds what is only added


class SqlAudit:
    """Implements ``segue.desk.ports.Audit``. Writers queue for the database's lock, so the chain never forks."""

    def __init__(self, session: Session, workspace_id: str) -> None:
        self._session, self._workspace_id = session, workspace_id
        self._appended: Entry | None = None

    def last(self) -> Entry | None:
        """Return the newest entry; none comes after one's own until the transaction ends."""
        if self._appended is not None:
            return self._appended
        mine = select(AuditRow).where(AuditRow.workspace_id == self._workspace_id)
        with readable("audit_unreadable"):
            row = self._session.scalar(mine.order_by(AuditRow.seq.desc()).limit(1))
            return _entry(row) if row else None

    def append(self, entry: Entry) -> None:
        """Add an entry; the database refuses a second one with the same ``seq``."""
        self._session.connection().execute(_ADD, {"workspace_id": self._workspace_id, **vars(entry)})
        self._appended = entry

    def entries(self, departure_id: str = "") -> Iterator[Entry]:
        """Yield every entry in order, or those of one departure."""
        wanted = select(AuditRow).where(AuditRow.workspace_id == self._workspace_id).order_by(AuditRow.seq)
        if departure_id:
            wanted = wanted.where(AuditRow.departure_id == departure_id)
        with readable("audit_unreadable"):
            found = self._session.scalars(wanted.execution_options(yield_per=500))
        with closing(found):
            rows = iter(found)
            while True:
                with readable("audit_unreadable"):
                    row = next(rows, None)
                    entry = _entry(row) if row else None
                if entry is None:
                    return
                yield entry

    def count(self, wanted: AuditFilter) -> int:
        """Return how many entries match."""
        mine = select(func.count()).select_from(AuditRow).where(*self._matching(wanted))
        return self._session.scalar(mine) or 0

    def newest(self, wanted: AuditFilter, offset: int, limit: int) -> list[Entry | int]:
        """Return one page of those that match, newest first; of an entry that cannot be read, its number alone."""
        # Of one departure the entries are few: they are found and sorted, not looked for backwards among everybody's.
        number = AuditRow.seq + 0 if wanted.departure_id else AuditRow.seq
        rows = select(AuditRow).where(*self._matching(wanted)).order_by(number.desc()).offset(offset).limit(limit)
        try:
            with readable("audit_unreadable"):
                return [_entry(row) for row in self._session.scalars(rows)]
        except Damaged:
            with readable("audit_unreadable"):
                numbers = list(self._session.scalars(rows.with_only_columns(AuditRow.seq)))
            return [self._one(seq) for seq in numbers]

    def _one(self, seq: int) -> Entry | int:
        try:
            with readable("audit_unreadable"):
                return _entry(self._session.get_one(AuditRow, (self._workspace_id, seq)))
        except Damaged:
            return seq

    def _matching(self, wanted: AuditFilter) -> list[ColumnElement[bool]]:
        found = [AuditRow.workspace_id == self._workspace_id]
        if wanted.departure_id:
            found.append(AuditRow.departure_id == wanted.departure_id)
        if wanted.subject_id:
            found.append(AuditRow.subject_id == wanted.subject_id)
        if wanted.only is not None:
            found.append(AuditRow.departure_id.in_(wanted.only))
        return [*found, AuditRow.departure_id.not_in(wanted.without)]

    def holds(self, departure_id: str, verb: str) -> bool:
        """Say whether something was done with a departure before."""
        done = select(AuditRow.seq).where(
            AuditRow.workspace_id == self._workspace_id, AuditRow.departure_id == departure_id, AuditRow.verb == verb
        )
        return self._session.scalar(done.limit(1)) is not None

    def last_at(self, departure_id: str, verb: str) -> datetime | None:
        """Return when something was done with a departure last (aware), None where it never was."""
        done = AuditFilter(departure_id)
        last = select(func.max(AuditRow.at)).where(*self._matching(done), AuditRow.verb == verb)
        with readable("audit_unreadable"):
            return self._session.scalar(last)

    def doers(self, departure_id: str, verbs: Collection[str], statuses: Collection[str]) -> set[tuple[str, str]]:
        """Return who did one of some verbs with what, or gave it one of some statuses: pairs of subject and person."""
        given = AuditRow.details["status"].as_string().in_(sorted(statuses))
        did = or_(AuditRow.verb.in_(sorted(verbs)), and_(AuditRow.verb == "mark", given))
        pairs = select(AuditRow.subject_id, AuditRow.person_id).distinct()
        with readable("audit_unreadable"):
            found = self._session.execute(pairs.where(*self._matching(AuditFilter(departure_id)), did))
            return {(subject_id, person_id) for subject_id, person_id in found}


def _entry(row: AuditRow) -> Entry:
    said = (row.person_id, row.verb, row.departure_id, row.subject_id)
    texts = (*said, row.mac, *row.details, *row.details.values())
    if row.at.year not in YEARS or not isinstance(row.seq, int) or not all(isinstance(one, str) for one in texts):
        raise ValueError("an entry that Segue did not write")
    return Entry(row.seq, row.at, *said, dict(row.details), row.mac)

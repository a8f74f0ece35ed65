"""The database of all companies: who reads sees one moment, who writes is alone in the company until the end."""

import hashlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, Select, bindparam, delete, select
from sqlalchemy import Row as SqlRow
from sqlalchemy.orm import Session

from segue.departure.errors import NotFound
from segue.departure.people import Workspace
from segue.desk.ports import Attempts, SignedIn, Stores, Watched
from segue.records.account_lists import SqlAccountLists
from segue.records.audit import SqlAudit
from segue.records.browsers import SqlAttempts, SqlBrowsers, forget_attempts, forget_ended, workspace_of
from segue.records.calls import SqlCalls
from segue.records.clients import SqlClients
from segue.records.connections import SqlConnections
from segue.records.contacts import SqlContacts
from segue.records.convert import from_json
from segue.records.departures import SqlDepartures
from segue.records.draftings import SqlDraftings
from segue.records.engine import be_alone_with, for_reading, for_writing
from segue.records.governance import SqlErased, SqlPolicies, SqlSettings, workspace_row
from segue.records.letters import SqlLetters
from segue.records.people import SqlPeople
from segue.records.problem_rows import SqlProblemRows
from segue.records.readable import readable
from segue.records.readings import SqlReadings
from segue.records.rows import AttemptRow, Row, SessionRow, WorkspaceRow
from segue.records.sealed import Seal, new_key
from segue.records.session import HoldingSession
from segue.records.undos import SqlUndos
from segue.records.watched import watched
from segue.records.wipe import wipe

_workspaces = WorkspaceRow.__table__
_WORKSPACE = select(_workspaces).where(_workspaces.c.id == bindparam("of_id"))
_HELD = _WORKSPACE.with_for_update(key_share=True)
"""The company's row, that no other writer holds until this transaction ends; SQLite has one writer at all."""


class Database:
    """Implements ``segue.desk.ports.Records``. Without a ``seal`` a provider's tokens last as long as it does."""

    def __init__(self, engine: Engine, seal: Seal | None = None) -> None:
        passing = [new_key()]
        self._seal = seal or Seal(lambda: passing)
        self._read = for_reading(engine)
        self._write = for_writing(engine)

    def reading(self, workspace_id: str) -> AbstractContextManager[Stores]:
        """Open the stores of a workspace to read; nothing is written."""
        return self._stores(self._read, workspace_id)

    def writing(self, workspace_id: str) -> AbstractContextManager[Stores]:
        """Open the stores of a workspace to change; all is written at the end, or nothing."""
        return self._stores(self._write, workspace_id)

    @contextmanager
    def _stores(self, engine: Engine, workspace_id: str) -> Iterator[Stores]:
        with HoldingSession(engine, autoflush=False, expire_on_commit=False) as session, session.begin():
            workspace = _found(session, workspace_id, _HELD if engine is self._write else _WORKSPACE)
            departures = SqlDepartures(session, workspace_id)
            yield Stores(
                workspace,
                SqlPeople(session, workspace_id),
                SqlBrowsers(session, workspace_id),
                departures,
                SqlContacts(session, workspace_id, departures),
                SqlClients(session, workspace_id, departures),
                SqlLetters(session, workspace_id, departures),
                SqlSettings(session, workspace_id),
                SqlPolicies(session, workspace_id),
                SqlAudit(session, workspace_id),
                SqlErased(session, workspace_id),
                SqlUndos(session, workspace_id),
                SqlAccountLists(session, workspace_id, departures),
                SqlReadings(session, workspace_id, departures),
                SqlProblemRows(session, workspace_id, departures),
                SqlConnections(session, workspace_id, self._seal),
                SqlDraftings(session, workspace_id, departures),
                SqlCalls(session, workspace_id, departures),
            )
            if engine is self._read:
                session.rollback()

    def add_workspace(self, workspace: Workspace) -> None:
        """Add a workspace."""
        with Session(self._write) as session, session.begin():
            session.add(workspace_row(workspace))

    def workspaces(self) -> list[Workspace]:
        """Return all workspaces."""
        with Session(self._read) as session, readable("settings_unreadable"):
            return [_workspace(row) for row in session.scalars(select(WorkspaceRow).order_by(WorkspaceRow.company))]

    def open_session(self, session: SignedIn, secret: str, expires_at: datetime) -> None:
        """Keep a session under the digest of its secret."""
        row = SessionRow(digest=_digest(secret), expires_at=expires_at, **vars(session))
        with Session(self._write) as records, records.begin():
            records.add(row)

    def session(self, secret: str, now: datetime) -> SignedIn | None:
        """Return whose session a secret opens, None when it ended."""
        with Session(self._read) as records:
            row = records.get(SessionRow, _digest(secret))
            if row is None or row.expires_at <= now:
                return None
            return SignedIn(row.workspace_id, row.person_id, row.csrf)

    def close_session(self, secret: str) -> None:
        """End a session."""
        with Session(self._write) as records, records.begin():
            records.execute(delete(SessionRow).where(SessionRow.digest == _digest(secret)))

    def forget_sessions(self, workspace_id: str, now: datetime) -> int:
        """Delete a company's sessions that have ended, its tokens and codes; returns how many sessions.

        Counters of attempts, which are of no company, go as well.
        """
        over = (SessionRow.workspace_id == workspace_id, SessionRow.expires_at <= now)
        with Session(self._write) as records, records.begin():
            _found(records, workspace_id, _HELD)
            digests = list(records.scalars(select(SessionRow.digest).where(*over)))
            records.execute(delete(SessionRow).where(*over))
            forget_ended(records, workspace_id, now)
            forget_attempts(records, now)
        return len(digests)

    def workspace_of(self, digest: str) -> str | None:
        """Return whose company a browser's token or code is of, by its digest."""
        with Session(self._read) as records:
            return workspace_of(records, digest)

    @contextmanager
    def counting(self) -> Iterator[Attempts]:
        """Open the counters of attempts; all is written at the end, or nothing."""
        with Session(self._write) as records, records.begin():
            be_alone_with(records.connection(), AttemptRow.__tablename__)
            yield SqlAttempts(records)

    def remove_workspace(self, workspace_id: str) -> None:
        """Delete a workspace with everything in it, from the tables that point to others first; raises NotFound."""
        with Session(self._write) as records, records.begin():
            if records.execute(_HELD, {"of_id": workspace_id}).one_or_none() is None:
                raise NotFound("workspace_unknown")
            for table in reversed(Row.metadata.sorted_tables):
                own = table.c.id if table.name == WorkspaceRow.__tablename__ else table.c.get("workspace_id")
                if own is not None:
                    records.execute(table.delete().where(own == workspace_id))

    def watched(self) -> Watched:
        """Return the figures for whoever keeps watch over the installation."""
        with Session(self._read) as session:
            return watched(session)

    def wipe(self) -> bool:
        """Make sure that nothing deleted can be read from the files any more; says whether it could."""
        return wipe(self._write)


def _found(session: Session, workspace_id: str, wanted: Select[Any]) -> Workspace:
    """Return a workspace; raises NotFound, or Damaged where its settings cannot be read."""
    with readable("settings_unreadable"):
        row = session.connection().execute(wanted, {"of_id": workspace_id}).one_or_none()
        workspace = _workspace(row) if row else None
    if workspace is None:
        raise NotFound("workspace_unknown")
    return workspace


def _workspace(row: WorkspaceRow | SqlRow[Any]) -> Workspace:
    ZoneInfo(row.zone)  # one that nobody knows would fail on every page
    names = ("id", "company", "zone", "own_domains", "google_domains", "microsoft_tenants", "confidential_viewers")
    return from_json({name: getattr(row, name) for name in names}, Workspace)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()

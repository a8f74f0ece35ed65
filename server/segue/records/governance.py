"""Settings, policy and erasures in the database: what a company keeps when departures are gone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from segue.departure.errors import ChangedMeanwhile, NotFound
from segue.departure.people import Workspace
from segue.departure.policy import Policy
from segue.departure.terms import struck
from segue.desk.ports import Erasure
from segue.records.convert import from_json, to_json
from segue.records.readable import readable
from segue.records.rows import ErasedRow, PolicyRow, WorkspaceRow


class SqlSettings:
    """Implements ``segue.desk.ports.Settings``."""

    def __init__(self, session: Session, workspace_id: str) -> None:
        self._session, self._workspace_id = session, workspace_id

    def save(self, workspace: Workspace) -> None:
        """Change the workspace's settings; raises NotFound for another's."""
        if workspace.id != self._workspace_id:
            raise NotFound("workspace_unknown")
        self._session.merge(workspace_row(workspace))
        self._session.flush()

    def daily_at(self) -> datetime | None:
        """Return when the daily job last went through, None when it never did."""
        return self._session.scalar(select(WorkspaceRow.daily_at).where(WorkspaceRow.id == self._workspace_id))

    def daily_done(self, at: datetime) -> None:
        """Note that the daily job went through."""
        mine = update(WorkspaceRow).where(WorkspaceRow.id == self._workspace_id)
        self._session.execute(mine.values(daily_at=at))


class SqlPolicies:
    """Implements ``segue.desk.ports.Policies``."""

    def __init__(self, session: Session, workspace_id: str) -> None:
        self._session, self._workspace_id = session, workspace_id
        self._current: Policy | None = None

    def current(self) -> Policy:
        """Return the newest version, read once a transaction; the careful default before there is one."""
        if self._current is None:
            with readable("settings_unreadable"):
                row = self._session.scalar(self._newest_first().limit(1))
                self._current = _policy(row) if row else Policy()
        return self._current

    def version(self, number: int) -> Policy:
        """Return one version, 0 for the default; raises NotFound."""
        with readable("settings_unreadable"):
            row = self._session.get(PolicyRow, (self._workspace_id, number))
            found = _policy(row) if row else Policy()
        if row is None and number:
            raise NotFound("policy_unknown")
        return found

    def all(self) -> list[tuple[Policy, datetime, str]]:
        """Return every version with when and by whom it was made, newest first."""
        with readable("settings_unreadable"):
            return [(_policy(row), row.at, row.person_id) for row in self._session.scalars(self._newest_first())]

    def add(self, policy: Policy, at: datetime, person_id: str) -> Policy:
        """Add a version; raises ChangedMeanwhile unless ``policy.version`` is the newest one's."""
        if policy.version != self.current().version:
            raise ChangedMeanwhile()
        made = replace(policy, version=policy.version + 1)
        row = PolicyRow(workspace_id=self._workspace_id, version=made.version, at=at, person_id=person_id)
        row.content = to_json(made)
        self._session.add(row)
        self._session.flush()
        self._current = made
        return made

    def strike(self, gone: Callable[[str], bool]) -> None:
        """Take erased addresses out of every version."""
        for row in self._session.scalars(self._newest_first()):
            policy = _policy(row)
            if (kept := _struck(policy, gone)) != policy:
                row.content = to_json(kept)
        self._session.flush()
        self._current = None

    def _newest_first(self) -> Select[PolicyRow]:
        mine = select(PolicyRow).where(PolicyRow.workspace_id == self._workspace_id)
        return mine.order_by(PolicyRow.version.desc())


class SqlErased:
    """Implements ``segue.desk.ports.Erased``."""

    def __init__(self, session: Session, workspace_id: str) -> None:
        self._session, self._workspace_id = session, workspace_id

    def add(self, erasure: Erasure) -> None:
        """Remember an erasure; the same again changes nothing."""
        if not self.holds(erasure.kind, erasure.hashed):
            self._session.add(ErasedRow(workspace_id=self._workspace_id, **vars(erasure)))
            self._session.flush()

    def holds(self, kind: str, hashed: str) -> bool:
        """Say whether something was erased."""
        return self._session.get(ErasedRow, (self._workspace_id, kind, hashed)) is not None

    def all(self) -> list[Erasure]:
        """Return every erasure, oldest first."""
        mine = select(ErasedRow).where(ErasedRow.workspace_id == self._workspace_id)
        return [Erasure(row.kind, row.hashed, row.at) for row in self._session.scalars(mine.order_by(ErasedRow.at))]


def _struck(policy: Policy, gone: Callable[[str], bool]) -> Policy:
    blocked = tuple(one for one in policy.blocked if not gone(one))
    standing = policy.standing
    if standing is not None:
        standing = replace(standing, terms=struck(standing.terms, gone))
    return replace(policy, blocked=blocked, standing=standing)


def _policy(row: PolicyRow) -> Policy:
    return from_json({**row.content, "version": row.version}, Policy)


def workspace_row(workspace: Workspace) -> WorkspaceRow:
    """Return a workspace as its row."""
    return WorkspaceRow(
        id=workspace.id,
        company=workspace.company,
        zone=workspace.zone,
        own_domains=list(workspace.own_domains),
        google_domains=list(workspace.google_domains),
        microsoft_tenants=list(workspace.microsoft_tenants),
        confidential_viewers=sorted(workspace.confidential_viewers),
    )

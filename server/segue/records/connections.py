"""Accounts at a provider, in the database; their tokens are sealed."""

import json
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from segue.departure.errors import Damaged, NotFound
from segue.desk.ports import Connection, Need, Tokens
from segue.records.rows import ConnectionRow
from segue.records.sealed import Seal


class SqlConnections:
    """Implements ``segue.desk.ports.Connections``; tokens that no key opens are as good as ended ones."""

    def __init__(self, session: Session, workspace_id: str, seal: Seal) -> None:
        self._session, self._workspace_id, self._seal = session, workspace_id, seal

    def of(self, person_id: str) -> Connection | None:
        """Return a person's, working or ended."""
        row = self._session.get(ConnectionRow, person_id)
        return self._connection(row) if row is not None and row.workspace_id == self._workspace_id else None

    def all(self) -> list[Connection]:
        """Return all of the workspace's."""
        mine = select(ConnectionRow).where(ConnectionRow.workspace_id == self._workspace_id)
        return [self._connection(row) for row in self._session.scalars(mine.order_by(ConnectionRow.person_id))]

    def save(self, connection: Connection) -> None:
        """Write one; raises NotFound for another company's."""
        known = self._session.get(ConnectionRow, connection.person_id)
        if known is not None and known.workspace_id != self._workspace_id:
            raise NotFound("person_unknown")
        tokens = connection.tokens
        row = ConnectionRow(
            person_id=connection.person_id,
            workspace_id=self._workspace_id,
            provider=connection.provider,
            address=connection.address,
            granted=sorted(connection.granted),
            sealed=self._seal.seal(json.dumps([tokens.access, tokens.renewal])) if tokens else "",
            access_until=tokens.access_until if tokens else connection.made_at,
            renewing_until=connection.renewing_until,
            made_at=connection.made_at,
            ended_why=connection.ended_why,
            challenge=connection.challenge,
        )
        self._session.merge(row)
        self._session.flush()

    def remove(self, person_id: str) -> None:
        """Forget one; none is no error."""
        mine = (ConnectionRow.person_id == person_id, ConnectionRow.workspace_id == self._workspace_id)
        self._session.execute(delete(ConnectionRow).where(*mine))

    def _connection(self, row: ConnectionRow) -> Connection:
        granted = frozenset(Need(one) for one in row.granted)
        tokens, why = self._tokens(row.sealed, row.access_until), row.ended_why
        if row.sealed and tokens is None:
            why = "unreadable"
        state = (row.made_at, why, row.renewing_until, row.challenge)
        return Connection(row.person_id, row.provider, row.address, granted, tokens, *state)

    def _tokens(self, sealed: str, until: datetime) -> Tokens | None:
        try:
            access, renewal = json.loads(self._seal.open(sealed)) if sealed else ("", "")
        except Damaged:  # the key is lost: the person is asked again
            return None
        return Tokens(access, until, renewal) if sealed else None

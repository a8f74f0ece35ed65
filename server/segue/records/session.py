"""The session of one transaction: a row that was read once is not read again.

SQLAlchemy's own map of what was read forgets at once what nobody holds. In a transaction of SQLite's nobody else
changes anything, so the last rows are held here until it ends, or until something is deleted, with which more may have
gone than the statement names. Clients and contacts are not held: they are written past the map, many at once.
"""

from collections import deque

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session

from segue.records.rows import DepartureRow, DraftRow, LetterRow, PersonRow

HELD_KINDS = (LetterRow, DraftRow, DepartureRow, PersonRow)
MOST_HELD = 64


class HoldingSession(Session):
    """A session that holds the last rows that were read."""


@event.listens_for(HoldingSession, "loaded_as_persistent")
def _hold(session: Session, row: object) -> None:
    if isinstance(row, HELD_KINDS):
        session.info.setdefault("held", deque(maxlen=MOST_HELD)).append(row)


@event.listens_for(HoldingSession, "do_orm_execute")
def _let_go(state: ORMExecuteState) -> None:
    if state.is_delete:
        state.session.info.pop("held", None)

"""The steps in the telling of clients, in the database: each is kept, many are written in two statements (H7)."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, insert, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.util import identity_key

from segue.departure.errors import ChangedMeanwhile
from segue.departure.letter_state import Told
from segue.desk.submitted import StatusChange
from segue.records.rows import LetterRow, StatusRow

# Past the session's map of rows, which costs more than the statement does.
_letters: Any = LetterRow.__table__
_steps: Any = StatusRow.__table__
_ADD = insert(_steps)
_TAKE = (
    update(_letters)
    .where(_letters.c.id == bindparam("of_letter"), _letters.c.workspace_id == bindparam("of_workspace"))
    .where(_letters.c.status == bindparam("was"))
    .values(status=bindparam("told"), status_reason=bindparam("why"), version=_letters.c.version + 1)
)


def add_steps(session: Session, workspace_id: str, changes: Collection[StatusChange]) -> None:
    """Add to the histories of letters."""
    session.connection().execute(_ADD, [_values(one) | {"workspace_id": workspace_id} for one in changes])


def take_steps(session: Session, workspace_id: str, changes: Collection[StatusChange]) -> None:
    """Give letters their next status, with the reason; raises ChangedMeanwhile where one's status is another by now."""
    said = [
        {"of_letter": one.letter_id, "of_workspace": workspace_id, "was": was, "told": told, "why": one.reason}
        for one in changes
        for was, told in [(one.before.value, one.after.value)]
    ]
    if session.connection().execute(_TAKE, said).rowcount != len(said):
        raise ChangedMeanwhile("letter_changed_meanwhile")
    for one in changes:
        known = session.identity_map.get(identity_key(LetterRow, one.letter_id))
        if known is not None:
            session.expunge(known)  # it is read anew


def last_said(mine: list[ColumnElement[bool]], person_id: str, at: datetime) -> Select[*tuple[Any, ...]]:
    """Return what to select of the steps that a person took at one moment and nobody since, with the reason before."""
    in_turn: dict[str, Any] = {"partition_by": StatusRow.letter_id, "order_by": StatusRow.id}
    former, later = func.lag(StatusRow.reason).over(**in_turn), func.lead(StatusRow.id).over(**in_turn)
    told = select(StatusRow.id, former.label("former"), later.label("later"))
    turns = told.join(LetterRow, LetterRow.id == StatusRow.letter_id).where(*mine).subquery()
    newest = select(StatusRow, func.coalesce(turns.c.former, "")).join(turns, turns.c.id == StatusRow.id)
    said = (turns.c.later.is_(None), StatusRow.person_id == person_id, StatusRow.at == at)
    return newest.where(*said).order_by(StatusRow.id)


def change_in(row: StatusRow) -> StatusChange:
    """Return what a row says of a step."""
    told = Told(row.before), Told(row.after)
    return StatusChange(row.workspace_id, row.letter_id, row.person_id or "", row.at, *told, row.reason)


def _values(change: StatusChange) -> dict[str, Any]:
    told = {"before": change.before.value, "after": change.after.value}
    return {**vars(change), **told, "person_id": change.person_id or None}

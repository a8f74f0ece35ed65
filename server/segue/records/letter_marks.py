"""How far letters are, and whose word they have: counted without reading one, since a departure may have 5,000."""

from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select

from segue.departure.letter_state import LetterState, Told
from segue.desk.submitted import Approved, Mark
from segue.records.rows import ApprovalRow, LetterRow, StatusRow


def marks_of(mine: list[ColumnElement[bool]]) -> Select[*tuple[Any, ...]]:
    """Return what to select of some letters, each with the last step of its telling."""
    last = select(StatusRow.letter_id, func.max(StatusRow.id).label("step")).join(LetterRow).where(*mine)
    newest = last.group_by(StatusRow.letter_id).subquery()
    columns = (LetterRow.id, LetterRow.client_id, LetterRow.number, LetterRow.state, LetterRow.status)
    said = (LetterRow.status_reason, StatusRow.at, StatusRow.person_id)
    steps = select(*columns, *said).outerjoin(newest, newest.c.letter_id == LetterRow.id)
    return steps.outerjoin(StatusRow, StatusRow.id == newest.c.step).where(*mine).order_by(LetterRow.number)


def mark(row: Row[*tuple[Any, ...]]) -> Mark:
    """Return what a row says of a letter."""
    id, client_id, number, state, status, reason, at, person_id = row
    return Mark(id, client_id, number, LetterState(state), Told(status), reason, at, person_id or "")


def approvals_of(mine: list[ColumnElement[bool]]) -> Select[*tuple[Any, ...]]:
    """Return what to select of the approvals of some letters, in order of time."""
    letters, at = func.count(ApprovalRow.letter_id.distinct()), ApprovalRow.at
    first, last = func.min(at), func.max(at)
    by = (ApprovalRow.approver_id, ApprovalRow.policy_version)
    return select(*by, letters, first, last).join(LetterRow).where(*mine).group_by(*by).order_by(first)


def approved(row: Row[*tuple[Any, ...]]) -> Approved:
    """Return what a row says of approvals."""
    return Approved(*row)

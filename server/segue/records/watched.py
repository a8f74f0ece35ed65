"""The figures for whoever keeps watch, counted over all companies."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from segue.desk.ports import UNDER_WAY, DraftingState, Watched
from segue.records.rows import DraftingRow, DraftRow, ReadingRow

_OPEN: tuple[tuple[str, Any, list[str]], ...] = (
    ("read_contacts", ReadingRow, sorted(UNDER_WAY)),
    ("place_drafts", DraftingRow, [DraftingState.RUNNING]),
)


def watched(session: Session) -> Watched:
    """Count what is not over and how drafts stand."""
    found = {kind: _open(session, row, states) for kind, row, states in _OPEN}
    drafts = select(func.count()).select_from(DraftRow)
    placed = session.scalar(drafts.where(DraftRow.placed))
    unclear = session.scalar(drafts.where(~DraftRow.placed, DraftRow.unclear_at.is_not(None)))
    return Watched(
        {kind: count for kind, (count, _) in found.items()},
        {kind: since for kind, (_, since) in found.items() if since is not None},
        {"placed": placed or 0, "unclear": unclear or 0},
    )


def _open(session: Session, row: Any, states: list[str]) -> tuple[int, datetime | None]:
    count, since = session.execute(select(func.count(), func.min(row.at)).where(row.state.in_(states))).one()
    return count, since

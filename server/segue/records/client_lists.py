"""What lists of clients show besides their rows: numbers, labels, companies. Grouped by the database, never here."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session

from segue.clients.company_name import company_key
from segue.desk.ports import Firm, Sizes
from segue.records.rows import ClientRow, LabelRow

Mine = Sequence[ColumnElement[bool]]
"""The conditions that say whose list it is."""

_table = ClientRow.__table__.c
_SAME = ("locale", "register", "contact_point_id", "importance")


def sizes(session: Session, mine: Mine) -> Sizes:
    """Return the numbers of one list in one statement, which the index ``ix_client_counts`` answers alone."""
    here = ~_table.in_tray
    counts = {
        "offered": here,
        "chosen": _table.chosen,
        "tray": _table.in_tray,
        "mailboxes": and_(here, _table.asked),
        "pairs": and_(here, _table.proposed),
        "chosen_mailboxes": and_(_table.chosen, _table.asked),
        "chosen_pairs": and_(_table.chosen, _table.proposed),
    }
    columns = [func.sum(case((condition, 1), else_=0)) for condition in counts.values()]
    grouped = select(_table.locale, func.count(), *columns).where(*mine).group_by(_table.locale)
    rows = session.execute(grouped.order_by(_table.locale)).all()
    sums = [sum(int(row[at]) for row in rows) for at in range(2, len(counts) + 2)]
    return Sizes(**dict(zip(counts, sums, strict=True)), languages=tuple((row[0], row[1]) for row in rows))


def labels(session: Session, mine: Mine, most: int) -> list[tuple[str, int]]:
    """Return labels with how many carry each, by name; beyond ``most`` the rarest are left out."""
    counted = select(LabelRow.label, func.count().label("people")).where(*mine).group_by(LabelRow.label)
    wanted = counted.order_by(func.count().desc(), LabelRow.label).limit(most)
    return sorted((label, people) for label, people in session.execute(wanted))


def firms(session: Session, mine: Mine, query: str, offset: int, limit: int) -> tuple[int, list[Firm]]:
    """Return how many companies match and one page of them; the tray's people belong to none."""
    conditions = [*mine, ~_table.in_tray]
    if query.strip():
        looked_for = company_key(query) or query.casefold()
        conditions.append(_table.firm.contains(looked_for, autoescape=True))
    total = session.scalar(select(func.count(_table.firm.distinct())).where(*conditions)) or 0
    shown = [func.min(_table.company), func.count(), func.sum(case((_table.chosen, 1), else_=0))]
    same = [bound(_table[name]) for name in _SAME for bound in (func.min, func.max)]
    grouped = select(_table.firm, *shown, *same).where(*conditions).group_by(_table.firm).order_by(_table.firm)
    return total, [_firm(row) for row in session.execute(grouped.offset(offset).limit(limit))]


def _firm(row: Sequence[Any]) -> Firm:
    pairs = zip(row[4::2], row[5::2], strict=True)
    return Firm(row[0], row[1], row[2], int(row[3]), *(least if least == most else None for least, most in pairs))

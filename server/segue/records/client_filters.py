"""Which rows of the client list a filter means. Whatever is typed stays a value; no sign in it is a pattern."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, or_, select

from segue.desk.ports import ClientFilter
from segue.records.rows import ClientRow, ContactRow, LabelRow

_table = ClientRow.__table__.c
MOST_WORDS = 10
"""Words of a search that are looked for; each costs a look at every row."""


def conditions_of(wanted: ClientFilter) -> list[ColumnElement[bool]]:
    """Return the conditions of a filter, besides whose list it is."""
    words = wanted.query.casefold().split()[:MOST_WORDS]
    conditions: list[ColumnElement[bool]] = [_table.search.contains(word, autoescape=True) for word in words]
    if wanted.company:
        conditions.append(_table.company == wanted.company)
    if wanted.firms:
        conditions.append(_table.firm.in_(wanted.firms))
    if wanted.label:
        conditions.append(_table.id.in_(select(LabelRow.client_id).where(LabelRow.label == wanted.label)))
    if wanted.locale:
        conditions.append(_table.locale == wanted.locale)
    return conditions + _flags(wanted) + _on_facts(wanted)


def _flags(wanted: ClientFilter) -> list[ColumnElement[bool]]:
    names: Sequence[str] = ("chosen", "in_tray", "asked", "proposed")
    flags = [_table[name] == getattr(wanted, name) for name in names if getattr(wanted, name) is not None]
    if wanted.asks is not None:
        asks = or_(_table.asked, _table.proposed)
        flags.append(asks if wanted.asks else ~asks)
    if wanted.gone is not None:
        flags.append(_is_gone() if wanted.gone else ~_is_gone())
    return flags


def _is_gone() -> ColumnElement[bool]:
    """Return what holds for those whose every contact is gone from its source."""
    own = select(ContactRow.id).where(ContactRow.client_id == _table.id)
    return own.where(ContactRow.gone).exists() & ~own.where(~ContactRow.gone).exists()


def _on_facts(wanted: ClientFilter) -> list[ColumnElement[bool]]:
    """Return what is asked of chosen clients alone, whose number a person goes through; it has no column of its own."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.confirmed is not None:
        conditions.append(_table.facts["salutation_confirmed"].as_boolean().is_(wanted.confirmed))
    if wanted.retyped is not None:
        typed = _table.facts["salutation"].as_string() != ""
        conditions.append(typed if wanted.retyped else ~typed)
    return conditions

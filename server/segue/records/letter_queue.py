"""In which order the letters of a departure are told, and which of them a person looks at."""

from typing import Any

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, func, or_, select
from sqlalchemy.orm import aliased

from segue.clients.client import Importance
from segue.departure.call import SETTLED
from segue.departure.letter_state import BEGUN, OVER, LetterState, Told
from segue.desk.ports import LetterFilter, Modes, Part
from segue.records.rows import CallRow, ClientRow, LetterRow

_TO_KEY, _KEY = aliased(LetterRow), aliased(ClientRow)  # made once: each costs milliseconds
IS_KEY = ClientRow.importance == Importance.KEY.value


def in_order(departure_id: str) -> list[SQLColumnExpression[Any]]:
    """Return the order of telling, for a query that joins the clients (H3, H7, H8).

    Companies with a key client come first, then all by company; within one the key clients, those still to be called
    before the others, then by name. Who has no company is one of his own. What stands in a Drafts folder comes after
    everything else: it is to leave from there.
    """
    firm = func.coalesce(func.nullif(ClientRow.firm, ""), func.lower(LetterRow.client_name))
    in_drafts = LetterRow.status == Told.DRAFTED.value
    leads = or_(IS_KEY, and_(ClientRow.firm != "", ClientRow.firm.in_(_key_firms(departure_id))))
    first: list[SQLColumnExpression[Any]] = [in_drafts, ~leads, firm, ~IS_KEY, and_(IS_KEY, ~_to_call())]
    return [*first, LetterRow.client_name, LetterRow.number, LetterRow.id]


def conditions(wanted: LetterFilter) -> list[ColumnElement[bool]]:
    """Return what a letter has to be to match, for a query that joins the clients."""
    found = [LetterRow.search.contains(word, autoescape=True) for word in wanted.query.casefold().split()]
    found += in_modes(wanted.modes)
    if wanted.status:
        found.append(LetterRow.status == wanted.status)
    if wanted.firm:
        found.append(ClientRow.firm == wanted.firm)
    if wanted.locale:
        found.append(ClientRow.locale == wanted.locale)
    return [*found, *_part(wanted.part)]


def in_modes(modes: Modes) -> list[ColumnElement[bool]]:
    """Return the condition for letters of some sender modes, none for all of them."""
    return [LetterRow.mode.in_([str(mode) for mode in modes])] if modes else []


def _part(part: Part) -> list[ColumnElement[bool]]:
    is_left = LetterRow.status.not_in(sorted(OVER))
    parts: dict[Part, list[ColumnElement[bool]]] = {
        Part.ALL: [],
        Part.LEFT: [is_left],
        Part.CALL_FIRST: [is_left, IS_KEY, LetterRow.number == 0, _to_call()],
        Part.BEGUN: [LetterRow.status.in_(sorted(BEGUN))],
        Part.WAITING: [is_left, LetterRow.state != LetterState.APPROVED.value],
    }
    return parts.get(part, [LetterRow.status == part.value])


def _to_call() -> ColumnElement[bool]:
    """Return whether no call to the client came to anything yet."""
    outcomes = [outcome.value for outcome in SETTLED]
    stands = select(CallRow.id).where(CallRow.client_id == ClientRow.id, CallRow.withdrawn_at.is_(None))
    return ~stands.where(CallRow.outcome.in_(outcomes)).exists()


def _key_firms(departure_id: str) -> Select[str]:
    """Return the companies with a key client to whom there is a letter."""
    of_letters = select(_KEY.firm).join(_TO_KEY, _TO_KEY.client_id == _KEY.id)
    return of_letters.where(_TO_KEY.departure_id == departure_id, _KEY.importance == Importance.KEY.value)

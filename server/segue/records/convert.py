"""Domain values to JSON and back; a field that an older row lacks takes its default."""

from datetime import date, datetime
from typing import Any, TypeVar

from cattrs import Converter

T = TypeVar("T")
DayT = TypeVar("DayT", bound=date)

FIRST_YEAR, LAST_YEAR = 1900, 2200

_converter = Converter()
_converter.register_unstructure_hook(datetime, lambda moment: moment.isoformat())
_converter.register_unstructure_hook(date, lambda day: day.isoformat())
_converter.register_structure_hook(datetime, lambda text, _: _moment(text))
_converter.register_structure_hook(date, lambda text, _: _within(date.fromisoformat(text)))
_converter.register_unstructure_hook_func(
    lambda kind: getattr(kind, "__origin__", kind) is frozenset, lambda values: sorted(str(value) for value in values)
)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment without its zone")
    return _within(moment)


def _within(when: DayT) -> DayT:
    """Return a day or moment that can be reckoned with; further off, adding days fails on every page."""
    if not FIRST_YEAR <= when.year <= LAST_YEAR:
        raise ValueError("a year that nobody typed")
    return when


def to_json(value: object) -> Any:
    """Return a domain value as what JSON can hold."""
    return _converter.unstructure(value)


def from_json(made: Any, kind: type[T]) -> T:
    """Return the domain value that ``to_json`` was given."""
    return _converter.structure(made, kind)

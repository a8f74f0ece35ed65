"""Dates as a language writes them in running text: the names are Babel's, the patterns the pack's own."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from babel import Locale


@dataclass(frozen=True)
class DatePattern:
    """One way to write a day, with its preposition; ``by_day`` holds the days that are written differently."""

    usual: str
    by_day: tuple[tuple[int, str], ...] = ()

    def on(self, day: int) -> str:
        """Return the pattern for a day of the month."""
        return dict(self.by_day).get(day, self.usual)


@lru_cache(maxsize=64)
def day_names(locale: str) -> tuple[str, ...]:
    """Return the names of the days, Monday first, as in the middle of a sentence."""
    names = Locale.parse(locale, sep="-").days["format"]["wide"]
    return tuple(names[index] for index in range(7))


@lru_cache(maxsize=64)
def month_names(locale: str, *, alone: bool = False) -> tuple[str, ...]:
    """Return the names of the months, as beside a day or, ``alone``, in the bare form."""
    names = Locale.parse(locale, sep="-").months["stand-alone" if alone else "format"]["wide"]
    return tuple(names[index] for index in range(1, 13))


def words_of(day: date, locale: str, own_names: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """Return what a pattern may name: weekday, day, month, year, and the pack's own lists of 7 or 12 names."""
    own = {key: names[day.weekday() if len(names) == 7 else day.month - 1] for key, names in own_names.items()}
    usual = {
        "weekday": day_names(locale)[day.weekday()],
        "day": str(day.day),
        "month": month_names(locale)[day.month - 1],
        "month_alone": month_names(locale, alone=True)[day.month - 1],
        "year": str(day.year),
    }
    return usual | own


@lru_cache(maxsize=4096)
def _written(day: date, pattern: DatePattern, locale: str, own: tuple[tuple[str, tuple[str, ...]], ...]) -> str:
    return pattern.on(day.day).format_map(words_of(day, locale, dict(own)))


def written(day: date, pattern: DatePattern, locale: str, own_names: dict[str, tuple[str, ...]]) -> str:
    """Write a day by a pattern of the pack. Raises KeyError for a name that the pattern has no words for."""
    return _written(day, pattern, locale, tuple(own_names.items()))

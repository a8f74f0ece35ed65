"""Dates as a language writes them in running text: the patterns and the names in them are the pack's own."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class DatePattern:
    """One way to write a day, with its preposition; ``by_day`` holds the days that are written differently."""

    usual: str
    by_day: tuple[tuple[int, str], ...] = ()

    def on(self, day: int) -> str:
        """Return the pattern for a day of the month."""
        return dict(self.by_day).get(day, self.usual)


def words_of(day: date, lists: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """Return what a pattern may name: day, year, and a name from each of the pack's lists of 7 days or 12 months."""
    names = {key: names[day.weekday() if len(names) == 7 else day.month - 1] for key, names in lists.items()}
    return {"day": str(day.day), "year": str(day.year), **names}


def written(day: date, pattern: DatePattern, lists: dict[str, tuple[str, ...]]) -> str:
    """Write a day by a pattern of the pack. Raises KeyError for a name that the pattern has no words for."""
    return pattern.on(day.day).format_map(words_of(day, lists))

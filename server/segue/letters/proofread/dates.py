"""Days and dates: a weekday that is not the date's, dates that are past, out of order, or leave a gap (L2)."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from babel.dates import get_day_names, get_month_names

from segue.departure.dates import leaves_a_gap
from segue.departure.findings import Finding, Severity
from segue.departure.terms import SenderMode
from segue.letters.dates import written
from segue.letters.facts import Changed
from segue.letters.proofread.reading import Reading
from segue.letters.text import folded


class _PlainChars(dict[int, str]):
    """Characters folded one for one, each worked out when it is first met; a Hindi virama stays as it is."""

    def __missing__(self, code: int) -> str:
        self[code] = plain = folded(chr(code))[:1] or chr(code)
        return plain


_PLAIN_CHARS = _PlainChars()


def _plain(text: str) -> str:
    """Fold a text one for one, so that spans stay right."""
    return text.lower() if text.isascii() else text.translate(_PLAIN_CHARS)


@lru_cache(maxsize=64)
def _names(locale: str) -> tuple[dict[str, int], dict[str, int]]:
    """Return the numbers of days (Monday 0) and months (January 1) by their folded names, long and short."""
    babel = locale.replace("-", "_")
    days: dict[str, int] = {}
    months: dict[str, int] = {}
    for width in ("wide", "abbreviated"):
        days |= {_plain(name).rstrip("."): number for number, name in get_day_names(width, "format", babel).items()}
        for context in ("format", "stand-alone"):
            names = get_month_names(width, context, babel)
            months |= {_plain(name).rstrip("."): number for number, name in names.items()}
    return days, months


@lru_cache(maxsize=64)
def _pattern(locale: str) -> re.Pattern[str]:
    days, months = ("|".join(sorted(map(re.escape, names), key=len, reverse=True)) for names in _names(locale))
    day, month, gap = (
        r"(\d{1,2})(?:st|nd|rd|th|o|°)?",
        rf"({months})\.?",
        r"[\s,.]+(?:of |the |de |de[mnr] |dia )?",
    )  # "1º" is folded to "1o"
    return re.compile(rf"(?<!\w)({days})\.?{gap}(?:{day}{gap}{month}|{month}{gap}{day}){gap}(\d{{4}})(?!\w)")


def weekday_and_date(reading: Reading) -> Iterator[Finding]:
    """Find a weekday that is not the date's. A date without a year is not guessed at (T1)."""
    for where, text in reading.parts.items():
        for match in _pattern(reading.letter.locale).finditer(_plain(text)):
            yield from _disagreement(reading, where, match)


def _disagreement(reading: Reading, where: str, match: re.Match[str]) -> Iterator[Finding]:
    weekday, day, month, other_month, other_day, year = match.groups()
    days, months = _names(reading.letter.locale)
    try:
        meant = date(int(year), months[month or other_month], int(day or other_day))
    except ValueError:
        meant = None
    if meant is None or meant.weekday() != days[weekday]:
        start, end = match.span()
        seen = reading.parts[where][start:end]
        yield Finding("weekday_disagrees", Severity.BLOCKING, where, (start, end), {"words": seen})


def past_dates(reading: Reading) -> Iterator[Finding]:
    """Find a last day that is over, and a first day of the contact point that has gone by."""
    facts = reading.facts
    if facts.kind.is_over:
        return
    said = reading.tells(Changed.LAST_DAY) or facts.mode is SenderMode.LEAVER  # who has gone writes no second letter
    if facts.last_day and facts.last_day < reading.today and said:
        yield _dated(reading, "last_day_past", Severity.BLOCKING, facts.last_day, "last_day")
    if facts.contact.first_day < reading.today and reading.tells(Changed.CONTACT_DAY):
        yield _dated(reading, "contact_day_past", Severity.WARNING, facts.contact.first_day, "contact.first_day")


def order_of_dates(reading: Reading) -> Iterator[Finding]:
    """Find working days on which nobody is there for the client, unless an interim colleague bridges them."""
    last_day, contact, bridge = reading.facts.last_day, reading.facts.contact, reading.facts.bridge
    says_when = reading.tells(Changed.LAST_DAY) or reading.tells(Changed.CONTACT_DAY)
    if reading.facts.kind.is_over or not says_when:
        return
    if last_day and bridge and bridge.first_day > contact.first_day:
        yield _dated(reading, "bridge_after_contact", Severity.BLOCKING, bridge.first_day, "bridge.first_day")
    elif last_day and leaves_a_gap(last_day, (bridge or contact).first_day, reading.watch.holidays):
        yield _dated(reading, "nobody_there", Severity.BLOCKING, (bridge or contact).first_day, "contact.first_day")


def _dated(reading: Reading, id: str, severity: Severity, day: date, where: str) -> Finding:
    return Finding(id, severity, where, values={"day": day.isoformat()})


def essential_dates(reading: Reading) -> Iterator[Finding]:
    """Find an announced departure whose letter does not say when (L10)."""
    pack, last_day = reading.pack, reading.facts.last_day
    if not reading.announces or not reading.tells(Changed.LAST_DAY):
        return
    ways = pack.date_patterns.values() if last_day else ()
    said = any(last_day and written(last_day, way, pack.date_names) in reading.letter.text for way in ways)
    if not said:
        yield Finding("missing_last_day", Severity.BLOCKING, "text")

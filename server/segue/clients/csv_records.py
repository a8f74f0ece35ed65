"""Tables as text (CSV): from lines to records."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from segue.clients.columns import meanings_of
from segue.clients.heading import Record
from segue.clients.limits import MAX_LINE_CHARS, MAX_RECORD_LINES

_HEADER_LINES = 10
_DELIMITERS = ",;\t"
_QUOTED = re.compile(r'"[^"]*"')


def records_in_text(lines: Iterator[str]) -> Iterator[Record]:
    """Yield the records of a text whose delimiter is told by its first lines, from the first line that is not blank."""
    first = list(islice((line for line in lines if line.strip()), 1))
    told = re.fullmatch(r'"?sep=(.)"?\s*', first[0], re.IGNORECASE) if first else None
    if told:  # Excel's own first line, which names the delimiter
        return records_in(lines, told[1])
    first += islice(lines, _HEADER_LINES - 1)
    return records_in(chain(first, lines), delimiter_of(first))


def delimiter_of(first: list[str]) -> str:
    """Return what parts the columns of a text: semicolon, tab or comma.

    The most frequent one, outside quotes, of the first line that names a column of addresses; else of the first line
    that has any; a comma where there is none.
    """
    outside = [_QUOTED.sub("", line) for line in first]
    names = (line for line, bare in zip(first, outside, strict=True) if _names_addresses(line, bare))
    parted = (bare for bare in outside if any(mark in bare for mark in _DELIMITERS))
    decisive = next((_QUOTED.sub("", line) for line in names), None) or next(parted, "")
    return max(_DELIMITERS, key=decisive.count)


def records_in(lines: Iterable[str], delimiter: str) -> Iterator[Record]:
    """Yield the records of a text, numbered as a spreadsheet does: the first is 1, a quoted line break adds none."""
    row = 0
    for text in _whole_records(lines):
        if text.isspace():  # a file may hold millions of these
            row += 1
            continue
        for cells in _parsed(text, delimiter):
            row += 1
            if cells:
                yield row, cells


def _names_addresses(line: str, outside: str) -> bool:
    mark = max(_DELIMITERS, key=outside.count)
    return "email" in meanings_of([cell.strip().strip('"') for cell in line.split(mark)])


def _whole_records(lines: Iterable[str]) -> Iterator[str]:
    """Join lines until their quotes balance. A quote that is never closed costs its own line, not the file."""
    held: list[str] = []
    size, is_open = 0, False
    for line in lines:
        held.append(line)
        size += len(line)
        is_open ^= line.count('"') % 2 == 1
        if is_open and size < MAX_LINE_CHARS and len(held) < MAX_RECORD_LINES:
            continue
        if is_open or (size >= MAX_LINE_CHARS and len(held) > 1):
            yield from _unbalanced(held)
        else:
            yield "".join(held)
        held, size, is_open = [], 0, False
    if held:
        yield from _unbalanced(held)


def _unbalanced(held: list[str]) -> Iterator[str]:
    """Yield a run of lines of which the first opened a quote: that line alone, then the others on their own terms."""
    yield held[0]
    pending: list[str] = []
    is_open = False
    for line in held[1:]:
        pending.append(line)
        is_open ^= line.count('"') % 2 == 1
        if not is_open:
            yield "".join(pending)
            pending = []
    yield from pending


def _parsed(text: str, delimiter: str) -> list[list[str] | str]:
    """Return the rows in a record's text: one, or more where a quote stood inside a cell; or a problem's code."""
    if len(text) >= MAX_LINE_CHARS:
        return ["row_too_long"]
    try:
        # Strict only where a quote is left over: then it is an error, and not the rest of the row as one cell.
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter, strict=text.count('"') % 2 == 1))
    except csv.Error:
        return ["row_quotes"]
    return list(rows) or [[]]

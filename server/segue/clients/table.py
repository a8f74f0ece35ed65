"""Tables as text (CSV): from lines to records, from records to contacts."""

import csv
import io
import re
from collections.abc import Iterable, Iterator

from segue.clients.columns import columns_of, entry_of
from segue.clients.contact import Contact, RowProblem
from segue.clients.entry import KeyMaker
from segue.clients.limits import MAX_LINE_CHARS, MAX_RECORD_LINES, MAX_VALUE_CHARS
from segue.clients.names import clean
from segue.clients.outcome import outcome
from segue.departure.errors import UnreadableFile

_SEEN_COLUMNS = 20
_QUOTED = re.compile(r'"[^"]*"')

Record = tuple[int, list[str] | str]
"""A row's number and its cells, or the code of what is wrong with it."""


def contacts_in_csv(source: str, lines: Iterator[str]) -> Iterator[Contact | RowProblem]:
    """Yield one contact or problem for each row that is not blank. Raises as :func:`contacts_in_records`."""
    first = next((line for line in lines if line.strip()), "")
    told = re.fullmatch(r'"?sep=(.)"?\s*', first, re.IGNORECASE)
    if told:  # Excel's own first line, which names the delimiter
        first = next(lines, "")
    return contacts_in_records(source, records_in(first, lines, told[1] if told else delimiter_of(first)))


def contacts_in_records(source: str, records: Iterator[Record]) -> Iterator[Contact | RowProblem]:
    """Yield one contact or problem for each row after the header, of whatever kind of table.

    Raises UnreadableFile ``file_no_columns`` when no column holds addresses, ``columns`` naming those seen.
    """
    header = next(records, (1, []))[1]
    columns = columns_of(header if isinstance(header, list) else [])
    if not columns.has_addresses:
        raise UnreadableFile("file_no_columns", file=source, columns=_shown(header))
    keys = KeyMaker()
    for row, cells in records:
        if isinstance(cells, str):
            yield RowProblem(source, row, cells)
        elif any(cell.strip() for cell in cells[columns.width :]):
            yield RowProblem(source, row, "row_too_wide", str(len(cells)))
        elif any(cell.strip() for cell in cells):
            yield outcome(source, entry_of(columns, row, cells), keys)


def delimiter_of(header: str) -> str:
    """Return what parts the columns of a header line: the most frequent of semicolon, tab and comma outside quotes."""
    outside = _QUOTED.sub("", header)
    return max(",;\t", key=outside.count)


def records_in(first: str, rest: Iterator[str], delimiter: str) -> Iterator[Record]:
    """Yield the records of a text, numbered as a spreadsheet does: the header is 1, a quoted line break adds none."""
    row = 0
    for text in _whole_records(first, rest):
        for cells in _parsed(text, delimiter):
            row += 1
            if cells:
                yield row, cells


def _whole_records(first: str, rest: Iterable[str]) -> Iterator[str]:
    """Join lines until their quotes balance. A quote that is never closed costs its own line, not the file."""
    held: list[str] = []
    size, is_open = 0, False
    for line in _chained(first, rest):
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


def _chained(first: str, rest: Iterable[str]) -> Iterator[str]:
    yield first
    yield from rest


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


def _shown(header: list[str] | str) -> str:
    names = [clean(name)[:MAX_VALUE_CHARS] for name in header[:_SEEN_COLUMNS] if isinstance(header, list)]
    return ", ".join(name for name in names if name)

"""The sheets of a workbook: which of them holds the contacts, and its rows as records."""

import datetime
import warnings
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, TypeVar

from openpyxl.utils.escape import unescape

from segue.clients.heading import Heading, Record, heading_of
from segue.clients.limits import MAX_CELLS, MAX_SHEET_ROWS
from segue.clients.workbook import Parts, TooMuch, opened_workbook
from segue.departure.errors import UnreadableFile

_MOST_SHEETS = 50
Found = TypeVar("Found")
_NOTHING = frozenset(("#N/A", "#REF!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "#DIV/0!"))

warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")  # what it skips of a file is nobody's news


def sheet_in_workbook(filename: str, stream: BinaryIO) -> tuple[str, Heading]:
    """Return the name and the beginning of the sheet that holds the contacts.

    It is the first visible one whose header names a column of addresses, else the first with addresses in its first
    rows, else the first that is not blank.

    Raises UnreadableFile: file_empty, and as :func:`opened_workbook`; later on, the records raise it too.
    """
    return guarded(filename, lambda: _best_sheet(filename, stream))


def _best_sheet(filename: str, stream: BinaryIO) -> tuple[str, Heading]:
    workbook, parts = opened_workbook(filename, stream)
    found: list[tuple[int, str, Heading]] = []
    shown = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
    for sheet in shown[:_MOST_SHEETS]:
        heading = heading_of(guarded_records(filename, records_of(sheet, parts)))
        rank = 0 if "email" in heading.named else 1 if "email" in heading.proposed else 2
        if heading.sample or heading.has_names:
            found.append((rank, str(sheet.title), heading))
        if not rank:
            break
    if not found:
        raise UnreadableFile("file_empty", file=filename)
    _, title, best = min(found, key=lambda one: one[0])
    return title, best


def records_of(sheet: Any, parts: Parts) -> Iterator[Record]:
    """Yield the rows of a sheet as a person numbers them, without the blank ones. Raises TooMuch."""
    sheet.reset_dimensions()  # what a sheet says of its own size is often wrong
    cells_seen = 0
    for row, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        parts.row_done()
        cells_seen += len(cells)
        if row > MAX_SHEET_ROWS or cells_seen > MAX_CELLS:
            raise TooMuch
        texts = [_text(cell) for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            yield row, texts


def _text(value: object) -> str:
    """Return a cell as a person reads it: whole numbers without a point, dates as in ISO 8601, errors as nothing."""
    if value is None or value in _NOTHING:
        return ""
    if isinstance(value, str):
        return unescape(value) if "_x" in value else value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, datetime.date | datetime.time) else str(value)


def guarded_records(filename: str, records: Iterator[Record]) -> Iterator[Record]:
    """Yield records as :func:`guarded` looks at them."""
    while (record := guarded(filename, lambda: next(records, None))) is not None:
        yield record


def guarded(filename: str, look: Callable[[], Found]) -> Found:
    """Look into a workbook; whatever its parsers make of bytes that are no workbook says that it is broken."""
    try:
        return look()
    except UnreadableFile:
        raise
    except TooMuch as error:
        raise UnreadableFile("file_workbook_large", file=filename) from error
    except Exception as error:
        raise UnreadableFile("file_workbook_broken", file=filename) from error

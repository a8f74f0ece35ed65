"""The sheet of a workbook that holds an account list."""

from collections.abc import Callable, Iterator
from itertools import chain, islice
from typing import BinaryIO

from segue.clients.heading import Record
from segue.clients.sheets import guarded, guarded_records, records_of
from segue.clients.workbook import opened_workbook
from segue.departure.errors import UnreadableFile

_MOST_SHEETS = 50
_HEADER_ROWS = 10


def sheet_with(filename: str, stream: BinaryIO, names_it: Callable[[Record], bool]) -> Iterator[Record]:
    """Return the rows of the first visible sheet with such a header, else of the first that is not blank.

    Raises UnreadableFile as ``sheets.sheet_in_workbook``; the rows raise it too, later on.
    """
    return guarded(filename, lambda: _best(filename, stream, names_it))


def _best(filename: str, stream: BinaryIO, names_it: Callable[[Record], bool]) -> Iterator[Record]:
    workbook, parts = opened_workbook(filename, stream)
    first: Iterator[Record] | None = None
    shown = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
    for sheet in shown[:_MOST_SHEETS]:
        records = guarded_records(filename, records_of(sheet, parts))
        head = list(islice(records, _HEADER_ROWS))
        if any(map(names_it, head)):
            return chain(head, records)
        if first is None and head:
            first = chain(head, records)
    if first is None:
        raise UnreadableFile("file_empty", file=filename)
    return first

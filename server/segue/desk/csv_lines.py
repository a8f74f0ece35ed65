"""Tables for a spreadsheet, line by line, in which no cell is ever a formula."""

import csv
import io
from collections.abc import Iterable, Iterator

BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What makes a spreadsheet calculate a cell instead of showing it, in wide letters too (OWASP, CSV injection)."""


def csv_lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Yield each row as a line of CSV (RFC 4180); a cell that could be a formula gets an apostrophe before it."""
    for row in rows:
        line = io.StringIO()
        csv.writer(line).writerow([_safe(str(cell)) for cell in row])
        yield line.getvalue()


def _safe(cell: str) -> str:
    return "'" + cell if cell.lstrip(" ").startswith(BEGINS_A_FORMULA) else cell

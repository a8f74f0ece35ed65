"""Account lists as a customer system exports them, or pasted, one account a line: read row by row (C7)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import BinaryIO

from segue.clients.account import Account
from segue.clients.account_headers import ACCOUNT_MEANINGS, account_meanings
from segue.clients.account_row import account_in, domains_in, lines_as_records
from segue.clients.account_sheets import sheet_with
from segue.clients.contact import RowProblem
from segue.clients.csv_records import records_in_text
from segue.clients.file_kinds import ZIP, refuse_unfit
from segue.clients.guesses import is_address
from segue.clients.heading import Record
from segue.clients.intake import encoding_of, lines_in
from segue.clients.limits import MAX_COLUMNS, MAX_VALUE_CHARS
from segue.clients.names import clean
from segue.departure.errors import InputError, UnreadableFile

MAX_ACCOUNTS = 20_000
"""The most rows of an account list: four times the largest that is promised to compare quickly."""

PASTED = "pasted"
"""The source of a pasted list, which has no file name of its own."""

_HEADER_ROWS = 10
_SHOWN_ROWS = 5
_VCARD = "BEGIN:VCARD"


@dataclass(frozen=True)
class AccountTable:
    """A table as it stands, before its accounts are read.

    ``records`` are all rows in memory, at most MAX_ACCOUNTS; ``header_at`` is the place of the header among them, None
    without one; ``meanings`` say what each column holds by its name, and are empty where nobody can tell: then a person
    has to say so. ``may_slip`` is true of a text, in which a comma too many shifts the values of a row.
    """

    source: str
    records: tuple[Record, ...]
    header_at: int | None
    meanings: tuple[str, ...]
    may_slip: bool = False

    @property
    def width(self) -> int:
        """Return how many columns there are to say something of."""
        return min(max((len(cells) for _, cells in self.records if isinstance(cells, list)), default=0), MAX_COLUMNS)

    def proposed(self) -> list[str]:
        """Return what each column probably means by its cells: addresses, domains, else the first one the names."""
        found = [_meaning_of_cells([row[at] for row in self.shown() if row[at]]) for at in range(self.width)]
        if "" in found:
            found[found.index("")] = "name"
        return found

    def shown(self) -> list[list[str]]:
        """Return the first rows for a person to look at, each as wide as the table."""
        rows = [cells for _, cells in self.records if isinstance(cells, list)][:_SHOWN_ROWS]
        return [[clean(cell[:MAX_VALUE_CHARS]) for cell in [*row, *[""] * self.width][: self.width]] for row in rows]


def table_in_file(filename: str, stream: BinaryIO) -> AccountTable:
    """Look at an uploaded account list (CSV, XLSX).

    Raises UnreadableFile as ``reading.read_contacts``, and accounts_too_many (``limit``), accounts_are_cards.
    """
    if refuse_unfit(filename, stream).startswith(ZIP):
        return _table(filename, sheet_with(filename, stream, _names_accounts))
    lines = lines_in(stream, encoding_of(filename, stream))
    first = next(lines, "")
    if first.lstrip("\ufeff \t").upper().startswith(_VCARD):
        raise UnreadableFile("accounts_are_cards", file=filename)
    return replace(_table(filename, records_in_text(_with_first(first, lines))), may_slip=True)


def table_in_text(text: str) -> AccountTable:
    """Look at a pasted list: rows copied from a sheet, or one account a line, whose commas belong to its name."""
    lines = [f"{line}\n" for line in text.replace("\x00", "").splitlines() if line.strip()]
    if not lines:
        raise InputError("accounts_nothing_pasted", field="pasted")
    table = _table(PASTED, records_in_text(iter(lines)))
    if table.header_at is not None or all("\t" in line for line in lines):
        return table
    return replace(_table(PASTED, lines_as_records(lines)), header_at=None, meanings=("name",))


def accounts_in(
    table: AccountTable, mapping: Mapping[int, str] | None = None, *, has_header: bool = False
) -> tuple[list[Account], list[RowProblem]]:
    """Return the accounts of a table, one a company, and a problem for each row that names none.

    ``mapping`` is what a person said that the columns mean, ``has_header`` that the first row names them. Raises
    InputError ``accounts_columns_unknown`` where neither a name nor a person told, UnreadableFile ``accounts_none``.
    """
    meanings = list(table.meanings) if mapping is None else _told(mapping, table.width)
    if not {"name", "domain", "email"} & set(meanings):
        raise InputError("accounts_columns_unknown", field="column-0")
    start = (table.header_at + 1) if mapping is None and table.header_at is not None else int(has_header)
    found: dict[str, Account] = {}
    problems: list[RowProblem] = []
    for row, cells in table.records[start:]:
        if table.may_slip and isinstance(cells, list) and any(map(str.strip, cells[len(meanings) :])):
            problems.append(RowProblem(table.source, row, "row_too_wide", str(len(cells))))
            continue
        read = account_in(table.source, row, cells, meanings)
        if isinstance(read, RowProblem):
            problems.append(read)
        elif read is not None:
            found[read.key] = _joined(found[read.key], read) if read.key in found else read
    if not found:
        raise UnreadableFile("accounts_none", file=table.source)
    return list(found.values()), problems


def _table(source: str, records: Iterator[Record]) -> AccountTable:
    kept = tuple(islice(records, MAX_ACCOUNTS + _HEADER_ROWS + 1))
    at = next((at for at, record in enumerate(kept[:_HEADER_ROWS]) if _names_accounts(record)), None)
    if len(kept) - (0 if at is None else at + 1) > MAX_ACCOUNTS:
        raise UnreadableFile("accounts_too_many", file=source, limit=MAX_ACCOUNTS)
    if at is not None:
        return AccountTable(source, kept, at, tuple(account_meanings(_cells(kept[at]))))
    return AccountTable(source, kept, None, ("name",) if _is_bare(kept) else ())


def _meaning_of_cells(cells: list[str]) -> str:
    if sum(map(is_address, cells)) * 2 > len(cells):
        return "email"
    return "domain" if sum(" " not in cell and bool(domains_in(cell)) for cell in cells) * 2 > len(cells) else ""


def _names_accounts(record: Record) -> bool:
    cells = _cells(record)
    meanings = account_meanings(cells)
    return bool({"name", "domain", "email"} & set(meanings)) and not any(map(is_address, cells))


def _is_bare(records: tuple[Record, ...]) -> bool:
    """Say whether there is but one column, which can only hold the accounts."""
    return all(sum(bool(cell.strip()) for cell in _cells(one)[1:]) == 0 for one in records)


def _told(mapping: Mapping[int, str], width: int) -> list[str]:
    if any(meaning and meaning not in ACCOUNT_MEANINGS for meaning in mapping.values()):
        raise InputError("column_meaning_unknown", field="column-0")
    return [mapping.get(at, "") for at in range(width)]


def _joined(one: Account, other: Account) -> Account:
    return replace(
        one,
        domains=tuple(dict.fromkeys((*one.domains, *other.domains))),
        emails=tuple(dict.fromkeys((*one.emails, *other.emails))),
        owners=tuple(dict.fromkeys((*one.owners, *other.owners))),
    )


def _with_first(first: str, lines: Iterator[str]) -> Iterator[str]:
    yield first
    yield from lines


def _cells(record: Record) -> list[str]:
    return record[1] if isinstance(record[1], list) else []

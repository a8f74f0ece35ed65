"""Which column of a table means what, and a row as an entry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from segue.clients.entry import Entry
from segue.clients.headers import MEANINGS, meaning_of
from segue.clients.limits import MAX_COLUMNS
from segue.clients.names import clean
from segue.departure.errors import InputError

_LISTS = ("email", "phone")


@dataclass(frozen=True)
class Columns:
    """The read columns of a table: position, meaning (as in headers.py) and name; ``width`` counts all columns."""

    read: tuple[tuple[int, str, str], ...]
    width: int

    @property
    def has_addresses(self) -> bool:
        """Say whether any column holds e-mail addresses."""
        return any(meaning == "email" for _, meaning, _ in self.read)


def meanings_of(header: Sequence[str]) -> list[str]:
    """Return what each column of a header line means by its name, "" where the name does not tell."""
    found = [meaning_of(name) for name in header[:MAX_COLUMNS]]
    return [_settle(meaning, found) for meaning in found]


def columns_of(header: Sequence[str], meanings: Sequence[str]) -> Columns:
    """Return the columns to read; those without a meaning are not read (C4)."""
    told = zip(header, meanings, strict=False)
    return Columns(tuple((at, meaning, clean(name)) for at, (name, meaning) in enumerate(told) if meaning), len(header))


def meanings_told(mapping: Mapping[int, str], width: int) -> list[str]:
    """Return what a person said that each of some columns means.

    Raises InputError: column_meaning_unknown, mapping_no_email; each with ``field``.
    """
    if any(meaning and meaning not in MEANINGS for meaning in mapping.values()):
        raise InputError("column_meaning_unknown", field="mapping")
    told = [mapping.get(at, "") for at in range(min(width, MAX_COLUMNS))]
    if "email" not in told:
        raise InputError("mapping_no_email", field="mapping")
    return told


def entry_of(columns: Columns, row: int, cells: list[str]) -> Entry:
    """Return the raw entry of a row; cells that the row does not have are empty."""
    entry = Entry(row)
    for at, meaning, name in columns.read:
        if at < len(cells) and cells[at].strip():
            _put(entry, meaning, name, cells[at])
    return entry


def _settle(meaning: str, all_of_them: list[str]) -> str:
    """Decide the names that mean two things.

    Outlook's "Title" is "Dr" and stands beside a "Job Title"; customer systems say "Title" for the job. "Apelido" is
    the family name in Portugal, and in Brazil a nickname beside "Sobrenome"; so is Hindi's "उपनाम".
    """
    if meaning == "title":
        return "prefix" if "job" in all_of_them else "job"
    if meaning == "nickname":
        return "" if "family" in all_of_them else "family"
    return meaning


def _put(entry: Entry, meaning: str, name: str, cell: str) -> None:
    if meaning in _LISTS:
        getattr(entry, meaning).extend(_several(cell, ":::"))
    elif meaning == "labels":
        entry.labels.extend(part for outer in _several(cell, ":::") for part in outer.split(";"))
    elif meaning == "column":
        entry.labels.append(f"{name}: {cell}" if name else cell)
    elif not getattr(entry, meaning):
        setattr(entry, meaning, cell)


def _several(cell: str, separator: str) -> list[str]:
    return [part for part in cell.split(separator) if part.strip()]

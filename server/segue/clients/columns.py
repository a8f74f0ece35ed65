"""Which column of a table means what, from its header line."""

from dataclasses import dataclass

from segue.clients.entry import Entry
from segue.clients.headers import meaning_of
from segue.clients.names import clean

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


def columns_of(header: list[str]) -> Columns:
    """Return what the columns of a header line mean; unknown ones are not read (C4)."""
    found = [(at, meaning_of(name), clean(name)) for at, name in enumerate(header)]
    has_job = any(meaning == "job" for _, meaning, _ in found)
    # Outlook's "Title" is "Dr" and stands beside a "Job Title"; customer systems say "Title" for the job.
    settled = ((at, _settle(meaning, has_job), name) for at, meaning, name in found if meaning)
    return Columns(tuple(settled), len(header))


def entry_of(columns: Columns, row: int, cells: list[str]) -> Entry:
    """Return the raw entry of a row; cells that the row does not have are empty."""
    entry = Entry(row)
    for at, meaning, name in columns.read:
        if at < len(cells) and cells[at].strip():
            _put(entry, meaning, name, cells[at])
    return entry


def _settle(meaning: str, has_job: bool) -> str:
    if meaning != "title":
        return meaning
    return "prefix" if has_job else "job"


def _put(entry: Entry, meaning: str, name: str, cell: str) -> None:
    if meaning in _LISTS:
        getattr(entry, meaning).extend(_several(cell, ":::"))
    elif meaning == "labels":
        entry.labels.extend(part for outer in _several(cell, ":::") for part in outer.split(";"))
    elif meaning == "column":
        entry.labels.append(f"{name}: {cell}")
    elif not getattr(entry, meaning):
        setattr(entry, meaning, cell)


def _several(cell: str, separator: str) -> list[str]:
    return [part for part in cell.split(separator) if part.strip()]

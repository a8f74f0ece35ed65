"""Where a table begins: its header line, which may stand below a title, or may not be there at all."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from segue.clients.columns import meanings_of
from segue.clients.guesses import guessed, is_address
from segue.clients.limits import MAX_COLUMNS

_HEADER_ROWS = 10
_SAMPLE_ROWS = 60

Record = tuple[int, list[str] | str]
"""A row's number and its cells, or the code of what is wrong with it."""


@dataclass(frozen=True)
class Heading:
    """A table whose first rows were looked at.

    ``names`` are the cells of its header, all empty where it has none; ``named`` is what its columns mean by their
    names, ``proposed`` what they mean by their cells too; ``sample`` are the first rows of cells below the header,
    ``records`` all of its rows, the sample's among them.
    """

    names: tuple[str, ...]
    has_names: bool
    named: tuple[str, ...]
    proposed: tuple[str, ...]
    sample: tuple[list[str], ...]
    records: Iterator[Record]

    @property
    def is_plain(self) -> bool:
        """Say whether there is nothing to ask: every guess was spared, or it is a bare list of addresses."""
        bare = not self.has_names and self.proposed == ("email",)
        return bare or ("email" in self.named and self.named == self.proposed)

    @property
    def meanings(self) -> tuple[str, ...]:
        """Return what to read when nobody was asked: what the names say; guesses only where they name no address."""
        return self.named if "email" in self.named else self.proposed


def heading_of(records: Iterator[Record]) -> Heading:
    """Look at the first rows of a table; rows above a header that names a column of addresses are let go."""
    first = list(islice(records, _SAMPLE_ROWS))
    at = _header_at(first)
    below = first if at is None else first[at + 1 :]
    sample = tuple(cells for _, cells in below if isinstance(cells, list) and any(map(str.strip, cells)))
    names = [""] * max(map(len, sample), default=0) if at is None else _cells(first[at])
    named = meanings_of(names)
    proposed = guessed([[cells[at] for cells in sample if at < len(cells)] for at in range(len(named))], named)
    return Heading(tuple(names), at is not None, tuple(named), tuple(proposed), sample, chain(below, records))


def _header_at(first: list[Record]) -> int | None:
    """Return where the header stands, None for a table that begins with addresses at once.

    It names a column of addresses; else, of the rows above the first address, it is the one with the most cells.
    """
    above: dict[int, list[str]] = {}
    for at, cells in enumerate(map(_cells, first[:_HEADER_ROWS])):
        if any(is_address(cell) for cell in cells[:MAX_COLUMNS]):
            break
        if "email" in meanings_of(cells):
            return at
        if any(map(str.strip, cells)):
            above[at] = cells
    return max(above, key=lambda at: sum(bool(cell.strip()) for cell in above[at]), default=None)


def _cells(record: Record) -> list[str]:
    return record[1] if isinstance(record[1], list) else []

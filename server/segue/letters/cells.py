"""The combinations of axis values that a clause has, as sets: whole numbers with one bit for each combination.

A clause of a few hundred wordings has thousands of combinations. As bits, all of them are checked at once, so that
every pack can be checked completely whenever it is loaded.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import prod

from segue.letters.axes import IMPOSSIBLE, ClauseSpec
from segue.letters.clause_file import When

Known = tuple[tuple[str, tuple[str, ...]], ...]
"""The axes of a clause, in their order, with all values of each."""


@dataclass(frozen=True)
class Cells:
    """``having`` leads from axis and value to the set of combinations with it; ``all`` is the set of all."""

    having: dict[str, dict[str, int]]
    all: int

    def where(self, when: When) -> int:
        """Return the combinations with, on each axis named, one of its values. Raises KeyError for unknown ones."""
        found = self.all
        for axis, values in when.items():
            found &= self.along(axis, values)
        return found

    def along(self, axis: str, values: tuple[str, ...]) -> int:
        """Return the combinations that have one of some values of an axis."""
        having, found = self.having[axis], 0
        for value in values:
            found |= having[value]
        return found

    def first(self, cells: int) -> dict[str, str]:
        """Return the first combination of a set, the last axis turning quickest."""
        lowest = cells & -cells
        return {
            axis: next(one for one, those in values.items() if those & lowest) for axis, values in self.having.items()
        }


@lru_cache(maxsize=256)
def cells_of(known: Known) -> Cells:
    """Return every combination of some axes."""
    having, stride = {}, prod(len(values) for _, values in known)
    everything = (1 << stride) - 1
    for axis, values in known:
        each_turn = everything // ((1 << stride) - 1)
        stride //= len(values)
        run = each_turn * ((1 << stride) - 1)
        having[axis] = {value: run << (stride * place) for place, value in enumerate(values)}
    return Cells(having, everything)


def possible(spec: ClauseSpec, cells: Cells) -> int:
    """Return the combinations with which a letter can have the clause."""
    found = cells.along("mode", spec.modes) if "mode" in cells.having else cells.all
    absent: list[When] = [{axis: (value,)} for axis, value in spec.absent]
    for gone in [*absent, *IMPOSSIBLE]:
        if gone.keys() <= cells.having.keys():
            found &= ~cells.where(gone)
    return found

"""One clause of a language: its variants, the first that fits wins, and which one a letter takes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from segue.departure.errors import BrokenSetup
from segue.letters.clause_file import When, read_rows
from segue.letters.sentence import Gaps, gaps_in, speaker
from segue.letters.specs import DAYS


class Variant(NamedTuple):
    """One whole wording; ``gaps`` are the placeholders of its sentence in the order in which they are read."""

    number: int
    when: When
    sentence: str
    gaps: tuple[str, ...]

    def fits(self, cell: dict[str, str]) -> bool:
        """Say whether it is for a combination of axis values; an axis that it does not name is for all its values."""
        return all(cell[axis] in values for axis, values in self.when.items())


class Wording(NamedTuple):
    """A variant ready to be said: its ``name`` such as ``news:3``, and the value that each gap is filled with.

    That is its own, or a day, in whichever way that is written. Made when first said: a letter says few of a pack's.
    """

    name: str
    values: dict[str, str]
    said_with: Callable[[Gaps], str]


@dataclass(frozen=True)
class Clause:
    """A clause of one pack; ``axes`` are those along which its sentences differ."""

    id: str
    axes: tuple[str, ...]
    variants: tuple[Variant, ...]
    _chosen: dict[tuple[str, ...], Wording] = field(default_factory=dict, init=False, compare=False, repr=False)

    def wording(self, cell: dict[str, str]) -> Wording:
        """Return the wording for a letter's axis values; there is one, because loading checked it."""
        key = tuple(map(cell.__getitem__, self.axes))
        if key not in self._chosen:
            chosen = next(variant for variant in self.variants if variant.fits(cell))
            values = {gap: next((day for day in DAYS if gap.startswith(f"{day}_")), gap) for gap in chosen.gaps}
            self._chosen[key] = Wording(f"{self.id}:{chosen.number}", values, speaker(chosen.sentence))
        return self._chosen[key]


def read_variants(path: Path, where: str) -> tuple[Variant, ...]:
    """Read a clause's variants in their order. Raises BrokenSetup naming file, clause and variant."""
    rows = enumerate(read_rows(path, where), start=1)
    return tuple([_variant(number, when, text, where) for number, (when, text) in rows])


def _variant(number: int, when: When, text: str, where: str) -> Variant:
    sentence = text.strip()
    if not sentence:
        raise BrokenSetup(detail=f"{where}, variant {number}: the text is empty")
    gaps = gaps_in(sentence)
    if gaps is None:
        here = f"{where}, variant {number}"
        raise BrokenSetup(detail=f"{here}: only sentences with gaps such as {{{{ contact_name }}}}, no logic")
    return Variant(number, when, sentence, gaps)

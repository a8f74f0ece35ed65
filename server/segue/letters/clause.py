"""One clause of a language: its variants, the first that fits wins, and which one a letter takes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from segue.departure.errors import BrokenSetup
from segue.letters.clause_file import When, read_rows
from segue.letters.sentence import Gaps, gaps_in, sentence_of, speaker
from segue.letters.specs import DAYS


@dataclass(frozen=True)
class Variant:
    """One whole wording: its ``source`` as the pack has it, and the ``sentence`` that is said.

    ``gaps`` are its placeholders in the order in which they are read.
    """

    number: int
    when: When
    source: str
    sentence: str
    gaps: tuple[str, ...]

    @cached_property
    def said_with(self) -> Callable[[Gaps], str]:
        """Return what says the sentence: made when first said, since a letter says few of a pack's."""
        return speaker(self.sentence)

    @cached_property
    def values(self) -> dict[str, str]:
        """Return what each gap is a value of: of itself, or of a day, in whichever way that is written."""
        return {gap: next((day for day in DAYS if gap.startswith(f"{day}_")), gap) for gap in self.gaps}

    def fits(self, cell: dict[str, str]) -> bool:
        """Say whether it is for a combination of axis values; an axis that it does not name is for all its values."""
        return all(cell[axis] in values for axis, values in self.when.items())


@dataclass(frozen=True)
class Clause:
    """A clause of one pack; ``axes`` are those along which its sentences differ."""

    id: str
    axes: tuple[str, ...]
    variants: tuple[Variant, ...]
    _chosen: dict[tuple[str, ...], Variant] = field(default_factory=dict, init=False, compare=False, repr=False)

    def variant(self, cell: dict[str, str]) -> Variant:
        """Return the wording for a letter's axis values; there is one, because loading checked it."""
        key = tuple([cell[axis] for axis in self.axes])
        if key not in self._chosen:
            self._chosen[key] = next(variant for variant in self.variants if variant.fits(cell))
        return self._chosen[key]


def read_variants(path: Path, where: str) -> tuple[Variant, ...]:
    """Read a clause's variants in their order. Raises BrokenSetup naming file, clause and variant."""
    rows = enumerate(read_rows(path, where), start=1)
    return tuple(_variant(number, when, text, f"{where}, variant {number}") for number, (when, text) in rows)


def _variant(number: int, when: When, text: str, where: str) -> Variant:
    sentence = sentence_of(text)
    if not sentence:
        raise BrokenSetup(detail=f"{where}: the text is empty")
    return Variant(number, when, text, sentence, gaps_in(sentence, where))

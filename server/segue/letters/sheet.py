"""One letter, or one answer, while it is written: what a clause says, and the paragraph that sentences make."""

from dataclasses import dataclass, field

from segue.letters.clause import Variant
from segue.letters.context import axis_values_of, gaps_of, topic_parts
from segue.letters.facts import LetterFacts
from segue.letters.pack import Pack
from segue.letters.render import Block, block
from segue.letters.specs import LISTING


@dataclass
class Sheet:
    """What is being written: its place on the axes, its gaps, and what was used of them."""

    pack: Pack
    cell: dict[str, str]
    gaps: dict[str, str]
    variants: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)

    def say_if_filled(self, clause: str) -> str:
        """Return what ``say`` does, or nothing where a gap is not filled: the whole clause is left out."""
        variant = self.pack.clauses[clause].variant(self.cell)
        return self._said(clause, variant) if self.gaps.keys() >= variant.values.keys() else ""

    def say(self, clause: str) -> str:
        """Return a clause's sentence and note the variant and the gaps that it took."""
        return self._said(clause, self.pack.clauses[clause].variant(self.cell))

    def _said(self, clause: str, variant: Variant) -> str:
        self.variants.append(f"{clause}:{variant.number}")
        for gap, value in variant.values.items():
            self.values.setdefault(value, self.gaps[gap])
        return variant.said_with(self.gaps)


def sheet_of(facts: LetterFacts, pack: Pack) -> Sheet:
    """Return an empty sheet for cleaned facts."""
    return Sheet(pack, axis_values_of(facts, pack), gaps_of(facts, pack))


def paragraph(said: list[tuple[str, str]], facts: LetterFacts, sheet: Sheet) -> list[Block]:
    """Return one paragraph; three and more contact points are a list below the sentence that announces them."""
    cut = next((number for number, (clause, _) in enumerate(said, start=1) if clause in LISTING), 0)
    if not cut or len(facts.others) < 2:
        return [block(" ".join(sentence for _, sentence in said))]
    items = [sheet.pack.topic_item.format_map(topic_parts(one, sheet.pack)) for one in (facts.contact, *facts.others)]
    sheet.values["contacts"] = "; ".join(items)
    before, after = said[:cut], said[cut:]
    blocks = [block(" ".join(sentence for _, sentence in before)), block("\n".join(items), "list")]
    return [*blocks, block(" ".join(sentence for _, sentence in after))] if after else blocks

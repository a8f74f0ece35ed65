"""One letter, or one answer, while it is written: what a clause says, and the paragraph that sentences make."""

from dataclasses import dataclass, field

from segue.letters.context import axis_values_of, gaps_of, topic_parts
from segue.letters.facts import LetterFacts
from segue.letters.pack import Pack
from segue.letters.render import Block, block
from segue.letters.specs import DAYS, LISTING


@dataclass
class Sheet:
    """What is being written: its place on the axes, its gaps, and what was used of them."""

    pack: Pack
    cell: dict[str, str]
    gaps: dict[str, str]
    variants: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)

    def can_say(self, clause: str) -> bool:
        """Say whether every gap of a clause's sentence is filled; if not, the whole clause is left out."""
        return all(gap in self.gaps for gap in self.pack.clauses[clause].variant(self.cell).gaps)

    def say(self, clause: str) -> str:
        """Return a clause's sentence and note the variant and the gaps that it took."""
        variant = self.pack.clauses[clause].variant(self.cell)
        self.variants.append(f"{clause}:{variant.number}")
        for gap in variant.gaps:
            name = next((day for day in DAYS if gap.startswith(f"{day}_")), gap)
            self.values.setdefault(name, self.gaps[gap])
        return variant.template.render(self.gaps)


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

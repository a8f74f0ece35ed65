"""One letter, or one answer, while it is written: what a clause says, and the paragraph that sentences make."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from segue.letters.clause import Wording
from segue.letters.context import axis_values_of, is_present
from segue.letters.facts import LetterFacts
from segue.letters.gaps import gaps_of, topic_parts
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
        wording = self.pack.clauses[clause].wording(self.cell)
        return self._said(wording) if self.gaps.keys() >= wording.values.keys() else ""

    def say(self, clause: str) -> str:
        """Return a clause's sentence and note the variant and the gaps that it took."""
        return self._said(self.pack.clauses[clause].wording(self.cell))

    def _said(self, wording: Wording) -> str:
        self.variants.append(wording.name)
        for gap, value in wording.values.items():
            self.values.setdefault(value, self.gaps[gap])
        return wording.said_with(self.gaps)


def sheet_of(facts: LetterFacts, pack: Pack) -> Sheet:
    """Return an empty sheet for cleaned facts."""
    return Sheet(pack, axis_values_of(facts, pack), gaps_of(facts, pack))


def said_of(clauses: Iterable[str], facts: LetterFacts, sheet: Sheet) -> dict[str, str]:
    """Return the sentences of those clauses for which cleaned facts have everything."""
    said = {clause: sheet.say_if_filled(clause) for clause in clauses if is_present(clause, facts)}
    return {clause: sentence for clause, sentence in said.items() if sentence}


def paragraph(said: dict[str, str], facts: LetterFacts, sheet: Sheet) -> list[Block]:
    """Return the paragraph of some clauses' sentences, with three and more contact points as a list in it."""
    sentences = list(said.values())
    if len(facts.others) < 2 or said.keys().isdisjoint(LISTING):
        return [block(" ".join(sentences))]
    items = [sheet.pack.topic_item.format_map(topic_parts(one, sheet.pack)) for one in (facts.contact, *facts.others)]
    sheet.values["contacts"] = "; ".join(items)
    cut = next(number for number, clause in enumerate(said, start=1) if clause in LISTING)
    blocks = [block(" ".join(sentences[:cut])), block("\n".join(items), "list")]
    return [*blocks, block(" ".join(sentences[cut:]))] if sentences[cut:] else blocks

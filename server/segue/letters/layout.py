"""Which clauses a letter may have, in the order in which it is read."""

from segue.letters.facts import LetterFacts
from segue.letters.pack import Pack
from segue.letters.specs import OPENING, UPDATE_LAYOUT

Paragraphs = tuple[tuple[str, ...], ...]


def paragraphs_of(facts: LetterFacts, pack: Pack) -> Paragraphs:
    """Return the clauses between salutation and closing, a tuple a paragraph: a first letter's, or a second one's."""
    first, *others = UPDATE_LAYOUT if facts.update else pack.layout[facts.mode]
    return ((OPENING, *first), *others)

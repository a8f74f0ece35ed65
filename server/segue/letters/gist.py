"""The gist of a letter in a language that its reader knows: the same facts, composed with that language's own clauses.

It is never the letter: it has a type of its own, which nothing hands out, and no HTML.
"""

from dataclasses import dataclass, replace

from segue.departure.errors import SegueError
from segue.letters.compose import compose
from segue.letters.facts import LetterFacts
from segue.letters.pack import Pack


@dataclass(frozen=True)
class Gist:
    """What a letter says, in another language. What a person typed, such as a note, stays as typed."""

    locale: str
    subject: str
    text: str


def gist(facts: LetterFacts, pack: Pack) -> Gist | None:
    """Return the gist of a letter's facts in a pack's language, None where that language cannot say them."""
    try:
        letter = compose(told_in(facts, pack), pack)
    except SegueError:
        return None
    return Gist(pack.locale, letter.subject, letter.text)


def told_in(facts: LetterFacts, pack: Pack) -> LetterFacts:
    """Return a letter's facts as another language's clauses can say them: forms of address are each language's own."""
    return replace(facts, locale=pack.locale, client=replace(facts.client, form=""))

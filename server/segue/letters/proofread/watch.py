"""What must not stand in a letter although its own facts do not say so: denied names, other clients."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from segue.letters.proofread.words import WORD
from segue.letters.text import folded

_LEGAL_FORMS = (
    "ltd limited plc inc llc llp corp co gmbh ag kg sa srl spa sas bv nv oy ab lda ltda pvt tbk pt ooo oao pao ооо пао"
)
LEGAL_FORMS = frozenset(_LEGAL_FORMS.split())
SHORTEST_SINGLE_WORD = 4
"""A single word shorter than this is too common to be taken for somebody's name."""


LONGEST_NAME = 6
"""A name of more words than these is not looked for."""


@dataclass(frozen=True)
class Watch:
    """What to look for.

    ``denied`` are names as typed: the new employer, its brands and domains;
    ``others`` are the names and companies of all clients of the departure, as tuples of folded
    words; a letter's own client is spared by the rule itself; ``private`` is the leaver's private contact, "" for
    none; on ``holidays`` nobody expects to be answered; above ``words`` a letter is too long (L6).
    """

    denied: tuple[str, ...] = ()
    others: frozenset[tuple[str, ...]] = field(default_factory=frozenset)
    private: str = ""
    holidays: tuple[date, ...] = ()
    words: int = 200

    @cached_property
    def by_first_word(self) -> dict[str, list[tuple[str, ...]]]:
        """Return ``others`` by the word that they begin with, shorter ones first; made once for all letters."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for name in sorted(self.others, key=len):
            if 0 < len(name) <= LONGEST_NAME:
                found.setdefault(name[0], []).append(name)
        return found


def name_words(name: str) -> tuple[str, ...]:
    """Return a name as folded words for comparing: no case, accents, punctuation or legal form."""
    words = tuple(word for word in WORD.findall(folded(name)) if word not in LEGAL_FORMS)
    return words if len(words) > 1 or (words and len(words[0]) >= SHORTEST_SINGLE_WORD) else ()


def names_of_clients(named: list[tuple[str, str]]) -> frozenset[tuple[str, ...]]:
    """Return what to look for, from (name, company) pairs: whole names of two words and more, and companies."""
    people = (name_words(name) for name, _ in named)
    companies = (name_words(company) for _, company in named)
    return frozenset([words for words in people if len(words) > 1] + [words for words in companies if words])

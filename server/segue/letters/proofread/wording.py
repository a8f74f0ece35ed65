"""Words that do harm: invitations to follow, dispute or dislike, another language; and the sender's own name."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from segue.departure.findings import Finding, Severity
from segue.letters.proofread.reading import Reading, matches, words
from segue.letters.proofread.words import WORD
from segue.letters.text import folded

LONG_NOTE_WORDS = 8
SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "å": "aa", "ø": "oe", "æ": "ae"})
"""How addresses write letters that they do not have."""
LIKE_A_SLIP = 0.8
"""Two words this alike, and not the same, are one word mistyped ("Fisher" and "fischer")."""


def invitations_to_follow(reading: Reading) -> Iterator[Finding]:
    """Find an invitation to come along to the next employer, or to connect elsewhere."""
    pattern = words(reading.pack.proofreading.follow, ignore_case=True, beginnings=True)
    yield from matches("invitation_to_follow", Severity.WARNING, pattern, _typed(reading))


def dispute(reading: Reading) -> Iterator[Finding]:
    """Find words on dismissal, dispute or dislike, and opinions on the employer."""
    pattern = words(reading.pack.proofreading.dispute, ignore_case=True, beginnings=True)
    yield from matches("dispute", Severity.WARNING, pattern, _typed(reading))


def another_language(reading: Reading) -> Iterator[Finding]:
    """Find a personal note that is not in the letter's language."""
    said = WORD.findall(folded(reading.note))
    common = _folded_words(reading.pack.proofreading.common)
    if common and len(said) >= LONG_NOTE_WORDS and not common & set(said):
        yield Finding("another_language", Severity.WARNING, "note", (0, len(reading.note)))


@lru_cache(maxsize=64)
def _folded_words(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(folded, words))


def senders_address(reading: Reading) -> Iterator[Finding]:
    """Find an address that spells the sender's name differently (T11)."""
    writer = reading.facts.writer
    local = [part for part in re.split(r"[^\w]|_", folded(writer.address.partition("@")[0])) if len(part) > 3]
    if any(folded(part.translate(SPELT_OUT)) in local for part in WORD.findall(writer.name.casefold())):
        return
    for name in (part for part in WORD.findall(folded(writer.name)) if len(part) > 3):
        for part in (word for one in local for word in (one, one[1:])):
            if part != name and part[:1] == name[:1] and _alike(part, name) and not any(name in one for one in local):
                yield Finding("sender_address", Severity.WARNING, "writer.name", values={"words": writer.address})
                return


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other).ratio() >= LIKE_A_SLIP


def _typed(reading: Reading) -> dict[str, str]:
    return {"note": reading.note, "salutation": reading.facts.client.salutation}

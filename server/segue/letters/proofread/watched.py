"""Names that must not stand in this letter: the new employer in any spelling, and other clients."""

from collections.abc import Iterator
from functools import lru_cache

from segue.departure.findings import Finding, Severity
from segue.letters.proofread.reading import Reading
from segue.letters.proofread.sounds import consonants, in_latin, is_devanagari
from segue.letters.proofread.watch import name_words
from segue.letters.text import WORD, folded

LONGEST_NAME = 6
SHORTEST_INSIDE = 5
"""A denied name of at least so many letters is found inside a longer word too, as in a domain or a handle."""


def denied_names(reading: Reading) -> Iterator[Finding]:
    """Find the new employer, its brands, domains and addresses: in any case, spacing, accents or script."""
    for where, text in (*reading.parts.items(), ("signature", reading.facts.writer.job_title)):
        for span in denied_in(text, reading.watch.denied):
            yield Finding("denied_name", Severity.BLOCKING, where, span, {"words": text[slice(*span)]})


def denied_in(text: str, denied: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return where a text holds a denied name, as (start, end) in characters."""
    words = _words(text) if denied else []
    return [span for name in denied for span in _spans(words, name)]


def other_clients(reading: Reading) -> Iterator[Finding]:
    """Find another client's name or company: a letter to one is never read by another."""
    if not reading.watch.others:
        return
    own = {word for value in reading.names.values() for word in WORD.findall(folded(value))}
    for where, text in reading.prose.items():
        words = _words(text)
        for start in range(len(words)):
            for end in range(start + 1, min(start + LONGEST_NAME, len(words)) + 1):
                seen = tuple(word for word, _ in words[start:end])
                span = (words[start][1][0], words[end - 1][1][1])
                # A single word is a name only where it is written as one; scripts without capitals need two.
                named = len(seen) > 1 or text[span[0]].isupper()
                if named and seen in reading.watch.others and not set(seen) <= own:
                    yield Finding("other_client", Severity.BLOCKING, where, span, {"words": text[slice(*span)]})


def _words(text: str) -> list[tuple[str, tuple[int, int]]]:
    return [(folded(match.group()), match.span()) for match in WORD.finditer(text)]


@lru_cache(maxsize=256)
def _shapes(name: str) -> tuple[str, str]:
    """Return a denied name squeezed and as it sounds, and its consonants."""
    domain = name.rpartition("@")[2].removeprefix("www.")
    squeezed = "".join(in_latin(word) for word in name_words(domain) or WORD.findall(folded(domain)))
    return squeezed, consonants(squeezed)


def _spans(words: list[tuple[str, tuple[int, int]]], name: str) -> Iterator[tuple[int, int]]:
    squeezed, bare = _shapes(name)
    if not squeezed:
        return
    for start in range(len(words)):
        joined = ""
        for end in range(start, min(start + LONGEST_NAME, len(words))):
            joined += in_latin(words[end][0])
            if joined == squeezed:
                yield words[start][1][0], words[end][1][1]
            if len(joined) > len(squeezed):
                break
        word, span = words[start]
        inside = len(squeezed) >= SHORTEST_INSIDE and squeezed in in_latin(word) and in_latin(word) != squeezed
        spoken = is_devanagari(word) and len(bare) >= 3 and consonants(word) == bare
        if inside or spoken:
            yield span

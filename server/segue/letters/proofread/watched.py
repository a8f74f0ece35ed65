"""Names that must not stand in this letter: the new employer in any spelling, and other clients.

Nearly every letter holds none of them. Its words alone, without their places, tell so quickly; only what looks
suspicious is read again, word by word.
"""

from collections.abc import Iterator
from functools import lru_cache

from segue.departure.findings import Finding, Severity
from segue.letters.proofread.private import spared
from segue.letters.proofread.reading import Reading
from segue.letters.proofread.sounds import DEVANAGARI_LETTER, as_spoken, consonants, in_latin
from segue.letters.proofread.watch import LONGEST_NAME, Watch, name_words
from segue.letters.proofread.words import WORD, WORDS_KEPT, folded_word
from segue.letters.text import folded

SHORTEST_INSIDE = 5
"""A denied name of at least so many letters is found inside a longer word too, as in a domain or a handle."""
SHORTEST_SPOKEN = 3
"""Fewer consonants than these are too common to be taken for a name written in Devanagari."""
Span = tuple[int, int]
PlacedWords = list[tuple[str, Span]]


def denied_names(reading: Reading) -> Iterator[Finding]:
    """Find the new employer, its brands, domains and addresses: in any case, spacing, accents or script."""
    approved = reading.letter.values.get("personal_contact", "")
    for where, text in (*reading.parts.items(), ("signature", reading.facts.writer.job_title)):
        for span in denied_in(spared(text, approved) if where == "text" else text, reading.watch.denied):
            yield Finding("denied_name", Severity.BLOCKING, where, span, {"words": text[slice(*span)]})


def denied_in(text: str, denied: tuple[str, ...]) -> list[Span]:
    """Return where a text holds a denied name, as (start, end) in characters."""
    suspected = _suspected(text, denied) if denied else []
    words = _placed_words(text) if suspected else []
    return [span for name in suspected for span in _spans(words, name)]


def _suspected(text: str, denied: tuple[str, ...]) -> list[str]:
    """Return the denied names that a text may hold: those in its letters, were it written without any gap."""
    words = WORD.findall(text)
    run, spoken = "".join(map(_sound, words)), _spoken_in(text, words)
    shapes = ((name, *_shapes(name)) for name in denied)
    return [name for name, squeezed, bare in shapes if squeezed and (squeezed in run or bare in spoken)]


@lru_cache(maxsize=WORDS_KEPT)
def _sound(word: str) -> str:
    return in_latin(folded(word))


def _spoken_in(text: str, words: list[str]) -> set[str]:
    return {as_spoken(folded_word(word)) for word in words} if DEVANAGARI_LETTER.search(text) else set()


def other_clients(reading: Reading) -> Iterator[Finding]:
    """Find another client's name or company: a letter to one is never read by another."""
    watch = reading.watch
    for where, words in reading.prose_words.items() if watch.others else ():
        if watch.by_first_word.keys().isdisjoint(map(folded_word, words)):
            continue
        own = {word for value in reading.names.values() for word in WORD.findall(folded(value))}
        text = reading.prose[where]
        for seen, span in _watched_in(text, watch):
            if not set(seen) <= own:
                yield Finding("other_client", Severity.BLOCKING, where, span, {"words": text[slice(*span)]})


def _watched_in(text: str, watch: Watch) -> Iterator[tuple[tuple[str, ...], Span]]:
    """Yield each watched name that stands in a text, as its words, with its place."""
    placed = _placed_words(text)
    words = tuple(word for word, _ in placed)
    for start, (word, (begin, _)) in enumerate(placed):
        for name in watch.by_first_word.get(word, ()):
            # A single word is a name only where it is written as one; scripts without capitals need two.
            named = len(name) > 1 or text[begin].isupper()
            if named and words[start : start + len(name)] == name:
                yield name, (begin, placed[start + len(name) - 1][1][1])


def _placed_words(text: str) -> PlacedWords:
    return [(folded_word(match.group()), match.span()) for match in WORD.finditer(text)]


@lru_cache(maxsize=256)
def _shapes(name: str) -> tuple[str, str]:
    """Return a denied name squeezed and as it sounds, and its consonants."""
    domain = name.rpartition("@")[2].removeprefix("www.")
    squeezed = "".join(in_latin(word) for word in name_words(domain) or WORD.findall(folded(domain)))
    return squeezed, consonants(squeezed)


def _spans(words: PlacedWords, name: str) -> Iterator[Span]:
    squeezed, bare = _shapes(name)
    for start, (word, span) in enumerate(words):
        yield from _written_apart(words, start, squeezed)
        inside = len(squeezed) >= SHORTEST_INSIDE and squeezed in in_latin(word) and in_latin(word) != squeezed
        spoken = len(bare) >= SHORTEST_SPOKEN and as_spoken(word) == bare
        if inside or spoken:
            yield span


def _written_apart(words: PlacedWords, start: int, squeezed: str) -> Iterator[Span]:
    """Yield where words from one on, written as one, are a squeezed name."""
    joined = ""
    for word, (_, end) in words[start : start + LONGEST_NAME]:
        joined += in_latin(word)
        if joined == squeezed:
            yield words[start][1][0], end
        if len(joined) > len(squeezed):
            return

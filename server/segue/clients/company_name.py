"""When two names are one company's: case, accents, punctuation and legal forms aside; and when they nearly are (C7)."""

import re
import unicodedata
from collections.abc import Iterator

from segue.clients.legal_forms import AND, COMMON, GENERIC, LEADING, TRAILING
from segue.clients.names import clean

_MOST_CHARS = 200
_MOST_FORM_WORDS = 6
_SHORTEST_SLIPPED = 6
_SHORTEST_BEGINNING = 5
_PLAIN = re.compile(r"[a-z0-9]+|&")
_DROPPED = dict.fromkeys(map(ord, "'’‘`´\u200c\u200d"))
_LETTERS = _DROPPED | {ord("ø"): "o", ord("æ"): "ae", ord("œ"): "oe", ord("ł"): "l", ord("đ"): "d", ord("+"): " & "}


def company_key(name: str) -> str:
    """Return what is equal for names of one company: "Rossi & Figli S.r.l.", "ROSSI E FIGLI SRL". "" for no name."""
    return " ".join(company_words(name))


def company_words(name: str) -> tuple[str, ...]:
    """Return the folded words of a company's name without its legal form; of a name that is nothing else, all."""
    words = _folded(name)
    while (shorter := _without_one_form(words)) != words and shorter:
        words = shorter
    return tuple(words)


def words_of_key(key: str) -> tuple[str, ...]:
    """Return the words of a company's key, none of one that is no name."""
    return tuple(key.removeprefix("n:").split()) if key.startswith("n:") else ()


def loose_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a name without those that one list has and another has not, such as "Group" or "Italia"."""
    return tuple(word for word in words if word not in _GENERIC and word != "&") or words


def near_keys(words: tuple[str, ...]) -> Iterator[str]:
    """Yield what near names have in common: words in another order, written together, or with one letter amiss.

    Two names that share a key are near if :func:`are_near` says so too.
    """
    loose = loose_words(words)
    joined = "".join(loose)
    yield " ".join(sorted(loose))
    yield f"={joined}"
    if len(joined) >= _SHORTEST_SLIPPED:
        yield from {f"={joined[:at]}{joined[at + 1 :]}" for at in range(len(joined))}


def are_near(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Say whether two names are nearly the same: the same words, or one letter apart; never another number."""
    one, other = loose_words(first), loose_words(second)
    if sorted(one) == sorted(other):
        return True
    left, right = "".join(one), "".join(other)
    return _digits(left) == _digits(right) and (left == right or _one_slip_apart(left, right))


def beginnings(words: tuple[str, ...]) -> Iterator[str]:
    """Yield the beginnings of a name that another company may go by: "Brightwater" of "Brightwater Foods"."""
    loose = loose_words(words)
    for count in range(1, len(loose)):
        begun = " ".join(loose[:count])
        if is_telling(loose[:count]):
            yield begun


def is_telling(words: tuple[str, ...]) -> bool:
    """Say whether words alone can tell which company it is."""
    return len("".join(words)) >= _SHORTEST_BEGINNING and not set(words) <= _COMMON


def _folded(name: str) -> list[str]:
    text = unicodedata.normalize("NFKC", clean(name[:_MOST_CHARS])).casefold().translate(_LETTERS)
    words = _PLAIN.findall(text) if text.isascii() else _words_in(text)
    inner = [("&" if word in AND and 0 < at < len(words) - 1 else word) for at, word in enumerate(words)]
    return _initials_joined(inner)


def _words_in(text: str) -> list[str]:
    """Return the words of a text in any script; only Latin, Greek and Cyrillic lose marks: in Hindi one is a vowel."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not "\u0300" <= c <= "\u036f")
    kept = unicodedata.normalize("NFC", bare).replace("&", " & ")
    return "".join(c if c == "&" or unicodedata.category(c)[0] in "LMN" else " " for c in kept).split()


def _initials_joined(words: list[str]) -> list[str]:
    """Join single letters that stand in a row: "s p a" is "spa"."""
    found: list[str] = []
    is_open = False
    for word in words:
        is_letter = len(word) == 1 and word.isalpha()
        if is_letter and is_open:
            found[-1] += word
        else:
            found.append(word)
        is_open = is_letter
    return found


def _without_one_form(words: list[str]) -> list[str]:
    for count in range(min(_MOST_FORM_WORDS, len(words) - 1), 0, -1):
        if tuple(words[-count:]) in _TRAILING:
            return words[:-count]
        if tuple(words[:count]) in _LEADING:
            return words[count:]
    return words[:-1] if len(words) > 1 and words[-1] == "&" else words


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _one_slip_apart(left: str, right: str) -> bool:
    """Say whether one letter is missing, too many, another one, or changed places with its neighbour."""
    while left and right and left[0] == right[0]:
        left, right = left[1:], right[1:]
    while left and right and left[-1] == right[-1]:
        left, right = left[:-1], right[:-1]
    return max(len(left), len(right)) <= 1 or (len(left) == 2 and left == right[::-1])


_TRAILING = frozenset(tuple(_folded(form)) for form in TRAILING)
_LEADING = frozenset(tuple(_folded(form)) for form in LEADING)
_GENERIC = frozenset(word for form in GENERIC for word in _folded(form))
_COMMON = frozenset(word for form in COMMON for word in _folded(form))

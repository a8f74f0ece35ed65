"""What the parts of a person's name are. Never guesses a gender."""

import re
import unicodedata
from dataclasses import dataclass

from segue.clients.titles import (
    FAMILY_ENDINGS,
    PARTICLES,
    PATRONYMICS,
    SON_OR_DAUGHTER,
    is_suffix,
    is_title,
    stands_before_family_name,
)

_INVISIBLE = frozenset("\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff") | {chr(c) for c in range(0x202A, 0x202F)}
_ISOLATES = frozenset(chr(c) for c in range(0x2066, 0x206A))
_SPACES = re.compile(r"\s+")
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)+")
_COURTESY = ("जी", "ji")
_QUOTES = "'\"„“”«» "
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


@dataclass(frozen=True)
class Name:
    """A name in its parts; ``full`` is the whole in display order, without the title. A single name is ``given`` alone.

    ``patronymic`` is Russian; ``title`` is as written. Parts that are not known are empty.
    """

    full: str = ""
    title: str = ""
    given: str = ""
    patronymic: str = ""
    family: str = ""


def clean(text: str) -> str:
    """Return text on one line, in NFC, without control, bidirectional and zero-width characters.

    The joiners U+200C and U+200D stay: Hindi names need them. Markup and formulas stay as the text that they are.
    """
    # Most text is printable throughout, which is quick to see; everything taken out here is not.
    kept = text if text.isprintable() else "".join(_visible(character) for character in text)
    return _SPACES.sub(" ", unicodedata.normalize("NFC", kept)).strip()


def split(display: str) -> Name:
    """Take a display name apart: "Rossi, Anna", "Dott.ssa Anna Rossi", "ROSSI Anna", "Анна Сергеевна Иванова"."""
    words = _IN_BRACKETS.sub(" ", clean(display)).strip(_QUOTES).split()
    words = _in_display_order(" ".join(words))
    title, words = title_and_rest(words)
    family_first = _family_first(words)
    ordered = words[family_first:] + words[:family_first]
    given, family = _given_and_family(ordered, len(ordered) - family_first if family_first else None)
    full = " ".join([*given, *family])
    if len(given) == 1 and title and not family and stands_before_family_name(title[-1]):
        given, family = [], given
    if len(given) == len(family) == 1 and _is_only_a_patronymic(family[0]):
        given, family = [*given, *family], []
    given, patronymic = without_patronymic(given)
    return Name(full, " ".join(title), " ".join(given), patronymic, " ".join(family))


def title_and_rest(words: list[str], keep: int = 1) -> tuple[list[str], list[str]]:
    """Part the titles before a name from the name, of which at least ``keep`` words remain."""
    count = 0
    while count < len(words) - keep and is_title(words[count]):
        count += 1
    return words[:count], words[count:]


def without_patronymic(words: list[str]) -> tuple[list[str], str]:
    """Part a Russian patronymic from the given names before it: Анна Сергеевна is Анна, with Сергеевна."""
    if len(words) > 2 and words[-1].casefold() in SON_OR_DAUGHTER:
        return words[:-2], " ".join(words[-2:])
    if len(words) > 1 and is_patronymic(words[-1]):
        return words[:-1], words[-1]
    return words, ""


def is_patronymic(word: str) -> bool:
    """Say whether a word may be a Russian patronymic; where a family name stands, it may as well be one."""
    return len(word) > 4 and word.casefold().endswith(PATRONYMICS)


def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name for comparing: folded and sorted, without diacritics, titles, punctuation."""
    bare = _without_diacritics(_IN_BRACKETS.sub(" ", clean(name)).casefold())
    kept = (word for word in bare.replace(",", " ").split() if not is_title(word) and not is_suffix(word))
    plain = ("".join(c for c in word if c not in ".'’\"-_") for word in kept)
    return tuple(sorted(word for word in plain if word))


def _visible(character: str) -> str:
    if character in "\t\r\n\x0b\x0c\x85\u2028\u2029":
        return " "
    if character in _INVISIBLE or character in _ISOLATES or unicodedata.category(character) in ("Cc", "Cs"):
        return ""
    return character


def _in_display_order(name: str) -> list[str]:
    before, comma, after = name.partition(",")
    rest = [word for word in after.replace(",", " ").split() if not is_suffix(word)]
    if not comma or not rest:
        words = before.split()
        while len(words) > 1 and is_suffix(words[-1]) and (len(words) > 2 or words[-1] in _COURTESY):
            words.pop()
        return words
    if all(is_title(word) for word in rest):
        return rest + before.split()
    title, given = title_and_rest(rest)
    return title + given + before.split()


def _family_first(words: list[str]) -> int:
    """Count the leading words that are the family name, where the writing shows it; 0 where it does not."""
    if len(words) == 3 and is_patronymic(words[2]) and not is_patronymic(words[1]):
        return 1
    if len(words) == 4 and words[3].casefold() in SON_OR_DAUGHTER:
        return 1
    if len(words) in (2, 3) and all(map(_is_initials, words[1:])) and _is_cyrillic(words[0]):
        return 1  # Мельникова О. С.
    capitals = 0
    while capitals < len(words) and _in_capitals(words[capitals]):
        capitals += 1
    return capitals if 0 < capitals < len(words) else 0


def _in_capitals(word: str) -> bool:
    letters = re.sub(r"['’-]", "", word)
    known = word.casefold() in PARTICLES
    return (len(letters) > 2 or known) and letters.isalpha() and letters.isupper()


def _is_initials(word: str) -> bool:
    return bool(_INITIALS.fullmatch(word))


def _is_cyrillic(word: str) -> bool:
    return "\u0400" <= word[:1] <= "\u04ff" and not _is_initials(word)


def _given_and_family(words: list[str], known: int | None) -> tuple[list[str], list[str]]:
    at = known if known is not None else _family_start(words)
    return words[:at], words[at:]


def _family_start(words: list[str]) -> int:
    if len(words) < 2:
        return len(words)
    particles = (i for i, word in enumerate(words[:-1]) if i > 0 and word.casefold() in PARTICLES)
    ending = len(words) > 2 and words[-1].casefold() in FAMILY_ENDINGS
    return next(particles, len(words) - 1 - ending)


def _is_only_a_patronymic(word: str) -> bool:
    return is_patronymic(word) and not word.casefold().endswith("вич")


def _without_diacritics(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    # Only the marks of Latin, Greek and Cyrillic: in Hindi a mark is a vowel.
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not "\u0300" <= c <= "\u036f"))

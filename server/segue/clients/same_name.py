"""Whether two names can be one person's: spelling, order, initials, missing parts and short forms aside."""

from collections.abc import Iterable

from segue.clients.names import words_of

_SHORT_FORM_CHARS = 3
_MOST_HEADS = 50


def can_be_one(first: str, second: str) -> bool:
    """Say whether every word of the shorter name has its own match in the longer one; no name fits every name.

    "Anna Rossi", "Rossi, Anna", "A. Rossi" and "Dott.ssa Anna Rossi" can be one person's; "Anna Bianchi" cannot.
    """
    return words_fit(words_of(first), words_of(second))


def words_fit(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Say the same of the words of two names."""
    shorter, longer = sorted((first, second), key=len)
    left = list(longer)
    for word in sorted(shorter, key=len, reverse=True):
        match = next((other for other in left if other == word), None)
        match = match or next((other for other in left if _stands_for(word, other)), None)
        if match is None:
            return False
        left.remove(match)
    return True


def distinct_names(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names that cannot be one person's, each in its most complete form; the order of input is no matter.

    More than fifty different names are not compared with one another any more: the question is the same.
    """
    heads: list[str] = []
    for name in sorted(set(filter(None, names)), key=completeness, reverse=True):
        if len(heads) >= _MOST_HEADS or not any(can_be_one(name, head) for head in heads):
            heads.append(name)
    return tuple(heads[:_MOST_HEADS])


def completeness(name: str) -> tuple[int, int, int, str]:
    """Return what sorts names by how much they say: whole words before initials, then words, then length."""
    words = words_of(name)
    return sum(len(word) > 1 for word in words), len(words), len(name), name


def _stands_for(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return long.startswith(short) and (len(short) == 1 or len(short) >= _SHORT_FORM_CHARS)

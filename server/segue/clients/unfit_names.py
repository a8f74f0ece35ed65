"""Names that a letter should not open with as they stand, and what a person is offered instead."""

import re

from segue.clients.names import clean

FORMULA = ("=", "+", "-", "@")
_MARKUP = re.compile(r"<[^<>]*>|&(?:[a-z]+|#\d+);|\{\{|\}\}|\[\[|\]\]|[<>{}]", re.IGNORECASE)
_SHORTEST_IN_CAPITALS = 4
"""Fewer letters in capitals are initials."""


def why_unfit(name: str) -> str:
    """Return why a name should be looked at: invisible, formula, address, markup, capitals or small; "" for no reason.

    The sentences are ``check.unfit_<why>``. A script without capitals, such as Devanagari, is never unfit for them.
    """
    if name != clean(name):
        return "invisible"
    if name.startswith(FORMULA):
        return "formula"
    if "@" in name:
        return "address"
    if _MARKUP.search(name):
        return "markup"
    if any(map(_in_capitals, name.split())):
        return "capitals"
    return "small" if name.islower() else ""


def tidied(name: str) -> str:
    """Return a name without what makes it unfit, for a person to confirm; "" where nothing is left to offer."""
    bare = name if "@" not in name[1:] else re.sub(r"[._-]+", " ", name.partition("@")[0])
    bare = clean(_MARKUP.sub(" ", bare)).lstrip("=+-@ ")
    why = why_unfit(bare)
    if why in ("capitals", "small"):
        bare = " ".join(_capitalised(word) if why == "small" or word.isupper() else word for word in bare.split())
    return bare if any(map(str.isalpha, bare)) else ""


def _in_capitals(word: str) -> bool:
    return word.isupper() and sum(map(str.isalpha, word)) >= _SHORTEST_IN_CAPITALS


def _capitalised(word: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda letters: letters[0][:1].upper() + letters[0][1:].lower(), word)

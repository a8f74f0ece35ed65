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
    letters = sum(map(str.isalpha, name))
    if letters < _SHORTEST_IN_CAPITALS:
        return ""
    return "capitals" if name.isupper() else "small" if name.islower() else ""


def tidied(name: str) -> str:
    """Return a name without what makes it unfit, for a person to confirm; "" where nothing is left to offer."""
    bare = name if "@" not in name[1:] else re.sub(r"[._-]+", " ", name.partition("@")[0])
    bare = clean(_MARKUP.sub(" ", bare)).lstrip("=+-@ ")
    if why_unfit(bare) in ("capitals", "small"):
        bare = " ".join(_capitalised(word) for word in bare.split())
    return bare if any(map(str.isalpha, bare)) else ""


def _capitalised(word: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda letters: letters[0][:1].upper() + letters[0][1:].lower(), word)

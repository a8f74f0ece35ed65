"""What a word is, in every script."""

import re
import unicodedata
from functools import lru_cache

from segue.letters.text import folded

MARKS = "".join(chr(code) for code in range(0x300, 0x10000) if unicodedata.category(chr(code)).startswith("M"))
"""Vowel signs and other marks, for a character class: part of a word in Hindi, but not of ``\\w``."""
WORD = re.compile(rf"[\w{MARKS}]+")
WORDS_KEPT = 1 << 13
"""How many words a function of one word remembers: letters say the same ones again and again."""


@lru_cache(maxsize=WORDS_KEPT)
def folded_word(word: str) -> str:
    """Return one word folded, and remember it."""
    return folded(word)

"""How a name sounds, written in Latin letters, so that a name in another script is found too.

Rough on purpose: it only has to bring two spellings of one name together. Cyrillic follows the usual
passport transliteration; Devanagari is compared by its consonants, since vowels differ most.
"""

import re
import unicodedata
from functools import lru_cache

from segue.letters.proofread.words import WORDS_KEPT

_CYRILLIC = (
    "а:a б:b в:v г:g д:d е:e ё:e ж:zh з:z и:i й:i к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:h ц:ts ч:ch ш:sh "
    "щ:sch ъ: ы:y ь: э:e ю:yu я:ya"
)
_DEVANAGARI = (
    "क:k ख:k ग:g घ:g ङ:n च:ch छ:ch ज:j झ:j ञ:n ट:t ठ:t ड:d ढ:d ण:n त:t थ:t द:d ध:d न:n प:p फ:f ब:b भ:b म:m य:y "
    "र:r ल:l व:v श:sh ष:sh स:s ह:h"
)
CYRILLIC, DEVANAGARI = (
    {letter: latin for letter, _, latin in (pair.partition(":") for pair in table.split())}
    for table in (_CYRILLIC, _DEVANAGARI)
)
ALIKE = (("ph", "f"), ("ck", "k"), ("x", "ks"), ("qu", "kv"), ("q", "k"), ("w", "v"), ("y", "i"), ("c", "k"))
VOWELS = re.compile(r"[aeiouy]")
DEVANAGARI_LETTER = re.compile("[\u0900-\u097f]")
DOUBLE = re.compile(r"(.)\1+")


@lru_cache(maxsize=WORDS_KEPT)
def in_latin(word: str) -> str:
    """Return a folded word in Latin letters, with letters that sound alike made one."""
    latin = "".join(CYRILLIC.get(char, DEVANAGARI.get(char, char)) for char in word)
    latin = "".join(char for char in unicodedata.normalize("NFKD", latin) if not unicodedata.combining(char))
    for one, other in ALIKE:
        latin = latin.replace(one, other)
    return DOUBLE.sub(r"\1", latin)


def consonants(word: str) -> str:
    """Return what is left of a word without vowels, as Devanagari writes it at its plainest."""
    kept = "".join(char for char in word if not unicodedata.category(char).startswith("M"))
    return VOWELS.sub("", re.sub(r"[^a-z0-9]", "", in_latin(kept)))


@lru_cache(maxsize=WORDS_KEPT)
def as_spoken(word: str) -> str:
    """Return the consonants of a word written in Devanagari; nothing for one in any other script."""
    return consonants(word) if DEVANAGARI_LETTER.search(word) else ""

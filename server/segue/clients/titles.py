"""Titles and particles as they stand in names, one language per entry; a later language adds its own.

A title is recognised, never translated, and says nothing about grammatical gender to the rest of the product.
"""

TITLES: dict[str, tuple[str, ...]] = {
    "en": ("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "doctor", "sir", "dame", "rev"),
    "it": (
        *("sig", "sig.ra", "sigra", "sig.na", "signor", "signora", "dott", "dott.ssa", "dottssa", "dottore"),
        *("dottoressa", "prof.ssa", "profssa", "ing", "avv", "arch.", "geom.", "rag.", "cav.", "egr.", "gent.ma"),
    ),
    "pt": ("sr", "sra", "sr.a", "srta", "dra", "dr.a", "prof.a", "profa", "eng.", "eng.o", "eng.a", "engo", "enga"),
    "ru": ("г-н", "г-жа", "господин", "госпожа", "д-р", "проф", "доктор", "профессор"),
    "id": ("bapak", "pak", "ibu", "bu", "sdr", "sdri", "drs", "dra", "ir.", "h.", "hj."),
    "hi": ("श्री", "श्रीमती", "सुश्री", "डॉ", "डा", "प्रो", "shri", "smt"),
    "de": ("herr", "frau", "dipl.-ing"),
}
"""Entries without a final dot are recognised with and without one; those with it need it, being words otherwise."""

SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv", "phd", "ph.d", "md", "m.d", "mba", "esq", "cpa", "frsa", "obe"))
"""What may follow a name and is no part of it."""

PARTICLES = frozenset(
    (
        *("van", "von", "der", "den", "ten", "ter", "de", "del", "della", "dello", "dei", "degli", "di", "da"),
        *("do", "dos", "das", "du", "la", "le", "lo", "al", "el", "bin", "binti", "san"),
    )
)
"""Words that begin a family name and belong to it, in lower case."""

PATRONYMICS = ("вич", "вна", "ична", "инична")
"""Endings of Russian patronymics; of these -вич may as well end a family name (Абрамович)."""


def is_title(word: str) -> bool:
    """Say whether a word of a name is a title such as "Dr", "Dott.ssa" or "Sra."."""
    folded = word.casefold()
    return folded in _KNOWN or (folded.endswith(".") and folded[:-1] in _KNOWN)


def is_suffix(word: str) -> bool:
    """Say whether a word after a name is an honour or generation such as "PhD" or "Jr."."""
    return word.casefold().rstrip(".") in SUFFIXES


_KNOWN = frozenset(title for titles in TITLES.values() for title in titles)

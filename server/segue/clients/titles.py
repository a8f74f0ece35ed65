"""Titles and particles as they stand in names, one language per entry; a later language adds its own.

A title is recognised, never translated, and says nothing about grammatical gender to the rest of the product.
"""

import unicodedata

TITLES: dict[str, tuple[str, ...]] = {
    "en": (
        *("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "doctor", "sir", "dame", "rev", "capt.", "lt."),
        *("col.", "hon.", "madam"),
    ),
    "it": (
        *("sig", "sig.ra", "sigra", "sig.na", "signor", "signora", "dott", "dott.ssa", "dottssa", "dottore"),
        *("dottoressa", "prof.ssa", "profssa", "ing", "avv", "arch.", "geom.", "rag.", "cav.", "comm.", "egr."),
        *("gent.ma", "gent.mo", "gent.le", "preg.mo", "ill.mo", "spett.le", "on.", "sen.", "avvocato", "ingegnere"),
        *("architetto", "notaio"),
    ),
    "pt": (
        *("sr", "sra", "sr.a", "srta", "senhor", "senhora", "dra", "dr.a", "doutor", "doutora", "prof.a", "profa"),
        *("professora", "eng.", "eng.o", "eng.a", "engo", "enga", "arq.", "arq.a", "adv.", "dona", "exmo", "exma"),
    ),
    "ru": ("г-н", "г-жа", "г-ну", "г-же", "господин", "госпожа", "д-р", "проф", "доктор", "профессор", "акад."),
    "id": (
        *("bapak", "bpk", "pak", "ibu", "bu", "sdr", "sdri", "saudara", "saudari", "tn.", "ny.", "nn.", "drs", "dra"),
        *("ir.", "h.", "hj.", "kh.", "drg."),
    ),
    "hi": (
        *("श्री", "श्रीमान", "श्रीमती", "सुश्री", "कुमारी", "कु", "डॉ", "डा", "डॉक्टर", "प्रो", "प्रोफ़ेसर", "पं", "shri"),
        *("shrimati", "smt", "sushri", "km.", "er.", "adv."),
    ),
    "de": (
        *("herr", "herrn", "frau", "dipl.-ing", "dipl.-kfm", "dipl.-kffr", "mag.", "rer.", "nat.", "med.", "jur."),
        *("phil.", "pol.", "oec.", "h.c."),
    ),
}
"""Entries without a final dot are recognised with and without one; those with it need it, being words otherwise."""

BEFORE_FAMILY_NAMES = frozenset(
    (
        *("mr", "mrs", "ms", "miss", "mx", "herr", "frau", "sig", "sig.ra", "signor", "signora", "dott", "dott.ssa"),
        *("dr", "prof", "avv", "ing", "г-н", "г-жа", "господин", "госпожа"),
    )
)
"""Titles after which a single name is a family name. Not those of Brazil, Indonesia and India (Sr. João, Ibu Ratna)."""

SUFFIXES = frozenset(
    (
        *("jr", "sr", "ii", "iii", "iv", "phd", "ph.d", "md", "m.d", "mba", "esq", "cpa", "frsa", "obe", "cbe", "mbe"),
        *("qc", "kc", "fca", "llm", "ll.m", "msc", "m.sc", "bsc", "b.sc", "m.a", "b.a", "s.e", "s.h", "s.t", "s.i.p"),
        *("s.kom", "s.sos", "s.pd", "s.si", "s.psi", "s.ak", "s.ked", "m.m", "m.t", "m.si", "m.kom", "m.h", "m.pd"),
        *("к.э.н", "д.э.н", "к.т.н", "д.т.н", "जी"),
    )
)
"""What may follow a name and is no part of it."""

PARTICLES = frozenset(
    (
        *("van", "von", "der", "den", "ten", "ter", "de", "del", "della", "dello", "dei", "degli", "di", "da"),
        *("do", "dos", "das", "du", "la", "le", "lo", "al", "el", "bin", "binti", "san", "zu", "zum", "zur", "vom"),
        *("dalla", "dal", "dall", "af", "av"),
    )
)
"""Words that begin a family name and belong to it, in lower case."""

FAMILY_ENDINGS = frozenset(("filho", "filha", "neto", "neta", "júnior", "junior", "sobrinho", "sobrinha"))
"""What follows a Portuguese family name and belongs to it: João Silva Filho is Mr Silva Filho."""

PATRONYMICS = ("вич", "вна", "ична", "инична", "ильич", "кузьмич", "лукич", "фомич", "никитич", "саввич")
"""Endings of Russian patronymics; of these -вич may as well end a family name (Абрамович)."""
SON_OR_DAUGHTER = frozenset(("оглы", "кызы", "улы", "уулу"))
"""What stands behind a father's name in Turkic patronymics: Рашид оглы."""


def is_title(word: str) -> bool:
    """Say whether a word of a name is a title such as "Dr", "Dott.ssa" or "Sra."."""
    folded = _folded(word)
    return folded in _KNOWN or folded.rstrip(".") in _KNOWN


def stands_before_family_name(title: str) -> bool:
    """Say whether a single name after this title is a family name: Mr Hale, Frau Bauer."""
    return _folded(title).rstrip(".") in BEFORE_FAMILY_NAMES


def is_suffix(word: str) -> bool:
    """Say whether a word after a name is an honour or generation such as "PhD" or "Jr."."""
    return _folded(word).rstrip(".") in SUFFIXES or word == "ji"


def _folded(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold().rstrip(",").replace("॰", ".")  # Sr.ª, डॉ॰


_KNOWN = frozenset(title for titles in TITLES.values() for title in titles)

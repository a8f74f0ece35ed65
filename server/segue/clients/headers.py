"""What a column means, from its name in a header line."""

import re
import unicodedata
from types import MappingProxyType

from segue.clients.header_names import HEADER_NAMES

MEANINGS = (
    *("full", "prefix", "given", "middle", "family", "email", "phone"),
    *("company", "job", "labels", "language", "column"),
)
"""What a column may be read as; "column" becomes a label "Name: value" to choose clients by."""

_MOST_CHARS = 200
_PARTS = re.compile(r"(?:[^\w\u0900-\u0963]|_)+")  # vowel signs of Hindi are no \w, and part no words
_NUMBER = re.compile(r"\d+")


def folded(header: str) -> str:
    """Return a column's name in the form of the table: "E-mail 2 - Value" is "e mail # value"."""
    plain = _PARTS.sub(" ", unicodedata.normalize("NFKC", header[:_MOST_CHARS]).casefold()).strip()
    return _NUMBER.sub("#", plain)


def meaning_of(header: str) -> str:
    """Return what a column means for a contact, "" for one that is not read."""
    return _MEANINGS.get(folded(header), "")


_MEANINGS = MappingProxyType(
    {
        folded(name.replace("#", "2")): meaning
        for table in HEADER_NAMES.values()
        for meaning, names in table.items()
        for name in names
    }
)

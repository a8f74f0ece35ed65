"""What columns are called, one language per entry. A later language is a later entry.

Left stands what a column means for a contact (C4), right its names in exports and customer systems, in the form that
:func:`folded` gives them: lower case, words parted by one space, every number as ``#``. What is not here is not read.
"""

import re
import unicodedata
from types import MappingProxyType

HEADERS: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        "full": ("name", "full name", "display name", "contact name", "contact", "client name", "file as"),
        "prefix": ("name prefix", "prefix", "salutation", "honorific", "courtesy title"),
        "given": ("given name", "first name", "firstname"),
        "middle": ("additional name", "middle name"),
        "family": ("family name", "last name", "lastname", "surname"),
        "email": (
            *("e mail # value", "e mail address", "e mail # address", "e mail", "email", "emails", "email address"),
            *("email addresses", "e mail addresses", "email #", "e mail #", "email address #", "mail", "work email"),
            *("primary email", "business email", "home email", "other email", "contact email", "e mail addresses"),
        ),
        "phone": (
            *("phone # value", "business phone", "business phone #", "mobile phone", "primary phone", "phone"),
            *("home phone", "company main phone", "telephone", "mobile", "work phone", "phone number"),
        ),
        "company": (
            *("organization # name", "organization name", "company", "company name", "account", "account name"),
            *("organization", "organisation"),
        ),
        "job": ("organization # title", "organization title", "job title", "position", "role"),
        "title": ("title",),
        "labels": ("group membership", "labels", "categories", "category", "groups", "tags"),
        "language": ("language", "preferred language", "locale"),
        "column": (
            *("owner", "account owner", "contact owner", "client owner", "status", "lead status", "account status"),
            *("type", "account type", "contact type", "segment", "tier", "region", "stage", "lifecycle stage"),
        ),
    },
    "it": {
        "full": ("nome completo", "nome e cognome", "nominativo", "contatto", "archivia come"),
        "prefix": ("appellativo", "prefisso nome"),
        "given": ("nome",),
        "middle": ("secondo nome",),
        "family": ("cognome",),
        "email": (
            *("indirizzo posta elettronica", "indirizzo posta elettronica #", "indirizzo di posta elettronica"),
            *("posta elettronica", "indirizzo e mail", "indirizzo email", "indirizzo e mail #", "indirizzo email #"),
        ),
        "phone": (
            *("ufficio", "ufficio #", "cellulare", "telefono", "telefono ufficio", "telefono principale"),
            *("abitazione", "telefono cellulare", "telefono principale società"),
        ),
        "company": ("società", "azienda", "ragione sociale", "organizzazione"),
        "job": ("posizione", "qualifica", "ruolo", "mansione"),
        "title": ("titolo",),
        "labels": ("categorie", "categoria", "etichette", "gruppi"),
        "language": ("lingua",),
        "column": (
            *("proprietario", "titolare", "proprietario account", "responsabile", "stato cliente", "tipo"),
            *("tipo cliente", "segmento", "fascia"),
        ),
    },
}

_PARTS = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"\d+")


def folded(header: str) -> str:
    """Return a column's name in the form of the table: "E-mail 2 - Value" is "e mail # value"."""
    plain = _PARTS.sub(" ", unicodedata.normalize("NFKC", header[:200]).casefold()).strip()
    return _NUMBER.sub("#", plain)


def meaning_of(header: str) -> str:
    """Return what a column means for a contact, "" for one that is not read."""
    return _MEANINGS.get(folded(header), "")


_MEANINGS = MappingProxyType(
    {name: meaning for table in HEADERS.values() for meaning, names in table.items() for name in names}
)

"""From a contact of Microsoft's to a contact, as an address book in a file would have brought it (C4)."""

from collections.abc import Mapping
from typing import Any

from segue.clients.contact import Contact, RowProblem
from segue.clients.entry import Entry, KeyMaker
from segue.clients.outcome import outcome
from segue.providers.microsoft.calls import text_in

FIELDS = (
    "id,displayName,title,givenName,middleName,surname,companyName,jobTitle,emailAddresses,businessPhones,"
    "mobilePhone,categories"
)
"""All that is asked for: no birthdays, no notes, nobody's family, no home (graph/api/resources/contact)."""


def contact_of(source: str, row: int, person: Any, folder: str) -> Contact | RowProblem | None:
    """Return the contact of a person, why it cannot be kept, or None for one that holds nothing.

    ``folder`` is the name of its folder, "" for the default one.
    """
    if not isinstance(person, dict):
        return None
    entry = entry_of(row, person, folder)
    known = (entry.full, entry.given, entry.family, entry.company, *entry.email, *entry.phone)
    return outcome(source, entry, KeyMaker()) if any(known) else None


def entry_of(row: int, person: Mapping[str, Any], folder: str) -> Entry:
    """Return the raw texts of a person; categories are labels, and so is the folder that somebody made."""
    labels = [*_texts(person.get("categories")), *([folder] if folder else [])]
    return Entry(
        row,
        uid=text_in(person, "id"),
        full=text_in(person, "displayName"),
        prefix=text_in(person, "title"),
        given=text_in(person, "givenName"),
        middle=text_in(person, "middleName"),
        family=text_in(person, "surname"),
        company=text_in(person, "companyName"),
        job=text_in(person, "jobTitle"),
        email=_addresses(person.get("emailAddresses")),
        phone=_texts([*_texts(person.get("businessPhones")), person.get("mobilePhone")]),
        labels=list(dict.fromkeys(labels)),
    )


def _addresses(told: Any) -> list[str]:
    entries = told if isinstance(told, list) else []
    return [address for one in entries if (address := text_in(one, "address"))]


def _texts(told: Any) -> list[str]:
    return [one for one in told if isinstance(one, str) and one] if isinstance(told, list) else []

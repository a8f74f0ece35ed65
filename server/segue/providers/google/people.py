"""From a person of Google's to a contact, as an address book in a file would have brought it (C4)."""

from collections.abc import Mapping, Sequence
from typing import Any

from segue.clients.contact import Contact, RowProblem
from segue.clients.entry import Entry, KeyMaker
from segue.clients.outcome import outcome

_NAMES = "names(displayName,unstructuredName,honorificPrefix,givenName,middleName,familyName,metadata/primary)"
_REACHED = "emailAddresses(value,metadata/primary),phoneNumbers(value,metadata/primary)"
_WORK = "organizations(name,title,current,metadata/primary)"
_GROUPED = "memberships/contactGroupMembership/contactGroupResourceName,locales(value,metadata/primary)"

FIELDS = "names,emailAddresses,phoneNumbers,organizations,memberships,locales"
"""All that is asked for: no birthdays, no notes, nobody's family, no pictures."""
PARTS = f"resourceName,{_NAMES},{_REACHED},{_WORK},{_GROUPED}"
"""What of these fields is transmitted."""
OTHER_FIELDS = "names,emailAddresses,phoneNumbers"
OTHER_PARTS = f"resourceName,{_NAMES},{_REACHED}"


def contact_of(source: str, row: int, person: Any, labels: Mapping[str, str]) -> Contact | RowProblem | None:
    """Return the contact of a person, why it cannot be kept, or None for one that holds nothing.

    ``labels`` are the names of groups by their resource names.
    """
    if not isinstance(person, dict):
        return None
    entry = entry_of(row, person, labels)
    known = (entry.full, entry.given, entry.family, entry.company, *entry.email, *entry.phone)
    return outcome(source, entry, KeyMaker()) if any(known) else None


def entry_of(row: int, person: Mapping[str, Any], labels: Mapping[str, str]) -> Entry:
    """Return the raw texts of a person; of several the one that Google calls primary comes first."""
    name, work = _first(person, "names"), _first(person, "organizations")
    return Entry(
        row,
        uid=_text(person, "resourceName"),
        full=_text(name, "displayName") or _text(name, "unstructuredName"),
        prefix=_text(name, "honorificPrefix"),
        given=_text(name, "givenName"),
        middle=_text(name, "middleName"),
        family=_text(name, "familyName"),
        company=_text(work, "name"),
        job=_text(work, "title"),
        language=_text(_first(person, "locales"), "value"),
        email=_values(person, "emailAddresses"),
        phone=_values(person, "phoneNumbers"),
        labels=[labels[group] for group in _groups(person) if group in labels],
    )


def labels_of(groups: Sequence[Any]) -> dict[str, str]:
    """Return the names of a person's own groups; Google's own ("myContacts", "starred") hold everybody or nothing."""
    own = [one for one in groups if _text(one, "groupType") == "USER_CONTACT_GROUP"]
    return {_text(one, "resourceName"): _text(one, "formattedName") or _text(one, "name") for one in own}


def _groups(person: Mapping[str, Any]) -> list[str]:
    memberships = (one.get("contactGroupMembership") for one in _several(person, "memberships"))
    return [_text(one, "contactGroupResourceName") for one in memberships]


def _values(person: Mapping[str, Any], name: str) -> list[str]:
    return [value for one in _several(person, name) if (value := _text(one, "value"))]


def _first(person: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    return next(iter(_several(person, name)), {})


def _several(person: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    found = person.get(name)
    entries = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    return sorted(entries, key=_rank)


def _rank(entry: Mapping[str, Any]) -> int:
    """Return 0 for the primary one, 1 for one that is current (a company), 2 for any other."""
    metadata = entry.get("metadata")
    is_primary = isinstance(metadata, dict) and metadata.get("primary") is True
    return 0 if is_primary else 1 if entry.get("current") is True else 2


def _text(made: Any, name: str) -> str:
    found = made.get(name) if isinstance(made, dict) else None
    return found if isinstance(found, str) else ""

"""What several contacts of one person say together."""

from dataclasses import replace

from segue.clients.contact import Contact
from segue.clients.matching import Group
from segue.clients.names import split
from segue.clients.same_name import completeness


def merged(group: Group, name: str = "") -> Contact:
    """Return the best values of a group as one contact, with the first contact's source, key and row.

    The most complete name with its parts, or ``name`` as a person chose or typed it; else the first that is not empty;
    labels, phones and addresses of all.
    """
    best = _best(group, name)
    return best if name in ("", best.name) else named_anew(best, name)


def named_anew(contact: Contact, typed: str) -> Contact:
    """Return a contact under the name that a person typed, title and all, taken apart."""
    name = split(typed)
    return replace(
        contact, name=name.full, given=name.given, family=name.family, title=name.title, patronymic=name.patronymic
    )


def _best(group: Group, name: str) -> Contact:
    first = group.contacts[0]
    if len(group.contacts) == 1:
        return first if first.emails == group.addresses else replace(first, emails=group.addresses)
    named = next((c for c in group.contacts if name and c.name == name), None)
    named = named or max(group.contacts, key=lambda contact: completeness(contact.name))
    parted = max(group.contacts, key=lambda c: (c.name == named.name, bool(c.family), bool(c.given)))
    return Contact(
        source=first.source,
        key=first.key,
        row=first.row,
        name=named.name,
        given=parted.given,
        family=parted.family,
        title=named.title if name else _first(group, "title"),
        emails=group.addresses,
        phones=tuple(dict.fromkeys(phone for c in group.contacts for phone in c.phones)),
        company=_first(group, "company"),
        job_title=_first(group, "job_title"),
        labels=tuple(dict.fromkeys(label for c in group.contacts for label in c.labels)),
        language=_first(group, "language"),
        patronymic=parted.patronymic,
    )


def _first(group: Group, field: str) -> str:
    return next((value for contact in group.contacts if (value := getattr(contact, field))), "")

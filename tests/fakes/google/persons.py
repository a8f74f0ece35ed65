"""People in an address book: one by one, many thousands at once, and odd ones.

Shapes: https://developers.google.com/people/api/rest/v1/people#Person
"""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from fakes.provider import crowd

Person = dict[str, Any]

SYSTEM_GROUPS = ("myContacts", "all", "friends", "family", "coworkers", "blocked", "chatBuddies", "starred")


def group_of(label: str) -> str:
    """Return the resource name of a person's own label."""
    return f"contactGroups/{label.encode().hex()}"


def label_of(group: str) -> str:
    """Return the label of a resource name."""
    return bytes.fromhex(group.removeprefix("contactGroups/")).decode()


def person(
    name: str = "",
    *emails: str,
    phone: str = "",
    company: str = "",
    title: str = "",
    labels: Iterable[str] = (),
    key: str = "",
    **more: Any,
) -> Person:
    """Return one person, all fields as Google would hold them; ``more`` replaces whole fields."""
    key = key or sha256(repr((name, emails, phone, company)).encode()).hexdigest()[:15]
    source = {"type": "CONTACT", "id": key}
    groups = ["contactGroups/myContacts", *map(group_of, labels)]
    fields: Person = {
        "names": [_name(name)] if name else [],
        "emailAddresses": [{"value": one, "type": "work", "formattedType": "Work"} for one in emails],
        "phoneNumbers": [{"value": phone, "type": "mobile", "formattedType": "Mobile"}] if phone else [],
        "organizations": [{"name": company, "title": title, "type": "work"}] if company or title else [],
        "memberships": [{"contactGroupMembership": _membership(one)} for one in groups],
    }
    marked = {field: _marked(values, source) for field, values in fields.items() if values}
    metadata = {"sources": [source], "objectType": "PERSON"}
    return {"resourceName": f"people/c{key}", "etag": f"%Eg{key}=", "metadata": metadata, **marked, **more}


def _name(name: str) -> dict[str, str]:
    given, _, family = name.partition(" ")
    parts = {"givenName": given, "familyName": family} if family else {"givenName": given}
    return {"displayName": name, "displayNameLastFirst": f"{family}, {given}", "unstructuredName": name, **parts}


def _membership(group: str) -> dict[str, str]:
    return {"contactGroupId": group.removeprefix("contactGroups/"), "contactGroupResourceName": group}


def _marked(values: list[dict[str, Any]], source: dict[str, str]) -> list[dict[str, Any]]:
    first, *others = values
    main = {"metadata": {"primary": True, "source": source}, **first}
    return [main, *({"metadata": {"source": source}, **one} for one in others)]


class Crowd(crowd.Crowd):
    """As many people as wanted, as Google would hold them."""

    def made(self, one: crowd.Stranger) -> Person:
        """Return one of them."""
        return person(one.name, one.address, phone=one.phone, company=one.company, labels=one.labels, key=one.key)


# What address books hold as well. A deleted person has nothing but the mark, an empty one not even that.
ODD: tuple[Person, ...] = (
    person("<b>Tom</b> <script>alert(1)</script>", "tom@brightwater.example", labels=["Clients"]),
    person("Nina\r\nBcc: all@sever.example", "nina@sever.example", labels=["Clients"]),
    person("\u202eanihC ilegnA\u202c", "angeli@valtrebbia.example", labels=["Clients"]),
    person("Al\u200bex \u200fSokolov", "alex@sever.example", labels=["Clients"]),
    person("W" * 1_000, "w@nadiworks.example", labels=["Clients"]),
    person("=1+1", "formula@kopiraya.example", labels=["Clients"]),
    person("Two Addresses", "two@sever.example", "two@brightwater.example", labels=["Clients"]),
    person("Same Twice", "SAME@sever.example", labels=["Clients"], key="same1"),
    person("Same Again", "same@sever.example", labels=["Clients"], key="same2"),
    person("No Address", phone="+7 495 000-00-00", labels=["Clients"]),
    person("Broken Address", "broken at sever.example", labels=["Clients"]),
    person("", "nameless@sever.example", labels=["Clients"]),
    person(key="empty"),
    {"resourceName": "people/cnothing", "etag": "%EgNothing="},
    {"resourceName": "people/cgone", "etag": "%EgGone=", "metadata": {"deleted": True, "objectType": "PERSON"}},
)

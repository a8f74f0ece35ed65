"""Contacts in Outlook: one by one, many thousands at once, and odd ones.

Shapes: https://learn.microsoft.com/en-us/graph/api/resources/contact
"""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from fakes.provider import crowd

Contact = dict[str, Any]

TEXTS = ("assistantName", "businessHomePage", "companyName", "department", "displayName", "fileAs", "generation",
         "givenName", "initials", "jobTitle", "manager", "middleName", "mobilePhone", "nickName", "officeLocation",
         "personalNotes", "profession", "spouseName", "surname", "title", "yomiCompanyName", "yomiGivenName",
         "yomiSurname")  # fmt: skip
LISTS = ("businessPhones", "categories", "children", "emailAddresses", "homePhones", "imAddresses")
ADDRESSES = ("businessAddress", "homeAddress", "otherAddress")


def contact(
    name: str = "",
    *emails: str,
    phone: str = "",
    company: str = "",
    title: str = "",
    categories: Iterable[str] = (),
    key: str = "",
    **more: Any,
) -> Contact:
    """Return one contact, all fields as Graph would hold them; ``more`` replaces whole fields."""
    key = key or sha256(repr((name, emails, phone, company)).encode()).hexdigest()[:15]
    given, _, family = name.partition(" ")
    fields: Contact = {**dict.fromkeys(TEXTS), **{one: [] for one in LISTS}, **{one: {} for one in ADDRESSES}}
    fields |= {"id": f"AAMkAContact{key}AAA=", "changeKey": f"EQAAA{key}", "birthday": "1979-05-14T11:59:00Z",
               "createdDateTime": "2024-02-01T08:00:00Z", "lastModifiedDateTime": "2026-03-01T08:00:00Z",
               "displayName": name or None, "fileAs": f"{family}, {given}" if family else name or None,
               "givenName": given or None, "surname": family or None, "title": "", "spouseName": "Nobody’s business",
               "personalNotes": "Prefers tea.", "mobilePhone": phone or None, "companyName": company or None,
               "jobTitle": title or None, "categories": list(categories),
               "emailAddresses": [{"name": name or one, "address": one} for one in emails]}  # fmt: skip
    return {**fields, **more}


class Crowd(crowd.Crowd):
    """As many contacts as wanted, as Outlook would hold them; every fifth one has each category."""

    def made(self, one: crowd.Stranger) -> Contact:
        """Return one of them."""
        return contact(one.name, one.address, phone=one.phone, company=one.company, categories=one.labels, key=one.key)


# What address books hold as well. Exchange's own addresses are no e-mail addresses; an empty contact has no name.
ODD: tuple[Contact, ...] = (
    contact("<b>Tom</b> <script>alert(1)</script>", "tom@brightwater.example", categories=["Clients"]),
    contact("Nina\r\nBcc: all@sever.example", "nina@sever.example", categories=["Clients"]),
    contact("\u202eanihC ilegnA\u202c", "angeli@valtrebbia.example", categories=["Clients"]),
    contact("Al\u200bex \u200fSokolov", "alex@sever.example", categories=["Clients"]),
    contact("W" * 256, "w@nadiworks.example", categories=["Clients"]),
    contact("=1+1", "formula@kopiraya.example", categories=["Clients"]),
    contact("Two Addresses", "two@sever.example", "two@brightwater.example", categories=["Clients"]),
    contact("Same Twice", "SAME@sever.example", categories=["Clients"], key="same1"),
    contact("Same Again", "same@sever.example", categories=["Clients"], key="same2"),
    contact("No Address", phone="+7 495 000-00-00", categories=["Clients"]),
    contact("Broken Address", "broken at sever.example", categories=["Clients"]),
    contact("Exchange Own", "/o=ExchangeLabs/ou=Exchange Administrative Group/cn=Recipients/cn=exown"),
    contact("Null Address", emailAddresses=[{"name": "Null Address", "address": None}, {"address": None}]),
    {**contact("Nulls Only"), **dict.fromkeys((*LISTS, *ADDRESSES, "birthday"))},
    contact("", "nameless@sever.example", categories=["Clients", "Clients", ""]),
    contact("Name In Address", emailAddresses=[{"name": "Ines (ines@sever.example)", "address": "ines@sever.example"}]),
    contact(key="empty"),
)

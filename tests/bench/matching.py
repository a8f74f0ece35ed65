"""Matching: contacts of an address book in which every tenth person stands twice, put together and proposed."""

import time
from collections.abc import Callable

from segue.clients.client import Client
from segue.clients.contact import Contact
from segue.clients.likely import all_compared, likely_among
from segue.clients.matching import group_contacts
from segue.clients.names import words_of

GIVEN = ("Anna", "Marco", "Lucia", "Tom", "Eleanor", "Callum", "Priya", "Olga", "Ivan", "Sunil", "Budi")
FAMILY = ("Rossi", "Bianchi", "Stainsby", "Whitcombe", "Reidy", "Raman", "Ivanova", "Sharma", "Santoso", "Duarte")


def matched_and_named_seconds(count: int) -> tuple[float, float]:
    """The time to match some contacts and to propose the likely ones; and to take their names apart, the least."""
    contacts = [_contact(number) for number in range(count)]
    return min(_seconds_of(_match, contacts) for _ in range(3)), min(_seconds_of(_names, contacts) for _ in range(3))


def _contact(number: int) -> Contact:
    person = number - number % 10 if number % 10 == 1 else number
    name = f"{GIVEN[person % 11]} {FAMILY[person // 11 % 10]}{person // 110 or ''}"
    email = f"p{person}@firm{person % 4000}.example"
    phones = (f"+39 051 {1_000_000 + person}",)
    return Contact("book.csv", f"{number}|", number, name, emails=(email,), phones=phones, company=f"F {person % 4000}")


def _match(contacts: list[Contact]) -> None:
    groups = group_contacts(contacts, home="IT")
    clients = [
        Client(str(at), "w", "d", one.addresses, one.contacts[0].name, company=one.contacts[0].company)
        for at, one in enumerate(groups)
    ]
    likely_among(all_compared(clients, [""] * len(clients), "IT"))


def _names(contacts: list[Contact]) -> None:
    for contact in contacts:
        words_of(contact.name)


def _seconds_of(work: Callable[[list[Contact]], None], contacts: list[Contact]) -> float:
    start = time.process_time()
    work(contacts)
    return time.process_time() - start

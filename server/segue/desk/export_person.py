"""Everything that is held on one person, by his address, and nothing of anybody else (A4).

A client and an employee may have the same address; both are looked for.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from segue.clients.addresses import comparable
from segue.clients.client import Client
from segue.clients.merging import sleepers_in
from segue.departure.departure import Departure
from segue.departure.people import Person
from segue.desk.desk import Desk
from segue.desk.erased import hashes_of

Held = tuple[str, Any]
"""A kind of thing, and the thing in the desk's own types."""

OF_OTHERS = (
    *("contact_points", "bridge", "first_client", "subjects", "terms"),
    *("confirmed_points", "confirmed_cards", "successor_told_by"),
)
"""Facts of a departure that tell of colleagues and clients, not of its leaver."""

Visible = Callable[[Departure], bool]


def held_on(desk: Desk, address: str, visible: Visible = lambda departure: True) -> Iterator[Held]:
    """Yield everything held on whoever has an address, in the departures that ``visible`` lets through."""
    yield from _erasures(desk, address)
    person = desk.stores.people.by_address(address)
    if person:
        yield from _employee(desk, person)
    for departure in filter(visible, desk.stores.departures.all()):
        yield from _as_client(desk, departure, comparable(address))
        yield from _as_colleague(departure, comparable(address), person)
    if person:
        yield from _done_by(desk, person, visible)


def as_json(address: str, held: Iterator[Held]) -> Iterator[str]:
    """Yield one document of JSON, piece by piece: the address, and what is held on it, each with its kind."""
    yield f'{{"address": {json.dumps(address, ensure_ascii=False)}, "held": ['
    between = "\n"
    for kind, thing in held:
        yield between + json.dumps({"kind": kind, kind: thing}, ensure_ascii=False, default=_plain)
        between = ",\n"
    yield "\n]}\n"


def _plain(value: object) -> object:
    """Return a value of the desk's own types as what JSON can hold."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    raise TypeError(type(value).__name__)


def _erasures(desk: Desk, address: str) -> Iterator[Held]:
    hashes = hashes_of(desk, (address,))
    yield from (("erased", {"at": one.at}) for one in desk.stores.erased.all() if one.hashed in hashes)


def _employee(desk: Desk, person: Person) -> Iterator[Held]:
    yield "employee", person
    for provider in desk.stores.people.providers_of(person.id):
        yield "signs_in_with", provider
    for ends in desk.stores.people.sessions(person.id):
        yield "session", {"ends_at": ends}
    for browser in desk.stores.browsers.of(person.id):
        yield "browser", browser
    connection = desk.stores.connections.of(person.id)
    if connection:  # the tokens are no facts about him: they are keys
        facts = ("provider", "address", "granted", "made_at", "ended_why")
        yield "connected_account", {name: getattr(connection, name) for name in facts}
    approver = desk.stores.people.approvers().get(person.id)
    if approver:
        yield "approver", {"person_id": approver}


def _as_client(desk: Desk, departure: Departure, wanted: str) -> Iterator[Held]:
    clients = [one for one in desk.stores.clients.all(departure.id) if wanted in map(comparable, one.addresses)]
    ids = {client.id for client in clients}
    for account in desk.stores.account_lists.accounts(departure.id):
        if wanted in account.emails:
            yield "account", account
    for stored in desk.stores.contacts.all(departure.id):
        if stored.client_id in ids and wanted in map(comparable, stored.contact.emails):
            yield "contact", stored
    for client in (*clients, *sleepers_in(ids, desk.stores.clients.dormant(departure.id))):
        yield "client", client
        yield from _letters_to(desk, client)
    for one in desk.stores.undos.all(departure.id):
        steps = desk.stores.undos.get(departure.id, one.id).clients
        yield from (("undoable", {"at": one.at, "step": step}) for step in steps if step.client_id in ids)


def _letters_to(desk: Desk, client: Client) -> Iterator[Held]:
    for call in desk.stores.calls.of_client(client.id):
        yield "call", call
    facts = ("id", "number", "content", "other", "state", "status", "status_reason")
    for letter in desk.stores.letters.of_client(client.id):
        yield "letter", {name: getattr(letter, name) for name in facts}
        approval = desk.stores.letters.approval(letter.id)
        if approval:
            read = {"content": approval.content, "other": approval.other}
            yield "approval", {"letter_id": letter.id, "at": approval.at, **read}
        for change in desk.stores.letters.history(letter.id):
            yield "status", change


def _as_colleague(departure: Departure, wanted: str, person: Person | None) -> Iterator[Held]:
    """Yield where an employee leaves, and where clients are told to turn to him."""
    if person and departure.leaver_id == person.id:
        facts = {name: value for name, value in vars(departure).items() if name not in OF_OTHERS}
        yield "departure", facts
    for point in (*departure.contact_points, departure.bridge):
        if point is not None and comparable(point.email) == wanted:
            yield "contact_point", {"departure_id": departure.id, "point": point}


def _done_by(desk: Desk, person: Person, visible: Visible) -> Iterator[Held]:
    """Yield the audit's entries by him and about him, in departures that may be seen or in none."""
    for policy, at, by in desk.stores.policies.all():
        if by == person.id:
            yield "policy", {"version": policy.version, "at": at}
    hidden = {departure.id for departure in desk.stores.departures.all() if not visible(departure)}
    for entry in desk.stores.audit.entries():
        named = {entry.person_id, entry.subject_id, *entry.details.values()}
        if person.id in named and entry.departure_id not in hidden:
            yield "audit", {name: value for name, value in vars(entry).items() if name != "mac"}

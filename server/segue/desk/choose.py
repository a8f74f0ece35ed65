"""Choosing: nobody is a client unless the leaver says so, by label, company or one by one (C2, C3)."""

from dataclasses import replace

from segue.clients.client import Client
from segue.clients.wordings import with_wordings
from segue.departure.errors import InputError, NotFound
from segue.departure.people import Person
from segue.departure.stage import Verb
from segue.desk.access import permit
from segue.desk.contacts import match_clients
from segue.desk.desk import Desk
from segue.desk.ports import EVERYBODY, ClientFilter
from segue.desk.reconsider import reconsider


def choose(desk: Desk, actor: Person, departure_id: str, client_ids: list[str], chosen: bool) -> int:
    """Choose clients, or take them off the list again; returns how many changed.

    Ids of another departure are refused as NotFound.
    """
    departure = permit(desk, actor, departure_id, Verb.CHOOSE_CLIENTS)
    clients = [_own(desk, departure_id, client_id) for client_id in client_ids]
    count = _set_chosen(desk, departure_id, clients, chosen)
    _record_choice(desk, actor, departure_id, count, chosen)
    reconsider(desk, departure)
    return count


def choose_by(desk: Desk, actor: Person, departure_id: str, label: str, company: str, chosen: bool) -> int:
    """Choose everybody with a label or of a company; the "probably not a client" tray stays out. Returns how many."""
    departure = permit(desk, actor, departure_id, Verb.CHOOSE_CLIENTS)
    if not label and not company:
        raise InputError("choose_by_what", field="label")
    wanted = ClientFilter(label=label, company=company, in_tray=False if chosen else None)
    _, clients = desk.stores.clients.page(departure_id, wanted, 0, EVERYBODY)
    count = _set_chosen(desk, departure_id, clients, chosen)
    _record_choice(desk, actor, departure_id, count, chosen)
    reconsider(desk, departure)
    return count


def split(desk: Desk, actor: Person, departure_id: str, client_id: str) -> None:
    """Undo a merge: each contact of the client becomes a client of its own, and stays so when read again."""
    departure = permit(desk, actor, departure_id, Verb.CHOOSE_CLIENTS)
    _own(desk, departure_id, client_id)
    stored = {(c.contact.source, c.contact.key): c for c in desk.stores.contacts.all(departure_id)}
    mine = [key for key, contact in stored.items() if contact.client_id == client_id]
    if len(mine) < 2:
        raise InputError("nothing_to_split", field="client")
    for key in mine[1:]:
        stored[key] = replace(stored[key], apart=True, client_id="")
    match_clients(desk, departure_id, stored)
    desk.record(actor.id, "split_client", departure_id, client_id)
    reconsider(desk, departure)


def join_again(desk: Desk, actor: Person, departure_id: str, client_id: str) -> None:
    """Undo a split: the contacts that were kept apart from this client may be matched again."""
    departure = permit(desk, actor, departure_id, Verb.CHOOSE_CLIENTS)
    client = _own(desk, departure_id, client_id)
    stored = {(c.contact.source, c.contact.key): c for c in desk.stores.contacts.all(departure_id)}
    for key, contact in stored.items():
        if contact.apart and set(contact.contact.emails) & set(client.addresses):
            stored[key] = replace(contact, apart=False)
    match_clients(desk, departure_id, stored)
    desk.record(actor.id, "join_clients", departure_id, client_id)
    reconsider(desk, departure)


def answer_shared(desk: Desk, actor: Person, departure_id: str, client_id: str, name: str) -> None:
    """Answer the question of a shared address: one person's name, or "" for the company as a whole."""
    departure = permit(desk, actor, departure_id, Verb.CHOOSE_CLIENTS)
    client = _own(desk, departure_id, client_id)
    if name and name not in client.question:
        raise InputError("name_not_offered", field="name")
    desk.stores.clients.save(replace(client, question=(), name_choice=name, is_company=not name))
    match_clients(
        desk, departure_id, {(c.contact.source, c.contact.key): c for c in desk.stores.contacts.all(departure_id)}
    )
    desk.record(actor.id, "answer_shared", departure_id, client_id)
    reconsider(desk, departure)


def _record_choice(desk: Desk, actor: Person, departure_id: str, count: int, chosen: bool) -> None:
    if count:
        desk.record(actor.id, Verb.CHOOSE_CLIENTS, departure_id, count=count, chosen="yes" if chosen else "no")


def _own(desk: Desk, departure_id: str, client_id: str) -> Client:
    client = desk.stores.clients.get(client_id)
    if client.departure_id != departure_id:
        raise NotFound()
    return client


def _set_chosen(desk: Desk, departure_id: str, clients: list[Client], chosen: bool) -> int:
    changed = [
        replace(client, chosen=chosen, tray="" if chosen else client.tray)
        for client in clients
        if client.chosen is not chosen
    ]
    if chosen:
        changed = with_wordings(changed, desk.stores.clients.all(departure_id))
    desk.stores.clients.save_all(changed)
    return len(changed)

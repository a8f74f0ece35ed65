"""Who may be the same person: worked out anew for all, or for the clients concerned and those of their firms (C2)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from segue.clients.client import Client
from segue.clients.domains import is_free_mail
from segue.clients.likely import MOST_LIKELY, all_compared, compared, likely_among, why_likely
from segue.clients.match_reason import Confidence, Likely
from segue.desk.desk import Desk
from segue.desk.ports import ClientFilter, StoredContact

MOST_OF_A_FIRM = 200
"""How many people of one firm are looked at when one of them changes; a reading looks at everybody."""


def with_all_proposals(clients: Sequence[Client], contacts: Iterable[StoredContact], home: str) -> list[Client]:
    """Return all clients of a departure, each with those who may be the same person."""
    pins = pins_by_client(contacts)
    likely = likely_among(all_compared(clients, [pins.get(client.id, "") for client in clients], home))
    return [_with(client, likely.get(client.id, ())) for client in clients]


def with_proposals(
    desk: Desk, departure_id: str, scope: Sequence[Client], before: Collection[Client], home: str
) -> tuple[list[Client], list[Client]]:
    """Return the clients concerned with those who may be the same person, and the others for whom that changed.

    ``before`` are the clients concerned as they were, some of whom may be gone or asleep now.
    """
    gone = {client.id for client in (*scope, *before)}
    others = {client.id: client for client in _near(desk, departure_id, (*scope, *before)) if client.id not in gone}
    pins = pins_by_client(desk.stores.contacts.of_clients(departure_id, [*others, *(one.id for one in scope)]))
    known = {one.id: compared(one, pins.get(one.id, ""), home) for one in (*scope, *others.values())}
    links: dict[str, list[Likely]] = {client.id: [] for client in scope}
    for other in others.values():
        links[other.id] = [one for one in other.likely if one.client_id not in gone]
    for at, client in enumerate(scope):
        for other in (*scope[at + 1 :], *others.values()):
            why = why_likely(known[client.id], known[other.id])
            if why:
                links[client.id].append(Likely(other.id, why))
                links[other.id].append(Likely(client.id, why))
    fresh = [_with(client, _best(links[client.id])) for client in scope]
    changed = [_with(other, _best(links[other.id])) for other in others.values()]
    return fresh, [other for other in changed if other is not others[other.id]]


def without_proposals_of(desk: Desk, departure_id: str, gone: Collection[Client]) -> list[Client]:
    """Return the others to whom clients that are going were proposed, without them."""
    ids = {client.id for client in gone}
    named = {one.client_id for client in gone for one in client.likely} - ids
    return [
        replace(other, likely=tuple(one for one in other.likely if one.client_id not in ids))
        for other in desk.stores.clients.some(departure_id, named)
        if any(one.client_id in ids for one in other.likely)
    ]


def pins_by_client(contacts: Iterable[StoredContact]) -> dict[str, str]:
    """Return the decision that holds for each client's contacts, where there is one."""
    return {one.client_id: one.pin for one in contacts if one.pin}


def _near(desk: Desk, departure_id: str, scope: Iterable[Client]) -> list[Client]:
    """Return everybody of the firms concerned, and who was proposed before."""
    clients = list(scope)
    domains = {address.rpartition("@")[2].casefold() for client in clients for address in client.addresses}
    wanted = [ClientFilter(company=company) for company in {client.company for client in clients} - {""}]
    wanted += [ClientFilter(query=f"@{domain}") for domain in domains if not is_free_mail(domain)]
    pages = (desk.stores.clients.page(departure_id, one, 0, MOST_OF_A_FIRM)[1] for one in wanted)
    named = {one.client_id for client in clients for one in client.likely}
    found = [client for page in pages for client in page] + desk.stores.clients.some(departure_id, named)
    return list({client.id: client for client in found}.values())


def _best(links: list[Likely]) -> tuple[Likely, ...]:
    ranked = sorted(links, key=lambda one: (one.reason.confidence is not Confidence.LIKELY, one.client_id))
    return tuple(ranked[:MOST_LIKELY])


def _with(client: Client, likely: tuple[Likely, ...]) -> Client:
    return client if client.likely == likely else replace(client, likely=likely)

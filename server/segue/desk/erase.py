"""Erasing: a client, an address or a whole departure goes with everything that was made of it (A4).

All of it happens in the transaction that it is given. Drafts in mailboxes are seen to afterwards
(``left_drafts``), and the database's files are wiped when the transaction is over (``Records.wipe``).
Each erasure is in the log outside the database before it can be committed: what is erased once
stays erased even when a backup is restored.
"""

from collections.abc import Callable
from dataclasses import replace

from segue.clients.addresses import comparable
from segue.clients.client import Client
from segue.clients.merging import sleepers_in
from segue.departure.departure import Departure
from segue.departure.erasure import ErasedKind
from segue.departure.errors import NotFound
from segue.departure.people import Person
from segue.departure.stage import Verb
from segue.departure.terms import struck
from segue.desk.access import permit
from segue.desk.desk import Desk
from segue.desk.erase_accounts import strike_accounts
from segue.desk.erase_readings import forget_in_readings
from segue.desk.erased import hashes_of
from segue.desk.ports import Erasure, ErasureLog
from segue.desk.proposals import without_proposals_of

SHORTEST_WORD = 3
"""Shorter words of a name say nothing of whose it is."""


def erase_client(desk: Desk, actor: Person, departure_id: str, client_id: str, log: ErasureLog) -> None:
    """Erase one client of a departure; he does not come back into it with a later reading. Raises NotFound."""
    departure = permit(desk, actor, departure_id, Verb.ERASE)
    client = desk.stores.clients.get(client_id)
    if client.departure_id != departure_id:
        raise NotFound()
    _remember(desk, log, ErasedKind.CLIENT, hashes_of(desk, client.addresses, departure_id))
    take_out(desk, departure, client)
    desk.record(actor.id, Verb.ERASE, departure_id, client_id, kind=ErasedKind.CLIENT)


def erase_departure(desk: Desk, actor: Person, departure_id: str, log: ErasureLog) -> None:
    """Erase a departure with its contacts, clients and letters. Raises NotFound."""
    departure = permit(desk, actor, departure_id, Verb.ERASE)
    forget_departure(desk, departure, log, actor.id)


def forget_departure(desk: Desk, departure: Departure, log: ErasureLog, person_id: str = "", why: str = "") -> None:
    """Do the same for the command, or when its time is over: nobody is asked who he is."""
    _remember(desk, log, ErasedKind.DEPARTURE, frozenset({departure.id}))
    desk.stores.departures.remove(departure.id)
    desk.record(person_id, Verb.ERASE, departure.id, kind=ErasedKind.DEPARTURE, why=why)


def erase_address(desk: Desk, address: str, log: ErasureLog) -> int:
    """Erase whoever has an address, from every departure of the company, for good; returns how many clients went.

    For the command: an address that the company's policy blocks is taken out of it as well, since its
    owner is written to no more.
    """
    wanted = comparable(address)
    _remember(desk, log, ErasedKind.ADDRESS, hashes_of(desk, (address,)))
    desk.stores.policies.strike(lambda one: comparable(one) == wanted)
    departures = [departure.id for departure in desk.stores.departures.all()]
    return sum(take_out_all(desk, one, lambda other: comparable(other) == wanted) for one in departures)


def take_out_all(desk: Desk, departure_id: str, gone: Callable[[str], bool], why: str = "") -> int:
    """Take everybody with an address that is gone out of a departure; returns how many."""
    leaving = [one for one in desk.stores.clients.all(departure_id) if any(map(gone, one.addresses))]
    for client in leaving:
        take_out(desk, desk.stores.departures.get(departure_id), client)
        desk.record("", Verb.ERASE, departure_id, client.id, kind=ErasedKind.ADDRESS, why=why)
    forget_in_readings(desk, departure_id, gone, leaving)
    _clean(desk, desk.stores.departures.get(departure_id), gone)
    return len(leaving)


def take_out(desk: Desk, departure: Departure, client: Client) -> None:
    """Delete a client with all who sleep in him, his contacts and letters, and what the departure says of him."""
    gone = [client, *sleepers_in([client.id], desk.stores.clients.dormant(departure.id))]
    ids = [one.id for one in gone]
    desk.stores.contacts.remove(departure.id, desk.stores.contacts.of_clients(departure.id, ids))
    desk.stores.undos.forget(ids)
    desk.stores.clients.save_all(without_proposals_of(desk, departure.id, gone))
    desk.stores.clients.remove(ids)
    addresses = set(map(comparable, client.addresses))
    forget_in_readings(desk, departure.id, lambda one: comparable(one) in addresses, [client])
    _clean(desk, departure, lambda one: comparable(one) in addresses, client)


def _clean(desk: Desk, departure: Departure, gone: Callable[[str], bool], client: Client | None = None) -> None:
    """Take addresses out of the answer and the account list, and a client out of the three first answers."""
    strike_accounts(desk, departure.id, gone, client)
    cleaned = departure
    if client and _words(departure.first_client) & _words(client.name, client.company, *client.addresses):
        cleaned = replace(cleaned, first_client="")
    if cleaned.terms is not None:
        cleaned = replace(cleaned, terms=struck(cleaned.terms, gone))
    if cleaned != departure:
        desk.stores.departures.save(cleaned)


def _words(*texts: str) -> set[str]:
    return {word for text in texts for word in text.casefold().split() if len(word) >= SHORTEST_WORD}


def _remember(desk: Desk, log: ErasureLog, kind: ErasedKind, hashed: frozenset[str]) -> None:
    for one in sorted(hashed):
        erasure = Erasure(kind, one, desk.now)
        desk.stores.erased.add(erasure)
        log.add(desk.stores.workspace.id, erasure)

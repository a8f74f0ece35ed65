"""Adding a few contacts to a long list: only clients who may be the same people are looked at."""

from collections.abc import Sequence
from dataclasses import replace

from segue.clients.client import Client
from segue.clients.contact import Contact
from segue.clients.merging import sleepers_in
from segue.desk.derived import rules_for
from segue.desk.desk import Desk
from segue.desk.placing import place
from segue.desk.ports import ClientFilter, StoredContact
from segue.desk.proposals import with_proposals
from segue.desk.reconsider import reconsider

MOST_NEAR = 50
"""How many clients of a name, or with an address, are looked at for one contact; a reading looks at everybody."""


def add_contacts(desk: Desk, departure_id: str, contacts: Sequence[Contact]) -> None:
    """Add contacts whose addresses a person typed, each to the client he is or as a new one."""
    awake = _near(desk, departure_id, contacts)
    asleep = sleepers_in((one.id for one in awake), desk.stores.clients.dormant(departure_id))
    clients = {one.id: one for one in (*awake, *asleep)}
    stored = desk.stores.contacts.of_clients(departure_id, [one.id for one in awake])
    now = {(one.contact.source, one.contact.key): one for one in stored}
    for one in contacts:
        known = now.get((one.source, one.key), StoredContact(one, ""))
        now[one.source, one.key] = replace(known, contact=one, gone=False, mended=True)
    rules = rules_for(desk, awake)
    found = place(desk, departure_id, list(now.values()), list(clients.values()), rules)
    listed, others = with_proposals(desk, departure_id, found.awake(), awake, rules.home)
    found.after |= {client.id: client for client in listed}
    desk.stores.clients.save_all([*found.changed(), *others])
    before = {one.id: one for one in stored}
    desk.stores.contacts.save(departure_id, [one for one in found.contacts if one != before.get(one.id)])
    desk.stores.clients.remove(found.gone)
    reconsider(desk, desk.stores.departures.get(departure_id))


def _near(desk: Desk, departure_id: str, contacts: Sequence[Contact]) -> list[Client]:
    """Return whose the contacts are already, and who has their addresses or names."""
    known = desk.stores.contacts.of_keys(departure_id, [(one.source, one.key) for one in contacts])
    own = desk.stores.clients.some(departure_id, {one.client_id for one in known})
    asked = {text for one in contacts for text in (*one.emails, one.name) if text}
    pages = (desk.stores.clients.page(departure_id, ClientFilter(query=text), 0, MOST_NEAR)[1] for text in asked)
    return list({client.id: client for page in (own, *pages) for client in page}.values())

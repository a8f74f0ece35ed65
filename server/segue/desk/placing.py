"""Contacts find their client: by a person's decisions and the rules, for all of them or only those concerned (C2).

Whatever a person chose for a client stays with the client. One whose contacts have all gone into another sleeps there
with his own choices, and wakes when one of his contacts comes apart again.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from segue.clients.client import Client
from segue.clients.matching import Group, group_contacts
from segue.clients.merging import absorbed, parted
from segue.departure.letter_state import KNOWS, Told
from segue.desk.derived import Rules, brought_up_to_date
from segue.desk.desk import Desk
from segue.desk.ports import StoredContact

TOLD_ONCE = KNOWS | {Told.BOUNCED}


@dataclass
class Placement:
    """Clients by id as they were and as they now are, awake and asleep; contacts as they now are; who is left over."""

    before: dict[str, Client]
    after: dict[str, Client]
    contacts: list[StoredContact] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)

    def awake(self) -> list[Client]:
        """Return the clients who are on the list."""
        return [client for client in self.after.values() if not client.merged_into]

    def changed(self) -> list[Client]:
        """Return the clients who are not as they were."""
        return [client for client_id, client in self.after.items() if client != self.before.get(client_id)]


def place(
    desk: Desk,
    departure_id: str,
    stored: Sequence[StoredContact],
    clients: Iterable[Client],
    rules: Rules,
    preferred: str = "",
) -> Placement:
    """Make one client of each person among some contacts, which are all those of ``clients``; nothing is written.

    ``clients`` are awake and asleep; ``preferred`` is the id that stays where several become one.
    """
    before = {client.id: client for client in clients}
    found = Placement(before, dict(before))
    told = told_ids(desk, departure_id)
    by_key = {(one.contact.source, one.contact.key): one for one in stored}
    pins = {key: one.pin for key, one in by_key.items() if one.pin}
    first = tuple(filter(None, [preferred, *sorted(told)]))
    groups: dict[str, Group] = {}
    went: dict[str, Counter[str]] = defaultdict(Counter)
    for group in group_contacts((one.contact for one in stored), pins, rules.home):
        own = [by_key[contact.source, contact.key] for contact in group.contacts]
        client_id = _client_of(own, found.after, groups, first) or desk.new_id()
        _wake(found, client_id)
        new = Client(client_id, desk.stores.workspace.id, departure_id, ())
        found.after[client_id] = found.after.get(client_id, new)
        groups[client_id] = group
        for one in own:
            went[one.client_id][client_id] += 1
            _move(found, one, client_id)
    _put_to_sleep(found, went, groups, told)
    for client_id, group in groups.items():
        found.after[client_id] = brought_up_to_date(found.after[client_id], group, rules)
    return found


def told_ids(desk: Desk, departure_id: str) -> frozenset[str]:
    """Return the clients whose letters were sent: they stay whatever becomes of their contacts."""
    counts = desk.stores.letters.counts(departure_id)
    if not any(number for (_, status), number in counts.items() if status in TOLD_ONCE):
        return frozenset()
    return frozenset(one.client_id for one in desk.stores.letters.all(departure_id) if one.status in TOLD_ONCE)


def _client_of(
    own: list[StoredContact], clients: dict[str, Client], taken: Collection[str], first: tuple[str, ...]
) -> str:
    """Return the client that contacts belong to already, the told and the chosen first; else one that wakes."""
    ids = {one.client_id for one in own}
    free = [clients[one] for one in ids if one in clients and one not in taken and not clients[one].merged_into]
    if free:
        held = Counter(one.client_id for one in own)
        ranked = sorted(free, key=lambda c: (_rank(c.id, first), not c.chosen, -held[c.id], c.id))
        return ranked[0].id
    homes = sorted({one.home for one in own if one.home in clients and one.home not in taken})
    return next((home for home in homes if clients[home].merged_into), "")


def _rank(client_id: str, first: tuple[str, ...]) -> int:
    return first.index(client_id) if client_id in first else len(first)


def _wake(found: Placement, client_id: str) -> None:
    """Let a client wake, and take back what those had of him in whom he slept."""
    woken = found.after.get(client_id)
    if woken is None or not woken.merged_into:
        return
    into = found.after.get(woken.merged_into)
    while into is not None:
        found.after[into.id], _ = parted(into, woken)
        into = found.after.get(into.merged_into)
    found.after[client_id] = replace(woken, merged_into="", gave=())


def _move(found: Placement, one: StoredContact, client_id: str) -> None:
    if one.client_id == client_id and not one.home:
        found.contacts.append(one)
        return
    home = one.home or (one.client_id if one.client_id in found.before else "")
    found.contacts.append(replace(one, client_id=client_id, home="" if home == client_id else home))


def _put_to_sleep(
    found: Placement, went: dict[str, Counter[str]], groups: Collection[str], told: frozenset[str]
) -> None:
    for client in list(found.after.values()):
        if client.merged_into or client.id in groups or client.id in told:
            continue
        if client.id not in went:
            found.after.pop(client.id)
            found.gone.append(client.id)
            continue
        into = min(went[client.id], key=lambda one: (-went[client.id][one], one))
        found.after[into], found.after[client.id] = absorbed(found.after[into], client)

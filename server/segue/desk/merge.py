"""A person says who is who: merging, parting, declining a proposal, answering for a shared mailbox (C2).

Each verb looks at the clients concerned alone, survives the next reading, and can be undone (``undo``).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from segue.clients.client import Client
from segue.clients.merging import sleepers_in
from segue.departure.errors import InputError, NotFound, NotNow
from segue.departure.people import Person
from segue.departure.stage import Verb
from segue.desk.access import as_leader, permit
from segue.desk.derived import rules_for
from segue.desk.desk import Desk
from segue.desk.placing import Placement, place, told_ids
from segue.desk.ports import StoredContact
from segue.desk.proposals import with_proposals
from segue.desk.reconsider import reconsider
from segue.desk.undo import remember

MOST_MERGED = 50
"""How many clients can become one at once; more is a slip of the hand."""


def merge(desk: Desk, actor: Person, departure_id: str, client_ids: Sequence[str], kept_id: str = "") -> str:
    """Make one client of several and return his id; every choice is kept, and he can be parted again.

    ``kept_id`` stays; "" lets the one who was told stay, else one who is chosen, else the first. Raises InputError for
    fewer than two or too many, NotNow ``merge_told`` where somebody else than who stays was told already.
    """
    departure = permit(desk, actor, departure_id, Verb.CHOOSE_CLIENTS)
    ids = list(dict.fromkeys(client_ids))
    if not 2 <= len(ids) <= MOST_MERGED:
        raise InputError("merge_how_many", field="client", most=MOST_MERGED)
    clients = {client.id: client for client in _own(desk, departure_id, ids)}
    told = told_ids(desk, departure_id) & clients.keys()
    kept = kept_id or min(ids, key=lambda one: (one not in told, not clients[one].chosen, ids.index(one)))
    if kept not in clients:
        raise NotFound("client_unknown")
    if told - {kept}:
        raise NotNow("merge_told")
    before = desk.stores.contacts.of_clients(departure_id, ids)
    pin = desk.new_id()
    _settle(desk, actor, departure_id, _Decision("merge", before, [replace(one, pin=pin) for one in before], kept))
    desk.record(actor.id, "join_clients", departure_id, kept, count=len(ids))
    reconsider(desk, departure)
    return kept


def cards_of(desk: Desk, actor: Person, departure_id: str, client_id: str) -> list[StoredContact]:
    """Return the contacts of a client, for a person to choose which are somebody else's."""
    as_leader(desk, actor, departure_id)
    _own(desk, departure_id, [client_id])
    return desk.stores.contacts.of_clients(departure_id, [client_id])


def split(
    desk: Desk, actor: Person, departure_id: str, client_id: str, off: Collection[int] | None = None
) -> list[str]:
    """Part a client and return the ids of those who came off: the contacts ``off`` (their ids) as one of their own.

    None parts every contact from every other. A client who slept in this one wakes with his own choices where one of
    his contacts comes off. Raises InputError ``nothing_to_split`` where nothing would come off, or all of it.
    """
    departure = permit(desk, actor, departure_id, Verb.CHOOSE_CLIENTS)
    _own(desk, departure_id, [client_id])
    before = desk.stores.contacts.of_clients(departure_id, [client_id])
    going = {one.id for one in before[1:]} if off is None else set(off)
    if not going or not going < {one.id for one in before}:
        raise InputError("nothing_to_split", field="client")
    together = desk.new_id()
    after = [
        replace(one, pin=together if off is not None else desk.new_id(), client_id="")
        if one.id in going
        else replace(one, pin=_pin_of([it for it in before if it.id not in going]) or f"{together}-kept")
        for one in before
    ]
    found = _settle(desk, actor, departure_id, _Decision("split", before, after, client_id))
    desk.record(actor.id, "split_client", departure_id, client_id)
    reconsider(desk, departure)
    return sorted({one.client_id for one in found.contacts} - {client_id})


def decline(desk: Desk, actor: Person, departure_id: str, client_id: str, other_id: str) -> None:
    """Say that two clients are two people: they are proposed no more, and no reading puts them together."""
    departure = permit(desk, actor, departure_id, Verb.CHOOSE_CLIENTS)
    if client_id == other_id:
        raise InputError("merge_how_many", field="client", most=MOST_MERGED)
    _own(desk, departure_id, [client_id, other_id])
    before = desk.stores.contacts.of_clients(departure_id, [client_id, other_id])
    own = {one: [it for it in before if it.client_id == one] for one in (client_id, other_id)}
    pins = {one: _pin_of(cards) or desk.new_id() for one, cards in own.items()}
    after = [replace(one, pin=pins[one.client_id]) for one in before]
    _settle(desk, actor, departure_id, _Decision("decline", before, after))
    desk.record(actor.id, "decline_match", departure_id, client_id)
    reconsider(desk, departure)


def answer_shared(
    desk: Desk, actor: Person, departure_id: str, client_id: str, name: str = "", several: bool = False
) -> None:
    """Answer whose a shared mailbox is: one person's, by ``name``; several people's; else the company's as a whole.

    Several people stay one client, since one mailbox is written to once: the company is addressed and their names are
    kept. Raises InputError ``name_not_offered``.
    """
    departure = permit(desk, actor, departure_id, Verb.CHOOSE_CLIENTS)
    (client,) = _own(desk, departure_id, [client_id])
    if name and name not in client.question:
        raise InputError("name_not_offered", field="name")
    people = client.question if several and not name else ()
    answered = replace(client, name_choice=name, is_company=not name, people=people)
    cards = desk.stores.contacts.of_clients(departure_id, [client_id])
    _settle(desk, actor, departure_id, _Decision("answer", cards, cards, client_id, answered))
    desk.record(actor.id, "answer_shared", departure_id, client_id)
    reconsider(desk, departure)


@dataclass(frozen=True)
class _Decision:
    """What a verb says of some contacts: as they were, as they are to be, whose client stays, and an answer of his."""

    verb: str
    before: list[StoredContact]
    after: list[StoredContact]
    preferred: str = ""
    answered: Client | None = None


def _settle(desk: Desk, actor: Person, departure_id: str, said: _Decision) -> Placement:
    """Write what follows from a decision on some contacts, and keep what can be undone."""
    awake = desk.stores.clients.some(departure_id, {one.client_id for one in said.before})
    asleep = sleepers_in((one.id for one in awake), desk.stores.clients.dormant(departure_id))
    clients = {one.id: one for one in (*awake, *asleep)}
    rules = rules_for(desk, awake)
    current = [said.answered if said.answered and said.answered.id == one.id else one for one in clients.values()]
    found = place(desk, departure_id, said.after, current, rules, said.preferred)
    originals = {one.id: one for one in said.before}
    desk.stores.contacts.save(departure_id, [one for one in found.contacts if one != originals[one.id]])
    fresh, others = with_proposals(desk, departure_id, found.awake(), awake, rules.home)
    found.after |= {client.id: client for client in fresh}
    changed = [one for one in found.after.values() if one != clients.get(one.id)]
    desk.stores.clients.save_all([*changed, *others])
    concerned = [(clients.get(one.id), one) for one in found.after.values()]
    remember(desk, actor, departure_id, said.verb, concerned, [(originals[one.id], one) for one in found.contacts])
    return found


def _own(desk: Desk, departure_id: str, client_ids: Collection[str]) -> list[Client]:
    found = desk.stores.clients.some(departure_id, client_ids)
    if len(found) != len(set(client_ids)):
        raise NotFound("client_unknown")
    return found


def _pin_of(contacts: list[StoredContact]) -> str:
    """Return the decision that holds for all of some contacts, "" where there is none."""
    pins = {one.pin for one in contacts}
    return pins.pop() if len(pins) == 1 else ""

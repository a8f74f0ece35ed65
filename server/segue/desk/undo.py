"""Undoing any verb of the client list at any time: what nobody changed since is put back (C2)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

from segue.clients.client import WHAT_WAS_READ, Client
from segue.clients.merging import absorbed, has_choices
from segue.departure.errors import NotNow
from segue.departure.people import Person
from segue.departure.stage import Verb
from segue.desk.access import as_leader, permit
from segue.desk.derived import rules_for
from segue.desk.desk import Desk
from segue.desk.placing import place, told_ids
from segue.desk.ports import StoredContact
from segue.desk.proposals import with_proposals
from segue.desk.reconsider import reconsider
from segue.desk.undoable import CardStep, Change, ClientStep, Place, Undoable

_CHOICES = tuple(field.name for field in fields(Client) if field.name not in WHAT_WAS_READ | {"version"})


@dataclass(frozen=True)
class Undone:
    """How many clients are as they were, and the ids of those who changed since and stay as they are."""

    restored: int
    kept: tuple[str, ...] = ()


def remember(
    desk: Desk,
    actor: Person,
    departure_id: str,
    verb: str,
    clients: Iterable[tuple[Client | None, Client]],
    cards: Iterable[tuple[StoredContact, StoredContact]] | None = None,
) -> None:
    """Keep what a verb changed, so that it can be undone: each client before (None for a new one) and after.

    With ``cards``, the contacts before and after, the verb said who is who. A verb that changed nothing leaves nothing.
    """
    steps = [_step(before, after) for before, after in clients]
    moves = [CardStep(one.id, _place_of(one), _place_of(other)) for one, other in cards or ()]
    moves = [move for move in moves if move.before != move.after]
    kept = tuple(steps) if cards is not None else tuple(step for step in steps if step.after)
    if moves or any(step.after or step.is_new for step in kept):
        change = Change(departure_id, desk.now, actor.id, verb, kept, tuple(moves), cards is not None)
        desk.stores.undos.add(change)


def undoable(desk: Desk, actor: Person, departure_id: str) -> list[Undoable]:
    """Return the changes of the client list that can be undone, newest first."""
    as_leader(desk, actor, departure_id)
    return desk.stores.undos.all(departure_id)


def undo(desk: Desk, actor: Person, departure_id: str, change_id: int) -> Undone:
    """Undo one change, whichever; what was changed again since stays as it is.

    Who is who is put back as a whole or, where that changed since, not at all: NotNow ``undo_changed_since``.
    """
    departure = permit(desk, actor, departure_id, Verb.CHOOSE_CLIENTS)
    change = desk.stores.undos.get(departure_id, change_id)
    now = _as_they_are(desk, departure_id, [step.client_id for step in change.clients])
    back = {one.client_id: _restored(now[one.client_id], one) for one in change.clients if one.client_id in now}
    if change.matches:
        _part_and_join(desk, departure_id, change, now, back)
    else:
        desk.stores.clients.save_all([one for one in back.values() if one != now[one.id]])
    desk.stores.undos.remove(departure_id, change_id)
    desk.record(actor.id, "undo_change", departure_id, undone=change.verb, count=len(back))
    reconsider(desk, departure)
    kept = [one.client_id for one in change.clients if one.client_id in now and _differs(now[one.client_id], one)]
    return Undone(len(back) - len(kept), tuple(kept))


def _part_and_join(
    desk: Desk, departure_id: str, change: Change, now: dict[str, Client], back: dict[str, Client]
) -> None:
    """Put every contact back where it was; a client whom the verb made goes, or sleeps if anything was chosen."""
    made = {step.client_id: has_choices(now[step.client_id]) for step in change.clients if step.is_new}
    stored = {one.id: one for one in desk.stores.contacts.of_clients(departure_id, now.keys())}
    _require_unchanged(desk, departure_id, change, now, stored)
    places = {step.contact_id: step.before for step in change.cards}
    moved = [_moved_back(one, places[one.id], made) for one in stored.values() if one.id in places]
    rules = rules_for(desk, now.values())
    kept = [client for client in back.values() if client.id not in made]
    found = place(desk, departure_id, list({**stored, **{one.id: one for one in moved}}.values()), kept, rules)
    for client_id in (one for one, has_chosen in made.items() if has_chosen):
        into = next(one.client_id for one in found.contacts if one.home == client_id)
        found.after[into], found.after[client_id] = absorbed(found.after[into], now[client_id])
    desk.stores.contacts.save(departure_id, [one for one in found.contacts if one != stored[one.id]])
    fresh, others = with_proposals(desk, departure_id, found.awake(), tuple(now.values()), rules.home)
    found.after |= {client.id: client for client in fresh}
    desk.stores.clients.save_all([*(one for one in found.after.values() if one != now.get(one.id)), *others])
    desk.stores.clients.remove([client_id for client_id, has_chosen in made.items() if not has_chosen])


def _moved_back(one: StoredContact, place: Place, made: dict[str, bool]) -> StoredContact:
    """Return a contact in its former place; one whose client has choices of its own since remembers him."""
    home = one.client_id if made.get(one.client_id) else place.home
    return StoredContact(one.contact, place.client_id, place.pin, home, one.id)


def _require_unchanged(
    desk: Desk, departure_id: str, change: Change, now: dict[str, Client], stored: dict[int, StoredContact]
) -> None:
    """Raise NotNow where a contact went elsewhere since, or a client who would go was told."""
    going = {step.client_id for step in change.clients if step.is_new or step.before.get("merged_into")}
    same = all(step.contact_id in stored and _place_of(stored[step.contact_id]) == step.after for step in change.cards)
    asleep = all(
        step.after.get("merged_into", now[step.client_id].merged_into) == now[step.client_id].merged_into
        for step in change.clients
        if step.client_id in now
    )
    if not same or not asleep or going & told_ids(desk, departure_id):
        raise NotNow("undo_changed_since")


def _as_they_are(desk: Desk, departure_id: str, ids: Collection[str]) -> dict[str, Client]:
    awake = desk.stores.clients.some(departure_id, ids)
    asleep = [one for one in desk.stores.clients.dormant(departure_id) if one.id in set(ids)]
    return {client.id: client for client in (*awake, *asleep)}


def _step(before: Client | None, after: Client) -> ClientStep:
    if before is None:
        return ClientStep(after.id, {}, {}, is_new=True)
    names = [name for name in _CHOICES if getattr(before, name) != getattr(after, name)]
    return ClientStep(after.id, _values(before, names), _values(after, names))


def _values(client: Client, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(client, name) for name in names}


def _restored(client: Client, step: ClientStep) -> Client:
    same = [name for name, value in step.after.items() if getattr(client, name) == value]
    return replace(client, **{name: step.before[name] for name in same})


def _differs(client: Client, step: ClientStep) -> bool:
    return any(getattr(client, name) != value for name, value in step.after.items())


def _place_of(stored: StoredContact) -> Place:
    return Place(stored.client_id, stored.pin, stored.home)

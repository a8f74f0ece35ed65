"""The audit as an administrator may read it: nothing of a departure that he may not see (P7, A3)."""

from collections.abc import Iterator
from dataclasses import dataclass

from segue.departure.audit import Break, Entry
from segue.departure.departure import Departure
from segue.departure.errors import NotFound
from segue.departure.people import Person
from segue.departure.stage import Role
from segue.desk.access import as_administrator, roles_of
from segue.desk.audit_export import first_break
from segue.desk.desk import Desk
from segue.desk.ports import AuditFilter

PAGE_ENTRIES = 50


@dataclass(frozen=True)
class Entries:
    """One page of entries, the newest first; how many there are, and how many more are not shown.

    Of an entry that cannot be read there is its number alone.
    """

    entries: tuple[Entry | int, ...]
    count: int
    hidden: int


def newest_entries(desk: Desk, actor: Person, departure_id: str = "", offset: int = 0) -> Entries:
    """Return a page of the entries that the actor may see; no other entry is read. Raises NotAllowed."""
    wanted, audit = _visible(desk, actor, departure_id), desk.stores.audit
    count = audit.count(wanted)
    hidden = 0 if departure_id else audit.count(AuditFilter()) - count
    return Entries(tuple(audit.newest(wanted, offset, PAGE_ENTRIES)), count, hidden)


def seen_entries(desk: Desk, actor: Person, departure_id: str = "") -> Iterator[Entry]:
    """Yield the entries that the actor may see, oldest first; of a departure that he may not see, none."""
    wanted = _visible(desk, actor, departure_id)
    for entry in desk.stores.audit.entries(departure_id):
        is_named = wanted.only is None or entry.departure_id in wanted.only
        if is_named and entry.departure_id not in wanted.without:
            yield entry


def chain_break(desk: Desk) -> Break | None:
    """Return where the whole chain, seen or not, does not hold; None when it does."""
    return first_break(desk.stores.audit, desk.key)


def _known(desk: Desk, departure_id: str) -> list[Departure]:
    """Return the departure that is asked about while it is there, or all of them; no other is read."""
    if not departure_id:
        return desk.stores.departures.all()
    try:
        return [desk.stores.departures.get(departure_id)]
    except NotFound:
        return []


def _visible(desk: Desk, actor: Person, departure_id: str) -> AuditFilter:
    """Return which entries the actor may see.

    Of a departure that is erased nobody knows any more whether it was confidential, so that its
    entries are for the named viewers.
    """
    as_administrator(actor)
    known = _known(desk, departure_id)
    visible = {one.id for one in known if Role.ADMINISTRATOR in roles_of(desk, actor, one)}
    if actor.id in desk.stores.workspace.confidential_viewers:
        return AuditFilter(departure_id, without=frozenset(one.id for one in known) - visible)
    return AuditFilter(departure_id, only=frozenset({"", *visible}))

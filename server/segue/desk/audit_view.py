"""The audit as an administrator may read it: nothing of a departure that he may not see (P7, A3)."""

from collections.abc import Iterator
from dataclasses import dataclass

from segue.departure.audit import Break, Entry, broken_at
from segue.departure.people import Person
from segue.departure.stage import Role
from segue.desk.access import as_administrator, roles_of
from segue.desk.desk import Desk

PAGE_ENTRIES = 50


@dataclass(frozen=True)
class Entries:
    """One page of entries, the newest first; how many there are, and how many more are not shown."""

    entries: tuple[Entry, ...]
    count: int
    hidden: int


def newest_entries(desk: Desk, actor: Person, departure_id: str = "", offset: int = 0) -> Entries:
    """Return a page of the entries that the actor may see. Raises NotAllowed."""
    seen = list(seen_entries(desk, actor, departure_id))
    newest_first = tuple(reversed(seen))
    hidden = 0 if departure_id else sum(1 for _ in desk.stores.audit.entries()) - len(seen)
    return Entries(newest_first[offset : offset + PAGE_ENTRIES], len(seen), hidden)


def seen_entries(desk: Desk, actor: Person, departure_id: str = "") -> Iterator[Entry]:
    """Yield the entries that the actor may see, oldest first; of a departure that he may not see, none.

    Of a departure that is erased nobody knows any more whether it was confidential, so that its
    entries are for the named viewers.
    """
    as_administrator(actor)
    visible = {one.id for one in desk.stores.departures.all() if Role.ADMINISTRATOR in roles_of(desk, actor, one)}
    known = {one.id for one in desk.stores.departures.all()}
    is_viewer = actor.id in desk.stores.workspace.confidential_viewers
    for entry in desk.stores.audit.entries(departure_id):
        is_gone = is_viewer and entry.departure_id not in known
        if not entry.departure_id or entry.departure_id in visible or is_gone:
            yield entry


def chain_break(desk: Desk) -> Break | None:
    """Return where the whole chain, seen or not, does not hold; None when it does."""
    return broken_at(desk.stores.audit.entries(), desk.key)

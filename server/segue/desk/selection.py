"""Which clients a person means: those that he ticked, or everybody whom a filter finds now."""

from collections.abc import Collection

from segue.clients.client import Client
from segue.departure.errors import ChangedMeanwhile, NotFound
from segue.desk.desk import Desk
from segue.desk.ports import EVERYBODY, ClientFilter

Selection = Collection[str] | ClientFilter
"""Clients' ids, or a filter, which is looked at again when something is done with it."""


def selected(desk: Desk, departure_id: str, selection: Selection, seen: int | None = None) -> list[Client]:
    """Return the clients meant, by company and name.

    ``seen`` is the number that the person was shown for a filter: raises ChangedMeanwhile ``selection_changed`` where
    it is another one by now. NotFound for ids of another departure.
    """
    if isinstance(selection, ClientFilter):
        total, found = desk.stores.clients.page(departure_id, selection, 0, EVERYBODY)
        if seen is not None and seen != total:
            raise ChangedMeanwhile("selection_changed", count=total)
        return found
    found = desk.stores.clients.some(departure_id, selection)
    if len(found) != len(set(selection)):
        raise NotFound("client_unknown")
    return found

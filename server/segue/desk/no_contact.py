"""Nobody writes to the clients: the approver gets the list of them instead (P8)."""

from collections.abc import Iterator

from segue.clients.client import Client
from segue.departure.departure import Departure
from segue.departure.errors import NotFound
from segue.departure.people import Person
from segue.desk.access import as_approver
from segue.desk.csv_lines import csv_lines
from segue.desk.desk import Desk
from segue.desk.ports import EVERYBODY, ClientFilter


def as_lister(desk: Desk, actor: Person, departure_id: str) -> Departure:
    """Return a departure whose approver answered that nobody writes; raises NotFound before, and to others."""
    departure = as_approver(desk, actor, departure_id)
    if departure.terms is None or not departure.terms.no_contact:
        raise NotFound()
    return departure


def listed_clients(desk: Desk, departure: Departure) -> list[Client]:
    """Return the clients whom the leader chose, by company and name."""
    return desk.stores.clients.page(departure.id, ClientFilter(chosen=True), 0, EVERYBODY)[1]


def take_list(desk: Desk, actor: Person, departure_id: str, titles: list[str]) -> Iterator[str]:
    """Return the list as lines for a spreadsheet, which is recorded; ``titles`` head its columns."""
    departure = as_lister(desk, actor, departure_id)
    clients = listed_clients(desk, departure)
    desk.record(actor.id, "take_list", departure_id, clients=len(clients))
    rows = ((one.company, one.name, ", ".join(one.addresses), ", ".join(one.phones), one.locale) for one in clients)
    return csv_lines([titles, *rows])

"""Which clients the approver's answer and the company's policy leave out."""

from segue.clients.client import Client
from segue.clients.domains import Named
from segue.departure.departure import Departure
from segue.departure.terms import Terms
from segue.desk.desk import Desk


def is_excluded(terms: Terms, client: Client) -> bool:
    """Say whether answer or policy name the client's company, address or its domain as not to be written to."""
    return Named(terms.excluded).holds(client.addresses, client.company)


def to_be_told(desk: Desk, departure: Departure, clients: list[Client]) -> list[Client]:
    """Return the chosen clients whom neither answer nor policy leave out."""
    terms = desk.terms(departure)
    named = Named(terms.excluded)
    return [client for client in clients if client.chosen and not named.holds(client.addresses, client.company)]

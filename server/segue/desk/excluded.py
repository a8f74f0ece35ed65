"""Which clients the approver's answer and the company's policy leave out."""

from segue.clients.client import Client
from segue.departure.departure import Departure
from segue.departure.terms import Terms
from segue.desk.desk import Desk


def is_excluded(terms: Terms, client: Client) -> bool:
    """Say whether answer or policy name the client's company, address or its domain as not to be written to."""
    named = {entry.casefold().lstrip("@").strip() for entry in terms.excluded} - {""}
    addresses = {address.casefold() for address in client.addresses}
    domains = {address.rpartition("@")[2].casefold() for address in client.addresses}
    within = {domain for domain in domains if any(domain == name or domain.endswith("." + name) for name in named)}
    return bool(within or addresses & named) or client.company.casefold().strip() in named


def to_be_told(desk: Desk, departure: Departure, clients: list[Client]) -> list[Client]:
    """Return the chosen clients whom neither answer nor policy leave out."""
    terms = desk.terms(departure)
    return [client for client in clients if client.chosen and not is_excluded(terms, client)]

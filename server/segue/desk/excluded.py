"""Which clients the approver's answer leaves out."""

from segue.clients.client import Client
from segue.departure.departure import Departure


def is_excluded(departure: Departure, client: Client) -> bool:
    """Say whether the answer names the client's company, or a domain of his addresses, as not to be written to."""
    if departure.terms is None:
        return False
    named = {entry.casefold().lstrip("@").strip() for entry in departure.terms.excluded}
    domains = {address.rpartition("@")[2].casefold() for address in client.addresses}
    within = {domain for domain in domains if any(domain == name or domain.endswith("." + name) for name in named)}
    return bool(within) or client.company.casefold().strip() in named - {""}


def to_be_told(departure: Departure, clients: list[Client]) -> list[Client]:
    """Return the chosen clients whom the answer does not leave out."""
    return [client for client in clients if client.chosen and not is_excluded(departure, client)]

"""A language chosen for one client is suggested to the others of his firm, and never over anybody's own (C5)."""

from dataclasses import replace

from segue.clients.client import Client
from segue.clients.domains import is_free_mail
from segue.clients.wordings import companies_of
from segue.desk.desk import Desk
from segue.desk.ports import EVERYBODY, ClientFilter

OWN_WORD = ("chosen", "hint")
"""Reasons that stay: what a person chose, and what the address book itself says of the client."""


def suggest_to_colleagues(desk: Desk, client: Client) -> list[Client]:
    """Suggest a client's language, just chosen, to the others of his firm; returns whose changed."""
    wanted = [ClientFilter(company=client.company)] if client.company else []
    domains = {address.rpartition("@")[2] for address in client.addresses}
    wanted += [ClientFilter(query=f"@{domain}") for domain in domains if not is_free_mail(domain)]
    pages = (desk.stores.clients.page(client.departure_id, one, 0, EVERYBODY)[1] for one in wanted)
    others = {other.id: other for page in pages for other in page if other.id != client.id}
    firm = companies_of(client)
    changed = [
        replace(other, locale=client.locale, locale_reason="company")
        for other in others.values()
        if other.locale_reason not in OWN_WORD and other.locale != client.locale and companies_of(other) & firm
    ]
    desk.stores.clients.save_all(changed)
    return changed

"""Which of a language's two sets of wording a client's letters take.

Two clients of one company do not compare copies, and everybody else shares the first set, so that the manager's groups
stay few.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from segue.clients.client import Client
from segue.clients.domains import is_free_mail


def with_wordings(entering: Iterable[Client], known: Iterable[Client]) -> list[Client]:
    """Return the clients who enter the list, in order, each with a set of wording (0 or 1).

    A client takes the set that fewer of his company's clients among ``known`` and before him have: a company
    alternates, and who is alone in his has 0. A set once taken stays, whoever else comes or goes: no letter changes.
    """
    firsts_more: Counter[str] = Counter()  # by company: how many more clients have 0 than 1
    for client in known:
        _count(client, firsts_more)
    return [client if client.wording is not None else _taking(client, firsts_more) for client in entering]


def companies_of(client: Client) -> frozenset[str]:
    """Return what tells a client's company from others: its name folded, and each domain that is not free mail."""
    name = " ".join(client.company.casefold().split())
    domains = (address.rpartition("@")[2].casefold() for address in client.addresses)
    return frozenset(filter(None, (name, *(f"@{domain}" for domain in domains if not is_free_mail(domain)))))


def _taking(client: Client, firsts_more: Counter[str]) -> Client:
    taken = replace(client, wording=int(sum(firsts_more[company] for company in companies_of(client)) > 0))
    _count(taken, firsts_more)
    return taken


def _count(client: Client, firsts_more: Counter[str]) -> None:
    if client.wording is not None:
        firsts_more.update(dict.fromkeys(companies_of(client), -1 if client.wording else 1))

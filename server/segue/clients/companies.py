"""The companies behind the people of a client list: by the company's name, else by the domain of their mail (C7)."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from segue.clients.addresses import comparable
from segue.clients.company_name import company_key
from segue.clients.domains import is_free_mail, is_own


@dataclass(frozen=True)
class Seen:
    """What a comparison needs of one client; ``told`` once he knows, ``aside`` when he stands in the tray."""

    id: str
    name: str
    company: str
    addresses: tuple[str, ...]
    chosen: bool = False
    aside: bool = False
    told: bool = False


@dataclass(frozen=True)
class Company:
    """A company and its people.

    ``key`` is equal when contacts are read again: ``n:`` and the folded name, ``d:`` and the domain where no name is
    known, ``c:`` and the client's id where neither is. ``addresses`` and ``domains`` are normalised; free mail and the
    own company's domains are no company's.
    """

    key: str
    name: str
    people: tuple[Seen, ...]
    addresses: frozenset[str] = field(default=frozenset(), repr=False)
    domains: frozenset[str] = frozenset()

    @cached_property
    def chosen(self) -> int:
        """Return how many of its people are chosen."""
        return sum(one.chosen for one in self.people)

    @cached_property
    def told(self) -> int:
        """Return how many of its people know."""
        return sum(one.told for one in self.people)

    @cached_property
    def choosable(self) -> tuple[Seen, ...]:
        """Return whom one could choose: who is neither chosen nor probably no client."""
        return tuple(one for one in self.people if not one.chosen and not one.aside)


def companies_in(people: Iterable[Seen], own_domains: tuple[str, ...] = ()) -> list[Company]:
    """Return the companies of people, by name and key; the order of input is no matter.

    Who has no company belongs to the one company whose people write from his domain, if there is just one.
    """
    keys: dict[str, str] = {}
    groups: dict[str, list[tuple[Seen, list[str]]]] = defaultdict(list)
    nameless: list[tuple[Seen, list[str]]] = []
    at_domain: dict[str, set[str]] = defaultdict(set)
    for one in people:
        normal = list(map(comparable, one.addresses))
        key = keys.setdefault(one.company, company_key(one.company)) if one.company else ""
        if not key:
            nameless.append((one, normal))
            continue
        groups[f"n:{key}"].append((one, normal))
        for domain in _telling(normal, own_domains):
            at_domain[domain].add(f"n:{key}")
    for one, normal in nameless:
        groups[_key_of(one, _telling(normal, own_domains), at_domain)].append((one, normal))
    found = [_company(key, members, own_domains) for key, members in groups.items()]
    return sorted(found, key=lambda company: (company.name.casefold(), company.key))


def _key_of(one: Seen, domains: list[str], at_domain: dict[str, set[str]]) -> str:
    for domain in domains:
        named = at_domain.get(domain, set())
        return next(iter(named)) if len(named) == 1 else f"d:{domain}"
    return f"c:{one.id}"


def _company(key: str, members: list[tuple[Seen, list[str]]], own_domains: tuple[str, ...]) -> Company:
    people = sorted((one for one, _ in members), key=lambda one: (one.name.casefold(), one.id))
    addresses = frozenset(address for _, normal in members for address in normal)
    domains = frozenset(_telling(addresses, own_domains))
    written = Counter(one.company for one in people if one.company)
    name = min(written, key=lambda one: (-written[one], one)) if written else key.removeprefix("d:")
    if key.startswith("c:"):
        name = people[0].name or next(iter(people[0].addresses), "")
    return Company(key, name, tuple(people), addresses, domains)


def _telling(addresses: Iterable[str], own_domains: tuple[str, ...]) -> list[str]:
    """Return the domains of addresses that tell a company."""
    domains = dict.fromkeys(address.rpartition("@")[2] for address in addresses)
    return [one for one in domains if one and not is_free_mail(one) and not is_own(one, own_domains)]

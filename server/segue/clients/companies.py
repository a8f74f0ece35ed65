"""The companies behind the people of a client list: by the company's name, else by the domain of their mail (C7)."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

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
    telling = _Telling(own_domains)
    keys: dict[str, str] = {"": ""}
    groups: dict[str, list[_Placed]] = defaultdict(list)
    nameless: list[_Placed] = []
    at_domain: dict[str, set[str]] = defaultdict(set)
    for one in people:
        normal = list(map(comparable, one.addresses))
        placed = _Placed(one, normal, telling.domains_of(normal))
        if one.company not in keys:
            keys[one.company] = company_key(one.company)
        if not keys[one.company]:
            nameless.append(placed)
            continue
        key = f"n:{keys[one.company]}"
        groups[key].append(placed)
        for domain in placed.domains:
            at_domain[domain].add(key)
    for placed in nameless:
        groups[_key_of(placed, at_domain)].append(placed)
    found = [_company(key, members) for key, members in groups.items()]
    return sorted(found, key=lambda company: (company.name.casefold(), company.key))


class _Placed(NamedTuple):
    """A person with his normalised addresses and those of their domains that tell a company."""

    person: Seen
    addresses: list[str]
    domains: list[str]


class _Telling:
    """Which domains tell a company; each is looked at once."""

    def __init__(self, own_domains: tuple[str, ...]) -> None:
        self._own_domains = own_domains
        self._known: dict[str, bool] = {"": False}

    def domains_of(self, addresses: Iterable[str]) -> list[str]:
        """Return the domains of some addresses that tell a company."""
        return [one for one in dict.fromkeys(address.rpartition("@")[2] for address in addresses) if self._tells(one)]

    def _tells(self, domain: str) -> bool:
        if domain not in self._known:
            self._known[domain] = not is_free_mail(domain) and not is_own(domain, self._own_domains)
        return self._known[domain]


def _key_of(placed: _Placed, at_domain: dict[str, set[str]]) -> str:
    for domain in placed.domains:
        named = at_domain.get(domain, set())
        return next(iter(named)) if len(named) == 1 else f"d:{domain}"
    return f"c:{placed.person.id}"


def _company(key: str, members: list[_Placed]) -> Company:
    people = sorted((one.person for one in members), key=lambda one: (one.name.casefold(), one.id))
    addresses = frozenset(address for one in members for address in one.addresses)
    domains = frozenset(domain for one in members for domain in one.domains)
    written = Counter(one.company for one in people if one.company)
    name = min(written, key=lambda one: (-written[one], one)) if written else key.removeprefix("d:")
    if key.startswith("c:"):
        name = people[0].name or next(iter(people[0].addresses), "")
    return Company(key, name, tuple(people), addresses, domains)

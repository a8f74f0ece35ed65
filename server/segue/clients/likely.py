"""Clients who may be the same person though nothing proves it: proposed or asked, never merged (C2)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from segue.clients.client import Client
from segue.clients.contact import Contact
from segue.clients.domains import is_free_mail
from segue.clients.match_reason import Likely, MatchReason
from segue.clients.names import words_of
from segue.clients.phones import is_fixed_line, numbers_of, shared_numbers
from segue.clients.same_name import words_fit

LARGEST_BLOCK = 20
"""How many clients with something in common are compared each with each; in a larger block nobody is."""

MOST_ON_ONE_PHONE = 3
"""A number that more clients have is a switchboard's."""

MOST_LIKELY = 5
"""How many others are proposed for one client at most."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A client as he is compared: the words of his name, his firm's name and domains, his numbers, a person's pin."""

    client_id: str
    words: tuple[str, ...]
    company: str
    domains: frozenset[str]
    numbers: tuple[str, ...] = ()
    pin: str = ""

    @property
    def firms(self) -> list[str]:
        """Return what tells his firm from others."""
        return [*filter(None, [self.company]), *sorted(self.domains)]


def compared(client: Client, pin: str = "", home: str = "", numbers: tuple[str, ...] | None = None) -> Compared:
    """Return a client as he is compared; ``home`` is the region in which a national number is read at last."""
    read = Contact("", "", 0, emails=client.addresses, phones=client.phones)
    domains = (address.rpartition("@")[2].casefold() for address in client.addresses)
    return Compared(
        client.id,
        words_of(client.name),
        " ".join(client.company.casefold().split()),
        frozenset(domain for domain in domains if not is_free_mail(domain)),
        numbers_of(read, home) if numbers is None else numbers,
        pin,
    )


def all_compared(clients: Sequence[Client], pins: Sequence[str], home: str = "") -> list[Compared]:
    """Return many clients as they are compared; a number that nobody else has is left out."""
    read = [Contact("", "", 0, emails=one.addresses, phones=one.phones) for one in clients]
    numbers = shared_numbers(read, home)
    together = zip(clients, pins, numbers, strict=True)
    return [compared(client, pin, home, own) for client, pin, own in together]


def likely_among(clients: Iterable[Compared]) -> dict[str, tuple[Likely, ...]]:
    """Return by client's id who else may be the same person; each pair stands on both sides.

    The order of input does not matter. Only clients with a firm and a word of the name, or with a number in common are
    compared, and no block is larger than LARGEST_BLOCK: time grows with the list.
    """
    pairs: dict[tuple[str, str], MatchReason] = {}
    for one, other in _worth_comparing(sorted(clients, key=lambda one: one.client_id)):
        key = (one.client_id, other.client_id)
        if key not in pairs and (why := why_likely(one, other)):
            pairs[key] = why
    found: dict[str, list[Likely]] = defaultdict(list)
    for (one_id, other_id), why in sorted(pairs.items(), key=_likeliest):
        if len(found[one_id]) < MOST_LIKELY and len(found[other_id]) < MOST_LIKELY:
            found[one_id].append(Likely(other_id, why))
            found[other_id].append(Likely(one_id, why))
    return {client_id: tuple(others) for client_id, others in found.items() if others}


def why_likely(one: Compared, other: Compared) -> MatchReason | None:
    """Return why two clients may be one person, None where nothing says so or a person said that they are not."""
    if one.pin and other.pin and one.pin != other.pin:
        return None
    company = one.company if one.company and one.company == other.company else ""
    domain = min(one.domains & other.domains, default="")
    if one.words and other.words and (company or domain):
        if one.words == other.words and len(one.words) > 1:
            return _by_firm("same_name_and_company", "same_name_and_domain", company, domain)
        if words_fit(one.words, other.words):
            return _by_firm("similar_name", "similar_name", company, domain)
    return _by_phone(one, other)


def _by_firm(by_company: str, by_domain: str, company: str, domain: str) -> MatchReason:
    if by_company == by_domain:
        return MatchReason(by_company, {"company": company or domain})
    return MatchReason(by_company, {"company": company}) if company else MatchReason(by_domain, {"domain": domain})


def _by_phone(one: Compared, other: Compared) -> MatchReason | None:
    for number in one.numbers:
        if number in other.numbers and (words_fit(one.words, other.words) or not is_fixed_line(number)):
            return MatchReason("same_phone", {"phone": number})
    return None


def _worth_comparing(clients: list[Compared]) -> Iterator[tuple[Compared, Compared]]:
    blocks: dict[object, list[Compared]] = defaultdict(list)
    for one in clients:
        for firm in one.firms:
            blocks["name", firm, one.words].append(one)
            for word in set(one.words):
                blocks["word", firm, word].append(one)
        for number in one.numbers:
            blocks["phone", number].append(one)
    for key, block in blocks.items():
        most = MOST_ON_ONE_PHONE if isinstance(key, tuple) and key[0] == "phone" else LARGEST_BLOCK
        if 1 < len(block) <= most:
            yield from combinations(block, 2)


def _likeliest(pair: tuple[tuple[str, str], MatchReason]) -> tuple[str, tuple[str, str]]:
    # "likely" sorts behind "doubtful", so that the first letter alone does not do.
    return "1" if pair[1].confidence == "likely" else "2", pair[0]

"""The company's account list beside the client list: what is on both, and what is missing on either side (C7).

Everything is looked up by keys, never compared in pairs: 25,000 people and 5,000 accounts take about as long to read.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from segue.clients.account import Account, AccountWord, Said
from segue.clients.companies import Company
from segue.clients.company_name import are_near, beginnings, is_telling, loose_words, near_keys, words_of_key

MOST_NEAR = 5
"""A name that is near to more others than this tells nothing."""


class Why(StrEnum):
    """Why an account and a company are taken for the same, the surest first.

    *Shared* (a domain that several accounts have) and *likely* (nearly the same name) are shown as "probably".
    """

    SAID = "said"
    ADDRESS = "address"
    DOMAIN = "domain"
    NAME = "name"
    SHARED = "shared"
    LIKELY = "likely"


SURE = (Why.SAID, Why.ADDRESS, Why.DOMAIN, Why.NAME)


class Stands(StrEnum):
    """How an account stands: somebody is chosen, known but not chosen, in no contact, or said to be none of his."""

    MATCHED = "matched"
    NOT_CHOSEN = "not_chosen"
    MISSING = "missing"
    NOT_HIS = "not_his"


@dataclass(frozen=True)
class Match:
    """A company that an account is, or probably is."""

    company: Company
    why: Why

    @property
    def is_sure(self) -> bool:
        """Say whether nobody needs to be asked."""
        return self.why in SURE


@dataclass(frozen=True)
class Compared:
    """One account with the companies that it is; sure ones, or only probable ones."""

    account: Account
    stands: Stands
    matches: tuple[Match, ...] = ()
    word: AccountWord | None = None

    @property
    def is_sure(self) -> bool:
        """Say whether nobody needs to be asked about it."""
        return all(match.is_sure for match in self.matches)

    @property
    def choosable(self) -> int:
        """Return how many of its people could be chosen."""
        return sum(len(match.company.choosable) for match in self.matches)

    @property
    def told(self) -> int:
        """Return how many of its people know; what is only probably the same company does not count."""
        return sum(match.company.told for match in self.matches if match.is_sure)


@dataclass(frozen=True)
class Comparison:
    """Every account, by name, all companies of the contacts, and those of chosen clients that are no account."""

    accounts: tuple[Compared, ...]
    companies: tuple[Company, ...]
    unlisted: tuple[Company, ...]

    def of(self, *stands: Stands) -> list[Compared]:
        """Return the accounts that stand so."""
        return [one for one in self.accounts if one.stands in stands]


def compare(accounts: Iterable[Account], companies: Sequence[Company], words: Iterable[AccountWord] = ()) -> Comparison:
    """Compare both lists; what a person said goes before everything else. The order of input is no matter."""
    listed = {account.key: account for account in accounts}
    said = list(words)
    found = _found(listed, companies, said)
    not_his = {word.account_key: word for word in said if word.said is Said.NOT_HIS}
    compared = [_compared(one, found.get(one.key, {}), not_his.get(one.key)) for one in listed.values()]
    compared.sort(key=lambda one: (one.account.name.casefold(), one.account.key))
    matched = {match.company.key for one in compared for match in one.matches}
    unlisted = tuple(one for one in companies if one.chosen and one.key not in matched)
    return Comparison(tuple(compared), tuple(companies), unlisted)


Matches = dict[str, dict[str, Match]]
"""By an account's key and a company's."""


def _found(listed: dict[str, Account], companies: Sequence[Company], said: list[AccountWord]) -> Matches:
    """Return what is surely the same and, of what is left on both sides, what probably is."""
    apart = {(word.account_key, word.company_key) for word in said if word.said is Said.APART}
    found: Matches = defaultdict(dict)
    placed: set[str] = set()
    sure = _Sure(listed, said)
    for company in companies:
        for why, key in sure.to(company):
            if why is Why.SAID or (key, company.key) not in apart:
                found[key].setdefault(company.key, Match(company, why))
                placed.add(company.key)
    probable = _Probable(account for key, account in listed.items() if key not in found)
    for company in companies:
        for why, key in probable.to(company) if company.key not in placed else ():
            if (key, company.key) not in apart:
                found[key].setdefault(company.key, Match(company, why))
    return found


def _compared(account: Account, found: dict[str, Match], word: AccountWord | None) -> Compared:
    order = list(Why)
    matches = tuple(sorted(found.values(), key=lambda one: (order.index(one.why), one.company.name, one.company.key)))
    if any(match.company.chosen for match in matches):
        return Compared(account, Stands.MATCHED, matches)
    if word is not None:
        return Compared(account, Stands.NOT_HIS, (), word)
    return Compared(account, Stands.NOT_CHOSEN if matches else Stands.MISSING, matches)


class _Sure:
    """Accounts by what makes them the same as a company beyond doubt."""

    def __init__(self, listed: dict[str, Account], said: Iterable[AccountWord]) -> None:
        self._listed = listed
        self._same = _keys_by((word.company_key, word.account_key) for word in said if _is_same(word, listed))
        self._by_address = _keys_by((email, one.key) for one in listed.values() for email in one.emails)
        self._by_domain = _keys_by((domain, one.key) for one in listed.values() for domain in one.domains)

    def to(self, company: Company) -> Iterator[tuple[Why, str]]:
        """Yield the accounts that a company is; of a domain that several accounts have, none."""
        yield from ((Why.SAID, key) for key in self._same.get(company.key, ()))
        yield from ((Why.ADDRESS, key) for one in company.addresses for key in self._by_address.get(one, ()))
        at = (self._by_domain.get(domain, ()) for domain in _and_above(company.domains))
        yield from ((Why.DOMAIN, keys[0]) for keys in at if len(keys) == 1)
        if company.key in self._listed:
            yield Why.NAME, company.key


class _Probable:
    """Accounts by what they share with a company that is probably the same: a domain, or nearly its name."""

    def __init__(self, accounts: Iterable[Account]) -> None:
        left = list(accounts)
        self._by_domain = _keys_by((domain, one.key) for one in left for domain in one.domains)
        self._words = {one.key: words for one in left if (words := words_of_key(one.key))}
        known = self._words.items()
        self._near = _keys_by((shared, key) for key, words in known for shared in near_keys(words))
        self._whole = _keys_by((" ".join(loose_words(words)), key) for key, words in known)
        self._beginning = _keys_by((begun, key) for key, words in known for begun in beginnings(words))

    def to(self, company: Company) -> Iterator[tuple[Why, str]]:
        """Yield the accounts that a company probably is."""
        for domain in _and_above(company.domains):
            yield from ((Why.SHARED, key) for key in self._by_domain.get(domain, ()))
        if words := words_of_key(company.key):
            yield from ((Why.LIKELY, key) for key in sorted(self._nearly(words)))

    def _nearly(self, words: tuple[str, ...]) -> set[str]:
        """Return the accounts whose names are nearly this one, or begin it, or that it begins."""
        near = {key for shared in near_keys(words) for key in _few(self._near, shared)}
        found = {key for key in near if are_near(words, self._words[key])}
        for begun in beginnings(words):
            found.update(_few(self._whole, begun))
        if is_telling(loose := loose_words(words)):
            found.update(_few(self._beginning, " ".join(loose)))
        return found


def _is_same(word: AccountWord, listed: dict[str, Account]) -> bool:
    return word.said is Said.SAME and word.account_key in listed


def _keys_by(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for shared, key in pairs:
        found[shared].append(key)
    return found


def _few(keys: dict[str, list[str]], shared: str) -> list[str]:
    found = keys.get(shared, [])
    return found if len(found) <= MOST_NEAR else []


def _and_above(domains: Iterable[str]) -> Iterator[str]:
    """Yield domains and all above them: who writes from "mail.acme.it" is at "acme.it"."""
    for domain in domains:
        above = domain
        while "." in above:
            yield above
            above = above.partition(".")[2]

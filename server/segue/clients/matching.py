"""One person, one client: contacts that are certainly one person's are put together, with the reason (C2)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from itertools import pairwise
from operator import attrgetter

from segue.clients.contact import Contact
from segue.clients.domains import is_free_mail
from segue.clients.keys import Known, all_known_by, is_role_address
from segue.clients.match_reason import MatchReason
from segue.clients.partition import Partition
from segue.clients.same_name import distinct_names

Pins = Mapping[tuple[str, str], str]
"""A person's decisions by source and key of a contact: the same pin is one client, different pins never are."""

NO_PINS: Pins = {}
_in_order = attrgetter(*(field.name for field in fields(Contact)))


@dataclass(frozen=True)
class Group:
    """One client: contacts in a fixed order, and their distinct addresses as written, the primary one first.

    ``question`` is set when one address is under names that cannot be one person's; ``names`` are those names. A person
    answers it: the contacts stay together until then. ``pin`` is the decision that holds for all of them.
    """

    contacts: tuple[Contact, ...]
    addresses: tuple[str, ...]
    reasons: tuple[MatchReason, ...] = ()
    question: bool = False
    names: tuple[str, ...] = ()
    pin: str = ""


def group_contacts(contacts: Iterable[Contact], pins: Pins = NO_PINS, home: str = "") -> list[Group]:
    """Put contacts that are certainly one person's together; every contact is in exactly one group.

    Certain is: the same pin; the same card; the same mailbox; the same full name and phone, where a national number is
    read as in ``home``. A mailbox of a task (info@) that somebody has beside his own does not make others him. The
    order of input does not matter. Takes time in proportion to the number of contacts.
    """
    ordered = sorted(contacts, key=_in_order)
    known = all_known_by(ordered, home)
    pinned = [pins.get((contact.source, contact.key), "") for contact in ordered]
    parts = Partition(pinned, [one.has_own for one in known])
    reasons: dict[int, list[MatchReason]] = defaultdict(list)
    for signs_of in SIGNS:
        _join_by(signs_of, parts, ordered, known, reasons)
    for together in _pinned_together(pinned):
        for first, second in pairwise(together):
            if parts.join(first, second):
                reasons[second].append(_between("by_you", ordered[first], ordered[second]))
    return [_group(members, ordered, known, reasons, parts.pin_of(members[0])) for members in parts.members()]


def _join_by(
    signs_of: "Signs",
    parts: Partition,
    ordered: list[Contact],
    known: list[Known],
    reasons: dict[int, list[MatchReason]],
) -> None:
    holders: dict[object, list[int]] = defaultdict(list)
    for at, one in enumerate(known):
        for sign in signs_of(ordered[at], one):
            held = holders[sign.key]
            found = next((holder for holder in held if parts.may_join(holder, at, sign.of_a_task)), None)
            if found is None:
                held.append(at)
            elif parts.join(found, at):
                reasons[at].append(sign.reason(ordered[found], ordered[at], known[found]))


@dataclass(frozen=True, slots=True)
class _Sign:
    """Something by which contacts are one person's: they have the same ``key``."""

    key: object
    code: str
    value: str = ""
    of_a_task: bool = False

    def reason(self, first: Contact, second: Contact, known: Known) -> MatchReason:
        if self.code == "same_name_and_phone":
            return _between(self.code, first, second, phone=self.value)
        if self.code == "same_card":
            return _between(self.code, first, second)
        address = self.key[0] if isinstance(self.key, tuple) else str(self.key)
        other = known.addresses.get(address, self.value)
        if other.casefold() == self.value.casefold():
            return _between(self.code, first, second, address=self.value)
        return _between("same_mailbox", first, second, address=self.value, other=other)


Signs = Callable[[Contact, Known], Iterator[_Sign]]


def _by_card(contact: Contact, known: Known) -> Iterator[_Sign]:
    if known.card:
        yield _Sign(known.card, "same_card")


def _by_address_and_name(contact: Contact, known: Known) -> Iterator[_Sign]:
    if known.words:
        for key, written in known.addresses.items():
            yield _Sign((key, known.words), "same_address", written)


def _by_address(contact: Contact, known: Known) -> Iterator[_Sign]:
    for key, written in known.addresses.items():
        yield _Sign(key, "same_address", written, is_role_address(key))


def _by_name_and_phone(contact: Contact, known: Known) -> Iterator[_Sign]:
    if len(known.words) > 1:
        for number in known.numbers:
            yield _Sign((number, known.words), "same_name_and_phone", number)


SIGNS: tuple[Signs, ...] = (_by_card, _by_address_and_name, _by_address, _by_name_and_phone)
"""The strongest first: whom a contact belongs to where it could belong to several that a person keeps apart."""


def _pinned_together(pinned: list[str]) -> Iterable[list[int]]:
    together: dict[str, list[int]] = defaultdict(list)
    for at, pin in enumerate(pinned):
        if pin:
            together[pin].append(at)
    return together.values()


def _group(
    members: list[int], ordered: list[Contact], known: list[Known], reasons: dict[int, list[MatchReason]], pin: str
) -> Group:
    names: dict[str, list[str]] = defaultdict(list)
    written: dict[str, str] = {}
    for at in members:
        for key, address in known[at].addresses.items():
            written[key] = min(written.get(key, address), address, key=_how_plain)
            names[key].append(ordered[at].name)
    asked = _asked(names) if len(members) > 1 else ()
    # What is written to first is the address at work that most contacts hold: a private one is seldom better.
    addresses = [written[key] for key in sorted(written, key=lambda key: (_is_private(key), -len(names[key])))]
    why = tuple(reason for at in members for reason in reasons[at])
    return Group(tuple(ordered[at] for at in members), tuple(addresses), why, bool(asked), asked, pin)


def _asked(names: dict[str, list[str]]) -> tuple[str, ...]:
    different = (found for under in names.values() if len(found := distinct_names(under)) > 1)
    return tuple(dict.fromkeys(name for found in different for name in found))


def _between(code: str, first: Contact, second: Contact, **values: str) -> MatchReason:
    where = {"first_source": first.source, "first_row": str(first.row)}
    return MatchReason(code, values | where | {"second_source": second.source, "second_row": str(second.row)})


def _how_plain(address: str) -> tuple[bool, bool]:
    """Return what sorts spellings of one mailbox: without a tag, in lower case; the first among equals."""
    return "+" in address, address != address.lower()


def _is_private(normalised: str) -> bool:
    return is_free_mail(normalised.rpartition("@")[2])

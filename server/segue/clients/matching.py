"""One person, one client: contacts with an address in common are put together, with the reason (C2)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import astuple, dataclass, field

from segue.clients.addresses import normalise
from segue.clients.contact import Contact
from segue.clients.domains import is_free_mail
from segue.clients.same_name import completeness, distinct_names
from segue.departure.errors import InputError


@dataclass(frozen=True)
class MatchReason:
    """Why two contacts are together: ``code`` names its sentence (``match.<code>``), ``values`` fill its gaps.

    ``same_address`` has address, first_source, first_row, second_source, second_row.
    """

    code: str
    values: dict[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Group:
    """One client: contacts in a fixed order, and their distinct addresses as written, the primary one first.

    ``question`` is set when one address is under names that cannot be one person's; ``names`` are those names. A person
    answers it: the contacts stay together until then.
    """

    contacts: tuple[Contact, ...]
    addresses: tuple[str, ...]
    reasons: tuple[MatchReason, ...] = ()
    question: bool = False
    names: tuple[str, ...] = ()


def group_contacts(contacts: Iterable[Contact], apart: frozenset[tuple[str, str]] = frozenset()) -> list[Group]:
    """Put contacts with a normalised address in common together; every contact is in exactly one group.

    ``apart`` are the (source, key) pairs of contacts that a person split off: each stays a group of its own. The order
    of input does not matter. Takes time in proportion to the number of addresses.
    """
    ordered = sorted(contacts, key=astuple)
    keys = [_normalised(contact) for contact in ordered]
    leaders = list(range(len(ordered)))
    holders: dict[str, int] = {}
    reasons: dict[int, list[MatchReason]] = defaultdict(list)
    for at, contact in enumerate(ordered):
        if (contact.source, contact.key) in apart:
            continue
        for key, address in keys[at].items():
            holder = holders.setdefault(key, at)
            if holder != at:
                reasons[at].append(_same_address(address, ordered[holder], contact))
                _join(leaders, holder, at)
    members: dict[int, list[int]] = defaultdict(list)
    for at in range(len(ordered)):
        members[_leader(leaders, at)].append(at)
    return [
        _group([ordered[at] for at in group], [keys[at] for at in group], [r for at in group for r in reasons[at]])
        for group in members.values()
    ]


def merged(group: Group) -> Contact:
    """Return the best values of a group as one contact, with the first contact's source, key and row.

    The most complete name with its parts; else the first that is not empty; labels, phones and addresses of all.
    """
    first = group.contacts[0]
    named = max(group.contacts, key=lambda contact: completeness(contact.name))
    parted = max(group.contacts, key=lambda c: (c.name == named.name, bool(c.family), bool(c.given)))
    return Contact(
        source=first.source,
        key=first.key,
        row=first.row,
        name=named.name,
        given=parted.given,
        family=parted.family,
        title=next((c.title for c in group.contacts if c.title), ""),
        emails=group.addresses,
        phones=tuple(dict.fromkeys(phone for c in group.contacts for phone in c.phones)),
        company=next((c.company for c in group.contacts if c.company), ""),
        job_title=next((c.job_title for c in group.contacts if c.job_title), ""),
        labels=tuple(dict.fromkeys(label for c in group.contacts for label in c.labels)),
        language=next((c.language for c in group.contacts if c.language), ""),
        patronymic=parted.patronymic,
    )


def _group(contacts: list[Contact], keys: list[dict[str, str]], reasons: list[MatchReason]) -> Group:
    names: dict[str, list[str]] = defaultdict(list)
    written: dict[str, str] = {}
    for contact, addresses in zip(contacts, keys, strict=True):
        for key, address in addresses.items():
            written[key] = min(written.get(key, address), address, key=_how_plain)
            names[key].append(contact.name)
    different = [found for under in names.values() if len(found := distinct_names(under)) > 1]
    asked = tuple(dict.fromkeys(name for found in different for name in found))
    # What is written to first is the address at work that most contacts hold: a private one is seldom better.
    ordered = [written[key] for key in sorted(written, key=lambda key: (_is_private(key), -len(names[key])))]
    return Group(tuple(contacts), tuple(ordered), tuple(reasons), bool(asked), asked)


def _same_address(address: str, first: Contact, second: Contact) -> MatchReason:
    values = {"address": address, "first_source": first.source, "first_row": str(first.row)}
    return MatchReason("same_address", values | {"second_source": second.source, "second_row": str(second.row)})


def _normalised(contact: Contact) -> dict[str, str]:
    """Return a contact's addresses as written, by their normalised form; what is no address stands for itself."""
    found: dict[str, str] = {}
    for email in contact.emails:
        try:
            found.setdefault(normalise(email), email)
        except InputError:
            found.setdefault(email, email)
    return found


def _how_plain(address: str) -> tuple[bool, bool]:
    """Return what sorts spellings of one mailbox: without a tag, in lower case; the first among equals."""
    return "+" in address, address != address.lower()


def _is_private(normalised: str) -> bool:
    return is_free_mail(normalised.rpartition("@")[2])


def _leader(leaders: list[int], at: int) -> int:
    while leaders[at] != at:
        leaders[at] = leaders[leaders[at]]
        at = leaders[at]
    return at


def _join(leaders: list[int], first: int, second: int) -> None:
    one, other = sorted((_leader(leaders, first), _leader(leaders, second)))
    leaders[other] = one

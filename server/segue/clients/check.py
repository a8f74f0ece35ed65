"""The chosen list checked before letters are read: what is wrong or missing, structural first, then by row (C6)."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, fields

from segue.clients.addresses import comparable, is_address
from segue.clients.client import Client
from segue.clients.contact import Contact
from segue.clients.domains import Named, is_free_mail
from segue.clients.match_reason import Likely
from segue.clients.problem import CLASSES, Accepted, Problem
from segue.clients.tray import why_probably_not
from segue.clients.unfit_names import why_unfit


@dataclass(frozen=True, slots=True)
class Checked:
    """Of a client only what is checked: a list may hold 25,000. The fields are those of ``Client``."""

    id: str
    addresses: tuple[str, ...] = ()
    name: str = ""
    given: str = ""
    family: str = ""
    company: str = ""
    labels: tuple[str, ...] = ()
    question: tuple[str, ...] = ()
    likely: tuple[Likely, ...] = ()
    locale: str = ""
    contact_point_id: str = ""
    is_company: bool = False
    salutation: str = ""
    accepted: tuple[Accepted, ...] = ()

    @property
    def address(self) -> str:
        """Return the address that is written to."""
        return self.addresses[0] if self.addresses else ""


@dataclass(frozen=True)
class CheckedAgainst:
    """What the list is checked against: languages with letters, contact points by id, own domains, blocked clients."""

    locales: Collection[str]
    points: Collection[str]
    own_domains: tuple[str, ...] = ()
    blocked: Named = field(default_factory=Named)


def checked(client: Client) -> Checked:
    """Return what is checked of a client."""
    return Checked(**{one.name: getattr(client, one.name) for one in fields(Checked)})


def problems_in(clients: Iterable[Checked], against: CheckedAgainst) -> dict[str, list[Problem]]:
    """Return every problem of the chosen clients by class, in the order of CLASSES; a class without any is left out.

    Never raises, whatever the names and addresses. What a person accepted is not in it. Time grows with the list.
    """
    chosen = list(clients)
    boxes = [comparable(one.address) for one in chosen]
    taken = Counter(boxes)
    ids = {one.id for one in chosen}
    found: dict[str, list[Problem]] = defaultdict(list)
    for one, box in zip(chosen, boxes, strict=True):
        accepted = {(it.code, it.value) for it in one.accepted}
        for code, value in (*_structural(one, box, taken[box], against), *_in_row(one, box, ids, against)):
            if (code, value) not in accepted:
                found[code].append(Problem(one.id, code, value))
    return {code: found[code] for code in CLASSES if code in found}


def _structural(one: Checked, box: str, on_it: int, against: CheckedAgainst) -> Iterator[tuple[str, str]]:
    if not is_address(one.address):
        yield "address_broken", one.address
    elif on_it > 1:
        yield "address_shared", box
    if one.question:
        yield "question_open", one.address
    if not against.points or (one.contact_point_id and one.contact_point_id not in against.points):
        yield "contact_missing", one.contact_point_id
    if not one.locale:
        yield "language_open", ""
    elif one.locale not in against.locales:
        yield "language_without_pack", one.locale


def _in_row(one: Checked, box: str, chosen: Collection[str], against: CheckedAgainst) -> Iterator[tuple[str, str]]:
    if not one.salutation:
        yield from _in_name(one)
    # A pair is one question: it stands with the first of the two.
    others = sorted(other.client_id for other in one.likely if other.client_id in chosen and other.client_id > one.id)
    if others:
        yield "probably_same", " ".join(others)
    if one.company and is_free_mail(box.rpartition("@")[2]):
        yield "private_address", one.address
    why = why_probably_not(_as_contact(one), against.own_domains, against.blocked)
    if why and why != "free_mail":
        yield "probably_no_client", why


def _in_name(one: Checked) -> Iterator[tuple[str, str]]:
    if not any(char.isalnum() for text in (one.name, one.given, one.family, one.company) for char in text):
        yield "salutation_needed", ""
    elif one.is_company:
        return
    elif not (one.name or one.given or one.family):
        yield "name_missing", one.company
    elif why_unfit(one.name):
        yield "name_unfit", one.name


def _as_contact(one: Checked) -> Contact:
    return Contact("", "", 0, emails=one.addresses, company=one.company, labels=one.labels)

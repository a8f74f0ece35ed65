"""Contacts as read, the client list made of them, and what can be undone there."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Protocol

from segue.clients.check import Checked
from segue.clients.client import Client
from segue.clients.companies import Seen
from segue.clients.contact import Contact
from segue.desk.undoable import Change, Undoable

EVERYBODY = 1_000_000
"""A page that holds all clients of any departure."""


MOST_UNDONE = 20
"""How many changes of one departure's client list can be undone."""


@dataclass(frozen=True)
class StoredContact:
    """A contact as read, whose client it is, and what a person decided of that.

    Contacts with the same ``pin`` are one client, contacts with different pins never are; "" leaves it to the rules.
    ``home`` is the client that the contact came from, asleep in this one; ``id`` is 0 until it is stored. ``gone`` when
    its source was read again without it; ``mended`` when a person typed its address, which the source lacks.
    """

    contact: Contact
    client_id: str
    pin: str = ""
    home: str = ""
    id: int = 0
    gone: bool = False
    mended: bool = False


@dataclass(frozen=True)
class ClientFilter:
    """Which clients of a departure: each field narrows, an empty one does not.

    ``asked`` are those with an open question on a shared mailbox, ``proposed`` those who may be somebody else too,
    ``gone`` those whose every contact is gone from its source;
    ``asks`` are both together; ``firms`` are companies by their key (``company_key``), "" for people of no company;
    ``confirmed`` those whose salutation a person confirmed, ``retyped`` those for whom he typed one himself.
    """

    query: str = ""
    label: str = ""
    company: str = ""
    chosen: bool | None = None
    in_tray: bool | None = None
    asked: bool | None = None
    proposed: bool | None = None
    gone: bool | None = None
    confirmed: bool | None = None
    retyped: bool | None = None
    locale: str = ""
    asks: bool | None = None
    firms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sizes:
    """How long the lists are: people offered, chosen, in the tray; open questions; people by language.

    ``mailboxes`` and ``pairs`` are the shared mailboxes and the people who may be somebody else, ``chosen_mailboxes``
    and ``chosen_pairs`` those of them who are chosen; the tray is asked nothing.
    """

    offered: int = 0
    chosen: int = 0
    tray: int = 0
    mailboxes: int = 0
    pairs: int = 0
    chosen_mailboxes: int = 0
    chosen_pairs: int = 0
    languages: tuple[tuple[str, int], ...] = ()

    @property
    def all(self) -> int:
        """Return how many people there are."""
        return self.offered + self.tray


@dataclass(frozen=True)
class Firm:
    """A company as a list shows it: its key, its name as most read it, its people outside the tray, how many chosen.

    Each of the others is what all its people have: "" for what everybody has, None where they differ.
    """

    key: str
    name: str
    people: int
    chosen: int
    locale: str | None = ""
    register: str | None = ""
    contact_point_id: str | None = ""
    importance: str | None = ""


@dataclass(frozen=True)
class ChosenClient:
    """What counting chosen clients needs of each, so that a long list is not read whole on every page."""

    id: str
    contact_point_id: str
    company: str
    addresses: tuple[str, ...]
    locale: str
    salutation_confirmed: bool


class Contacts(Protocol):
    """Contacts as read, kept so that merges can be undone."""

    def all(self, departure_id: str) -> list[StoredContact]:
        """Return every contact of a departure in the order read."""

    def of_clients(self, departure_id: str, client_ids: Collection[str]) -> list[StoredContact]:
        """Return the contacts of some clients in the order read."""

    def of_keys(self, departure_id: str, keys: Collection[tuple[str, str]]) -> list[StoredContact]:
        """Return those of some sources and keys that are there, in the order read."""

    def count(self, departure_id: str) -> int:
        """Return how many there are."""

    def by_source(self, departure_id: str) -> dict[str, int]:
        """Return how many there are of each source."""

    def save(self, departure_id: str, contacts: Collection[StoredContact]) -> None:
        """Change the contacts that have an id, and add the others; a source and key can be there once."""

    def remove(self, departure_id: str, contacts: Collection[StoredContact]) -> None:
        """Forget contacts, by their source and key."""


class Clients(Protocol):
    """The client list. Who is asleep in another client is in none of these but ``dormant``, ``save`` and ``remove``."""

    def get(self, client_id: str) -> Client:
        """Return one; raises NotFound."""

    def some(self, departure_id: str, client_ids: Collection[str]) -> list[Client]:
        """Return those of some ids that are there, by company and name."""

    def all(self, departure_id: str) -> list[Client]:
        """Return all, by company and name."""

    def dormant(self, departure_id: str) -> list[Client]:
        """Return those who are asleep in another client."""

    def with_wording(self, departure_id: str) -> list[Client]:
        """Return those who were ever chosen."""

    def key(self, departure_id: str) -> list[Client]:
        """Return the chosen ones who matter most, by company and name."""

    def chosen(self, departure_id: str) -> list[ChosenClient]:
        """Return those who are chosen, as counting needs them."""

    def chosen_names(self, departure_id: str) -> list[tuple[str, str]]:
        """Return name and company of each who is chosen, by company and name."""

    def to_check(self, departure_id: str) -> Iterator[Checked]:
        """Yield of each chosen client what is checked, by company and name; never all of them at once."""

    def page(self, departure_id: str, wanted: ClientFilter, offset: int, limit: int) -> tuple[int, list[Client]]:
        """Return how many match and one page of them, by company and name."""

    def sizes(self, departure_id: str) -> Sizes:
        """Return how long the lists are, in one count."""

    def labels(self, departure_id: str, most: int) -> list[tuple[str, int]]:
        """Return labels, in order, with how many clients carry each; beyond ``most`` the rarest are left out."""

    def firms(self, departure_id: str, query: str, offset: int, limit: int) -> tuple[int, list[Firm]]:
        """Return how many companies match and one page of them, by key; people of no company come first, as one."""

    def seen(self, departure_id: str) -> list[Seen]:
        """Return all as a comparison with an account list needs them, without the rest; nobody as told."""

    def recipients(self, departure_id: str) -> list[Seen]:
        """Return those who are chosen or have a letter, without the rest of them, by company and name."""

    def save(self, client: Client) -> Client:
        """Write one and return it with its next version; raises ChangedMeanwhile when the version is old."""

    def save_all(self, clients: Collection[Client]) -> None:
        """Write many; versions are checked as in ``save``."""

    def remove(self, client_ids: Collection[str]) -> None:
        """Forget clients that no contact belongs to any more, with what could be undone of them."""


class Undos(Protocol):
    """What can be undone in the client list: the newest changes of a departure."""

    def all(self, departure_id: str) -> list[Undoable]:
        """Return every change that can be undone, newest first."""

    def get(self, departure_id: str, change_id: int) -> Change:
        """Return one with its steps; raises NotFound."""

    def add(self, change: Change) -> None:
        """Keep a change, and forget the oldest ones beyond MOST_UNDONE."""

    def remove(self, departure_id: str, change_id: int) -> None:
        """Forget a change."""

    def forget(self, client_ids: Collection[str]) -> None:
        """Forget what was kept of erased clients, and every change that said who is who among them and others."""

"""Questions that only a person can answer, a card each: whose a shared mailbox is, and whether two are one person."""

from dataclasses import dataclass

from segue.clients.client import Client
from segue.clients.match_reason import MatchReason
from segue.departure.departure import Departure
from segue.desk.desk import Desk
from segue.desk.ports import ClientFilter

CARDS_OF = 10
"""People with questions on one page."""

SEVERAL, COMPANY, PERSON = "several", "company", "person:"
"""Whose a shared mailbox is: several people's, the company's as a whole, or one person's, whose name follows."""

SHOWN = ("name", "title", "company", "job_title", "addresses", "phones", "locale", "labels")
"""What is compared of two people, in the order in which it is read."""


@dataclass(frozen=True)
class Line:
    """One fact of two people side by side, each as the words to show."""

    name: str
    left: tuple[str, ...]
    right: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Say whether the two have it differently."""
        return self.left != self.right


@dataclass(frozen=True)
class Card:
    """One question: on a client's mailbox, or with ``other`` and ``reason`` on two people who may be one."""

    client: Client
    other: Client | None = None
    reason: MatchReason | None = None

    @property
    def id(self) -> str:
        """Return a name for the card on its page."""
        return f"{self.client.id}-{self.other.id}" if self.other else self.client.id

    @property
    def why(self) -> dict[str, str]:
        """Return what fills the reason's gaps, the company as it is written and not as it is compared."""
        values = dict(self.reason.values) if self.reason else {}
        return {**values, "company": self.client.company} if "company" in values else values

    @property
    def lines(self) -> list[Line]:
        """Return the two side by side, without what neither has."""
        if self.other is None:
            return []
        both = [Line(name, _words(self.client, name), _words(self.other, name)) for name in SHOWN]
        return [line for line in both if line.left or line.right]


def cards_of_page(desk: Desk, departure: Departure, of_chosen: bool, number: int) -> tuple[int, list[Card]]:
    """Return how many people have questions, chosen ones or the others, and the cards of one page of them."""
    wanted = ClientFilter(asks=True, chosen=of_chosen, in_tray=None if of_chosen else False)
    total, clients = desk.stores.clients.page(departure.id, wanted, (number - 1) * CARDS_OF, CARDS_OF)
    ids = {one.client_id for client in clients for one in client.likely}
    others = {one.id: one for one in desk.stores.clients.some(departure.id, ids)}
    return total, [card for client in clients for card in _cards(client, others, of_chosen)]


def _cards(client: Client, others: dict[str, Client], of_chosen: bool) -> list[Card]:
    mailbox = [Card(client)] if client.question else []
    pairs = [(others[one.client_id], one.reason) for one in client.likely if one.client_id in others]
    return [*mailbox, *(Card(client, other, why) for other, why in pairs if _stands_with(client, other, of_chosen))]


def _stands_with(client: Client, other: Client, of_chosen: bool) -> bool:
    """Say whether the card of two stands with this one: the chosen one, else the first of the two in the list."""
    if other.chosen is not of_chosen:
        return of_chosen or bool(other.tray)
    if other.tray:
        return True
    return _place(client) < _place(other)


def _place(client: Client) -> tuple[str, str, str]:
    return client.company, client.name, client.id


def _words(client: Client, name: str) -> tuple[str, ...]:
    value = getattr(client, name)
    return value if isinstance(value, tuple) else (value,) if value else ()

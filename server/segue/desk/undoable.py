"""What a verb of the client list changed, so that it can be undone: before and after, by client and by card."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Place:
    """Whose a contact is: the client's id, a person's pin, and the client that it came from, asleep in this one."""

    client_id: str
    pin: str = ""
    home: str = ""


@dataclass(frozen=True)
class CardStep:
    """One contact that went elsewhere."""

    contact_id: int
    before: Place
    after: Place


@dataclass(frozen=True)
class ClientStep:
    """The choices of one client that changed, by field; ``is_new`` when the verb made him."""

    client_id: str
    before: dict[str, Any]
    after: dict[str, Any]
    is_new: bool = False


@dataclass(frozen=True)
class Change:
    """One verb of one person: when (aware), and everything that it changed. ``matches`` when it said who is who."""

    departure_id: str
    at: datetime
    person_id: str
    verb: str
    clients: tuple[ClientStep, ...]
    cards: tuple[CardStep, ...] = ()
    matches: bool = False


@dataclass(frozen=True)
class Undoable:
    """A change that can be undone, as a list shows it: its verb is ``undo.verb_<verb>``, with how many clients."""

    id: int
    at: datetime
    person_id: str
    verb: str
    clients: int

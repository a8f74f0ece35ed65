"""What a contact is recognised by: its mailboxes, its name and numbers, the identifier of its card."""

from collections.abc import Sequence
from dataclasses import dataclass

from segue.clients.addresses import comparable
from segue.clients.contact import Contact
from segue.clients.domains import is_role
from segue.clients.names import words_of
from segue.clients.phones import shared_numbers

SHORTEST_CARD_ID = 8
"""A shorter identifier may be a mere number, the same in two books for two people."""


@dataclass(frozen=True)
class Known:
    """What one contact is known by. ``addresses`` are as written, by their normalised form.

    ``words`` are those of the name; ``numbers`` are in E.164, without those that nobody else has; ``card`` is the
    card's own identifier, "" without one.
    """

    addresses: dict[str, str]
    words: tuple[str, ...]
    numbers: tuple[str, ...]
    card: str

    @property
    def has_own(self) -> bool:
        """Say whether some mailbox is his alone rather than a task's, such as info@."""
        return any(not is_role_address(key) for key in self.addresses)


def all_known_by(contacts: Sequence[Contact], home: str = "") -> list[Known]:
    """Return what each contact is known by; ``home`` is the region in which a national number is read at last."""
    numbers = shared_numbers(contacts, home)
    return [_known_by(contact, own) for contact, own in zip(contacts, numbers, strict=True)]


def is_role_address(normalised: str) -> bool:
    """Say whether an address is a task's, such as info@ or accounting@."""
    return is_role(normalised.partition("@")[0])


def _known_by(contact: Contact, numbers: tuple[str, ...]) -> Known:
    addresses: dict[str, str] = {}
    for email in contact.emails:
        addresses.setdefault(comparable(email), email)
    # A table's row has no identifier: its key is made of address and name, with a bar between them.
    card = contact.key if "|" not in contact.key and len(contact.key) >= SHORTEST_CARD_ID else ""
    return Known(addresses, words_of(contact.name), numbers, card)

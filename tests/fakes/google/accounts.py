"""Accounts at Google: who they are, whom they know, what is in their mailbox."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .mailbox import Mailbox
from .persons import Crowd, Person, label_of


@dataclass
class Account:
    """One account. ``hd`` is its organisation, "" for a private account; ``sub`` is its subject for good."""

    email: str
    sub: str
    hd: str
    mailbox: Mailbox
    name: str = ""
    email_verified: bool = True
    contacts: Sequence[Person] = ()
    other_contacts: Sequence[Person] = ()
    labels: list[str] = field(default_factory=list)

    def knows(self, *contacts: Person) -> None:
        """Replace the address book, as somebody who tidies it up would."""
        self.contacts = contacts
        self.labels = labels_in(contacts)


def labels_in(contacts: Iterable[Person]) -> list[str]:
    """Return the labels that people in an address book carry, in order of first sight."""
    if isinstance(contacts, Crowd):
        return list(contacts.labels)
    groups = (group for one in contacts for group in groups_of(one))
    return list(dict.fromkeys(label_of(group) for group in groups if group != "contactGroups/myContacts"))


def groups_of(one: Person) -> list[str]:
    """Return the groups that a person is in."""
    return [each["contactGroupMembership"]["contactGroupResourceName"] for each in one.get("memberships", ())]

"""The outside world: address books, Drafts folders, and the queue of what waits. No port has a send verb."""

from collections.abc import Iterator
from typing import Protocol

from segue.clients.contact import Contact, RowProblem
from segue.desk.release import ReleasedLetter


class ContactSource(Protocol):
    """An address book."""

    def contacts(self) -> Iterator[Contact | RowProblem]:
        """Yield every contact, and a problem for each one that could not be read; raises UnreadableFile."""

    def size_bytes(self) -> int | None:
        """Return how much there is to read, None when only reading tells."""


class DraftBox(Protocol):
    """A mailbox's Drafts folder. It takes released letters only."""

    def place(self, letter: ReleasedLetter) -> str:
        """Make one draft and return the mailbox's own reference to it."""

    def find(self, letter: ReleasedLetter) -> str | None:
        """Return the reference of the draft that was made of these very bytes, if there is one."""

    def remove(self, ref: str) -> None:
        """Remove a draft; one that is gone already is no error."""

    def stamp(self, ref: str) -> str | None:
        """Return a mark that changes whenever the draft is edited, None when it is gone."""


class Queue(Protocol):
    """Work for another process. A job is a wake-up: it may get lost or come twice."""

    def read_contacts(self, workspace_id: str, reading_id: str) -> None:
        """Have a reading carried out soon; that it cannot be queued is no error, since it is found again."""

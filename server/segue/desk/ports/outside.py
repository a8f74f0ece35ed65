"""The outside world: address books, Drafts folders, and the queue of what waits. No port has a send verb."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, runtime_checkable

from segue.clients.contact import Contact, RowProblem
from segue.desk.release import ReleasedLetter


@dataclass(frozen=True)
class Page:
    """A part of an address book: contacts, and a problem for each one that could not be read.

    ``after`` is where the next page begins, in the source's own words, "" after the last one and in a source that is
    always read from its start; ``total`` is how many rows there are on all pages, None where nobody knows. With the
    ``first`` page a reading begins, once more where the source has forgotten the place at which it was interrupted:
    nothing that was read before counts then.
    """

    outcomes: tuple[Contact | RowProblem, ...]
    after: str = ""
    total: int | None = None
    first: bool = False


class ContactSource(Protocol):
    """An address book."""

    def pages(self, after: str = "") -> Iterator[Page]:
        """Yield the pages from the start, or those that follow the one which said ``after``.

        Raises UnreadableFile, NotConnected, MailboxTrouble.
        """

    def size_bytes(self) -> int | None:
        """Return how much there is to read, None when only reading tells."""


class DraftFate(StrEnum):
    """How a draft stands in its mailbox; *gone* is where nobody can tell whether it was sent or deleted."""

    THERE = "there"
    EDITED = "edited"
    GONE = "gone"
    SENT = "sent"


@dataclass(frozen=True)
class Placed:
    """A draft that was just made: the mailbox's own reference, and the mark that it keeps until it is edited.

    ``stamp`` is "" where the mailbox did not say it; such a draft is never taken for untouched.
    """

    ref: str
    stamp: str = ""


class DraftBox(Protocol):
    """A mailbox's Drafts folder. It takes released letters only.

    Every call raises NotConnected, MailboxBusy or MailboxRefused when nothing was done, and MailboxUnclear or OSError
    when nobody knows.
    """

    @property
    def finds_at_once(self) -> bool:
        """Say whether ``find`` knows of a draft as soon as it is made: where it does not, "none" is no proof."""

    def place(self, letter: ReleasedLetter) -> Placed:
        """Make one draft, and tell of it what the same call brought."""

    def find(self, letter: ReleasedLetter) -> str | None:
        """Return the reference of the draft that was made of these very bytes, if there is one."""

    def remove(self, ref: str) -> None:
        """Remove a draft; one that is gone already is no error."""

    def stamp(self, ref: str) -> str | None:
        """Return a mark that changes whenever the draft is edited, None when it is gone."""

    def fate(self, ref: str, stamp: str) -> DraftFate:
        """Say how a draft stands that had this mark when it was placed; *sent* only where the mailbox says so."""


@runtime_checkable
class OpensDrafts(Protocol):
    """A Drafts folder that knows where its owner opens a draft; not every mailbox has an address for that."""

    def link(self, ref: str) -> str | None:
        """Return the address, None when the draft is gone; raises as the folder does."""


def fate_by_stamp(now: str | None, placed: str) -> DraftFate:
    """Return how a draft stands in a mailbox that knows no more than its mark now and when it was placed."""
    if now is None:
        return DraftFate.GONE
    return DraftFate.THERE if now == placed else DraftFate.EDITED


class Queue(Protocol):
    """Work for another process. A job is a wake-up: it may get lost or come twice."""

    def read_contacts(self, workspace_id: str, reading_id: str) -> None:
        """Have a reading carried out soon; that it cannot be queued is no error, since it is found again."""

    def place_drafts(self, workspace_id: str, drafting_id: str) -> None:
        """Have a run of drafts gone on with soon; that it cannot be queued is no error either."""

    def depth(self) -> int:
        """Return how many wake-ups are in the queue; 0 where nobody can tell."""

    def worker_seen(self) -> datetime | None:
        """Return when the other process last said that it is there, None when it never did or nobody can tell."""

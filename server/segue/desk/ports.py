"""What the desk needs of the outside, in its own types. No port has a send verb.

``Stores`` are the records of one workspace inside one transaction: every read and write of it
happens together or not at all, and outside calls never happen inside one.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from segue.clients.client import Client
from segue.clients.contact import Contact, RowProblem
from segue.departure.audit import Entry
from segue.departure.departure import Departure
from segue.departure.people import Person, Workspace
from segue.departure.policy import Policy
from segue.departure.terms import SenderMode
from segue.desk.release import ReleasedLetter
from segue.desk.submitted import Approval, DraftRecord, StatusChange, SubmittedLetter

EVERYBODY = 1_000_000
"""A page that holds all clients of any departure."""

Modes = Collection[SenderMode]
"""Letters of these sender modes; none named are all of them."""


class ContactSource(Protocol):
    """An address book."""

    def contacts(self) -> Iterator[Contact | RowProblem]:
        """Yield every contact, and a problem for each one that could not be read; raises UnreadableFile."""


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


@dataclass(frozen=True)
class StoredContact:
    """A contact as read, whose client it is, and whether a person split it off."""

    contact: Contact
    client_id: str
    apart: bool = False


@dataclass(frozen=True)
class ClientFilter:
    """Which clients of a departure: each field narrows, an empty one does not."""

    query: str = ""
    label: str = ""
    company: str = ""
    chosen: bool | None = None
    in_tray: bool | None = None


@dataclass(frozen=True)
class LetterFilter:
    """Which letters of a departure: ``query`` is looked for in client, company and address."""

    query: str = ""
    status: str = ""
    approved_only: bool = False
    modes: Modes = ()


@dataclass(frozen=True)
class SignedIn:
    """Who a session belongs to, and the secret that its forms carry."""

    workspace_id: str
    person_id: str
    csrf: str


class People(Protocol):
    """Employees, their subjects at a provider, and who approves for whom."""

    def get(self, person_id: str) -> Person:
        """Return a person; raises NotFound."""

    def by_address(self, address: str) -> Person | None:
        """Return whose address it is."""

    def all(self) -> list[Person]:
        """Return everybody, by name."""

    def save(self, person: Person) -> None:
        """Add or change a person and his primary address."""

    def bind(self, person_id: str, provider: str, subject: str) -> None:
        """Bind a provider's subject to a person once (P6); raises NotAllowed when bound otherwise."""

    def unbind(self, person_id: str) -> None:
        """Forget how a person signs in, so that the next sign-in binds anew; his sessions end."""

    def subjects(self) -> dict[str, list[str]]:
        """Return by person's id the providers that he signs in with."""

    def sessions(self, person_id: str) -> list[datetime]:
        """Return when each of a person's sign-ins ends."""

    def by_subject(self, provider: str, subject: str) -> Person | None:
        """Return who signs in with a provider's subject."""

    def approver_of(self, leaver_id: str) -> Person | None:
        """Return who approves for a leaver, as the administrator set it."""

    def set_approver(self, leaver_id: str, approver_id: str) -> None:
        """Set who approves for a leaver."""

    def approvers(self) -> dict[str, str]:
        """Return every assignment: leaver's id to approver's id."""


class Departures(Protocol):
    """Departures of the workspace."""

    def get(self, departure_id: str) -> Departure:
        """Return one; raises NotFound."""

    def of_leaver(self, person_id: str) -> Departure | None:
        """Return the person's own departure."""

    def for_approver(self, person_id: str) -> list[Departure]:
        """Return the departures that the person was asked about."""

    def of_manager(self, person_id: str) -> list[Departure]:
        """Return the departures whose answer names the person as the manager who tells."""

    def all(self) -> list[Departure]:
        """Return every departure, by last day."""

    def save(self, departure: Departure) -> Departure:
        """Write one and return it with its next version; raises ChangedMeanwhile when the version is old."""

    def remove(self, departure_id: str) -> None:
        """Delete one with everything that belongs to it."""

    def revision(self, departure_id: str) -> int:
        """Return a number that grows with every change to anything of the departure."""


class Contacts(Protocol):
    """Contacts as read, kept so that merges can be undone."""

    def all(self, departure_id: str) -> list[StoredContact]:
        """Return every contact of a departure in the order read."""

    def save(self, departure_id: str, contacts: list[StoredContact]) -> None:
        """Add contacts, or replace those with the same source and key."""

    def remove(self, departure_id: str, contacts: list[StoredContact]) -> None:
        """Forget contacts, by their source and key."""


class Clients(Protocol):
    """The client list."""

    def get(self, client_id: str) -> Client:
        """Return one; raises NotFound."""

    def all(self, departure_id: str) -> list[Client]:
        """Return all, by company and name."""

    def page(self, departure_id: str, wanted: ClientFilter, offset: int, limit: int) -> tuple[int, list[Client]]:
        """Return how many match and one page of them, by company and name."""

    def labels(self, departure_id: str) -> list[tuple[str, int]]:
        """Return every label with how many clients carry it."""

    def companies(self, departure_id: str) -> list[tuple[str, int]]:
        """Return every company with how many clients it has."""

    def save(self, client: Client) -> Client:
        """Write one and return it with its next version; raises ChangedMeanwhile when the version is old."""

    def save_all(self, clients: list[Client]) -> None:
        """Write many; versions are checked as in ``save``."""

    def remove(self, client_ids: list[str]) -> None:
        """Forget clients that no contact belongs to any more."""


class Letters(Protocol):
    """Submitted letters, approvals, status history and drafts."""

    def get(self, letter_id: str) -> SubmittedLetter:
        """Return one; raises NotFound."""

    def all(self, departure_id: str) -> list[SubmittedLetter]:
        """Return all, by company and client."""

    def page(
        self, departure_id: str, wanted: LetterFilter, offset: int, limit: int
    ) -> tuple[int, list[SubmittedLetter]]:
        """Return how many match and one page of them, by company and client."""

    def counts(self, departure_id: str, modes: Modes = ()) -> dict[tuple[str, str], int]:
        """Return how many letters there are for each (state, status), of some sender modes or of all."""

    def next_approved(self, departure_id: str, modes: Modes = ()) -> str | None:
        """Return the id of the next approved letter that is still to do, of some sender modes or of all."""

    def save(self, letter: SubmittedLetter) -> SubmittedLetter:
        """Write one and return it with its next version; raises ChangedMeanwhile when the version is old."""

    def remove(self, letter_id: str) -> None:
        """Withdraw a letter that nobody was told by."""

    def approve(self, approval: Approval) -> None:
        """Store an approval with its bytes."""

    def approval(self, letter_id: str) -> Approval | None:
        """Return the newest approval of a letter."""

    def changed(self, change: StatusChange) -> None:
        """Add to the status history."""

    def history(self, letter_id: str) -> list[StatusChange]:
        """Return the status history, oldest first."""

    def draft(self, letter_id: str) -> DraftRecord | None:
        """Return what is known of a letter's draft."""

    def save_draft(self, draft: DraftRecord) -> None:
        """Write what is about to be done, or was done, with a draft."""

    def drafts_left(self) -> list[DraftRecord]:
        """Return the drafts whose letters are gone."""

    def forget_draft(self, letter_id: str) -> None:
        """Forget a draft whose letter is gone."""


class Settings(Protocol):
    """The workspace's own settings."""

    def save(self, workspace: Workspace) -> None:
        """Change them; the stores of this transaction keep the ones that they were opened with."""

    def daily_at(self) -> datetime | None:
        """Return when the daily job last went through, None when it never did."""

    def daily_done(self, at: datetime) -> None:
        """Note that the daily job went through."""


class Policies(Protocol):
    """Every version of the company's policy; none is ever changed, but for an erased address that is struck out."""

    def current(self) -> Policy:
        """Return the newest version; the careful default before there is one."""

    def version(self, number: int) -> Policy:
        """Return one version; raises NotFound."""

    def all(self) -> list[tuple[Policy, datetime, str]]:
        """Return every version with when and by whom (a person's id) it was made, newest first."""

    def add(self, policy: Policy, at: datetime, person_id: str) -> Policy:
        """Add a version and return it with its number; raises ChangedMeanwhile unless it follows the newest one."""

    def strike(self, gone: Callable[[str], bool]) -> None:
        """Take erased addresses out of every version: those of which ``gone`` says so."""


class Audit(Protocol):
    """The append-only record of the workspace."""

    def last(self) -> Entry | None:
        """Return the newest entry."""

    def append(self, entry: Entry) -> None:
        """Add an entry, chained already; there can be only one for each ``seq``."""

    def entries(self, departure_id: str = "") -> Iterator[Entry]:
        """Yield every entry in order, or those of one departure."""


@dataclass(frozen=True)
class Erasure:
    """Something that was erased, so that neither a reading nor a backup brings it back.

    ``kind`` is a ``departure.erasure.ErasedKind``, which says what ``hashed`` is.
    """

    kind: str
    hashed: str
    at: datetime


class ErasureLog(Protocol):
    """Every erasure once more, in a file outside the database: what is erased again after a backup was restored."""

    def add(self, workspace_id: str, erasure: Erasure) -> None:
        """Add one, safely on the disk when this returns."""


class Erased(Protocol):
    """What was erased."""

    def add(self, erasure: Erasure) -> None:
        """Remember an erasure; the same again changes nothing."""

    def holds(self, kind: str, hashed: str) -> bool:
        """Say whether something was erased."""

    def all(self) -> list[Erasure]:
        """Return every erasure, oldest first."""


@dataclass(frozen=True)
class Stores:
    """Everything the records hold of one workspace, inside one transaction."""

    workspace: Workspace
    people: People
    departures: Departures
    contacts: Contacts
    clients: Clients
    letters: Letters
    settings: Settings
    policies: Policies
    audit: Audit
    erased: Erased


class Records(Protocol):
    """The database."""

    def reading(self, workspace_id: str) -> AbstractContextManager[Stores]:
        """Open the stores of a workspace to read; nothing is written."""

    def writing(self, workspace_id: str) -> AbstractContextManager[Stores]:
        """Open the stores of a workspace to change; all is written at the end, or nothing."""

    def add_workspace(self, workspace: Workspace) -> None:
        """Add a workspace."""

    def workspaces(self) -> list[Workspace]:
        """Return all workspaces."""

    def open_session(self, session: SignedIn, secret: str, expires_at: datetime) -> None:
        """Keep a session under the digest of its secret."""

    def session(self, secret: str, now: datetime) -> SignedIn | None:
        """Return whose session a secret opens, None when it ended."""

    def close_session(self, secret: str) -> None:
        """End a session."""

    def forget_sessions(self, now: datetime) -> int:
        """Delete the sessions that have ended; returns how many."""

    def remove_workspace(self, workspace_id: str) -> None:
        """Delete a workspace with everything in it; raises NotFound."""

    def wipe(self) -> bool:
        """Make sure that nothing deleted can be read from the files any more.

        Says whether it could: False while somebody reads for so long that it has to be tried again later.
        """

"""What app.py hands to the doors, and how a request opens the desk."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol, cast

from flask import current_app, g

from segue.departure.errors import NotSignedIn
from segue.departure.people import Person
from segue.desk.desk import Desk
from segue.desk.ports import Account, ContactSource, DraftBox, ErasureLog, Identity, Need, Queue, Records, SignedIn
from segue.desk.readings import Openers
from segue.desk.release import ReleasedLetter
from segue.desk.test_copy import TestCopy
from segue.doors.counts import Counts
from segue.doors.texts import Texts
from segue.letters.pack import Pack

EXTENSION = "segue"


class Mailboxes(Protocol):
    """The mailboxes of this installation, by person."""

    def contacts(self, person: Person) -> ContactSource | None:
        """Return the person's address book, None when there is nothing in it."""

    def drafts(self, person: Person) -> DraftBox:
        """Return the person's Drafts folder."""

    def drafts_are_files(self, person: Person) -> bool:
        """Say whether the person's Drafts folder is one of files on this machine."""

    def drafts_allowed(self, person: Person) -> bool:
        """Say whether this installation lets all of a person's letters be put in his Drafts folder."""

    def drafts_to_allow(self, person: Person) -> bool:
        """Say whether the person has to allow at his provider first that drafts are made."""

    def as_file(self, letter: ReleasedLetter) -> bytes:
        """Return a released letter as an .eml file."""

    def test_as_file(self, copy: TestCopy, sender: str) -> bytes:
        """Return a test copy as an .eml file."""


class AddonTokens(Protocol):
    """Who calls when the Gmail sidebar does."""

    def who(self, system_token: str, user_token: str, endpoint: str, now: datetime) -> Account:
        """Return whose sidebar it is, from the two tokens of an event that came to an address of ours.

        Raises NotAllowed ``token_refused``, MailboxTrouble where the keys to check them with cannot be had.
        """


class PaneTokens(Protocol):
    """Who calls when the Outlook pane does, by Microsoft's own token."""

    def who(self, token: str, now: datetime) -> Account:
        """Return whose pane it is.

        Raises NotAllowed ``token_refused`` and ``account_guest``, MailboxTrouble where the keys cannot be had.
        """


@dataclass(frozen=True)
class Wiring:
    """The parts that the doors use, each behind its port."""

    records: Records
    packs: dict[str, Pack]
    texts: Texts
    mailboxes: Mailboxes
    queue: Queue
    erasures: ErasureLog
    key: bytes
    clock: Callable[[], datetime]
    new_id: Callable[[], str]
    stands: Callable[[], Mapping[str, bool]]
    session_length: timedelta
    idle: timedelta
    demo: bool
    secure_cookies: bool
    counts: Counts
    extension_redirects: frozenset[str]
    base_url: str = ""
    behind_proxy: bool = False
    metrics_token: str = ""
    identities: Mapping[str, Identity] = field(default_factory=dict)
    other_contacts: bool = False
    addon: AddonTokens | None = None
    pane_tokens: PaneTokens | None = None

    @contextmanager
    def desk_of(self, workspace_id: str) -> Iterator[Desk]:
        """Open the desk of a workspace to change, for whoever needs no request."""
        with self.records.writing(workspace_id) as stores:
            yield Desk(stores, self.packs, self.key, self.clock(), self.new_id)

    @contextmanager
    def look_of(self, workspace_id: str) -> Iterator[Desk]:
        """Open the desk of a workspace to read, for whoever needs no request."""
        with self.records.reading(workspace_id) as stores:
            yield Desk(stores, self.packs, self.key, self.clock(), self.new_id)

    def openers_of(self, workspace_id: str) -> Openers:
        """Return how work that takes long opens the desk of a workspace again and again."""
        return Openers(partial(self.look_of, workspace_id), partial(self.desk_of, workspace_id))

    def needs_of(self, need: Need) -> frozenset[Need]:
        """Return what is asked of a provider when something is needed: nothing more than this installation uses."""
        others = {Need.OTHER_CONTACTS} if need is Need.CONTACTS and self.other_contacts else set()
        return frozenset({Need.SIGN_IN, need, *others})


def wiring() -> Wiring:
    """Return the parts of the running application."""
    return cast(Wiring, current_app.extensions[EXTENSION])


def signed_in() -> SignedIn:
    """Return whose request this is; raises NotSignedIn."""
    found = cast("SignedIn | None", g.get("signed_in"))
    if found is None:
        raise NotSignedIn()
    return found


def actor() -> Person:
    """Return the person whose request this is; raises NotSignedIn."""
    signed_in()
    return cast(Person, g.person)


@contextmanager
def reading() -> Iterator[Desk]:
    """Open the desk of the signed-in person's workspace to read."""
    with wiring().look_of(signed_in().workspace_id) as desk:
        yield desk


@contextmanager
def writing() -> Iterator[Desk]:
    """Open the desk of the signed-in person's workspace to change; all of it is written, or nothing."""
    with wiring().desk_of(signed_in().workspace_id) as desk:
        yield desk

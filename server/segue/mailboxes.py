"""Which mailbox is whose: at his provider for who signs in by one, a folder for everybody else."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Protocol

from segue.departure.errors import NotConnected
from segue.departure.people import Person
from segue.desk.connections import access_token, mail_first
from segue.desk.desk import Desk
from segue.desk.ports import ContactSource, DraftBox, Identity, Need
from segue.desk.readings import Openers
from segue.desk.release import ReleasedLetter
from segue.desk.test_copy import TestCopy
from segue.providers.account_calls import Token
from segue.providers.local.contacts import FolderContacts
from segue.providers.local.drafts import FolderDrafts
from segue.providers.local.eml import eml, test_copy_eml

LOOKED_UP_FOR = timedelta(seconds=1)
"""How long a token is not looked up again: an account that is disconnected gets no call that begins later."""
LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class LocalMailboxes:
    """Mailboxes as folders, one a person."""

    root: Path

    def contacts(self, person: Person) -> ContactSource | None:
        """Return the person's address book, None when there is nothing in it."""
        folder = FolderContacts(self.root / person.id / "contacts")
        return folder if folder.files() else None

    def drafts(self, person: Person) -> DraftBox:
        """Return the person's Drafts folder."""
        return FolderDrafts(self.root / person.id / "drafts")

    def drafts_are_files(self, person: Person) -> bool:
        """Say yes."""
        return True

    def drafts_allowed(self, person: Person) -> bool:
        """Say yes: nobody has to allow anything for a folder."""
        return True

    def drafts_to_allow(self, person: Person) -> bool:
        """Say no, for the same reason."""
        return False

    def as_file(self, letter: ReleasedLetter) -> bytes:
        """Return a released letter as an .eml file."""
        return eml(letter)

    def test_as_file(self, copy: TestCopy, sender: str) -> bytes:
        """Return a test copy as an .eml file."""
        return test_copy_eml(copy, sender)


class Provider(Protocol):
    """A provider of mailboxes, such as Google."""

    @property
    def identity(self) -> Identity:
        """Return its sign-in, which renews tokens too."""

    @property
    def bulk_drafts(self) -> bool:
        """Say whether the administrator switched drafts for all letters on."""

    def contacts(self, token: Token) -> ContactSource:
        """Return the address book that a token opens."""

    def drafts(self, token: Token, mailbox: str) -> DraftBox:
        """Return the Drafts folder that a token opens."""


@dataclass(frozen=True)
class AccountMailboxes(LocalMailboxes):
    """Mailboxes at the providers that people sign in by; whoever signs in by none has folders."""

    providers: Mapping[str, Provider]
    desk_of: Callable[[str], AbstractContextManager[Desk]]
    look_of: Callable[[str], AbstractContextManager[Desk]]
    clock: Callable[[], datetime]

    def contacts(self, person: Person) -> ContactSource | None:
        """Return the person's address book; raises NotConnected while he has not allowed that it is read."""
        provider = self._provider_of(person)
        if provider is None:
            return super().contacts(person)
        self._require_allowed(person, provider, Need.CONTACTS)
        return provider.contacts(self._token(person, provider, Need.CONTACTS))

    def drafts(self, person: Person) -> DraftBox:
        """Return the person's Drafts folder; its calls raise NotConnected while he has not allowed them."""
        provider = self._provider_of(person)
        if provider is None:
            return super().drafts(person)
        return provider.drafts(self._token(person, provider, Need.DRAFTS), person.id)

    def drafts_are_files(self, person: Person) -> bool:
        """Say whether the person signs in by no provider."""
        return self._provider_of(person) is None

    def drafts_allowed(self, person: Person) -> bool:
        """Say whether the administrator switched it on for the person's provider."""
        provider = self._provider_of(person)
        return provider is None or provider.bulk_drafts

    def drafts_to_allow(self, person: Person) -> bool:
        """Say whether the person has to allow his Drafts at his provider first, or once more."""
        provider = self._provider_of(person)
        try:
            if provider is not None:
                self._require_allowed(person, provider, Need.DRAFTS)
        except NotConnected:
            return True
        return False

    def _provider_of(self, person: Person) -> Provider | None:
        with self.look_of(person.workspace_id) as desk:
            names = mail_first(desk, person.id)
        return next((self.providers[name] for name in names if name in self.providers), None)

    def _require_allowed(self, person: Person, provider: Provider, need: Need) -> None:
        with self.look_of(person.workspace_id) as desk:
            known = desk.stores.connections.of(person.id)
        if known is None or not known.works:
            raise NotConnected(provider=provider.identity.provider, need=need)
        if not known.allows([need]):
            raise NotConnected("account_permission_missing", provider=provider.identity.provider, need=need)

    def _token(self, person: Person, provider: Provider, need: Need) -> Token:
        """Return what gives a token for a call: one that was looked up just now serves the calls beside it as well."""
        openers = Openers(partial(self.look_of, person.workspace_id), partial(self.desk_of, person.workspace_id))
        last = ("", LONG_AGO)

        def token(refused: str = "", /) -> str:
            nonlocal last
            known, since = last
            if refused or self.clock() - since >= LOOKED_UP_FOR:
                known = access_token(openers, person.id, provider.identity, need, refused)
                last = (known, self.clock())
            return known

        return token

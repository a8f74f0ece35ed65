"""Accounts at Microsoft: who they are, in which tenants, whom they know, what is in their mailbox."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from uuid import NAMESPACE_OID, uuid5

from .apps import tenant_id
from .mailbox import Mailbox
from .persons import Contact


@dataclass
class Folder:
    """A folder of contacts."""

    name: str
    contacts: Sequence[Contact] = ()
    folders: Sequence["Folder"] = ()

    @property
    def id(self) -> str:
        """Return what Graph calls it."""
        return f"AAMkAFolder{self.name.encode().hex()}AAA="

    def walked(self) -> Iterator["Folder"]:
        """Return it and everything below."""
        yield self
        for one in self.folders:
            yield from one.walked()


@dataclass
class Account:
    """One account; ``tid`` and ``oid`` are its own for good, ``guest_in`` the tenants that invited it."""

    email: str
    name: str
    mailbox: Mailbox
    book: Folder
    upn: str = ""
    guest_in: set[str] = field(default_factory=set)

    @property
    def tid(self) -> str:
        """Return its home tenant."""
        return tenant_id(self.email.partition("@")[2])

    @property
    def oid(self) -> str:
        """Return its object id at home."""
        return self.oid_in(self.tid)

    def oid_in(self, tid: str) -> str:
        """Return its object id in a tenant; a guest has another one in each."""
        return str(uuid5(NAMESPACE_OID, f"{tid} {self.email}"))

    def upn_in(self, tid: str) -> str:
        """Return its user principal name in a tenant."""
        if tid == self.tid:
            return self.upn or self.email
        return f"{self.email.replace('@', '_')}#EXT#@host.example"

    def knows(self, *contacts: Contact) -> None:
        """Replace the default folder, as somebody who tidies it up would."""
        self.book.contacts = contacts

    def folder(self, folder_id: str) -> Folder:
        """Return a folder of contacts by its id; KeyError."""
        return {one.id: one for one in self.book.walked()}[folder_id]

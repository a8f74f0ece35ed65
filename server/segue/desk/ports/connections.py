"""Accounts at a provider: who signs in, and what he let Segue do with his account."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol, Self


class Need(StrEnum):
    """What an account may be used for; each is asked for when it is needed first, and no earlier."""

    SIGN_IN = "sign_in"
    CONTACTS = "contacts"
    OTHER_CONTACTS = "other_contacts"
    DRAFTS = "drafts"


@dataclass(frozen=True)
class Tokens:
    """What opens an account: ``access`` until a moment, and ``renewal``, which brings the next (the provider's own)."""

    access: str = field(repr=False)
    access_until: datetime
    renewal: str = field(repr=False)


@dataclass(frozen=True)
class Account:
    """Who signed in at a provider, as it vouches for him, and what he allowed.

    ``tenant`` is the organisation (Google ``hd``, Microsoft ``tid``), "" for an account of none; ``subject`` never
    changes. ``tokens`` are None where nothing is to be done later.
    """

    provider: str
    subject: str
    tenant: str
    address: str
    name: str = ""
    locale: str = ""
    granted: frozenset[Need] = frozenset()
    tokens: Tokens | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Question:
    """A sign-in on its way: what binds the answer to the browser that asked.

    ``hint`` is an address to begin with, ``claims`` what the provider wants to know before it opens the account again.
    """

    redirect: str
    state: str
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)
    needs: frozenset[Need] = frozenset({Need.SIGN_IN})
    hint: str = ""
    claims: str = ""


class Identity(Protocol):
    """A provider's sign-in."""

    @property
    def provider(self) -> str:
        """Return its name."""

    def ask(self, question: Question) -> str:
        """Return the address at the provider that the browser is led to."""

    def account(self, question: Question, code: str, now: datetime) -> Account:
        """Return who answered a question; raises NotAllowed, such as ``sign_in_refused``, and MailboxTrouble."""

    def renewed(self, tokens: Tokens, now: datetime) -> Tokens:
        """Return fresh tokens; raises NotConnected when the provider has ended them, MailboxTrouble.

        ``claims`` in the failure's values are what has to be asked for when the account is connected again.
        """

    def revoke(self, tokens: Tokens) -> None:
        """End the tokens at the provider; ones that have ended are no error. Raises MailboxTrouble."""


@dataclass(frozen=True)
class Connection:
    """A person's account as Segue uses it.

    ``ended_why`` is "" while it works; an ended one keeps its tokens only until they are ended at the provider too.
    ``challenge`` is what the provider, which ended it, wants to know when it is connected again.
    """

    person_id: str
    provider: str
    address: str
    granted: frozenset[Need]
    tokens: Tokens | None = field(repr=False)
    made_at: datetime
    ended_why: str = ""
    renewing_until: datetime | None = None
    challenge: str = ""

    def allows(self, needs: Collection[Need]) -> bool:
        """Say whether everything needed was allowed, and still works."""
        return self.works and self.granted >= set(needs)

    @property
    def works(self) -> bool:
        """Say whether it can be used."""
        return self.tokens is not None and not self.ended_why

    def ended(self, why: str, *, there: bool = False) -> Self:
        """Return it as no longer to be used; without tokens when the provider has ended them already."""
        return replace(self, tokens=None if there else self.tokens, ended_why=why, renewing_until=None)

    def challenged(self, claims: str) -> Self:
        """Return one that the provider ended, with what it wants to know."""
        return replace(self.ended("ended_there", there=True), challenge=claims)


class Connections(Protocol):
    """The accounts of a workspace's people; tokens are sealed wherever they are kept."""

    def of(self, person_id: str) -> Connection | None:
        """Return a person's, working or ended; in a writing transaction nobody else changes it meanwhile."""

    def all(self) -> list[Connection]:
        """Return all of the workspace's."""

    def save(self, connection: Connection) -> None:
        """Write one."""

    def remove(self, person_id: str) -> None:
        """Forget one; none is no error."""

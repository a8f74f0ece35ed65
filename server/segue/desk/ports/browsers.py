"""Browsers that a person connected, what connects them, and the counters that slow down guessing."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class GrantKind(StrEnum):
    """What connects a browser: a *code* that its own sign-in brings back, or a *pairing* code that a person types."""

    CODE = "code"
    PAIRING = "pairing"


class TokenKind(StrEnum):
    """*access* opens the API for a while, *refresh* is exchanged once for the next two."""

    ACCESS = "access"
    REFRESH = "refresh"


@dataclass(frozen=True)
class Browser:
    """A browser that works for a person. ``seen_at`` is when it last fetched tokens; moments are aware.

    It ends once; ``ended_why`` is then a ``desk.browsers.Why``.
    """

    id: str
    person_id: str
    name: str
    made_at: datetime
    seen_at: datetime
    ended_at: datetime | None = None
    ended_why: str = ""


@dataclass(frozen=True)
class Grant:
    """A code under its digest: whose, for which address and challenge (code) or for typing (pairing).

    ``browser_id`` is the browser that it connected, "" before.
    """

    digest: str
    kind: GrantKind
    person_id: str
    expires_at: datetime
    name: str = ""
    redirect: str = ""
    challenge: str = ""
    browser_id: str = ""


@dataclass(frozen=True)
class Token:
    """A token under its digest; the browser is its family."""

    digest: str
    kind: TokenKind
    browser_id: str
    expires_at: datetime


class Browsers(Protocol):
    """Connected browsers, their codes and tokens. No secret is kept, only digests."""

    def of(self, person_id: str) -> list[Browser]:
        """Return a person's, the newest first."""

    def get(self, browser_id: str) -> Browser:
        """Return one; raises NotFound."""

    def save(self, browser: Browser) -> None:
        """Write one."""

    def grant(self, digest: str) -> Grant | None:
        """Return a code, used or not."""

    def save_grant(self, grant: Grant) -> None:
        """Write one."""

    def use_grant(self, digest: str, now: datetime) -> bool:
        """Use a code up; False when somebody did before, even at the same moment."""

    def forget_grants(self, person_id: str, kind: GrantKind | None = None) -> None:
        """Forget a person's unused codes, of one kind or all."""

    def token(self, digest: str) -> Token | None:
        """Return a token, used or not."""

    def add_token(self, token: Token) -> None:
        """Add one."""

    def use_token(self, digest: str, now: datetime) -> bool:
        """Use a token up; False when somebody did before, even at the same moment."""

    def forget_tokens(self, browser_id: str, ended_by: datetime | None = None) -> None:
        """Forget a browser's tokens: all, or those that have ended by a moment."""


@dataclass(frozen=True)
class Counter:
    """How often something was tried since a moment, and until when no more is heard."""

    digest: str
    count: int
    since: datetime
    until: datetime


class Attempts(Protocol):
    """Counters of the whole installation: who tries needs no company."""

    def get(self, digest: str) -> Counter | None:
        """Return one; nobody else changes any until this transaction ends."""

    def save(self, counter: Counter) -> None:
        """Write one."""

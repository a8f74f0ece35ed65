"""What a consent is worth: codes, access tokens that end, refresh tokens, revocation.

- codes and tokens: https://developers.google.com/identity/protocols/oauth2/web-server#exchange-authorization-code
- incremental consent and revocation: https://developers.google.com/identity/protocols/oauth2/web-server#incrementalAuth
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from fakes.provider.keys import b64

CODE_LIFE, ACCESS_LIFE = timedelta(minutes=10), timedelta(seconds=3599)
_worlds = count(1)


@dataclass(frozen=True)
class Code:
    """A consent on its way back: good once, for this address and this verifier alone."""

    email: str
    scopes: frozenset[str]
    redirect_uri: str
    challenge: str
    nonce: str
    refreshable: bool
    until: datetime


@dataclass(frozen=True)
class Access:
    """What an access token opens."""

    email: str
    scopes: frozenset[str]
    until: datetime


class Tokens:
    """Every token of one world; none is good in another."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock, self._world, self._numbers = clock, next(_worlds), count(1)
        self.codes: dict[str, Code] = {}
        self.access: dict[str, Access] = {}
        self.refresh: dict[str, tuple[str, frozenset[str]]] = {}
        self.granted: dict[str, frozenset[str]] = {}

    def new_code(self, code: Code) -> str:
        """Note a consent; return the code that stands for it."""
        self.granted[code.email] = self.granted.get(code.email, frozenset()) | code.scopes
        secret = self._secret("4/0Afake")
        self.codes[secret] = code
        return secret

    def spend_code(self, secret: str) -> Code | None:
        """Return what a code stands for, once and in time."""
        code = self.codes.pop(secret, None)
        return code if code and code.until > self._clock() else None

    def new_refresh(self, email: str, scopes: frozenset[str]) -> str:
        """Return a refresh token for these scopes."""
        secret = self._secret("1//0fake")
        self.refresh[secret] = (email, scopes)
        return secret

    def new_access(self, email: str, scopes: frozenset[str]) -> str:
        """Return an access token for these scopes, for an hour less a second."""
        secret = self._secret("ya29.fake")
        self.access[secret] = Access(email, scopes, self._clock() + ACCESS_LIFE)
        return secret

    def holder(self, secret: str) -> Access | None:
        """Return what an access token opens now."""
        access = self.access.get(secret)
        return access if access and access.until > self._clock() else None

    def end_access(self, email: str) -> None:
        """Let the access tokens of an account end before their time; its refresh tokens stay good."""
        self.access = {secret: one for secret, one in self.access.items() if one.email != email}

    def end(self, email: str) -> None:
        """End everything that an account consented to."""
        self.end_access(email)
        self.refresh = {secret: one for secret, one in self.refresh.items() if one[0] != email}
        self.granted.pop(email, None)

    def owner(self, secret: str) -> str:
        """Return whose an access or refresh token is, or ""."""
        access = self.holder(secret)
        return access.email if access else self.refresh.get(secret, ("", frozenset()))[0]

    def _secret(self, kind: str) -> str:
        return f"{kind}-{b64(hashlib.sha256(f'{self._world} {next(self._numbers)}'.encode()).digest())}"

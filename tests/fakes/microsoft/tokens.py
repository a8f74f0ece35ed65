"""What a consent is worth: codes, access tokens that end, refresh tokens that are renewed with every use.

- lifetimes: https://learn.microsoft.com/en-us/entra/identity-platform/access-tokens#token-lifetime and
  https://learn.microsoft.com/en-us/entra/identity-platform/refresh-tokens ; an old refresh token "isn't revoked" when a
  new one is given, so both stay good unless ``old_ones_end``
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count

from fakes.provider.keys import b64

from .aadsts import Trouble
from .scopes import Asked

CODE_LIFE, SPA_LIFE, REFRESH_LIFE = timedelta(minutes=10), timedelta(hours=24), timedelta(days=90)
_worlds = count(1)


@dataclass(frozen=True)
class Code:
    """A sign-in on its way back: good once, for this address and this verifier alone; ``tid`` is where it happened."""

    email: str
    tid: str
    asked: Asked
    redirect_uri: str
    challenge: str
    nonce: str
    until: datetime
    spent: bool = False


@dataclass(frozen=True)
class Renewal:
    """What a refresh token is good for."""

    email: str
    tid: str
    until: datetime
    spa: bool = False
    ended: bool = False


@dataclass(frozen=True)
class Access:
    """What an access token for Graph opens; ``watched``: Graph may end it early and say which claims it wants."""

    email: str
    tid: str
    scopes: frozenset[str]
    until: datetime
    watched: bool = False
    outdated: bool = False


class Tokens:
    """Every token of one world; none is good in another."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock, self._world, self._numbers = clock, next(_worlds), count(1)
        self.life, self.old_ones_end = timedelta(seconds=3599), False
        self.codes: dict[str, Code] = {}
        self.access: dict[str, Access] = {}
        self.refresh: dict[str, Renewal] = {}

    def new_code(self, code: Code) -> str:
        """Return the code that stands for a sign-in."""
        secret = self.secret("1.fake")
        self.codes[secret] = code
        return secret

    def spend_code(self, secret: str) -> Code:
        """Return what a code stands for, once and in time; raises Trouble."""
        code = self.codes.get(secret)
        if code is None:
            raise Trouble(70000)
        if code.spent:
            raise Trouble(54005)
        if code.until <= self._clock():
            raise Trouble(70008)
        self.codes[secret] = replace(code, spent=True)
        return code

    def new_refresh(self, email: str, tid: str, spa: bool, before: str = "") -> str:
        """Return a refresh token, in the place of the one ``before``."""
        if before and self.old_ones_end:
            del self.refresh[before]
        secret = self.secret("1.refresh")
        self.refresh[secret] = Renewal(email, tid, self._clock() + (SPA_LIFE if spa else REFRESH_LIFE), spa)
        return secret

    def renewal(self, secret: str) -> Renewal:
        """Return what a refresh token is good for; raises Trouble."""
        found = self.refresh.get(secret)
        if found is None:
            raise Trouble(70000)
        if found.ended:
            raise Trouble(50173)
        if found.until <= self._clock():
            raise Trouble(70008)
        return found

    def holder(self, secret: str) -> Access | None:
        """Return what an access token opens, ended or not."""
        return self.access.get(secret)

    def outdate(self, email: str) -> None:
        """Let Graph ask for more wherever it watches the tokens of an account."""
        self.access = {secret: replace(one, outdated=True) if one.email == email and one.watched else one
                       for secret, one in self.access.items()}  # fmt: skip

    def end_access(self, email: str) -> None:
        """Let the access tokens of an account end before their time; its refresh tokens stay good."""
        now = self._clock()
        self.access = {secret: replace(one, until=now) if one.email == email else one
                       for secret, one in self.access.items()}  # fmt: skip

    def end(self, email: str) -> None:
        """End the refresh tokens of an account, as a changed password does; access tokens live on unless watched."""
        self.refresh = {secret: replace(one, ended=True) if one.email == email else one
                        for secret, one in self.refresh.items()}  # fmt: skip
        self.outdate(email)

    def secret(self, kind: str) -> str:
        """Return a secret that nobody had before."""
        return f"{kind}-{b64(hashlib.sha256(f'{self._world} {next(self._numbers)}'.encode()).digest())}"

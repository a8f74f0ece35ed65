"""Calls for one account at a provider: with a token that works, once more where it was not taken, never twice done."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Protocol

import requests

from segue.departure.errors import MailboxBusy, MailboxUnclear
from segue.desk.ports import Need
from segue.providers.gate import REPEATABLE, GatedSession, never_left


class Token(Protocol):
    """Brings a token for a call; ``refused`` is one that was not taken."""

    def __call__(self, refused: str = "", /) -> str:
        """Return one; raises NotConnected, MailboxTrouble."""


@dataclass(frozen=True)
class AccountCalls:
    """The calls of one account. ``session`` may be many accounts'; ``need`` is what the calls are for."""

    provider: ClassVar[str]
    session: GatedSession
    token: Token
    need: Need

    def transmit(
        self, method: str, address: str, content: bytes | None, headers: Mapping[str, str]
    ) -> requests.Response:
        """Transmit a request; where the token was not taken, once more with another one.

        Raises NotConnected; MailboxBusy when nothing was done, or it does no harm when done again; MailboxUnclear for a
        POST of which nobody knows.
        """
        token = self._token()
        response = self._transmitted(method, address, content, headers, token)
        if response.status_code == requests.codes.unauthorized:  # so it was not done, whatever it is
            response = self._transmitted(method, address, content, headers, self._token(token))
        return response

    def lost(self, method: str, error: requests.RequestException | None = None) -> MailboxBusy | MailboxUnclear:
        """Return what an answer that did not come, or cannot be read, means."""
        if method in REPEATABLE or (error is not None and never_left(error)):
            return MailboxBusy(provider=self.provider, wait_seconds=None)
        return MailboxUnclear(provider=self.provider)

    def _transmitted(
        self, method: str, address: str, content: bytes | None, headers: Mapping[str, str], token: str
    ) -> requests.Response:
        authorized = {**headers, "Authorization": f"Bearer {token}"}
        try:
            return self.session.request(method, address, data=content, headers=authorized, allow_redirects=False)
        except requests.RequestException as error:
            raise self.lost(method, error) from error

    def _token(self, refused: str = "") -> str:
        try:
            return self.token(refused)
        except MailboxUnclear as error:  # the call itself has not left
            raise MailboxBusy(provider=self.provider, wait_seconds=None) from error

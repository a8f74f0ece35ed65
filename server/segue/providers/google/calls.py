"""Calls of Google's client library over a gated session: one request each, translated at the skin.

The library makes the request and reads the answer; its own transport would repeat a POST and hear no ``Retry-After``.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

import requests

from segue.departure.errors import MailboxBusy, MailboxUnclear
from segue.desk.ports import Need
from segue.providers.gate import GatedSession, never_left
from segue.providers.google.trouble import trouble_in

REPEATABLE = frozenset({"GET", "DELETE"})


class Token(Protocol):
    """Brings a token for a call; ``refused`` is one that was not taken."""

    def __call__(self, refused: str = "", /) -> str:
        """Return one; raises NotConnected, MailboxTrouble."""


@dataclass(frozen=True)
class _Answered:
    """What the library looks at of an answer."""

    status: int


@dataclass(frozen=True)
class Calls:
    """The calls of one account. ``session`` may be many accounts'; ``need`` is what the calls are for."""

    session: GatedSession
    token: Token
    need: Need

    def run(self, request: Any) -> dict[str, Any]:
        """Carry out a request of the library's and return its answer.

        Raises NotConnected, MailboxBusy (it was not done, or does no harm when done again), MailboxUnclear (a POST of
        which nobody knows), MailboxRefused.
        """
        found = request.execute(http=self)
        if request.method == "DELETE":  # it has no answer
            return {}
        if not isinstance(found, dict):
            raise self._lost(request.method, None)
        return found

    def request(
        self, uri: str, method: str, body: str | None = None, headers: dict[str, str] | None = None, **_: object
    ) -> tuple[_Answered, bytes]:
        """Transmit a request, for the library; where the token was not taken, once more with another one."""
        token = self._token()
        response = self._transmitted(uri, method, body, headers or {}, token)
        if response.status_code == requests.codes.unauthorized:  # so it was not done, whatever it is
            response = self._transmitted(uri, method, body, headers or {}, self._token(token))
        trouble = trouble_in(response, method in REPEATABLE, self.need)
        if trouble is not None:
            raise trouble
        return _Answered(response.status_code), response.content

    def _transmitted(self, uri: str, method: str, body: str | None, headers: dict[str, str], token: str) -> Any:
        authorized = {**headers, "authorization": f"Bearer {token}"}
        content = body.encode() if body is not None else None
        try:
            return self.session.request(method, uri, data=content, headers=authorized, allow_redirects=False)
        except requests.RequestException as error:
            raise self._lost(method, error) from error

    def _token(self, refused: str = "") -> str:
        try:
            return self.token(refused)
        except MailboxUnclear as error:  # the call itself has not left
            raise MailboxBusy(provider="google", wait_seconds=None) from error

    def _lost(self, method: str, error: requests.RequestException | None) -> MailboxBusy | MailboxUnclear:
        """Return what an answer that did not come, or cannot be read, means."""
        if method in REPEATABLE or (error is not None and never_left(error)):
            return MailboxBusy(provider="google", wait_seconds=None)
        return MailboxUnclear(provider="google")


class _NoTransport:
    """Stands where the library would make a connection of its own."""


@lru_cache(maxsize=8)
def library(name: str, version: str, root: str) -> Any:
    """Return the library's methods of an API at a root address, from the document that ships with it.

    It is parsed once in a process, and imported only where it is needed: it costs a fifth of a second.
    """
    from googleapiclient import discovery, discovery_cache  # type: ignore[import-untyped]  # noqa: PLC0415

    document = json.loads(discovery_cache.get_static_doc(name, version))
    document["rootUrl"] = root.rstrip("/") + "/"
    return discovery.build_from_document(document, http=_NoTransport())

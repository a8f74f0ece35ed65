"""Calls of Microsoft Graph over a gated session: one request each, translated at the skin.

Graph answers in JSON and is called with addresses that we know: a client library would bring a batch and a send along.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import quote, urlencode

import requests

from segue.departure.errors import MailboxBusy, MailboxUnclear
from segue.desk.ports import Need
from segue.providers.gate import REPEATABLE, GatedSession, never_left
from segue.providers.microsoft.trouble import trouble_in

IMMUTABLE = {"Prefer": 'IdType="ImmutableId"'}
"""Ids that stay when a message is moved or has left (learn.microsoft.com/graph/outlook-immutable-id)."""


class Token(Protocol):
    """Brings a token for a call; ``refused`` is one that was not taken."""

    def __call__(self, refused: str = "", /) -> str:
        """Return one; raises NotConnected, MailboxTrouble."""


@dataclass(frozen=True)
class Calls:
    """The calls of one account. ``session`` may be many accounts'; ``need`` is what the calls are for."""

    session: GatedSession
    token: Token
    need: Need

    def run(
        self, method: str, address: str, query: Mapping[str, str] | None = None, body: object = None
    ) -> dict[str, Any]:
        """Carry out a request and return its answer.

        Raises NotConnected, MailboxBusy (it was not done, or does no harm when done again), MailboxUnclear (a POST of
        which nobody knows), MailboxRefused.
        """
        whole = f"{address}?{urlencode(query, safe='$,', quote_via=quote)}" if query else address
        content = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        response = self._answered(method, whole, content)
        trouble = trouble_in(response, method in REPEATABLE, self.need)
        if trouble is not None:
            raise trouble
        return {} if method == "DELETE" else self._object_in(method, response)

    def _answered(self, method: str, address: str, content: bytes | None) -> requests.Response:
        """Transmit a request; where the token was not taken, once more with another one."""
        token = self._token()
        response = self._transmitted(method, address, content, token)
        if response.status_code == requests.codes.unauthorized:  # so it was not done, whatever it is
            response = self._transmitted(method, address, content, self._token(token))
        return response

    def _transmitted(self, method: str, address: str, content: bytes | None, token: str) -> requests.Response:
        headers = {**IMMUTABLE, "Authorization": f"Bearer {token}", "Accept": "application/json"}
        if content is not None:
            headers["Content-Type"] = "application/json"
        try:
            return self.session.request(method, address, data=content, headers=headers, allow_redirects=False)
        except requests.RequestException as error:
            raise self._lost(method, error) from error

    def _token(self, refused: str = "") -> str:
        try:
            return self.token(refused)
        except MailboxUnclear as error:  # the call itself has not left
            raise MailboxBusy(provider="microsoft", wait_seconds=None) from error

    def _object_in(self, method: str, response: requests.Response) -> dict[str, Any]:
        try:
            made = response.json()
        except ValueError as error:
            raise self._lost(method, None) from error
        if not isinstance(made, dict):
            raise self._lost(method, None)
        return made

    def _lost(self, method: str, error: requests.RequestException | None) -> MailboxBusy | MailboxUnclear:
        """Return what an answer that did not come, or cannot be read, means."""
        if method in REPEATABLE or (error is not None and never_left(error)):
            return MailboxBusy(provider="microsoft", wait_seconds=None)
        return MailboxUnclear(provider="microsoft")


def list_in(answer: Mapping[str, Any]) -> list[Any]:
    """Return the entries of an answer that is a list."""
    found = answer.get("value")
    return found if isinstance(found, list) else []


def text_in(made: Any, name: str) -> str:
    """Return a text of an entry, "" where there is none."""
    found = made.get(name) if isinstance(made, dict) else None
    return found if isinstance(found, str) else ""

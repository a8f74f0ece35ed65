"""Calls of Microsoft Graph over a gated session: one request each, translated at the skin.

Graph answers in JSON and is called with addresses that we know: a client library would bring a batch and a send along.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import quote, urlencode

import requests

from segue.providers.account_calls import AccountCalls
from segue.providers.gate import REPEATABLE
from segue.providers.microsoft.trouble import trouble_in

IMMUTABLE = {"Prefer": 'IdType="ImmutableId"', "Accept": "application/json"}
"""Ids that stay when a message is moved or has left (learn.microsoft.com/graph/outlook-immutable-id)."""
AS_JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True)
class Calls(AccountCalls):
    """The calls of one account of Microsoft's."""

    provider: ClassVar[str] = "microsoft"

    def run(
        self, method: str, address: str, query: Mapping[str, str] | None = None, body: object = None
    ) -> dict[str, Any]:
        """Carry out a request and return its answer.

        Raises NotConnected, MailboxBusy (it was not done, or does no harm when done again), MailboxUnclear (a POST of
        which nobody knows), MailboxRefused.
        """
        whole = f"{address}?{urlencode(query, safe='$,', quote_via=quote)}" if query else address
        content = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        response = self.transmit(method, whole, content, IMMUTABLE | AS_JSON if body is not None else IMMUTABLE)
        trouble = trouble_in(response, method in REPEATABLE, self.need)
        if trouble is not None:
            raise trouble
        return {} if method == "DELETE" else self._object_in(method, response)

    def _object_in(self, method: str, response: requests.Response) -> dict[str, Any]:
        try:
            made = response.json()
        except ValueError as error:
            raise self.lost(method) from error
        if not isinstance(made, dict):
            raise self.lost(method)
        return made


def list_in(answer: Mapping[str, Any]) -> list[Any]:
    """Return the entries of an answer that is a list."""
    found = answer.get("value")
    return found if isinstance(found, list) else []


def text_in(made: Any, name: str) -> str:
    """Return a text of an entry, "" where there is none."""
    found = made.get(name) if isinstance(made, dict) else None
    return found if isinstance(found, str) else ""

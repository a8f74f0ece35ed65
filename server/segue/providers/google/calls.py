"""Calls of Google's client library over a gated session: one request each, translated at the skin.

The library makes the request and reads the answer; its own transport would repeat a POST and hear no ``Retry-After``.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar

from segue.providers.account_calls import AccountCalls
from segue.providers.gate import REPEATABLE
from segue.providers.google.trouble import trouble_in


@dataclass(frozen=True)
class _Answered:
    """What the library looks at of an answer."""

    status: int


@dataclass(frozen=True)
class Calls(AccountCalls):
    """The calls of one account of Google's."""

    provider: ClassVar[str] = "google"

    def run(self, request: Any) -> dict[str, Any]:
        """Carry out a request of the library's and return its answer.

        Raises NotConnected, MailboxBusy (it was not done, or does no harm when done again), MailboxUnclear (a POST of
        which nobody knows), MailboxRefused.
        """
        found = request.execute(http=self)
        if request.method == "DELETE":  # it has no answer
            return {}
        if not isinstance(found, dict):
            raise self.lost(request.method)
        return found

    def request(
        self, uri: str, method: str, body: str | None = None, headers: dict[str, str] | None = None, **_: object
    ) -> tuple[_Answered, bytes]:
        """Transmit a request, for the library; where the token was not taken, once more with another one."""
        content = body.encode() if body is not None else None
        response = self.transmit(method, uri, content, headers or {})
        trouble = trouble_in(response, method in REPEATABLE, self.need)
        if trouble is not None:
            raise trouble
        return _Answered(response.status_code), response.content


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

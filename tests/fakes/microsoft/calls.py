"""One call of Graph: what it was, who made it, and which kinds the fake plays."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fakes.provider.wire import Request

from .accounts import Account
from .apps import GRAPH
from .tokens import Access

if TYPE_CHECKING:
    from .world import World

HOST = GRAPH.partition("//")[2]


@dataclass(frozen=True)
class Call:
    """One call that was let in: by whom, with which values in the path."""

    world: "World"
    account: Account
    access: Access
    values: dict[str, str]
    request: Request

    @property
    def root(self) -> str:
        """Return where links lead: the real address where the caller says so, else this machine's."""
        host = self.request.headers.get("host", HOST)
        return GRAPH if host == HOST else f"http://{host}"

    @property
    def context(self) -> str:
        """Return how ``@odata.context`` begins."""
        return f"{GRAPH}/v1.0/$metadata#users('{self.account.oid_in(self.access.tid)}')"

    @property
    def immutable(self) -> bool:
        """Say whether ids that stay are preferred."""
        return re.search(r'IdType\s*=\s*"ImmutableId"', self.request.headers.get("prefer", "")) is not None


@dataclass(frozen=True)
class Played:
    """A call that the fake plays: one of the permissions that it needs, and the options that it understands."""

    verb: str
    path: str
    needs: frozenset[str]
    handler: Callable[[Call], Any]
    options: frozenset[str] = frozenset()
    status: int = 200

    def values(self, request: Request) -> dict[str, str] | None:
        """Return the values in the path, None where it is another call."""
        pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", self.path)
        found = re.fullmatch(f"/v1\\.0{pattern}", request.path)
        return found.groupdict() if found and self.verb == request.method else None

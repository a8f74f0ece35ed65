"""What reached a provider: every call without its secrets, how many at once, and whether any would have sent."""

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

from .wire import Request, Values

SECRET_HEADERS = frozenset({"authorization", "cookie", "proxy-authorization"})
SECRET_VALUES = frozenset({"token", "access_token", "oauth_token", "code", "client_secret", "refresh_token", "key"})


@dataclass(frozen=True)
class Seen:
    """One call as it is remembered; ``account`` is whose token it carried, "" for none that is good."""

    host: str
    method: str
    path: str
    query: Values
    headers: dict[str, str]
    account: str


class Traffic:
    """The calls of one test; ``sends`` finds the paths that send, or could hide one that does."""

    def __init__(self, sends: re.Pattern[str]) -> None:
        self._sends = sends
        self.calls: list[Seen] = []
        self.sending: list[str] = []
        self.mishaps: list[str] = []
        self.peak: dict[str, int] = defaultdict(int)
        self._now: dict[str, int] = defaultdict(int)
        self._lock = Lock()

    @contextmanager
    def passing(self, request: Request, account: str) -> Iterator[int]:
        """Remember a call, and that it is in flight until it was answered; give how many the account has in flight."""
        with self._lock:
            self._remember(request, account)
            self._now[account] += 1
            together = self._now[account]
            self.peak[account] = max(self.peak[account], together)
        try:
            yield together
        finally:
            with self._lock:
                self._now[account] -= 1

    def _remember(self, request: Request, account: str) -> None:
        headers = {name: value for name, value in request.headers.items() if name not in SECRET_HEADERS}
        query = {name: ["…"] if name in SECRET_VALUES else values for name, values in request.query.items()}
        self.calls.append(Seen(request.host, request.method, request.path, query, headers, account))
        if self.sends(request):
            self.sending.append(f"{request.method} {request.path}")

    def sends(self, request: Request) -> bool:
        """Say whether a request is to an address that sends."""
        return self._sends.search(request.path) is not None

    def count(self, method: str, path: str) -> int:
        """Return how many calls there were of a kind; ``*`` is one segment of the path."""
        pattern = re.compile("[^/]+".join(map(re.escape, path.split("*"))))
        return sum(one.method == method and pattern.fullmatch(one.path) is not None for one in self.calls)

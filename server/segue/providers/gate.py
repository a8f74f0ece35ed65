"""The gate: every outgoing request passes it, and what no rule names does not leave.

::

    session = gated_session([Rule("GET", "https://people.example", "/v1/people/{id}/connections")])

A rule is an exact origin, a method and a path pattern in which ``{name}`` stands for one segment. The check
sits in the transport, so it sees what is really transmitted: redirects, and calls made deep in a library.
Paths that name a send, a reply or forward that goes out at once, or a batch that could hide one, stay
closed even where a rule would open them.
"""

import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http.cookiejar import DefaultCookiePolicy
from typing import Any
from urllib.parse import unquote, urlsplit

import requests
from requests.adapters import HTTPAdapter

from segue.departure.errors import SegueError

REPEATABLE = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE"})
BUSY = frozenset({429, 503})
DISGUISES = ("Host", "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")
CLOSED = re.compile(r"(?:^|[/:.$])(?:batch|send|reply|forward)", re.IGNORECASE)
ODD = re.compile(r"//|\\|[\x00-\x20\x7f]|(?:^|/)\.{1,2}(?:/|$)|%")


class Refused(SegueError):
    """The gate let a request not out; ``reason`` in ``values`` says why. It is a bug of ours, never the person's."""

    code = "gate_refused"


@dataclass(frozen=True)
class Rule:
    """One kind of request that may leave: ``origin`` is scheme, host and port as in an address."""

    method: str
    origin: str
    path: str

    def allows(self, method: str, origin: str, path: str) -> bool:
        """Say whether a request, its path already decoded, is of this kind."""
        literal = (re.escape(part) for part in re.split(r"\{\w+\}", self.path))
        return (method, origin) == (self.method, self.origin) and re.fullmatch("[^/]+".join(literal), path) is not None


@dataclass(frozen=True)
class Patience:
    """How long a repeatable call waits for a busy server: at most ``tries`` calls and ``seconds`` for each wait."""

    tries: int = 3
    seconds: float = 60.0
    sleep: Callable[[float], None] = time.sleep


SHORT = Patience(tries=2, seconds=2.0)
"""For mailboxes: a longer wait is the caller's, since the desk has better things to do than to sleep in a thread."""


Seen = Callable[[str, str], None]
"""Is told of each call: its method, and its status, or *refused* by the gate, or *no_answer*."""


def unseen(method: str, status: str) -> None:
    """Tell nobody."""


def why_refused(rules: Sequence[Rule], request: requests.PreparedRequest) -> str:
    """Return why a prepared request may not leave, or "" when a rule allows it."""
    parts = urlsplit(request.url or "")
    path = unquote(parts.path) or "/"
    if any(name in request.headers for name in DISGUISES):
        return "disguised"
    if ODD.search(path) or "@" in parts.netloc:
        return "odd_address"
    if CLOSED.search(path):
        return "closed_path"
    origin = f"{parts.scheme}://{parts.netloc}".lower()
    return "" if any(rule.allows(request.method or "", origin, path) for rule in rules) else "no_rule"


def wait_seconds(response: requests.Response) -> float | None:
    """Return how long a busy server asks to wait, None when it does not say.

    A date is counted from the answer's own ``Date``, so that no clock of ours matters.
    """
    asked = response.headers.get("Retry-After", "")
    if asked.isascii() and asked.isdigit():
        return float(asked)
    try:
        moment, sent = parsedate_to_datetime(asked), parsedate_to_datetime(response.headers.get("Date", ""))
        return max((moment - sent).total_seconds(), 0.0)
    except (TypeError, ValueError):
        return None


def never_left(error: requests.RequestException) -> bool:
    """Say whether no connection was made, so that a request cannot have been done."""
    if isinstance(error, requests.ConnectTimeout):
        return True
    reason = getattr(error.args[0] if error.args else None, "reason", None)
    return any(kind.__name__ == "NewConnectionError" for kind in type(reason).__mro__)  # urllib3's


class Gate(HTTPAdapter):
    """The transport that asks the rules first. It never repeats a POST or a PATCH."""

    def __init__(
        self, rules: Sequence[Rule], timeout_seconds: tuple[float, float], patience: Patience, seen: Seen
    ) -> None:
        super().__init__(max_retries=0)
        self._rules, self._timeout, self._patience, self._seen = tuple(rules), timeout_seconds, patience, seen

    # Name and parameters are those of requests (hence the exceptions): here a request turns into bytes.
    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: float | tuple[float, float] | tuple[float, None] | None = None,
        verify: bool | str = True,
        cert: bytes | str | tuple[bytes | str, bytes | str] | None = None,
        proxies: Mapping[str, str] | None = None,
    ) -> requests.Response:
        """Transmit an allowed request; raises Refused otherwise. Waits as a busy server asks, if repeatable."""
        reason = "unverified" if verify is False else why_refused(self._rules, request)
        if reason:
            self._seen(request.method or "", "refused")
            raise Refused(reason=reason, method=request.method, host=urlsplit(request.url or "").hostname)
        limit = self._timeout if timeout is None else timeout
        for _ in range(self._patience.tries - 1):
            response = self._transmit(request, stream, limit, verify, cert, proxies)
            pause = self._pause(request, response)
            if pause is None:
                return response
            response.close()
            self._patience.sleep(pause)
        return self._transmit(request, stream, limit, verify, cert, proxies)

    def _transmit(self, request: requests.PreparedRequest, *how: Any) -> requests.Response:
        status = "no_answer"
        try:
            response = super().send(request, *how)
            status = str(response.status_code)
        finally:
            self._seen(request.method or "", status)
        return response

    def _pause(self, request: requests.PreparedRequest, response: requests.Response) -> float | None:
        if request.method not in REPEATABLE or response.status_code not in BUSY:
            return None
        asked = wait_seconds(response)
        return asked if asked is not None and asked <= self._patience.seconds else None


class GatedSession(requests.Session):
    """A session whose only way out is the gate; it reads no proxy or password from the environment, keeps no cookie.

    One session serves the accounts of many people: nothing of one answer may go along with another's request.
    """

    def __init__(self, gate: Gate) -> None:
        super().__init__()
        self.trust_env = False
        self.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))
        self.adapters.clear()
        for scheme in ("https://", "http://"):
            super().mount(scheme, gate)

    def mount(self, prefix: str | bytes, adapter: object) -> None:
        """Refuse a way around the gate, except while requests sets itself up."""
        if getattr(self, "trust_env", True) is False:
            raise Refused(reason="second_transport", method="", host=str(prefix))
        super().mount(prefix, adapter)  # type: ignore[arg-type]

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """Follow no redirect that would transmit a POST or a PATCH a second time (307, 308)."""
        if resp.status_code in (307, 308) and resp.request.method not in REPEATABLE:
            return None
        return super().get_redirect_target(resp)


def gated_session(
    rules: Sequence[Rule],
    *,
    timeout_seconds: tuple[float, float] = (5.0, 30.0),
    patience: Patience | None = None,
    seen: Seen = unseen,
) -> GatedSession:
    """Make a session that can reach only what the rules name: the one way to make a session.

    ``timeout_seconds`` are for connecting and for reading; a call without a timeout of its own gets them.
    ``seen`` is told of each call, once more where it is repeated.
    """
    return GatedSession(Gate(rules, timeout_seconds, patience or Patience(), seen))

"""The world of one test: tenants, accounts, what they consent to, what goes wrong, and what was seen."""

import re
import traceback
from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from threading import RLock
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

from fakes.provider.faults import Fault, Faults
from fakes.provider.keys import Keys
from fakes.provider.page_tokens import PageTokens
from fakes.provider.traffic import Traffic
from fakes.provider.wire import Answer, Request

from . import claims, entra, errors, graph, token_desk
from .apps import LOGIN
from .directory import Directory
from .scopes import IDENTITY, Asked, read
from .throttle import Throttle
from .tokens import Tokens

HOSTS = {"login": entra.answer, "graph": graph.answer}
# Every address that sends, replies or forwards, or makes what is to be, and a batch, which could hide one.
SENDING = re.compile(
    r"/(?:microsoft\.graph\.)?(?:sendMail|send|reply|replyAll|forward|createReply|createReplyAll|createForward)/?$"
    r"|/\$batch",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Addresses:
    """Where this Microsoft listens, in the place of login.microsoftonline.com and graph.microsoft.com."""

    login: str
    graph: str


class World(Directory):
    """All that one test knows of Microsoft. ``clock`` is the fake's own; ``latency_seconds`` delays every answer.

    ``assertion_clock`` judges client assertions, which msal stamps by the machine's clock.
    """

    def __init__(self, clock: Callable[[], datetime], addresses: Addresses) -> None:
        super().__init__()
        self.clock, self.addresses, self.lock = clock, addresses, RLock()
        self.assertion_clock: Callable[[], datetime] = lambda: datetime.now(UTC)
        self.latency_seconds = 0.0
        self.keys, self.tokens, self.throttle = Keys(), Tokens(self.now), Throttle(self.now)
        self.faults, self.traffic, self.page_tokens = Faults(), Traffic(SENDING), PageTokens(self.now)

    def now(self) -> datetime:
        """Return the present moment, by whatever clock there is now."""
        return self.clock()

    def visit(self, address: str) -> str:
        """Follow our link to the sign-in page; return the address that Microsoft leads back to."""
        found = self._visited(address)
        assert found.status == 302, found.body.decode()
        return found.headers["Location"]

    def visit_form(self, address: str) -> dict[str, str]:
        """Follow our link to the sign-in page; return what Microsoft posts to us (``response_mode=form_post``)."""
        page = self._visited(address).body.decode()
        assert "method=POST" in page, page
        return {name: unescape(one) for name, one in re.findall(r'name="(\w+)" value="([^"]*)"', page)}

    def _visited(self, address: str) -> Answer:
        parts = urlsplit(address)
        assert f"{parts.scheme}://{parts.netloc}" in (self.addresses.login, LOGIN), f"not the sign-in page: {address}"
        request = Request("login", "GET", parts.path, parse_qs(parts.query))
        with self.traffic.passing(request, ""):
            return self.answered(request)

    # Tokens without going through a sign-in

    def tokens_for(self, email: str, *scopes: str, tid: str = "") -> dict[str, Any]:
        """Return what the token desk answers after a consent to these scopes (and who it is, and a refresh token)."""
        asked = read(self.app, " ".join([*scopes, *IDENTITY]))
        tid = tid or self.accounts[email].tid
        self.consent(email, *asked.consented, tid=tid)
        return token_desk.answered(self, token_desk.Grant(email, tid, asked, "1", watched=True))

    def api_claims(self, email: str, tid: str = "", **more: Any) -> dict[str, Any]:
        """Return what a token for our own API says of an account; ``more`` adds or replaces."""
        who = self.accounts[email]
        return {**claims.of_api_token(self, who, tid or who.tid, self.app.own_scopes, "0"), **more}

    def api_token(self, email: str, tid: str = "", **more: Any) -> str:
        """Return a token for our own API, as the pane would get it."""
        return self.keys.sign(self.api_claims(email, tid, **more))

    # What the servers and the fake's own files ask

    def whose(self, request: Request) -> str:
        """Return whose token a request carries, "" for none that is good."""
        access = self.tokens.holder(request.bearer)
        return access.email if access else ""

    def answered(self, request: Request) -> Answer:
        """Answer a request as Microsoft would. What would send is refused, whoever asks."""
        if self.traffic.sends(request):
            return errors.access_denied()
        try:
            with self.lock:
                return HOSTS[request.host](self, request)
        except Exception:  # a bug of the fake: the test is told
            self.traffic.mishaps.append(traceback.format_exc())
            return Answer(500, b"the fake broke")

    def note_scopes(self, asked: Asked) -> None:
        """Remember that somebody asked for leave to send."""
        if "Mail.Send" in asked.graph:
            self.traffic.sending.append("the permission Mail.Send")

    def correlation(self, request: Request) -> str:
        """Return what ties a refusal to its request."""
        return request.get("client-request-id") or request.headers.get("client-request-id") or str(uuid4())

    # What goes wrong, and what was seen

    def fails(self, verb: str, path: str, fault: Fault, nth: int | Container[int] = 1) -> None:
        """Let the n-th calls of a kind from now on go wrong; see ``faults``."""
        with self.lock:
            self.faults.add(verb, path, fault, nth)

    def assert_never_sent(self) -> None:
        """Fail if anything called an address that sends, a batch that could hide one, or asked for leave to send."""
        assert not self.traffic.sending, f"something tried to send: {self.traffic.sending}"

    def assert_no_mishap(self) -> None:
        """Fail if the fake itself broke."""
        assert not self.traffic.mishaps, "\n".join(self.traffic.mishaps)

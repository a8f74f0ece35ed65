"""The world of one test: accounts, what they consent to, what goes wrong, and what was seen."""

import re
from collections.abc import Callable, Collection, Container, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import RLock
from typing import Any
from urllib.parse import parse_qs, urlsplit

from fakes.provider.faults import Fault, Faults
from fakes.provider.keys import Keys
from fakes.provider.page_tokens import PageTokens
from fakes.provider.traffic import Traffic
from fakes.provider.wire import Answer, Request

from . import surfaces, token_desk
from .accounts import Account, labels_in
from .consent import FULL_NAMES, Client, Decision
from .discovery import SCOPE
from .mailbox import Mailbox
from .persons import Crowd, Person
from .quota import Quota
from .tokens import ACCESS_LIFE, Code, Tokens

CONTACTS, OTHER_CONTACTS = f"{SCOPE}contacts.readonly", f"{SCOPE}contacts.other.readonly"
COMPOSE = f"{SCOPE}gmail.compose"
# Every address that sends, and a batch, which could hide one.
SENDING = re.compile(r"(?:^|/)batch(?:/|$)|[/:]send$", re.IGNORECASE)


@dataclass(frozen=True)
class Addresses:
    """Where this Google listens: ``accounts``, ``tokens``, ``people_root`` and ``gmail_root`` without a path."""

    accounts: str
    tokens: str
    www: str
    people_root: str
    gmail_root: str
    issuer: str = "https://accounts.google.com"

    @property
    def token(self) -> str:
        """Return where codes become tokens."""
        return f"{self.tokens}/token"

    @property
    def revoke(self) -> str:
        """Return where tokens end."""
        return f"{self.tokens}/revoke"

    @property
    def certs(self) -> str:
        """Return where the keys are published."""
        return f"{self.www}/oauth2/v3/certs"


class World:
    """All that one test knows of Google. ``clock`` is the fake's own; ``latency_seconds`` delays every answer."""

    def __init__(self, clock: Callable[[], datetime], addresses: Addresses) -> None:
        self.clock, self.addresses, self.lock = clock, addresses, RLock()
        self.latency_seconds = 0.0
        self.client, self.keys, self.tokens = Client(), Keys(), Tokens(self.now)
        self.quota, self.faults, self.traffic = Quota(self.now), Faults(), Traffic(SENDING)
        self.page_tokens = PageTokens(self.now)
        self.accounts: dict[str, Account] = {}
        self.decision: Decision | None = None

    def now(self) -> datetime:
        """Return the present moment, by whatever clock there is now."""
        return self.clock()

    def account(
        self,
        email: str,
        hd: str = "",
        contacts: Sequence[Person] | int = (),
        other_contacts: Sequence[Person] | int = (),
        sub: str = "",
    ) -> Account:
        """Make an account; a number makes as many contacts. The first account consents until told otherwise."""
        known, others = (Crowd(one) if isinstance(one, int) else one for one in (contacts, other_contacts))
        sub = sub or f"1{len(self.accounts) + 1:020d}"
        made = Account(email, sub, hd, Mailbox(self.now), email.partition("@")[0].title())
        made.contacts, made.other_contacts, made.labels = known, others, labels_in(known)
        self.accounts[email] = made
        self.decision = self.decision or Decision(email)
        return made

    # What the person at the sign-in page does

    def will_grant(self, email: str, without: Collection[str] = ()) -> None:
        """Let this account consent from now on, with these scopes unticked."""
        self.decision = Decision(email, frozenset(without))

    def will_deny(self) -> None:
        """Let the person cancel from now on."""
        self.decision = Decision("")

    def will_ask(self) -> None:
        """Show a page, for somebody at a browser."""
        self.decision = None

    def visit(self, address: str) -> str:
        """Follow our link to the sign-in page; return the address that Google leads back to."""
        parts = urlsplit(address)
        assert f"{parts.scheme}://{parts.netloc}" == self.addresses.accounts, f"not the sign-in page: {address}"
        request = Request("accounts", "GET", parts.path, parse_qs(parts.query))
        with self.traffic.passing(request, ""):
            found = surfaces.answered(self, request)
        assert found.status == 302, found.body.decode()
        return found.headers["Location"]

    def tokens_for(self, email: str, *scopes: str, nonce: str = "") -> dict[str, Any]:
        """Return what the token desk answers after a consent, without going through one."""
        full = frozenset(FULL_NAMES.get(one, one) for one in ("openid", "email", *scopes))
        return token_desk.tokens_for(self, Code(email, full, "", "", nonce, True, self.clock()))

    def whose(self, request: Request) -> str:
        """Return whose token a request carries, "" for none that is good."""
        access = self.tokens.holder(request.bearer)
        return access.email if access else ""

    def answered(self, request: Request) -> Answer:
        """Answer a request as Google would."""
        return surfaces.answered(self, request)

    # Tokens that Google signs

    def claims(self, email: str, scopes: Collection[str] = (FULL_NAMES["email"],), **more: Any) -> dict[str, Any]:
        """Return what an id token says of an account to our client; ``more`` adds or replaces."""
        who, now = self.accounts[email], int(self.clock().timestamp())
        told = {"iss": self.addresses.issuer, "azp": self.client.id, "aud": self.client.id, "sub": who.sub,
                "iat": now, "exp": now + int(ACCESS_LIFE.total_seconds()) + 1}  # fmt: skip
        if who.hd:
            told["hd"] = who.hd
        if FULL_NAMES["email"] in scopes:
            told |= {"email": who.email, "email_verified": who.email_verified}
        if FULL_NAMES["profile"] in scopes:
            told["name"] = who.name
        return {**told, **more}

    def service_token(self, service_account: str, audience: str, **more: Any) -> str:
        """Return a token by which an add-on's caller names itself: a service account, for one address."""
        now = int(self.clock().timestamp())
        told = {"iss": self.addresses.issuer, "aud": audience, "azp": "1000000000000000001", "email": service_account,
                "sub": "1000000000000000001", "email_verified": True, "iat": now, "exp": now + 3600}  # fmt: skip
        return self.keys.sign({**told, **more})

    # What goes wrong, and what was seen

    def fails(self, verb: str, path: str, fault: Fault, nth: int | Container[int] = 1) -> None:
        """Let the n-th calls of a kind from now on go wrong; see ``faults``."""
        with self.lock:
            self.faults.add(verb, path, fault, nth)

    def assert_never_sent(self) -> None:
        """Fail if anything called an address that sends, or a batch that could hide one."""
        assert not self.traffic.sending, f"something tried to send: {self.traffic.sending}"

    def assert_no_mishap(self) -> None:
        """Fail if the fake itself broke."""
        assert not self.traffic.mishaps, "\n".join(self.traffic.mishaps)

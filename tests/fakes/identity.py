"""A provider's sign-in that needs no provider: what it says is set by the test. Implements ``desk.ports.Identity``."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from urllib.parse import urlencode

from segue.departure.errors import NotAllowed, NotConnected
from segue.desk.ports import Account, Need, Question, Tokens


def account_of(
    address: str = "mara@norwell.example",
    *granted: Need,
    subject: str = "sub-mara",
    tenant: str = "norwell.example",
    tokens: Tokens | None = None,
) -> Account:
    """Return who signs in."""
    allowed = frozenset({Need.SIGN_IN, *granted})
    return Account("google", subject, tenant, address, "Mara Lindqvist", "en", allowed, tokens)


@dataclass
class FakeIdentity:
    """Whoever is set as ``account_there`` answers every question; tokens live for an hour."""

    provider: str = "google"
    account_there: Account = field(default_factory=account_of)
    renewals: int = 0
    revoked: list[str] = field(default_factory=list)
    ended: bool = False
    trouble: Exception | None = None

    def ask(self, question: Question) -> str:
        said = {"state": question.state, "redirect": question.redirect, "needs": " ".join(sorted(question.needs))}
        return "https://provider.example/ask?" + urlencode(said | {"hint": question.hint})

    def account(self, question: Question, code: str, now: datetime) -> Account:
        self._fail()
        if code != "right":
            raise NotAllowed("sign_in_refused")
        tokens = None
        if question.needs - {Need.SIGN_IN}:
            tokens = Tokens("access-0", now + timedelta(hours=1), "renewal")
        return replace(self.account_there, tokens=tokens)

    def renewed(self, tokens: Tokens, now: datetime) -> Tokens:
        self._fail()
        if self.ended or tokens.renewal in self.revoked:
            raise NotConnected(provider=self.provider)
        self.renewals += 1
        return Tokens(f"access-{self.renewals}", now + timedelta(hours=1), tokens.renewal)

    def revoke(self, tokens: Tokens) -> None:
        self._fail()
        self.revoked.append(tokens.renewal)

    def _fail(self) -> None:
        if self.trouble is not None:
            raise self.trouble

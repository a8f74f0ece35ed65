"""Where Google is, and the very requests that may go there; each purpose has a session of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from segue.providers.gate import SHORT, GatedSession, Rule, Seen, gated_session, unseen


@dataclass(frozen=True)
class GoogleAddresses:
    """Base addresses; ``certificates`` is whole, the address of the keys that Google signs tokens with."""

    accounts: str = "https://accounts.google.com"
    tokens: str = "https://oauth2.googleapis.com"
    certificates: str = "https://www.googleapis.com/oauth2/v3/certs"
    people: str = "https://people.googleapis.com"
    gmail: str = "https://gmail.googleapis.com"

    def token_rules(self) -> tuple[Rule, ...]:
        """Return what sign-in needs: tokens are brought, and ended."""
        return _rule("POST", self.tokens, "/token"), _rule("POST", self.tokens, "/revoke")

    def certificate_rules(self) -> tuple[Rule, ...]:
        """Return what checking a token needs: the keys."""
        return (_rule("GET", self.certificates),)

    def people_rules(self) -> tuple[Rule, ...]:
        """Return what reading contacts needs."""
        paths = ("/v1/people/me/connections", "/v1/otherContacts", "/v1/contactGroups")
        return tuple(_rule("GET", self.people, path) for path in paths)

    def gmail_rules(self) -> tuple[Rule, ...]:
        """Return what drafts need: make, look for, look at, remove."""
        drafts = "/gmail/v1/users/me/drafts"
        every = _rule("POST", self.gmail, drafts), _rule("GET", self.gmail, drafts)
        return *every, _rule("GET", self.gmail, drafts + "/{id}"), _rule("DELETE", self.gmail, drafts + "/{id}")


def session_of(rules: Sequence[Rule], seen: Seen = unseen) -> GatedSession:
    """Return a session that reaches what the rules name, waits for a moment at most, and passes longer waits on."""
    return gated_session(rules, patience=SHORT, seen=seen)


def _rule(method: str, base: str, path: str = "") -> Rule:
    parts = urlsplit(base)
    return Rule(method, f"{parts.scheme}://{parts.netloc}".lower(), parts.path.rstrip("/") + path)

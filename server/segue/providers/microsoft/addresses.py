"""Where Microsoft is, and the very requests that may go there; each purpose has a session of its own."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from segue.providers.gate import Rule


@dataclass(frozen=True)
class MicrosoftAddresses:
    """``authority`` names a cloud and a tenant, or ``organizations``; ``graph`` is the origin of its Graph.

    ``login`` is where the authority's origin is really reached, "" for itself: msal takes no other than https.
    """

    authority: str = "https://login.microsoftonline.com/organizations"
    graph: str = "https://graph.microsoft.com"
    login: str = ""

    @property
    def cloud(self) -> str:
        """Return the origin that tokens name as their issuer's."""
        parts = urlsplit(self.authority)
        return f"{parts.scheme}://{parts.netloc}".lower()

    @property
    def root(self) -> str:
        """Return the address that Graph's calls begin with."""
        return self.graph.rstrip("/") + "/v1.0"

    def at(self, address: str) -> str:
        """Return where an address of the authority's is really reached."""
        rest = address.removeprefix(self.cloud)
        return self.login.rstrip("/") + rest if self.login and rest != address else address

    def of_authority(self, path: str) -> str:
        """Return where a path below the authority is reached."""
        return self.at(self.authority.rstrip("/") + path)

    def token_rules(self) -> tuple[Rule, ...]:
        """Return what sign-in needs: where things are, and tokens; a tenant's name may stand for its id."""
        known = "/{tenant}/v2.0/.well-known/openid-configuration"
        return self._rule("GET", self.at(self.cloud), known), self._rule("POST", self.at(self.cloud), TOKENS)

    def key_rules(self) -> tuple[Rule, ...]:
        """Return what checking a token needs: the keys."""
        return (self._rule("GET", self.at(self.cloud), "/{tenant}" + KEYS),)

    def contact_rules(self) -> tuple[Rule, ...]:
        """Return what reading contacts needs."""
        folders = "/me/contactFolders"
        paths = ("/me/contacts", folders, folders + "/{id}/childFolders", folders + "/{id}/contacts")
        return tuple(self._rule("GET", self.root, path) for path in paths)

    def mail_rules(self) -> tuple[Rule, ...]:
        """Return what drafts need: make, look for, look at, remove, and which folder holds what was deleted."""
        every, one = "/me/messages", "/me/messages/{id}"
        asked = (("POST", every), ("GET", every), ("GET", one), ("DELETE", one), ("GET", DELETED))
        return tuple(self._rule(method, self.root, path) for method, path in asked)

    @staticmethod
    def _rule(method: str, base: str, path: str) -> Rule:
        parts = urlsplit(base)
        return Rule(method, f"{parts.scheme}://{parts.netloc}".lower(), parts.path.rstrip("/") + path)


TOKENS = "/{tenant}/oauth2/v2.0/token"
KEYS = "/discovery/v2.0/keys"
DELETED = "/me/mailFolders/deleteditems"
"""By its well-known name (learn.microsoft.com/graph/api/resources/mailfolder)."""

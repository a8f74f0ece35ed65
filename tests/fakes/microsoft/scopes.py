"""What may be asked for: who somebody is, Graph's delegated permissions, and our own API's scope.

- https://learn.microsoft.com/en-us/entra/identity-platform/scopes-oidc
- https://learn.microsoft.com/en-us/graph/permissions-reference
"""

from dataclasses import dataclass

from .aadsts import Trouble
from .apps import GRAPH, App

GRAPH_ID = "00000003-0000-0000-c000-000000000000"
IDENTITY = frozenset({"openid", "profile", "email", "offline_access"})
DELEGATED = frozenset({"User.Read", "Contacts.Read", "Contacts.ReadWrite", "Mail.ReadBasic", "Mail.Read",
                       "Mail.ReadWrite", "Mail.Send", "MailboxSettings.Read", "Directory.Read.All"})  # fmt: skip
FOR_ADMINISTRATORS = frozenset({"Directory.Read.All"})


@dataclass(frozen=True)
class Asked:
    """The scopes of a request, by whose they are; ``every``: all that was consented to (``.default``)."""

    identity: frozenset[str]
    graph: frozenset[str]
    own: frozenset[str]
    every: bool = False

    @property
    def consented(self) -> frozenset[str]:
        """Return what somebody has to consent to; our own scope is pre-authorised for our own client."""
        return self.graph

    def told(self, app: App, granted: frozenset[str]) -> str:
        """Return them as a token answer names them: Graph's are all that were ever granted."""
        names = {f"{app.uri}/{one}" for one in self.own} if self.own else granted | (self.identity - {"offline_access"})
        return " ".join(sorted(names))


def read(app: App, text: str) -> Asked:
    """Return what a request asks for; raises Trouble where a resource or a scope does not exist."""
    words = set(text.split())
    identity, graph, own = words & IDENTITY, set(), set()
    for word in words - IDENTITY:
        resource, _, name = word.rpartition("/")
        if resource in ("", GRAPH):
            graph.add(name)
        elif resource in (app.uri, app.id):
            own.add(name)
        else:
            raise Trouble(500011, resource=resource)
    if unknown := (graph - DELEGATED - {".default"}) | (own - app.own_scopes - {".default"}):
        raise Trouble(70011, scope=min(unknown))
    every = ".default" in graph | own
    own = set(app.own_scopes) if ".default" in own else own
    return Asked(frozenset(identity), frozenset(graph - {".default"}), frozenset(own), every)

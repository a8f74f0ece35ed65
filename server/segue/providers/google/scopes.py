"""What is asked of a person at Google, and no more than that (H1, A2).

There is no scope for drafts alone: ``gmail.compose`` is the narrowest that covers them, and Google's own sentence about
it says more than what is done with it, since the gate lets nothing but drafts out.
"""

from collections.abc import Collection

from segue.desk.ports import Need

_AUTH = "https://www.googleapis.com/auth/"

SCOPES: dict[Need, tuple[str, ...]] = {
    Need.SIGN_IN: ("openid", "email", "profile"),  # profile: the name with which letters are signed
    Need.CONTACTS: (_AUTH + "contacts.readonly",),
    Need.OTHER_CONTACTS: (_AUTH + "contacts.other.readonly",),
    Need.DRAFTS: (_AUTH + "gmail.compose",),
}


def scopes_for(needs: Collection[Need]) -> str:
    """Return the scopes of some needs as Google takes them; who signs in is always asked."""
    return " ".join(scope for need in Need if need in {*needs, Need.SIGN_IN} for scope in SCOPES[need])


def needs_in(scope: str) -> frozenset[Need]:
    """Return the needs that are allowed by the scopes that Google says were granted."""
    granted = set(scope.split())
    wider = (need for need, scopes in SCOPES.items() if need is not Need.SIGN_IN and granted.issuperset(scopes))
    return frozenset({Need.SIGN_IN, *wider})

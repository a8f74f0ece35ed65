"""What is asked of a person at Microsoft, and no more than that (H1, A2).

Drafts have a permission of their own at Microsoft, which cannot put anything on its way to a client. The one that can
is never asked for; where an administrator gave it to this application all the same, the mailbox is not used.
"""

from collections.abc import Collection

from segue.desk.ports import Need

SCOPES: dict[Need, tuple[str, ...]] = {
    Need.SIGN_IN: ("openid", "profile"),  # profile: the name with which letters are signed
    Need.CONTACTS: ("Contacts.Read",),
    Need.OTHER_CONTACTS: (),  # Google's alone
    Need.DRAFTS: ("Mail.ReadWrite",),
}
LATER = "offline_access"
_RESERVED = frozenset({"openid", "profile", "email", LATER})
_OUTGOING = ("mail", "send")


def scopes_for(needs: Collection[Need]) -> list[str]:
    """Return the scopes of some needs; a renewal is asked for only where there is something to do later."""
    asked = [scope for need in Need if need in {*needs, Need.SIGN_IN} for scope in SCOPES[need]]
    return [*asked, *([LATER] if set(needs) - {Need.SIGN_IN} else [])]


def needs_in(scope: str) -> frozenset[Need]:
    """Return the needs that are allowed by the scopes that Microsoft says were granted, in short or as addresses."""
    granted = {one.casefold() for one in names_in(scope)}
    wider = (need for need, scopes in SCOPES.items() if scopes and need is not Need.SIGN_IN)
    return frozenset({Need.SIGN_IN, *(need for need in wider if granted >= {one.casefold() for one in SCOPES[need]})})


def of_graph(scope: str) -> list[str]:
    """Return the scopes for Graph in an answer, as they are asked for again; msal adds those of signing in itself."""
    return sorted({one for one in names_in(scope) if one.casefold() not in _RESERVED})


def is_too_wide(scope: str) -> bool:
    """Say whether scopes let this application put mail on its way (also for shared mailboxes)."""
    return any(tuple(one.casefold().split(".")[:2]) == _OUTGOING for one in names_in(scope))


def names_in(scope: str) -> list[str]:
    """Return the bare names of scopes, with their resource's address taken away."""
    return [one.rpartition("/")[2] for one in scope.split()]

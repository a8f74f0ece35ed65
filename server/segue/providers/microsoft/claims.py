"""From the claims of a token that Microsoft signed to an account.

Source: learn.microsoft.com/entra/identity-platform/id-token-claims-reference, and /access-token-claims-reference.
"""

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from segue.departure.errors import NotAllowed
from segue.desk.ports import Account, Need, Tokens

PERSONAL = "9188040d-6c67-4c5b-b112-36a304b66dad"
"""The tenant that stands for all private accounts."""
_GUEST = 1
"""What the claim ``acct`` says of a guest."""
_MARK = "#ext#"
_ISSUER = r"/([0-9a-f-]{36})/v2\.0"


class TenantIssuers:
    """The issuers of one cloud: every tenant is one of its own. Which of them are let in, each company says."""

    def __init__(self, cloud: str) -> None:
        self._form = re.compile(re.escape(cloud) + _ISSUER)

    def __contains__(self, issuer: object) -> bool:
        """Say whether an issuer is a tenant of this cloud."""
        return isinstance(issuer, str) and self._form.fullmatch(issuer) is not None


def account_of(
    claims: Mapping[str, Any],
    granted: frozenset[Need] = frozenset(),
    tokens: Tokens | None = None,
    home: str = "",
) -> Account:
    """Return whom Microsoft vouches for; ``home`` is the tenant of his own that it named beside the token, if it did.

    The subject is tenant and object id (P6). Raises NotAllowed ``account_guest``, and ``token_refused`` where the
    issuer is another tenant than the one that is named, or nobody in particular.
    """
    tenant, person, name = (text_in(claims, one) for one in ("tid", "oid", "name"))
    address = text_in(claims, "preferred_username") or text_in(claims, "upn")
    is_own = text_in(claims, "iss").endswith(f"/{tenant}/v2.0")
    if not (_is_id(tenant) and _is_id(person) and is_own and address):
        raise NotAllowed("token_refused")
    if _is_guest(claims, tenant, home, address):
        raise NotAllowed("account_guest")
    organisation = "" if tenant == PERSONAL else tenant
    return Account("microsoft", f"{tenant}:{person}", organisation, address, name, "", granted, tokens)


def text_in(claims: Mapping[str, Any], name: str) -> str:
    """Return a claim that is a text, "" otherwise."""
    found = claims.get(name, "")
    return found if isinstance(found, str) else ""


def _is_guest(claims: Mapping[str, Any], tenant: str, home: str, address: str) -> bool:
    """Say whether the account's home is elsewhere; ``idp`` is there only where another one let the person in."""
    elsewhere = text_in(claims, "idp")
    is_marked = _MARK in address.casefold() or _MARK in text_in(claims, "upn").casefold()
    is_foreign = bool(home) and home.casefold() != tenant.casefold()
    return is_marked or is_foreign or claims.get("acct") == _GUEST or (bool(elsewhere) and tenant not in elsewhere)


def _is_id(told: str) -> bool:
    try:
        return str(UUID(told)) == told.lower()
    except ValueError:
        return False

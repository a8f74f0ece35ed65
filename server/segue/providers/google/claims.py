"""From the claims of a token that Google signed to an account."""

from collections.abc import Mapping
from typing import Any

from segue.departure.errors import NotAllowed
from segue.desk.ports import Account, Need, Tokens

ISSUERS = frozenset({"https://accounts.google.com", "accounts.google.com"})
"""How Google names itself (developers.google.com/identity/openid-connect, validating an ID token)."""


def account_of(
    claims: Mapping[str, Any], granted: frozenset[Need] = frozenset(), tokens: Tokens | None = None
) -> Account:
    """Return whom Google vouches for; raises NotAllowed ``token_refused`` without a subject or a verified address."""
    subject, address, name, locale, tenant = (_text(claims, one) for one in ("sub", "email", "name", "locale", "hd"))
    if not subject or not address or claims.get("email_verified") is not True:
        raise NotAllowed("token_refused")
    return Account("google", subject, tenant, address, name, locale, granted, tokens)


def _text(claims: Mapping[str, Any], name: str) -> str:
    found = claims.get(name, "")
    return found if isinstance(found, str) else ""

"""The token that the Outlook pane brings: Microsoft's own, for this installation's own API.

Source: learn.microsoft.com/entra/identity-platform/access-tokens, validating tokens, and
/access-token-claims-reference.
"""

from dataclasses import dataclass
from datetime import datetime

from segue.departure.errors import NotAllowed
from segue.desk.ports import Account
from segue.providers.microsoft.claims import account_of, text_in
from segue.providers.signed_tokens import SignedTokens

_VERSION = "2.0"


@dataclass(frozen=True)
class PaneTokens:
    """``audience`` is this installation's API, ``scope`` what the pane asks of it, ``clients`` who may ask."""

    signed: SignedTokens
    audience: str
    scope: str
    clients: frozenset[str]

    def who(self, token: object, now: datetime) -> Account:
        """Return whose pane it is, without tokens of his.

        Raises NotAllowed ``token_refused`` or ``account_guest``; MailboxBusy where the keys cannot be had.
        """
        claims = self.signed.claims(token, {self.audience}, now)
        is_for_us = self.scope in text_in(claims, "scp").split() and text_in(claims, "azp") in self.clients
        if not is_for_us or text_in(claims, "ver") != _VERSION:
            raise NotAllowed("token_refused")
        return account_of(claims)

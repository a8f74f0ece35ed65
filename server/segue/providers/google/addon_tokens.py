"""The two tokens that Google hands a Workspace add-on with every event: who calls, and for whom.

Source: developers.google.com/workspace/add-ons/guides/alternate-runtimes, verifying requests.
"""

from dataclasses import dataclass
from datetime import datetime

from segue.departure.errors import NotAllowed
from segue.desk.ports import Account
from segue.providers.google.claims import account_of
from segue.providers.signed_tokens import SignedTokens


@dataclass(frozen=True)
class AddonTokens:
    """``audiences`` are the addresses of the sidebar that the company configured; no other one is believed."""

    signed: SignedTokens
    audiences: frozenset[str]
    service_account: str
    client_id: str

    def who(self, system_token: object, user_token: object, endpoint: str, now: datetime) -> Account:
        """Return whose sidebar it is, without tokens of his, when Google calls; raises NotAllowed, MailboxBusy.

        Where the ``endpoint`` that was called is a configured one, a token for another one is not taken either.
        """
        self._require_google(system_token, self.audiences & {endpoint} or self.audiences, now)
        return account_of(self.signed.claims(user_token, {self.client_id}, now))

    def _require_google(self, token: object, audiences: frozenset[str], now: datetime) -> None:
        """Raise NotAllowed ``token_refused`` unless the caller is the deployment's service account."""
        claims = self.signed.claims(token, audiences, now)
        is_theirs = bool(self.service_account) and claims.get("email") == self.service_account
        if not is_theirs or claims.get("email_verified") is not True:
            raise NotAllowed("token_refused")

"""Sign-in with Microsoft: OpenID Connect, code flow with PKCE; implements ``desk.ports.Identity``.

The question is asked here, without a request: msal would first look up where to ask, and would make its own verifier
and nonce, which the browser could not bring back. The answer is exchanged by msal, which is handed what its own
``initiate_auth_code_flow`` would have returned.

Source: learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow, and /id-tokens.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from segue.departure.errors import MailboxBusy, NotAllowed, NotConnected
from segue.desk.ports import Account, Need, Question, Tokens
from segue.providers.microsoft.claims import account_of
from segue.providers.microsoft.entra import EntraClient, OnePerson, Registration
from segue.providers.microsoft.refusals import refusal_in
from segue.providers.microsoft.scopes import is_too_wide, needs_in, of_graph, scopes_for
from segue.providers.signed_tokens import SignedTokens, base64url

_LONGEST_LIFE = 86_400


@dataclass(frozen=True)
class MicrosoftIdentity:
    """``client`` reaches ``token_rules``; ``signed`` checks what Microsoft signed."""

    client: EntraClient
    registration: Registration
    signed: SignedTokens
    provider: str = "microsoft"

    def ask(self, question: Question) -> str:
        """Return the address at Microsoft; what it wanted to know when it ended something goes along."""
        asked = {
            "client_id": self.registration.client_id,
            "redirect_uri": question.redirect,
            "response_type": "code",
            "response_mode": "query",
            "scope": " ".join(scopes_for(question.needs)),
            "state": question.state,
            "nonce": _nonce_hash(question),
            "code_challenge": base64url(sha256(question.verifier.encode()).digest()),
            "code_challenge_method": "S256",
            "client_info": "1",
        }
        if question.hint:
            asked["login_hint"] = question.hint
        else:  # whoever came in with a wrong account could not choose another one otherwise
            asked["prompt"] = "select_account"
        if question.claims:
            asked["claims"] = question.claims
        return f"{self.client.addresses.of_authority('/oauth2/v2.0/authorize')}?{urlencode(asked)}"

    def account(self, question: Question, code: str, now: datetime) -> Account:
        """Return who answered; raises NotAllowed ``sign_in_refused``, ``account_guest`` and ``account_too_wide``.

        MailboxTrouble where Microsoft is away.
        """
        person = OnePerson(self.client, self.registration)
        answer = self._exchanged(person, question, code)
        try:
            claims = self.signed.claims(answer.get("id_token"), {self.registration.client_id}, now)
            return self._account(question, person, answer, claims, now)
        except NotAllowed as error:
            if error.code == "token_refused":
                raise NotAllowed("sign_in_refused") from error
            raise

    def renewed(self, tokens: Tokens, now: datetime) -> Tokens:
        """Return fresh tokens.

        Raises NotConnected, ``account_interaction_needed`` with the ``claims`` to ask for where the person has to do
        something at Microsoft first, ``account_too_wide``; MailboxTrouble.
        """
        scope, _, cache = tokens.renewal.partition("\n")
        try:
            person = OnePerson(self.client, self.registration, cache)
            accounts = person.application.get_accounts()
        except (ValueError, AttributeError) as error:  # what was kept is none of ours
            raise NotConnected(provider=self.provider) from error
        if not accounts:
            raise NotConnected(provider=self.provider)
        answer = person.application.acquire_token_silent_with_error(scope.split(), accounts[0], force_refresh=True)
        if answer is None:
            raise NotConnected(provider=self.provider)
        if "error" in answer:
            raise refusal_in(answer)
        granted = str(answer.get("scope", ""))
        if is_too_wide(granted):
            raise NotConnected("account_too_wide", provider=self.provider)
        return _tokens_in(answer, of_graph(granted) or scope.split(), person, now)

    def revoke(self, tokens: Tokens) -> None:
        """Do nothing: Microsoft has no address for it. Whoever forgets the tokens has ended them (A2)."""

    def _exchanged(self, person: OnePerson, question: Question, code: str) -> Mapping[str, Any]:
        flow = {
            "state": question.state,
            "redirect_uri": question.redirect,
            "scope": scopes_for(question.needs),
            "code_verifier": question.verifier,
            "nonce": question.nonce,
        }
        try:
            answer = person.application.acquire_token_by_auth_code_flow(flow, {"state": question.state, "code": code})
        except (RuntimeError, ValueError) as error:  # another nonce, or an id token that cannot be read
            raise NotAllowed("sign_in_refused") from error
        if "error" not in answer:
            return answer  # type: ignore[no-any-return]  # msal has no types
        refusal = refusal_in(answer)
        if isinstance(refusal, NotConnected):
            raise NotAllowed("sign_in_refused") from refusal
        raise refusal

    def _account(
        self, question: Question, person: OnePerson, answer: Mapping[str, Any], claims: Mapping[str, Any], now: datetime
    ) -> Account:
        if claims.get("nonce") != _nonce_hash(question):
            raise NotAllowed("sign_in_refused")
        granted, later = str(answer.get("scope", "")), bool(question.needs - {Need.SIGN_IN})
        if later and is_too_wide(granted):
            raise NotAllowed("account_too_wide")
        tokens = _tokens_in(answer, of_graph(granted), person, now) if later else None
        home = next((one["home_account_id"] for one in person.application.get_accounts()), "").rpartition(".")[2]
        return account_of(claims, needs_in(granted), tokens, home)


def _nonce_hash(question: Question) -> str:
    """Return what msal compares an id token's nonce with."""
    return sha256(question.nonce.encode()).hexdigest()


def _tokens_in(answer: Mapping[str, Any], scopes: list[str], person: OnePerson, now: datetime) -> Tokens:
    """Return tokens; what renews them is the scopes to ask for, a line break, and msal's cache of this one person."""
    access, life = answer.get("access_token"), answer.get("expires_in")
    if not isinstance(access, str) or not access or not isinstance(life, int):
        raise MailboxBusy(provider="microsoft", wait_seconds=None)
    seconds = max(min(life, _LONGEST_LIFE), 0)
    return Tokens(access, now + timedelta(seconds=seconds), " ".join(scopes) + "\n" + person.kept())

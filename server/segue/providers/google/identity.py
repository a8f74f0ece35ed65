"""Sign-in with Google: OpenID Connect, code flow with PKCE; implements ``desk.ports.Identity``.

Source: developers.google.com/identity/openid-connect, and /identity/protocols/oauth2/web-server.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

import requests

from segue.departure.errors import MailboxBusy, MailboxRefused, NotAllowed, NotConnected
from segue.desk.ports import Account, Need, Question, Tokens
from segue.providers.gate import GatedSession, wait_seconds
from segue.providers.google.addresses import GoogleAddresses
from segue.providers.google.claims import account_of
from segue.providers.google.scopes import needs_in, scopes_for
from segue.providers.signed_tokens import SignedTokens, base64url

_LIFE = 3600
"""Seconds that Google's access tokens live where it does not say."""


@dataclass(frozen=True)
class GoogleIdentity:
    """``session`` reaches ``token_rules``; ``signed`` checks what Google signed."""

    addresses: GoogleAddresses
    client_id: str
    client_secret: str = field(repr=False)
    session: GatedSession
    signed: SignedTokens
    provider: str = "google"

    def ask(self, question: Question) -> str:
        """Return the address at Google; a renewal token is asked for only where there is something to do later."""
        asked = {
            "client_id": self.client_id,
            "redirect_uri": question.redirect,
            "response_type": "code",
            "scope": scopes_for(question.needs),
            "state": question.state,
            "nonce": question.nonce,
            "code_challenge": base64url(sha256(question.verifier.encode()).digest()),
            "code_challenge_method": "S256",
            "hd": "*",  # a hint alone: which organisation it is, is checked in the answer
        }
        if _later(question):
            asked |= {"access_type": "offline", "include_granted_scopes": "true", "prompt": "consent"}
        else:  # whoever came in with a wrong account could not choose another one otherwise
            asked["prompt"] = "select_account"
        if question.hint:
            asked["login_hint"] = question.hint
        return f"{self.addresses.accounts}/o/oauth2/v2/auth?{urlencode(asked)}"

    def account(self, question: Question, code: str, now: datetime) -> Account:
        """Return who answered; raises NotAllowed ``sign_in_refused``, MailboxTrouble."""
        more = {"code": code, "redirect_uri": question.redirect, "code_verifier": question.verifier}
        try:
            answer = self._tokens("authorization_code", more)
            claims = self.signed.claims(answer.get("id_token"), {self.client_id}, now)
        except (NotConnected, NotAllowed) as error:
            raise NotAllowed("sign_in_refused") from error
        if claims.get("nonce") != question.nonce or claims.get("azp", self.client_id) != self.client_id:
            raise NotAllowed("sign_in_refused")
        try:
            tokens = _tokens_in(answer, now) if _later(question) else None
            return account_of(claims, needs_in(str(answer.get("scope", ""))), tokens)
        except NotAllowed as error:
            raise NotAllowed("sign_in_refused") from error

    def renewed(self, tokens: Tokens, now: datetime) -> Tokens:
        """Return fresh tokens; Google says the renewal token but once. Raises NotConnected, MailboxTrouble."""
        if not tokens.renewal:
            raise NotConnected(provider=self.provider)
        return _tokens_in(self._tokens("refresh_token", {"refresh_token": tokens.renewal}), now, tokens.renewal)

    def revoke(self, tokens: Tokens) -> None:
        """End the tokens at Google; ones that have ended are no error. Raises MailboxTrouble."""
        response = self._post("/revoke", {"token": tokens.renewal or tokens.access})
        if not response.ok and _error_in(response) != "invalid_token":
            raise MailboxRefused(provider=self.provider, status=response.status_code)

    def _tokens(self, grant: str, more: Mapping[str, str]) -> dict[str, Any]:
        who = {"client_id": self.client_id, "client_secret": self.client_secret, "grant_type": grant}
        response = self._post("/token", {**who, **more})
        if _error_in(response) == "invalid_grant":
            raise NotConnected(provider=self.provider)
        if not response.ok:
            raise MailboxRefused(provider=self.provider, status=response.status_code)
        return _object_in(response)

    def _post(self, path: str, form: Mapping[str, str]) -> requests.Response:
        """Post a form once; what went wrong on the way leaves nothing that could be doubled: it may be tried again."""
        try:
            response = self.session.post(self.addresses.tokens + path, data=form, allow_redirects=False)
        except requests.RequestException as error:
            raise MailboxBusy(provider=self.provider, wait_seconds=None) from error
        if response.status_code == requests.codes.too_many_requests or response.status_code >= 500:
            raise MailboxBusy(provider=self.provider, wait_seconds=wait_seconds(response))
        return response


def _later(question: Question) -> bool:
    return bool(question.needs - {Need.SIGN_IN})


def _tokens_in(answer: Mapping[str, Any], now: datetime, renewal: str = "") -> Tokens:
    access, life = answer.get("access_token"), answer.get("expires_in", _LIFE)
    if not isinstance(access, str) or not access or not isinstance(life, int):
        raise MailboxBusy(provider="google", wait_seconds=None)
    return Tokens(
        access, now + timedelta(seconds=max(min(life, 86_400), 0)), str(answer.get("refresh_token") or renewal)
    )


def _object_in(response: requests.Response) -> dict[str, Any]:
    try:
        made = response.json()
    except ValueError as error:
        raise MailboxBusy(provider="google", wait_seconds=None) from error
    if not isinstance(made, dict):
        raise MailboxBusy(provider="google", wait_seconds=None)
    return made


def _error_in(response: requests.Response) -> str:
    """Return the error that a refusal names (RFC 6749 5.2), "" without one."""
    if response.ok:
        return ""
    try:
        made = response.json()
    except ValueError:
        return ""
    return str(made.get("error", "")) if isinstance(made, dict) else ""

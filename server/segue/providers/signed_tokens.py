"""Tokens that a provider signed (RS256), checked with the keys that it publishes and against the ``now`` that is given.

Whatever is wrong with a token, the caller learns no more than that it was refused.
"""

import re
from base64 import urlsafe_b64encode
from collections.abc import Collection, Container, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

import jwt
import requests

from segue.departure.errors import MailboxBusy, NotAllowed
from segue.providers.gate import GatedSession

LEEWAY_SECONDS = 60.0
"""How far the provider's clock and ours may be apart."""
LONGEST_TOKEN = 16_384
AGAIN = timedelta(minutes=1)
"""For a key that nobody knows the set is fetched again, at most so often: forged tokens must not become requests."""
REST = timedelta(seconds=10)
"""After keys could not be had, whoever asks is told so at once for so long, instead of waiting for the same."""
LONGEST_KEPT = timedelta(days=1)
_UNCHECKED = dict.fromkeys(("verify_exp", "verify_nbf", "verify_iat", "verify_aud", "verify_iss", "verify_sub"), False)
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age=(\d{1,9})")


def base64url(content: bytes) -> str:
    """Return bytes as base64url without padding (RFC 7515, appendix C)."""
    return urlsafe_b64encode(content).rstrip(b"=").decode()


@dataclass(frozen=True)
class _KeySet:
    keys: Mapping[str, jwt.PyJWK] = field(default_factory=dict)
    fetched_at: datetime | None = None
    until: datetime | None = None

    def serves(self, kid: str, now: datetime) -> bool:
        """Say whether this set answers for a key: it has it and is fresh, or it has just been fetched."""
        if self.fetched_at is None or self.until is None or self.until <= now:
            return False
        return kid in self.keys or now - self.fetched_at < AGAIN


class SignedTokens:
    """Checks tokens; any thread may ask. ``session`` reaches ``address`` alone, where the key set (RFC 7517) is."""

    def __init__(self, session: GatedSession, address: str, issuers: Container[str]) -> None:
        self._session, self._address, self._issuers = session, address, issuers
        self._fetching, self._known = Lock(), _KeySet()
        self._failed_at: datetime | None = None

    def claims(self, token: object, audiences: Collection[str], now: datetime) -> dict[str, Any]:
        """Return what a token says, of an own issuer and for one of the audiences.

        Raises NotAllowed ``token_refused``; MailboxBusy ``sign_in_waits`` when the keys cannot be had.
        """
        if not isinstance(token, str) or len(token) > LONGEST_TOKEN or not token.isascii():
            raise NotAllowed("token_refused")
        key = self._key(_kid_of(token), now)
        try:
            found: dict[str, Any] = jwt.decode(token, key, algorithms=["RS256"], options=_UNCHECKED)  # type: ignore[arg-type]  # see below
        except (jwt.PyJWTError, ValueError, TypeError, RecursionError) as error:
            raise NotAllowed("token_refused") from error
        if not self._is_for(found, audiences) or not _is_current(found, now.timestamp()):
            raise NotAllowed("token_refused")
        return found

    def _is_for(self, claims: Mapping[str, Any], audiences: Collection[str]) -> bool:
        issuer, audience = claims.get("iss"), claims.get("aud")
        if not isinstance(issuer, str) or not isinstance(audience, str):
            return False
        return issuer in self._issuers and bool(audience) and audience in audiences

    def _key(self, kid: str, now: datetime) -> jwt.PyJWK:
        known = self._known
        if not known.serves(kid, now):
            with self._fetching:
                if not self._known.serves(kid, now):
                    self._known = self._fetched(now)
                known = self._known
        if kid not in known.keys:
            raise NotAllowed("token_refused")
        return known.keys[kid]

    def _fetched(self, now: datetime) -> _KeySet:
        if self._failed_at is not None and now - self._failed_at < REST:
            raise MailboxBusy("sign_in_waits", wait_seconds=REST.total_seconds())
        try:
            response = self._session.get(self._address, allow_redirects=False)
            response.raise_for_status()
            keys = response.json()["keys"]
            found = {one["kid"]: jwt.PyJWK(one, "RS256") for one in keys if _is_usable(one)}
        except (requests.RequestException, jwt.PyJWTError, ValueError, TypeError, KeyError) as error:
            self._failed_at = now
            raise MailboxBusy("sign_in_waits", wait_seconds=None) from error
        told = _MAX_AGE.search(response.headers.get("Cache-Control", "").lower())
        kept = timedelta(seconds=int(told[1])) if told else AGAIN
        return _KeySet(found, now, now + max(AGAIN, min(kept, LONGEST_KEPT)))


def _is_usable(key: Mapping[str, Any]) -> bool:
    signs = key.get("use", "sig") == "sig" and key.get("alg", "RS256") == "RS256"
    return key.get("kty") == "RSA" and signs and isinstance(key.get("kid"), str)


def _kid_of(token: str) -> str:
    try:
        header = jwt.get_unverified_header(token)
    except (jwt.PyJWTError, ValueError, TypeError, RecursionError) as error:
        raise NotAllowed("token_refused") from error
    kid = header.get("kid")
    if header.get("alg") != "RS256" or not isinstance(kid, str):
        raise NotAllowed("token_refused")
    return kid


def _is_current(claims: Mapping[str, Any], now: float) -> bool:
    """Say whether a token has begun and not ended; what is no number has neither."""
    begun = all(_number(claims.get(name, now)) <= now + LEEWAY_SECONDS for name in ("iat", "nbf"))
    return begun and _number(claims.get("exp"), none=float("-inf")) > now - LEEWAY_SECONDS


def _number(told: object, none: float = float("inf")) -> float:
    return float(told) if isinstance(told, int | float) and not isinstance(told, bool) else none

"""Authlib's authorization server over the desk: S256 alone, and every secret used once.

Authlib reads requests and words answers as RFC 6749 says; what a code or token is worth is said by
``segue.desk.browsers``. One server is made for each request, since it works in that request's transaction: what a
refusal ends is written with it.
"""

import secrets
from typing import Any, cast

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2 import OAuth2Error
from authlib.oauth2.rfc6749 import InvalidRequestError
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant, RefreshTokenGrant
from authlib.oauth2.rfc7636 import CodeChallenge
from flask import Response

from segue.departure.people import Person
from segue.desk.browsers import ACCESS_LIVES, Pair, connect, make_code, renew, use_code, use_refresh
from segue.desk.desk import Desk
from segue.desk.ports import GrantKind
from segue.doors.browser_name import browser_name
from segue.doors.oauth_client import CLIENT_ID, Extension, StoredCode, StoredRefresh


def new_secret() -> str:
    """Return a secret that nobody guesses: 256 bits."""
    return secrets.token_urlsafe(32)


def token_answer(pair: Pair) -> dict[str, Any]:
    """Return two tokens as they are given out (RFC 6749, 5.1); ``expires_in`` is in seconds."""
    lives = int(ACCESS_LIVES.total_seconds())
    return {"access_token": pair.access, "token_type": "Bearer", "expires_in": lives, "refresh_token": pair.refresh}


class OnlyS256(CodeChallenge):
    """PKCE as RFC 7636 has it, without *plain* and without a way round."""

    SUPPORTED_CODE_CHALLENGE_METHOD = ["S256"]  # noqa: RUF012  # Authlib's own name
    LENGTH = 43

    def validate_code_challenge(self, grant: Any, redirect_uri: str) -> None:
        """Refuse a request without a challenge, and one that does not say that it is a SHA-256."""
        asked = grant.request.payload.data
        super().validate_code_challenge(grant, redirect_uri)
        if asked.get("code_challenge_method") != "S256" or len(asked.get("code_challenge") or "") != self.LENGTH:
            raise InvalidRequestError("A 'code_challenge' with the method S256 is needed.")


class CodeGrant(AuthorizationCodeGrant):
    """Codes: made when a person agrees, used up at the first attempt."""

    TOKEN_ENDPOINT_AUTH_METHODS = ["none"]  # noqa: RUF012  # Authlib's own name
    server: "Server"

    def generate_authorization_code(self) -> str:
        """Return a new code."""
        return new_secret()

    def save_authorization_code(self, code: str, request: Any) -> None:
        """Keep it with what it is bound to."""
        asked = request.payload
        name = browser_name(str(request.headers.get("User-Agent", "")))
        make_code(self.server.open_desk, request.user, code, asked.redirect_uri, asked.data["code_challenge"], name)

    def query_authorization_code(self, code: str, client: Any) -> StoredCode | None:
        """Use it up."""
        grant = use_code(self.server.desk, code, GrantKind.CODE) if self.server.desk else None
        return StoredCode(grant) if grant else None

    def delete_authorization_code(self, authorization_code: Any) -> None:
        """Leave it known: a second use is to be seen."""

    def authenticate_user(self, authorization_code: StoredCode) -> str:
        """Return whose it is; that this person has not gone was asked when it was used."""
        return authorization_code.grant.person_id


class RefreshGrant(RefreshTokenGrant):
    """Refresh tokens: each exchanged once."""

    TOKEN_ENDPOINT_AUTH_METHODS = ["none"]  # noqa: RUF012  # Authlib's own name
    INCLUDE_NEW_REFRESH_TOKEN = True
    server: "Server"

    def authenticate_refresh_token(self, refresh_token: str) -> StoredRefresh | None:  # type: ignore[override]  # stubs want no None
        """Use it up."""
        token = use_refresh(self.server.desk, refresh_token) if self.server.desk else None
        return StoredRefresh(token) if token else None

    def authenticate_user(self, refresh_token: StoredRefresh) -> str:
        """Return its family; that the person has not gone was asked when it was used."""
        return refresh_token.token.browser_id

    def revoke_old_credential(self, refresh_token: Any) -> None:
        """Do nothing: it was used up before anything was given for it."""


class Server(AuthorizationServer):
    """The server of one request; without a desk where no company knows what the request brings."""

    def __init__(self, redirects: frozenset[str], desk: Desk | None) -> None:
        super().__init__()
        self.desk = desk
        self._client = Extension(redirects)
        self.register_token_generator("default", _new_tokens)  # type: ignore[arg-type]  # any callable does
        self.register_grant(CodeGrant, [OnlyS256(required=True)])
        self.register_grant(RefreshGrant)

    @property
    def open_desk(self) -> Desk:
        """Return the desk where there is one."""
        assert self.desk is not None  # noqa: S101  # codes are made for who is signed in
        return self.desk

    def query_client(self, client_id: str) -> Extension | None:  # type: ignore[override]  # stubs want no None
        """Return the one client by its name."""
        return self._client if client_id == CLIENT_ID else None

    def save_token(self, token: dict[str, Any], request: Any) -> None:
        """Keep two new tokens: of a new browser, or of the family that is renewed."""
        pair = Pair(token["access_token"], token["refresh_token"])
        if request.authorization_code is not None:
            connect(self.open_desk, request.authorization_code.grant, pair)
        else:
            renew(self.open_desk, request.refresh_token.token, pair)

    def asked_of(self, person: Person) -> Any:
        """Return what is asked of a person; raises OAuth2Error."""
        return self.get_consent_grant(end_user=person)  # type: ignore[no-untyped-call]  # stubs

    def agreed(self, grant: Any, person: Person | None) -> Response:
        """Return the redirect with a code, or with the refusal when nobody agrees."""
        return cast(Response, self.create_authorization_response(grant_user=person, grant=grant))

    def tokens(self) -> Response:
        """Return tokens or why there are none; raises OAuth2Error for a connection that anybody can listen to."""
        return cast(Response, self.create_token_response())

    def sent_back(self, error: OAuth2Error) -> Response:
        """Return the redirect that tells the extension what was wrong."""
        return self.handle_response(*error())


def _new_tokens(**_: object) -> dict[str, Any]:
    return token_answer(Pair(new_secret(), new_secret()))

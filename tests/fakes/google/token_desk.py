"""Google's token desk: codes and refresh tokens into access tokens, and revocation.

- answers and ``invalid_grant``: https://developers.google.com/identity/protocols/oauth2/web-server
- "Token has been expired or revoked.": https://github.com/apache/opendal/issues/3901
- claims of an id token: https://developers.google.com/identity/openid-connect/reference#id-token-claims
"""

import hashlib
from base64 import b64decode
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from fakes.provider.keys import b64
from fakes.provider.wire import Answer, Refusal, Request, as_json

from .tokens import ACCESS_LIFE, Code

if TYPE_CHECKING:
    from .world import World

NO_STORE = {"Cache-Control": "no-cache, no-store, max-age=0, must-revalidate", "Pragma": "no-cache"}


def answer(world: "World", request: Request) -> Answer:
    """Answer for oauth2.googleapis.com."""
    if request.method != "POST" or request.path not in ("/token", "/revoke"):
        return Answer(404)
    if request.path == "/revoke":
        return _revoked(world, request)
    _check_client(world, request)
    kinds = {"authorization_code": _exchanged, "refresh_token": _refreshed}
    kind = request.form.get("grant_type", "")
    if kind not in kinds:
        raise _refusal("unsupported_grant_type", f"Invalid grant_type: {kind}")
    return as_json(kinds[kind](world, request.form), headers=NO_STORE)


def _refusal(error: str, description: str, status: int = 400) -> Refusal:
    return Refusal(as_json({"error": error, "error_description": description}, status, NO_STORE))


def _check_client(world: "World", request: Request) -> None:
    client, secret = request.form.get("client_id", ""), request.form.get("client_secret", "")
    kind, _, basic = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "basic":
        client, secret = (unquote(part) for part in b64decode(basic).decode().split(":", 1))
    if client != world.client.id:
        raise _refusal("invalid_client", "The OAuth client was not found.", 401)
    if secret != world.client.secret:
        raise _refusal("invalid_client", "Unauthorized", 401)


def _exchanged(world: "World", form: dict[str, str]) -> dict[str, Any]:
    code = world.tokens.spend_code(form.get("code", ""))
    if code is None:
        raise _refusal("invalid_grant", "Malformed auth code.")
    if form.get("redirect_uri") != code.redirect_uri:
        raise _refusal("redirect_uri_mismatch", "Bad Request")
    if "code_verifier" not in form:
        raise _refusal("invalid_grant", "Missing code verifier.")
    if b64(hashlib.sha256(form["code_verifier"].encode()).digest()) != code.challenge:
        raise _refusal("invalid_grant", "Invalid code verifier.")
    told = _answered(world, code.email, code.scopes, code.nonce)
    return {**told, "refresh_token": world.tokens.new_refresh(code.email, code.scopes)} if code.refreshable else told


def _refreshed(world: "World", form: dict[str, str]) -> dict[str, Any]:
    email, scopes = world.tokens.refresh.get(form.get("refresh_token", ""), ("", frozenset()))
    if not email:
        raise _refusal("invalid_grant", "Token has been expired or revoked.")
    return _answered(world, email, scopes, "")


def _answered(world: "World", email: str, scopes: frozenset[str], nonce: str) -> dict[str, Any]:
    access = world.tokens.new_access(email, scopes)
    told = {"access_token": access, "expires_in": int(ACCESS_LIFE.total_seconds()), "scope": " ".join(sorted(scopes)),
            "token_type": "Bearer"}  # fmt: skip
    if "openid" not in scopes:
        return told
    half = hashlib.sha256(access.encode()).digest()[:16]
    claims = world.claims(email, scopes, at_hash=b64(half), **({"nonce": nonce} if nonce else {}))
    return {**told, "id_token": world.keys.sign(claims)}


def _revoked(world: "World", request: Request) -> Answer:
    """End the whole consent that a token belongs to, all its scopes, whichever token it is."""
    email = world.tokens.owner(request.form.get("token", "") or request.get("token"))
    if not email:
        raise _refusal("invalid_token", "Token expired or revoked")
    world.tokens.end(email)
    return as_json({}, headers=NO_STORE)


def tokens_for(world: "World", code: Code) -> dict[str, Any]:
    """Return what the token desk would answer to a consent, refresh token included."""
    world.tokens.granted[code.email] = world.tokens.granted.get(code.email, frozenset()) | code.scopes
    told = _answered(world, code.email, code.scopes, code.nonce)
    return {**told, "refresh_token": world.tokens.new_refresh(code.email, code.scopes)}

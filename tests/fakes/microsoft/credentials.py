"""How our client proves that it is ours: a secret, or a certificate's key.

- https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-auth-code-flow#request-an-access-token-with-a-client_secret
- https://learn.microsoft.com/en-us/entra/identity-platform/certificate-credentials
"""

import re
from base64 import b64decode
from typing import TYPE_CHECKING
from urllib.parse import unquote

import jwt
from jwt.types import Options

from fakes.provider.wire import Request

from .aadsts import Trouble
from .apps import LOGIN

if TYPE_CHECKING:
    from .world import World

KIND = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
AUDIENCE = re.compile(f"{re.escape(LOGIN)}/[^/]+/(?:oauth2/v2.0/token|v2.0)")


def proof_of(world: "World", request: Request) -> str:
    """Return how the client proved itself, as ``azpacr`` says it; raises Trouble.

    A page in a browser proves nothing ("0"): it comes with an ``Origin``.
    """
    form = request.form
    client, secret = form.get("client_id", ""), form.get("client_secret", "")
    kind, _, basic = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "basic":
        client, secret = (unquote(part) for part in b64decode(basic).decode().split(":", 1))
    if client != world.app.id:
        raise Trouble(700016, app=client)
    if "client_assertion" in form:
        _check(world, form)
        return "2"
    if not secret and "origin" not in request.headers:
        raise Trouble(7000218)
    if secret and secret != world.app.secret:
        raise Trouble(7000215, app=world.app.id)
    return "1" if secret else "0"


def _check(world: "World", form: dict[str, str]) -> None:
    """Check a client assertion. msal stamps it by the machine's clock, so ``world.assertion_clock`` is that one."""
    assertion = form["client_assertion"]
    if form.get("client_assertion_type") != KIND:
        raise Trouble(7000218)
    try:
        header = jwt.get_unverified_header(assertion)
        key = world.app.key(header.get("x5t#S256") or header.get("x5t", ""))
        if key is None:
            raise Trouble(700027, why="The key was not found.")
        told = jwt.decode(assertion, key, ["RS256", "PS256"], options=only_signed("exp", "iat", "aud", "jti"))
    except jwt.InvalidTokenError as error:
        raise Trouble(700027, why="The key used is incorrect.") from error
    if not told["iss"] == told["sub"] == world.app.id or not AUDIENCE.fullmatch(told["aud"]):
        raise Trouble(700027, why="Issuer, subject or audience is wrong.")
    now = world.assertion_clock().timestamp()
    if not told.get("nbf", told["iat"]) - 300 <= now < told["exp"] + 300:
        raise Trouble(700024)


def only_signed(*required: str) -> Options:
    """Have a token's signature checked, and that it says these; the rest is judged by a clock of ours."""
    return {"verify_aud": False, "verify_exp": False, "verify_nbf": False, "verify_iat": False,
            "require": list(required)}  # fmt: skip

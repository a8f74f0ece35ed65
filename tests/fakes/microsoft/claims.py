"""What tokens say.

- https://learn.microsoft.com/en-us/entra/identity-platform/id-token-claims-reference
- https://learn.microsoft.com/en-us/entra/identity-platform/access-token-claims-reference
"""

import hashlib
import json
from typing import TYPE_CHECKING, Any

from fakes.provider.keys import b64

from .apps import LOGIN
from .scopes import GRAPH_ID

if TYPE_CHECKING:
    from .accounts import Account
    from .world import World


def issuer(tid: str) -> str:
    """Return who signs a tenant's tokens (v2)."""
    return f"{LOGIN}/{tid}/v2.0"


def _common(world: "World", who: "Account", tid: str) -> dict[str, Any]:
    now = int(world.clock().timestamp())
    pairwise = hashlib.sha256(f"{who.oid_in(tid)} {world.app.id}".encode()).digest()
    told = {"iss": issuer(tid), "iat": now, "nbf": now, "exp": now + int(world.tokens.life.total_seconds()),
            "oid": who.oid_in(tid), "tid": tid, "sub": b64(pairwise), "name": who.name, "ver": "2.0",
            "preferred_username": who.upn_in(who.tid), "uti": world.tokens.secret("uti")[4:26],
            "rh": "1.opaque."}  # fmt: skip
    # Who comes from another tenant is named by it: https://learn.microsoft.com/en-us/entra/external-id/user-token
    return {**told, "idp": f"https://sts.windows.net/{who.tid}/"} if tid != who.tid else told


def of_id_token(world: "World", who: "Account", tid: str, nonce: str, email: bool) -> dict[str, Any]:
    """Return what an id token to our client says."""
    told = {"aud": world.app.id, **_common(world, who, tid)}
    return told | ({"nonce": nonce} if nonce else {}) | ({"email": who.email} if email else {})


def of_api_token(world: "World", who: "Account", tid: str, scopes: frozenset[str], proof: str) -> dict[str, Any]:
    """Return what a token for our own API says; ``proof`` is 0 for a public client, 1 a secret, 2 a certificate."""
    own = {"aud": world.app.id, "azp": world.app.id, "azpacr": proof, "scp": " ".join(sorted(scopes))}
    return {**_common(world, who, tid), **own}


def of_graph_token(world: "World", who: "Account", tid: str, scopes: frozenset[str], proof: str) -> dict[str, Any]:
    """Return what a token for Graph says: version 1, and nobody else's business."""
    told = _common(world, who, tid)
    told |= {"aud": GRAPH_ID, "iss": f"https://sts.windows.net/{tid}/", "ver": "1.0", "appid": world.app.id,
             "appidacr": proof, "scp": " ".join(sorted(scopes)), "upn": who.upn_in(tid)}  # fmt: skip
    return told


def client_info(who: "Account") -> str:
    """Return whose account it is at home, as msal keeps it."""
    return b64(json.dumps({"uid": who.oid, "utid": who.tid}).encode())

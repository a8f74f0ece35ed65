"""Entra's token desk: codes, refresh tokens and our own API's tokens into access tokens.

- https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-auth-code-flow
- https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-on-behalf-of-flow
"""

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import jwt

from fakes.provider.keys import b64
from fakes.provider.wire import Answer, Request, as_json

from . import claims
from .aadsts import Trouble
from .credentials import only_signed, proof_of
from .scopes import GRAPH_ID, Asked, read
from .tokens import Access

if TYPE_CHECKING:
    from .world import World

NO_STORE = {"Cache-Control": "no-store, no-cache", "Pragma": "no-cache"}
ON_BEHALF = "urn:ietf:params:oauth:grant-type:jwt-bearer"


@dataclass(frozen=True)
class Grant:
    """Whom tokens are for: the account, the tenant that it signed in to, what is asked, how the client proved itself.

    ``before`` is the refresh token that was used.
    """

    email: str
    tid: str
    asked: Asked
    proof: str
    nonce: str = ""
    watched: bool = False
    before: str = ""


def answer(world: "World", request: Request, tenant: str) -> Answer:
    """Answer ``/{tenant}/oauth2/v2.0/token``; raises Trouble."""
    proof, form = proof_of(world, request), request.form
    kinds = {"authorization_code": _exchanged, "refresh_token": _refreshed, ON_BEHALF: _on_behalf}
    kind = form.get("grant_type", "")
    if kind not in kinds:
        raise Trouble(70003, grant=kind)
    asked = read(world.app, form.get("scope", ""))
    world.note_scopes(asked)
    if asked.graph and asked.own:
        raise Trouble(28000, scope=form["scope"])
    told = answered(world, kinds[kind](world, form, asked, proof, tenant))
    if form.get("client_info") != "1":
        del told["client_info"]
    cors = {"Access-Control-Allow-Origin": "*"} if "origin" in request.headers else {}
    return as_json(told, headers={**NO_STORE, **cors})


def _exchanged(world: "World", form: dict[str, str], asked: Asked, proof: str, tenant: str) -> Grant:
    code = world.tokens.spend_code(form.get("code", ""))
    if form.get("redirect_uri") != code.redirect_uri:
        raise Trouble(50011, uri=form.get("redirect_uri", ""), app=world.app.id)
    if b64(hashlib.sha256(form.get("code_verifier", "").encode()).digest()) != code.challenge:
        raise Trouble(501481)
    spa = code.redirect_uri in world.app.spa_redirect_uris
    if spa != (proof == "0"):
        raise Trouble(9002327 if spa else 7000218)
    asked = asked if form.get("scope") else code.asked
    return Grant(code.email, code.tid, asked, proof, code.nonce, _watched(form))


def _refreshed(world: "World", form: dict[str, str], asked: Asked, proof: str, tenant: str) -> Grant:
    secret = form.get("refresh_token", "")
    renewal = world.tokens.renewal(secret)
    if renewal.spa != (proof == "0"):
        raise Trouble(9002327 if renewal.spa else 7000218)
    tid = _tenant_for(world, tenant, renewal.email, renewal.tid)
    _check_challenge(world, renewal.email, form)
    return Grant(renewal.email, tid, asked, proof, "", _watched(form), secret)


def _tenant_for(world: "World", segment: str, email: str, tid: str) -> str:
    """Return the tenant that a refresh is for: one refresh token serves every tenant that its account is in."""
    if segment not in world.tenants:
        return tid
    if segment not in {world.accounts[email].tid, *world.accounts[email].guest_in}:
        raise Trouble(50020, user=email, tenant=segment, app=world.app.id)
    return segment


def _on_behalf(world: "World", form: dict[str, str], asked: Asked, proof: str, tenant: str) -> Grant:
    if form.get("requested_token_use") != "on_behalf_of" or proof == "0":
        raise Trouble(70003, grant=ON_BEHALF)
    told = _assertion(world, form.get("assertion", ""))
    mine = [one.email for one in world.accounts.values() if one.oid_in(told["tid"]) == told["oid"]]
    if not mine:
        raise Trouble(50034, user=told["oid"], tenant=told["tid"])
    email = mine[0]
    _check_challenge(world, email, form)
    return Grant(email, told["tid"], asked, proof, "", _watched(form))


def _assertion(world: "World", assertion: str) -> dict[str, Any]:
    """Return what a token for our own API says; raises Trouble where it is not one."""
    try:
        kid = jwt.get_unverified_header(assertion).get("kid")
        key = next(jwt.PyJWK(one) for one in world.keys.published()["keys"] if one["kid"] == kid)
        signed = only_signed("aud", "nbf", "exp", "tid", "oid")
        told: dict[str, Any] = jwt.decode(assertion, key, ["RS256"], options=signed)
    except (jwt.InvalidTokenError, StopIteration) as error:
        raise Trouble(50013) from error
    if told["aud"] not in (world.app.id, world.app.uri):
        raise Trouble(500131)
    if not told["nbf"] <= world.clock().timestamp() < told["exp"]:
        raise Trouble(500133)
    return told


def _check_challenge(world: "World", email: str, form: dict[str, str]) -> None:
    """Raise Trouble while a policy asks for more than the person showed at the last sign-in."""
    if found := world.challenges.get(email):
        raise Trouble(found.number, found.error, found.claims, resource=GRAPH_ID)


def _watched(form: dict[str, str]) -> bool:
    """Say whether the client can bear that Graph ends a token early (the client capability ``CP1``)."""
    wanted = json.loads(form.get("claims") or "{}").get("access_token", {}).get("xms_cc", {}).get("values", [])
    return "CP1" in [str(one).upper() for one in wanted]


def answered(world: "World", grant: Grant) -> dict[str, Any]:
    """Return tokens; raises Trouble where nobody consented."""
    who, asked = world.accounts[grant.email], grant.asked
    granted = world.consented(grant.email, grant.tid)
    if asked.graph - granted or (asked.every and not granted):
        raise Trouble(65001, app=world.app.id)
    life = int(world.tokens.life.total_seconds())
    told = {"token_type": "Bearer", "scope": asked.told(world.app, granted), "expires_in": life,
            "ext_expires_in": life, "access_token": _access(world, grant, granted),
            "client_info": claims.client_info(who)}  # fmt: skip
    if "offline_access" in asked.identity:
        told["refresh_token"] = world.tokens.new_refresh(grant.email, grant.tid, grant.proof == "0", grant.before)
    if "openid" in asked.identity:
        said = claims.of_id_token(world, who, grant.tid, grant.nonce, "email" in asked.identity)
        told["id_token"] = world.keys.sign(said)
    return told


def _access(world: "World", grant: Grant, granted: frozenset[str]) -> str:
    who, asked = world.accounts[grant.email], grant.asked
    if asked.own:
        return world.keys.sign(claims.of_api_token(world, who, grant.tid, asked.own, grant.proof))
    said = claims.of_graph_token(world, who, grant.tid, granted, grant.proof)
    secret = world.keys.sign(said, {"nonce": said["uti"]})
    until = world.clock() + world.tokens.life
    world.tokens.access[secret] = Access(grant.email, grant.tid, granted, until, grant.watched)
    return secret

"""Entra's sign-in page: who signs in, who consents to what.

Parameters and errors: https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-auth-code-flow ; on a wrong
request, and for an account of no tenant that fits, Entra shows a page of its own and does not redirect.
"""

import json
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from fakes.provider.wire import Answer, Request, as_page

from . import claims
from .aadsts import Trouble
from .apps import PRIVATE
from .scopes import FOR_ADMINISTRATORS, Asked, read
from .tokens import CODE_LIFE, Code

if TYPE_CHECKING:
    from .accounts import Account
    from .world import World

EVERYBODY = frozenset({"common", "organizations", "consumers"})


@dataclass(frozen=True)
class Decision:
    """What the person at the page does: whose account it is, "" to decline; ``administrator``: one has to consent."""

    email: str
    administrator: bool = False


def answer(world: "World", request: Request, tenant: str) -> Answer:
    """Answer ``/{tenant}/oauth2/v2.0/authorize``; raises Trouble, which is a page."""
    asked = _checked(world, request, tenant)
    world.note_scopes(asked)
    decision = world.decision
    if decision is None and "account" in request.query:
        decision = Decision(request.get("account"))
    if decision is None:
        return _page(world, request, asked)
    try:
        return _decided(world, request, tenant, asked, decision)
    except Declined as declined:
        told = declined.trouble
        described = told.described(world.clock(), world.correlation(request))
        return _back(request, error=told.error, error_description=described)


class Declined(Exception):
    """No code, but the browser is led back, with the trouble."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.words)
        self.trouble = trouble


def _checked(world: "World", request: Request, tenant: str) -> Asked:
    app, back = world.app, request.get("redirect_uri")
    known = request.get("client_id") == app.id
    if not known or (tenant not in EVERYBODY and tenant != app.home and not app.multi_tenant):
        raise Trouble(700016, app=request.get("client_id"), tenant=tenant)
    if tenant in EVERYBODY and not app.multi_tenant:
        raise Trouble(50194, app=app.id)
    if back not in app.redirect_uris | app.spa_redirect_uris:
        raise Trouble(50011, uri=back, app=app.id)
    if request.get("response_type") != "code":
        raise Trouble(700054, kind=request.get("response_type"))
    # Entra takes a request of a confidential client without PKCE; this one does not.
    if request.get("code_challenge_method") != "S256" or len(request.get("code_challenge")) != 43:
        raise Trouble(9002325)
    return read(app, request.get("scope"))


def _decided(world: "World", request: Request, tenant: str, asked: Asked, decision: Decision) -> Answer:
    if not decision.email:
        raise Declined(Trouble(65004))
    who = world.accounts[decision.email]
    tid = _tenant_of(world, who, tenant)
    missing = asked.consented - world.consented(who.email, tid)
    if missing and request.get("prompt") == "none":
        raise Declined(Trouble(65001, "interaction_required", app=world.app.id))
    asks_administrator = decision.administrator or not world.tenants[tid].users_may_consent
    if missing and (asks_administrator or missing & FOR_ADMINISTRATORS):
        raise Declined(Trouble(90094))
    world.consent(who.email, *asked.consented, tid=tid)
    _shown(world, who.email, request)
    return _back(request, **_told(world, request, who, tid, asked))


def _tenant_of(world: "World", who: "Account", tenant: str) -> str:
    """Return the tenant that somebody signs in to: his own where everybody may, else the one that was named."""
    mine = {who.tid, *who.guest_in}
    fits = {"organizations": who.tid != PRIVATE, "consumers": who.tid == PRIVATE, "common": True}
    if not fits.get(tenant, tenant in mine):
        raise Trouble(50020, user=who.email, idp=who.tid, tenant=tenant, app=world.app.id)
    return who.tid if tenant in EVERYBODY else tenant


def _shown(world: "World", email: str, request: Request) -> None:
    """Let a person who was asked for more show it, when the request says what is wanted."""
    wanted = world.challenges.get(email)
    told = json.loads(request.get("claims") or "{}").get("access_token", {})
    if wanted and all(told.get(name) == one for name, one in json.loads(wanted.claims)["access_token"].items()):
        del world.challenges[email]


def _told(world: "World", request: Request, who: "Account", tid: str, asked: Asked) -> dict[str, str]:
    code = Code(who.email, tid, asked, request.get("redirect_uri"), request.get("code_challenge"),
                request.get("nonce"), world.clock() + CODE_LIFE)  # fmt: skip
    told = {"code": world.tokens.new_code(code), "session_state": world.tokens.secret("session")}
    return {**told, "client_info": claims.client_info(who)} if request.get("client_info") == "1" else told


def _back(request: Request, **told: str) -> Answer:
    state = {"state": request.get("state")} if "state" in request.query else {}
    address, mode, fields = request.get("redirect_uri"), request.get("response_mode", "query"), {**told, **state}
    if mode == "form_post":
        inputs = "".join(f'<input type=hidden name="{name}" value="{escape(one)}">' for name, one in fields.items())
        script = "<script>document.forms[0].submit()</script>"
        return as_page(f'<title>Working…</title><form method=POST action="{escape(address)}">{inputs}</form>{script}')
    mark = "#" if mode == "fragment" else "&" if "?" in address else "?"
    return Answer(302, b"", {"Location": f"{address}{mark}{urlencode(fields)}"})


def _page(world: "World", request: Request, asked: Asked) -> Answer:
    """Let a person decide; the choice goes to the same address with everything that was asked."""
    hidden = "".join(f'<input type=hidden name="{escape(name)}" value="{escape(values[-1])}">'
                     for name, values in request.query.items())  # fmt: skip
    accounts = "".join(f"<option>{escape(email)}" for email in world.accounts)
    wanted = ", ".join(sorted(asked.graph | asked.own)) or "who you are"
    return as_page(
        f"<title>Sign in – not Microsoft</title><h1>A Microsoft to test against</h1><p>Asked for: {escape(wanted)}"
        f"<form>{hidden}<p><label>Account <select name=account>{accounts}<option value=''>nobody: decline</select>"
        "</label><p><button>Accept</button></form>"
    )

"""Google's sign-in page: who consents to what.

Parameters and errors: https://developers.google.com/identity/protocols/oauth2/web-server#creatingclient and
https://developers.google.com/identity/openid-connect/reference ; on a wrong request Google shows a page of its own
and does not redirect.
"""

from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from fakes.provider.wire import Answer, Refusal, Request, as_json, as_page

from .discovery import SCOPE, document
from .tokens import CODE_LIFE, Code

if TYPE_CHECKING:
    from .accounts import Account
    from .world import World

AUTH, DECIDED = "/o/oauth2/v2/auth", "/o/oauth2/v2/auth/decided"
FULL_NAMES = {"email": f"{SCOPE}userinfo.email", "profile": f"{SCOPE}userinfo.profile"}
IDENTITY = frozenset({"openid", *FULL_NAMES.values()})  # cannot be unticked
OTHERS = frozenset({f"{SCOPE}script.locale", f"{SCOPE}gmail.addons.execute"})


@dataclass(frozen=True)
class Decision:
    """What the person at the page does: whose account it is, "" to deny, and which scopes are unticked."""

    email: str
    without: frozenset[str] = frozenset()


@dataclass
class Client:
    """The one OAuth client that this Google knows; ``internal_to`` is its organisation where the app is internal."""

    id: str = "1234567890-fake.apps.googleusercontent.com"
    secret: str = "a-client-secret-of-nobody"
    redirect_uris: set[str] = field(default_factory=set)
    internal_to: frozenset[str] = frozenset()


def answer(world: "World", request: Request) -> Answer:
    """Answer for accounts.google.com."""
    if request.path == "/.well-known/openid-configuration":
        return as_json(_configuration(world), headers={"Cache-Control": "public, max-age=3600"})
    if request.method != "GET" or request.path not in (AUTH, DECIDED):
        return Answer(404)
    scopes = _checked(world, request)
    decision = world.decision
    if request.path == DECIDED:
        chosen = frozenset(request.query.get("tick", []))
        decision = Decision(request.get("account"), scopes - chosen)
    return _page(world, request, scopes) if decision is None else _decided(world, request, scopes, decision)


def _checked(world: "World", request: Request) -> frozenset[str]:
    """Return the scopes asked for; Refusal with a page when anything is wrong with the request."""
    for wrong, status, code, told in (
        (request.get("client_id") != world.client.id, 401, "invalid_client", "The OAuth client was not found."),
        (request.get("redirect_uri") not in world.client.redirect_uris, 400, "redirect_uri_mismatch", ""),
        (request.get("response_type") != "code", 400, "invalid_request", "response_type"),
        # Google takes a request without PKCE; this one does not.
        (request.get("code_challenge_method") != "S256", 400, "invalid_request", "code_challenge_method"),
        (len(request.get("code_challenge")) != 43, 400, "invalid_request", "code_challenge"),
    ):
        if wrong:
            raise Refusal(_wrong(status, code, told))
    scopes = frozenset(FULL_NAMES.get(one, one) for one in request.get("scope").split())
    if unknown := scopes - _known():
        raise Refusal(_wrong(400, "invalid_scope", f"Some requested scopes were invalid. {sorted(unknown)}"))
    return scopes


def _known() -> frozenset[str]:
    listed = (document(api)["auth"]["oauth2"]["scopes"] for api in ("people", "gmail"))
    return IDENTITY | OTHERS | {scope for scopes in listed for scope in scopes}


def _wrong(status: int, code: str, told: str) -> Answer:
    return as_page(f"<title>Access blocked</title><h1>Access blocked</h1><p>Error {status}: {code} {told}", status)


def _decided(world: "World", request: Request, scopes: frozenset[str], decision: Decision) -> Answer:
    if not decision.email:
        return _back(request, error="access_denied")
    account = world.accounts[decision.email]
    if world.client.internal_to and account.hd not in world.client.internal_to:
        return _wrong(403, "org_internal", "This app is limited to users of its organization.")
    return _granted(world, request, account, scopes - (decision.without - IDENTITY))


def _granted(world: "World", request: Request, account: "Account", scopes: frozenset[str]) -> Answer:
    before = world.tokens.granted.get(account.email)
    if request.get("include_granted_scopes") == "true":
        scopes |= before or frozenset()
    # Offline, and only where the person saw the question: the first time, or asked anew.
    anew = before is None or "consent" in request.get("prompt").split()
    code = Code(
        email=account.email,
        scopes=scopes,
        redirect_uri=request.get("redirect_uri"),
        challenge=request.get("code_challenge"),
        nonce=request.get("nonce"),
        refreshable=anew and request.get("access_type") == "offline",
        until=world.clock() + CODE_LIFE,
    )
    told = {"code": world.tokens.new_code(code), "scope": " ".join(sorted(scopes)), "authuser": "0"}
    return _back(request, **told, **({"hd": account.hd} if account.hd else {}), prompt="consent" if anew else "none")


def _back(request: Request, **told: str) -> Answer:
    state = {"state": request.get("state")} if "state" in request.query else {}
    address = request.get("redirect_uri")
    return Answer(302, b"", {"Location": f"{address}{'&' if '?' in address else '?'}{urlencode({**state, **told})}"})


def _page(world: "World", request: Request, scopes: frozenset[str]) -> Answer:
    """Let a person decide; the choices go to ``DECIDED`` with everything that was asked."""
    asked = "".join(f'<input type=hidden name="{escape(name)}" value="{escape(values[-1])}">'
                    for name, values in request.query.items())  # fmt: skip
    accounts = "".join(f"<option>{escape(email)}" for email in world.accounts)
    ticks = "".join(f'<p><label><input type=checkbox name=tick value="{escape(one)}" checked> {escape(one)}</label>'
                    for one in sorted(scopes - IDENTITY))  # fmt: skip
    return as_page(
        f"<title>Sign in – not Google</title><h1>A Google to test against</h1><form action={DECIDED}>{asked}"
        f"<p><label>Account <select name=account>{accounts}<option value=''>nobody: deny</select></label>"
        f"{ticks}<p><button>Continue</button></form>"
    )


def _configuration(world: "World") -> dict[str, object]:
    here = world.addresses
    return {"issuer": here.issuer, "authorization_endpoint": here.accounts + AUTH, "token_endpoint": here.token,
            "revocation_endpoint": here.revoke, "jwks_uri": here.certs, "response_types_supported": ["code"],
            "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["RS256"],
            "scopes_supported": ["openid", "email", "profile"],
            "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
            "code_challenge_methods_supported": ["plain", "S256"],
            "grant_types_supported": ["authorization_code", "refresh_token"]}  # fmt: skip

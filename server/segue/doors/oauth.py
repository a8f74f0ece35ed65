"""How the extension comes to work for a person: by its own sign-in (code and PKCE), or by a code that the person types.

A request is a stranger's until client and return address are known to be the extension's: before that a mistake is
shown as a page, never sent back. No secret is in an address of ours, in a log or in the audit.
"""

from typing import Any
from urllib.parse import urlsplit

from authlib.oauth2 import OAuth2Error
from flask import Blueprint, Response, jsonify, make_response, render_template, request, url_for

from segue.departure.errors import InputError, NotAllowed
from segue.desk.attempts import CONNECTING, PAIRING_FROM, PAIRING_PREFIX, REFUSED_FROM
from segue.desk.browsers import PREFIX_LENGTH, Pair, digest_of, pair_browser, pairing_code, sign_browser_out
from segue.doors.browser_name import browser_name
from segue.doors.headers import HEADERS
from segue.doors.limits import count, guessing, here
from segue.doors.oauth_client import CLIENT_ID
from segue.doors.oauth_server import Server, new_secret, token_answer
from segue.doors.wiring import actor, reading, wiring, writing

oauth = Blueprint("oauth", __name__)
LONGEST_PARAMETER = 1000
ASKED = ("response_type", "client_id", "redirect_uri", "code_challenge", "code_challenge_method", "state")


@oauth.get("/.well-known/oauth-authorization-server")
def metadata() -> Response:
    """Say what this server offers the extension (RFC 8414); without return addresses, pairing alone."""
    has_flow = bool(wiring().extension_redirects)
    flow = {
        "authorization_endpoint": url_for("oauth.authorize", _external=True),
        "response_types_supported": ["code"],
        "code_challenge_methods_supported": ["S256"],
    }
    return jsonify(
        {
            "issuer": request.host_url.rstrip("/"),
            "token_endpoint": url_for("oauth.token", _external=True),
            "revocation_endpoint": url_for("oauth.revoke", _external=True),
            "segue_pairing_endpoint": url_for("oauth.pair", _external=True),
            "grant_types_supported": [*(["authorization_code"] if has_flow else []), "refresh_token"],
            "token_endpoint_auth_methods_supported": ["none"],
            "revocation_endpoint_auth_methods_supported": ["none"],
            **(flow if has_flow else {"response_types_supported": []}),
        }
    )


@oauth.get("/oauth/authorize")
def authorize() -> Response:
    """Ask the signed-in person whether to connect the browser; nothing is granted by looking."""
    redirect_uri = _trusted_redirect()
    with reading() as desk:
        server = Server(wiring().extension_redirects, desk)
        try:
            server.asked_of(actor())
        except OAuth2Error as error:
            return _sent_back(server, error)
    asked = {name: request.args[name] for name in ASKED if name in request.args}
    name = browser_name(request.headers.get("User-Agent", ""))
    response = make_response(render_template("connect.html", asked=asked, name=name))
    # Chromium holds the redirect that follows the form against this list too.
    own = "; ".join(part for part in HEADERS["Content-Security-Policy"].split("; ") if "form-action" not in part)
    response.headers["Content-Security-Policy"] = f"{own}; form-action 'self' {_origin(redirect_uri)}"
    return response


@oauth.post("/oauth/authorize")
def agree() -> Response:
    """Send the extension's own address a code when the person agreed, a refusal when not."""
    if request.args:  # what was agreed to is in the form
        raise InputError("connect_malformed")
    _trusted_redirect()
    agrees = request.form.get("do") == "agree"
    if agrees:
        count(CONNECTING, actor().id)
    with writing() as desk:
        server = Server(wiring().extension_redirects, desk)
        try:
            grant = server.asked_of(actor())
        except OAuth2Error as error:
            return _sent_back(server, error)
        return server.agreed(grant, actor() if agrees else None)


@oauth.post("/oauth/token")
def token() -> Response:
    """Give tokens for a code and its verifier, or for a refresh token."""
    parts = wiring()
    secret = request.form.get("code") or request.form.get("refresh_token") or ""
    if request.args:  # a secret in an address would be in every log on the way
        raise InputError("connect_malformed")
    _require_plain()
    workspace_id = parts.records.workspace_of(digest_of(parts.key, secret))
    if workspace_id is None:
        answered = _token_answer(Server(parts.extension_redirects, None))
    else:
        with parts.desk_of(workspace_id) as desk:
            answered = _token_answer(Server(parts.extension_redirects, desk))
    if answered.status_code >= 400:
        count(REFUSED_FROM, here())
    return answered


@oauth.post("/oauth/revoke")
def revoke() -> Response:
    """End the browser that a token is of; the answer is the same for any token (RFC 7009)."""
    parts, secret = wiring(), request.form.get("token", "")
    workspace_id = parts.records.workspace_of(digest_of(parts.key, secret))
    if workspace_id is not None:
        with parts.desk_of(workspace_id) as desk:
            sign_browser_out(desk, secret)
    return Response(status=200)


@oauth.post("/oauth/pair")
def pair() -> Response:
    """Give tokens for the code that the person reads on his page and types into the extension."""
    asked = request.get_json(silent=True)
    given = asked if isinstance(asked, dict) else request.form
    said = {field: one for field, one in given.items() if isinstance(one, str)}
    code, name = said.get("code", ""), said.get("name", "")
    return jsonify(_paired(pairing_code(code), name or browser_name(request.headers.get("User-Agent", ""))))


def _paired(code: str, name: str) -> dict[str, Any]:
    parts, given = wiring(), Pair(new_secret(), new_secret())
    with guessing((PAIRING_FROM, here()), (PAIRING_PREFIX, code[:PREFIX_LENGTH])):
        workspace_id, connected = parts.records.workspace_of(digest_of(parts.key, code)), None
        if workspace_id is not None:
            with parts.desk_of(workspace_id) as desk:
                connected = pair_browser(desk, code, name, given)
        if connected is None:
            raise InputError("pairing_code_wrong", field="code")
    return token_answer(given)


def _token_answer(server: Server) -> Response:
    try:
        answered = server.tokens()
    except OAuth2Error as error:  # a connection without https, elsewhere than on this machine
        raise NotAllowed("connect_insecure") from error
    answered.headers["Cache-Control"] = "no-store"
    return answered


def _trusted_redirect() -> str:
    """Return the address to go back to, once it and the client are known; raises InputError, NotAllowed."""
    redirects = wiring().extension_redirects
    if not redirects:
        raise NotAllowed("connect_by_code")
    _require_plain()
    asked = request.values
    if asked.get("client_id") != CLIENT_ID or asked.get("redirect_uri") not in redirects:
        raise InputError("connect_unknown")
    return asked["redirect_uri"]


def _require_plain() -> None:
    """Refuse what comes twice, is too long, or holds what no answer could repeat (RFC 6749, 3.1 and appendix A)."""
    for name, values in request.values.lists():
        banned = "" if name == "state" else '"\\'
        plain = all(len(one) <= LONGEST_PARAMETER and one.isascii() and one.isprintable() for one in values)
        if len(values) != 1 or not plain or any(letter in one for one in values for letter in banned):
            raise InputError("connect_malformed")


def _sent_back(server: Server, error: OAuth2Error) -> Response:
    """Tell the extension at its own address what was wrong; without one, the person on a page."""
    if not error.redirect_uri:
        raise InputError("connect_malformed") from error
    return server.sent_back(error)


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"

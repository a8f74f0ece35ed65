"""Talking to the Microsoft to test against, without any client of ours."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests

from fakes.microsoft.world import World
from fakes_microsoft.signing_in import CALLBACK, CHALLENGE, MARA, VERIFIER


@pytest.fixture
def mara(microsoft: World) -> Any:
    """An account of a company, and our client's one way back."""
    microsoft.app.redirect_uris.add(CALLBACK)
    return microsoft.account(MARA, name="Mara Conti")


@pytest.fixture
def web() -> Iterator[requests.Session]:
    """A session that follows nothing by itself."""
    with requests.Session() as session:
        session.trust_env = False
        yield session


@pytest.fixture
def asking(microsoft: World) -> Callable[..., str]:
    """Build the link to the sign-in page; "" leaves a parameter out."""

    def link(scope: str = "openid profile", tenant: str = "", **more: str) -> str:
        asked = {"client_id": microsoft.app.id, "redirect_uri": CALLBACK, "response_type": "code", "scope": scope,
                 "state": "s1", "nonce": "n1", "code_challenge": CHALLENGE, "code_challenge_method": "S256",
                 "client_info": "1", **more}  # fmt: skip
        told = urlencode({name: value for name, value in asked.items() if value})
        return f"{microsoft.addresses.login}/{tenant or microsoft.app.home}/oauth2/v2.0/authorize?{told}"

    return link


@pytest.fixture
def consented(microsoft: World, asking: Callable[..., str]) -> Callable[..., dict[str, str]]:
    """Go to the sign-in page; return what Microsoft says on the way back."""

    def back(scope: str = "openid profile", tenant: str = "", **more: str) -> dict[str, str]:
        address = microsoft.visit(asking(scope, tenant, **more))
        assert address.startswith(f"{more.get('redirect_uri', CALLBACK)}?")
        return {name: values[-1] for name, values in parse_qs(urlsplit(address).query).items()}

    return back


@pytest.fixture
def desk(microsoft: World, web: requests.Session) -> Callable[..., requests.Response]:
    """Hand something in at the token desk, in the client's name unless told otherwise; "" leaves a field out."""

    def ask(tenant: str = "", origin: str = "", **form: str) -> requests.Response:
        ours = {"client_id": microsoft.app.id, "client_secret": microsoft.app.secret, "client_info": "1"}
        told = {name: value for name, value in {**ours, **form}.items() if value}
        address = f"{microsoft.addresses.login}/{tenant or microsoft.app.home}/oauth2/v2.0/token"
        return web.post(address, data=told, headers={"Origin": origin} if origin else {}, timeout=5)

    return ask


@pytest.fixture
def exchanged(consented: Any, desk: Any) -> Callable[..., dict[str, Any]]:
    """Sign in; return the tokens."""

    def tokens(scope: str = "openid profile", tenant: str = "", **more: str) -> dict[str, Any]:
        code = consented(scope, tenant, **more)["code"]
        found = desk(tenant, grant_type="authorization_code", code=code, redirect_uri=CALLBACK, code_verifier=VERIFIER,
                     scope=scope)  # fmt: skip
        assert found.status_code == 200, found.text
        return found.json()

    return tokens


@pytest.fixture
def ask(microsoft: World, mara: Any, web: requests.Session) -> Callable[..., requests.Response]:
    """Call Graph (``/me/…``) as Mara, who consented to everything that is asked for."""
    token = microsoft.tokens_for(MARA, "User.Read", "Contacts.Read", "Mail.ReadWrite")["access_token"]

    def call(path: str, verb: str = "GET", **more: Any) -> requests.Response:
        headers = {"Authorization": f"Bearer {token}", **more.pop("headers", {})}
        address = path if path.startswith("http") else f"{microsoft.addresses.graph}/v1.0{path}"
        return web.request(verb, address, headers=headers, timeout=more.pop("timeout", 5), **more)

    return call

"""Talking to the Google to test against, without any client of ours."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests

from fakes.google.world import COMPOSE, CONTACTS, OTHER_CONTACTS, World
from fakes_google.signing_in import CALLBACK, CHALLENGE, MARA, VERIFIER


@pytest.fixture
def mara(google: World) -> Any:
    """An account of a company, and our client's one way back."""
    google.client.redirect_uris.add(CALLBACK)
    return google.account(MARA, hd="harbour.example")


@pytest.fixture
def web() -> Iterator[requests.Session]:
    """A session that follows nothing by itself."""
    with requests.Session() as session:
        session.trust_env = False
        yield session


@pytest.fixture
def asking(google: World) -> Callable[..., str]:
    """Build the link to the sign-in page; "" leaves a parameter out."""

    def link(scope: str = "openid email", **more: str) -> str:
        asked = {"client_id": google.client.id, "redirect_uri": CALLBACK, "response_type": "code", "scope": scope,
                 "state": "s1", "nonce": "n1", "code_challenge": CHALLENGE, "code_challenge_method": "S256",
                 "access_type": "offline", **more}  # fmt: skip
        told = urlencode({name: value for name, value in asked.items() if value})
        return f"{google.addresses.accounts}/o/oauth2/v2/auth?{told}"

    return link


@pytest.fixture
def consented(google: World, asking: Callable[..., str]) -> Callable[..., dict[str, str]]:
    """Go to the sign-in page; return what Google says on the way back."""

    def back(scope: str = "openid email", **more: str) -> dict[str, str]:
        address = google.visit(asking(scope, **more))
        assert address.startswith(f"{CALLBACK}?")
        return {name: values[-1] for name, values in parse_qs(urlsplit(address).query).items()}

    return back


@pytest.fixture
def desk(google: World, web: requests.Session) -> Callable[..., requests.Response]:
    """Hand something in at the token desk, in the client's name unless told otherwise."""

    def ask(**form: str) -> requests.Response:
        ours = {"client_id": google.client.id, "client_secret": google.client.secret}
        return web.post(google.addresses.token, data={**ours, **form}, timeout=5)

    return ask


@pytest.fixture
def exchanged(consented: Any, desk: Any) -> Callable[..., dict[str, Any]]:
    """Sign in; return the tokens."""

    def tokens(scope: str = "openid email", **more: str) -> dict[str, Any]:
        code = consented(scope, **more)["code"]
        found = desk(grant_type="authorization_code", code=code, redirect_uri=CALLBACK, code_verifier=VERIFIER)
        assert found.status_code == 200, found.text
        return found.json()

    return tokens


@pytest.fixture
def ask(google: World, mara: Any, web: requests.Session) -> Callable[..., requests.Response]:
    """Call People (``/v1/…``) or Gmail (``/gmail/v1/…``) as Mara, who consented to everything."""
    token = google.tokens_for(MARA, CONTACTS, OTHER_CONTACTS, COMPOSE)["access_token"]

    def call(path: str, verb: str = "GET", **more: Any) -> requests.Response:
        root = google.addresses.gmail_root if path.startswith("/gmail") else google.addresses.people_root
        headers = {"Authorization": f"Bearer {token}", **more.pop("headers", {})}
        return web.request(verb, root + path, headers=headers, timeout=more.pop("timeout", 5), **more)

    return call

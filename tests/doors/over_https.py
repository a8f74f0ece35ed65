"""A small company behind https, as companies run it: real settings, no demonstration, a provider that is a fake."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from fakes.identity import FakeIdentity
from fakes.kept import database_url
from segue.app import create_app
from segue.config import load_settings
from segue.doors.wiring import EXTENSION

BASE = "https://segue.norwell.example"


def over_https(office, **settings):
    """Return the application of an office behind https, in which people sign in with the fake provider."""
    told = load_settings(
        {}, data_dir=office.folder, base_url=BASE, database_url=database_url(office.folder), **settings
    )
    app = create_app(told, now=lambda: office.now)
    with office.desk() as desk:
        desk.stores.settings.save(replace(desk.stores.workspace, google_domains=("norwell.example",)))
    app.extensions[EXTENSION] = replace(app.extensions[EXTENSION], identities={"google": FakeIdentity()})
    return app


def cookies_of(response):
    """Return what an answer sets, by name: value and marks."""
    parts = [line.split("; ") for line in response.headers.getlist("Set-Cookie")]
    return {one[0].partition("=")[0]: (one[0].partition("=")[2], set(one[1:])) for one in parts}


def asked_for(browser):
    """Go to the provider; returns what the way back has to carry."""
    led = browser.get("/sign-in/google", base_url=BASE)
    return parse_qs(urlsplit(led.location).query)["state"][0]


def came_back(browser, state, code="right", **more):
    """Come back from the provider."""
    return browser.get("/sign-in/google/back", query_string={"state": state, "code": code}, base_url=BASE, **more)


def signed_in(browser):
    """Sign in as the fake provider's person; returns the answer."""
    return came_back(browser, asked_for(browser))

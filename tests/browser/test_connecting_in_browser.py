"""Connecting a browser, in a browser: the pages are fit to be seen, and the form's redirect reaches the extension."""

import re
from typing import Any
from urllib.parse import urlencode

import pytest

from browser.live import Live
from browser.people import Browsing
from browser.tour import LEAVER, Tour
from doors.connecting import ASKED, REDIRECT, VERIFIER, with_flow

pytestmark = [pytest.mark.browser, pytest.mark.slow]
QUESTION = f"/oauth/authorize?{urlencode(ASKED)}"
EXTENSIONS = re.compile("^" + re.escape(REDIRECT))


def show_code(page: Any) -> None:
    page.get_by_role("button", name="Show a code").click()
    page.wait_for_selector(".pairing-code")


@pytest.mark.stage("seeded")
def test_the_pages_of_connecting_are_fit_to_be_seen(tour: Tour, live: Live) -> None:
    with_flow(live)
    tour.visit("connect", LEAVER, QUESTION)
    tour.visit("browsers-none", LEAVER, "/browsers")
    tour.visit("pair", LEAVER, "/browsers/pair")
    tour.visit("pair-code", LEAVER, "/browsers/pair", show_code)
    tour.visit("outlook-connect", LEAVER, "/outlook/connect")
    for _ in range(2):
        connect(live, tour.person(LEAVER))
    tour.visit("browsers", LEAVER, "/browsers")
    tour.person(LEAVER).get_by_role("button", name="Disconnect all").click()
    tour.visit("browsers-ended", LEAVER, "/browsers")
    assert tour.faults == {}


@pytest.mark.stage("seeded")
def test_agreeing_before_signing_in_brings_a_code_to_the_extension(browsing: Browsing, live: Live) -> None:
    with_flow(live)
    page = browsing.page()
    reached = answered_by_extension(page)
    page.goto(QUESTION)
    page.get_by_role("button", name=LEAVER).click()
    page.get_by_role("button", name="Connect", exact=True).click()
    page.wait_for_url(EXTENSIONS)
    assert [address.partition("=")[0] for address in reached] == [f"{REDIRECT}?code"]


@pytest.mark.stage("seeded")
def test_not_now_tells_the_extension_so(browsing: Browsing, live: Live) -> None:
    with_flow(live)
    page = browsing.person(LEAVER)
    reached = answered_by_extension(page)
    page.goto(QUESTION)
    page.get_by_role("button", name="Not now").click()
    page.wait_for_url(EXTENSIONS)
    assert "error=access_denied" in reached[0]


def answered_by_extension(page: Any) -> list[str]:
    """Stand where the browser would hand the extension its answer; returns the addresses reached."""
    reached: list[str] = []

    def answer(route: Any) -> None:
        reached.append(route.request.url)
        route.fulfill(status=200, content_type="text/html", body="<title>Done</title>")

    page.route(EXTENSIONS, answer)
    return reached


def connect(live: Live, page: Any) -> None:
    """Connect a browser for who is signed in at a page."""
    reached = answered_by_extension(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(QUESTION)
    page.get_by_role("button", name="Connect", exact=True).click()
    page.wait_for_url(EXTENSIONS)
    code = re.search(r"code=([^&]+)", reached[-1])[1]  # type: ignore[index]  # a failure says enough
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": REDIRECT, "code_verifier": VERIFIER}
    answered = live.app.test_client().post("/oauth/token", data={"client_id": ASKED["client_id"], **form})
    assert answered.status_code == 200

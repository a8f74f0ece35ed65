"""The extension's panel as it ships, in Chromium: connected by a window or a code, refused in words, disconnected."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browser.panel_at_work import NARROW, NEXT, PanelAtWork, panel_at_work

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CODE = "Or type the code that Segue shows you"


@pytest.fixture
def panel(playwright: Any, stages: dict[str, Path], tmp_path: Path, clock: Any) -> Iterator[PanelAtWork]:
    with panel_at_work(playwright, stages["approved"], tmp_path, clock) as at_work:
        at_work.names_its_segue()
        yield at_work


def mara_at(panel: PanelAtWork, path: str) -> Any:
    """A page of Segue in the same browser, with Mara signed in."""
    page = panel.context.new_page()
    page.goto(f"{panel.live.address}/sign-in")
    page.get_by_role("button", name="Mara Lindqvist").click()
    page.wait_for_url(lambda address: "sign-in" not in address)
    page.goto(panel.live.address + path)
    return page


def code_of(mara: Any) -> str:
    """A fresh code, from the signed-in page."""
    mara.get_by_role("button", name="Show a code").click()
    return str(mara.locator(".pairing-code").inner_text())


def types(panel: PanelAtWork, code: str) -> None:
    panel.page.get_by_label(CODE).fill(code)
    panel.page.get_by_role("button", name="Connect", exact=True).click()


def keeps_nothing(panel: PanelAtWork) -> bool:
    """Whether no token is in the browser."""
    return panel.kept("local", "renewal") is None and panel.kept("session", "access") is None


def test_a_window_connects_the_panel_when_the_person_agrees(panel: PanelAtWork) -> None:
    panel.sign_in_window().get_by_role("button", name="Connect").click()
    panel.page.get_by_text(NEXT).wait_for()
    panel.opens_again()
    panel.page.get_by_text(NEXT).wait_for()
    assert panel.page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


def test_nothing_is_connected_when_the_person_does_not_agree(panel: PanelAtWork) -> None:
    panel.sign_in_window().get_by_role("button", name="Not now").click()
    panel.page.get_by_text("This browser was not connected.").wait_for()
    assert keeps_nothing(panel)


def test_nothing_is_connected_when_the_person_closes_the_window(panel: PanelAtWork) -> None:
    panel.sign_in_window().close()
    panel.page.get_by_text("This browser was not connected.").wait_for()
    assert keeps_nothing(panel)


def test_where_a_window_cannot_come_back_only_a_code_is_asked_for(
    playwright: Any, stages: dict[str, Path], tmp_path: Path, clock: Any
) -> None:
    with panel_at_work(playwright, stages["approved"], tmp_path, clock, settings={"extension_redirects": ""}) as panel:
        panel.names_its_segue()
        panel.page.get_by_label(CODE).wait_for()
        panel.page.wait_for_load_state("networkidle")
        assert panel.page.get_by_role("button", name="Sign in").is_hidden()


def test_a_code_connects_the_panel_and_it_shows_the_queue(panel: PanelAtWork) -> None:
    types(panel, code_of(mara_at(panel, "/browsers/pair")).lower().replace("-", " "))
    panel.page.get_by_text(NEXT).wait_for()


def test_a_wrong_code_is_told_and_after_too_many_the_time_to_wait(panel: PanelAtWork) -> None:
    types(panel, "AAAA-AAAA")
    panel.page.get_by_text("This code is not valid, or no longer.").wait_for()
    for _ in range(9):
        panel.context.request.post(f"{panel.live.address}/oauth/pair", form={"code": "BBBBBBBB"})
    types(panel, "AAAA-AAAA")
    panel.page.get_by_text(re.compile(r"^Too many attempts\. Wait 1[56] min, then try again\.$")).wait_for()
    assert keeps_nothing(panel)


def test_what_is_not_the_persons_mistake_is_not_called_one(panel: PanelAtWork) -> None:
    trouble, answers = panel.page.locator("#trouble"), iter(EVERY_WORD)
    panel.context.route("**/oauth/pair", lambda route: answered(route, next(answers)))
    for words in EVERY_WORD.values():
        types(panel, "AAAA-AAAA")
        trouble.get_by_text(words).wait_for()
        assert panel.page.get_by_label(CODE).get_attribute("aria-invalid") is None


def answered(route: Any, status: int) -> None:
    """Answer with a status, 0 for none."""
    if status:
        route.fulfill(status=status, json={"code": "x", "title": "Not now", "detail": "Later."})
    else:
        route.abort()


EVERY_WORD = {
    426: "This extension is too old for your company’s Segue.",
    429: "Too many attempts. Wait a few minutes",
    500: "Segue answers, but cannot do its work just now.",
    0: "Segue cannot be reached.",
}


def test_a_panel_that_is_too_old_says_what_to_do(panel: PanelAtWork, monkeypatch: pytest.MonkeyPatch) -> None:
    panel.sign_in_window().get_by_role("button", name="Connect").click()
    panel.page.get_by_text(NEXT).wait_for()
    monkeypatch.setattr("segue.doors.bearer.OLDEST_PANE", 2)
    panel.page.locator("#trouble", has_text="Update it in your browser, or ask your administrator to.").wait_for()
    panel.opens_again()
    panel.page.locator("#trouble", has_text="Update it in your browser, or ask your administrator to.").wait_for()


def test_the_panel_disconnects_itself(panel: PanelAtWork) -> None:
    mara = mara_at(panel, "/browsers/pair")
    types(panel, code_of(mara))
    panel.page.get_by_role("button", name="Disconnect this browser").click()
    panel.page.get_by_text("Connect this browser to").wait_for()
    mara.goto(f"{panel.live.address}/browsers")
    assert mara.get_by_role("button", name=re.compile("^Disconnect.*Chrome")).count() == 0

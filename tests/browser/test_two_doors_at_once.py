"""The pane beside a message and the hand-out page, open at once: each client is told once, whichever door says so."""

from collections.abc import Callable
from typing import Any

import pytest

from browser.people import Browsing
from browser.practice import insert_next, pane, press, said

pytestmark = [pytest.mark.browser, pytest.mark.stage("approved")]


def test_what_one_door_says_the_other_shows_and_nobody_is_told_twice(
    browsing: Browsing, mara: Any, departure: Callable[[str], str]
) -> None:
    page = browsing.person("Mara Lindqvist")
    page.goto(departure("hand-out"))
    mara.goto("/practice")
    insert_next(mara)
    page.evaluate("look()")  # both ask every three seconds: the test does not wait for that
    row = page.locator("tr[data-key]", has_text="Callum Reidy")
    row.get_by_text("inserted").wait_for()
    row.get_by_role("button", name="Sent").click()
    page.locator("#queue-said", has_text="Callum Reidy: sent").wait_for()
    pane(mara).locator("body").evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    said(mara, "Callum Reidy was marked in another window meanwhile: Sent.")
    pane(mara).locator("#letter-client", has_text="Olivia Ashdown").wait_for()
    assert pane(mara).locator("#letters button", has_text="Callum Reidy").count() == 0
    mara.keyboard.press("n")  # nothing is in hand: Olivia has heard nothing
    assert pane(mara).locator("#told-words").inner_text() == "1 of 40"
    insert_next(mara)
    press(mara, "sent-next")
    said(mara, "Olivia Ashdown: marked as sent.")
    page.evaluate("look()")
    page.locator("#queue-told", has_text="Told: 2 of 40").wait_for()
    page.locator("tr[data-key]", has_text="Olivia Ashdown").get_by_text("marked elsewhere meanwhile").wait_for()
    press(mara, "undo")
    said(mara, "Undone: Olivia Ashdown is as before.")
    assert mara.locator(".message").count() == 2

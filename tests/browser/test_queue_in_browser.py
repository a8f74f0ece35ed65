"""The queue by keyboard, with the same queue open in a second window: nothing typed is lost, nothing is said twice."""

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.stage("approved")]


def row(page: Any, number: int) -> Any:
    """A row by its place when it is asked for; it stays the same row wherever it goes."""
    key = page.locator("tr:has([data-row])").nth(number).get_attribute("data-key")
    return page.locator(f'tr[data-key="{key}"]')


def test_two_windows_stay_in_step(mara: Any, departure: Callable[[str], str]) -> None:
    mara.goto(departure("hand-out"))
    first, second, third = (row(mara, number) for number in range(3))
    mara.keyboard.press("j")
    mara.keyboard.press("s")
    mara.locator("#queue-told", has_text="told: 1 of").wait_for()
    assert second.locator("[data-row]").evaluate("tick => tick === document.activeElement")
    second.locator("summary").click()
    typed = second.get_by_label("Why is this client not written to?")
    typed.fill("Owen writes to")
    third.locator("[data-row]").check()

    other = mara.context.new_page()
    other.goto(departure("hand-out"))
    row(other, 0).get_by_role("button", name="Mark as sent").click()
    other.locator("#queue-told", has_text="told: 2 of").wait_for()
    other.close()

    mara.locator("#queue-told", has_text="told: 2 of").wait_for()
    assert first.count() == 0
    assert typed.evaluate("field => [field.value, field === document.activeElement].join()") == "Owen writes to,false"
    assert third.locator("[data-row]").is_checked()
    assert second.locator(".elsewhere").inner_text().strip() == "marked elsewhere meanwhile"


def test_the_answers_to_a_client_open_in_his_row_also_when_the_row_came_later(
    mara: Any, departure: Callable[[str], str]
) -> None:
    mara.goto(departure("hand-out"))
    for _ in range(2):
        one = row(mara, 0)
        one.locator("summary").click()
        one.get_by_role("button", name="When they write back").click()
        one.locator("dl.replies").wait_for()
        one.get_by_role("button", name="Told by phone").click()
        mara.locator("#queue-said [data-undo]").click()
        mara.locator("#queue-said .notice", has_text="as before").wait_for()

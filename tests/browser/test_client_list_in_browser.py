"""The client list with keys alone, with a mouse, narrow and dark; companies and questions too."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from browser.people import Browsing
from browser.tour import LEAVER, Tour, opened

pytestmark = [pytest.mark.browser, pytest.mark.stage("loaded")]


@pytest.fixture
def clients(mara: Any, departure: Callable[[str], str]) -> Any:
    """The list of all contacts."""
    mara.goto(departure("clients"))
    mara.locator("#keys").wait_for()  # the keys are there
    return mara


def ticked(page: Any) -> int:
    return int(page.locator("[data-row]:checked").count())


def test_a_row_is_reached_ticked_and_taken_off_with_keys_alone(clients: Any, departure: Callable[[str], str]) -> None:
    clients.goto(departure("clients?list=chosen"))
    clients.locator("#keys").wait_for()
    clients.keyboard.press("j")
    clients.keyboard.press("j")
    clients.keyboard.press("k")
    clients.keyboard.press("j")
    assert clients.locator("[data-row]").nth(1).evaluate("row => row === document.activeElement")
    clients.keyboard.press("x")
    assert ticked(clients) == 1
    clients.get_by_text("Ticked: 1").wait_for()
    drop = clients.get_by_role("button", name="Take the ticked off the list")
    while not drop.evaluate("button => button === document.activeElement"):
        clients.keyboard.press("Tab")
    clients.keyboard.press("Enter")
    clients.get_by_text("1 client taken off.").wait_for()
    clients.locator("#keys").wait_for()
    clients.keyboard.press("u")
    clients.get_by_text("Undone: clients taken off (1 person).").wait_for()


def test_keys_are_letters_in_a_field(clients: Any) -> None:
    clients.keyboard.press("/")
    clients.keyboard.type("jxku?")
    assert clients.locator("#f-q").input_value() == "jxku?"
    assert ticked(clients) == 0


def test_the_keys_are_shown_and_can_be_turned_off_for_good(clients: Any) -> None:
    clients.keyboard.press("?")
    clients.get_by_label("Use these single keys").uncheck()
    clients.locator("main").focus()
    clients.keyboard.press("j")
    assert clients.locator("[data-row]:focus").count() == 0
    clients.reload()
    clients.keyboard.press("j")
    assert clients.locator("[data-row]:focus").count() == 0


def test_a_click_with_shift_ticks_all_rows_between(clients: Any) -> None:
    rows = clients.locator("[data-row]")
    rows.nth(1).click()
    rows.nth(5).click(modifiers=["Shift"])
    assert ticked(clients) == 5
    clients.get_by_text("Ticked: 5").wait_for()


def test_a_whole_page_is_ticked_at_once(clients: Any) -> None:
    clients.get_by_label("Tick this page").check()
    assert ticked(clients) == clients.locator("[data-row]").count()
    clients.get_by_label("Tick this page").uncheck()
    assert ticked(clients) == 0


def test_everything_works_without_script(browsing: Browsing, departure: Callable[[str], str]) -> None:
    page = browsing.person(LEAVER, script=False)
    page.goto(departure("clients"))
    assert not page.get_by_text("Keyboard shortcuts").is_visible()
    page.get_by_label("Everybody listed").check()
    page.get_by_text("More for the ticked").click()
    page.get_by_label("Importance").select_option("key client")
    page.get_by_role("button", name="Set", exact=True).click()
    page.get_by_text(re.compile(r"Set for \d+ people\.")).wait_for()
    page.get_by_role("button", name="Undo: facts changed").click()
    page.get_by_text("Undone: facts changed").wait_for()


def test_list_companies_questions_and_changes_are_fit_to_be_seen(tour: Tour, departure: Callable[[str], str]) -> None:
    tour.visit("clients-list", LEAVER, departure("clients"), opened)
    tour.visit("companies", LEAVER, departure("companies"), opened)
    tour.visit("company", LEAVER, departure("companies?open=tessitura+oriani"))
    tour.visit("questions", LEAVER, departure("questions"))
    tour.visit("changes", LEAVER, departure("changes"))
    assert tour.faults == {}

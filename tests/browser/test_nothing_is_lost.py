"""Two tabs, Back, reload and other people's changes: what somebody typed is never lost without a word."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from browser.live import Live
from browser.people import Browsing, held_back
from browser.stages import ANSWER, Hand

pytestmark = pytest.mark.browser

CHANGED_MEANWHILE = "This was changed meanwhile, in another tab or by somebody else."


def save(page: Any) -> None:
    page.get_by_role("button", name="Save", exact=True).click()


def phone(page: Any) -> Any:
    """The colleague's phone; the one for the days in between is folded away."""
    return page.locator("#f-contact_phone")


@pytest.mark.stage("started")
def test_of_two_tabs_the_second_is_told_and_keeps_its_typing(
    mara: Any, browsing: Browsing, departure: Callable[[str], str]
) -> None:
    browsing.expected = ["status of 409"]
    second = mara.context.new_page()
    for tab in (mara, second):
        tab.goto(departure("ask"))
    phone(mara).fill("+44 20 7946 0001")
    save(mara)
    mara.get_by_text("Saved.").wait_for()
    phone(second).fill("+44 20 7946 0002")
    second.get_by_label("Warm").check()
    save(second)
    second.locator(".error-summary", has_text=CHANGED_MEANWHILE).wait_for()
    assert phone(second).input_value() == "+44 20 7946 0002"
    assert second.get_by_label("Warm").is_checked()
    mara.reload()
    assert phone(mara).input_value() == "+44 20 7946 0001", "nothing was overwritten"


@pytest.mark.stage("loaded")
def test_of_two_tabs_on_one_client_the_second_is_told(
    mara: Any, browsing: Browsing, departure: Callable[[str], str]
) -> None:
    browsing.expected = ["status of 409"]
    second = mara.context.new_page()
    for tab in (mara, second):
        tab.goto(departure("salutations"))
        tab.get_by_role("link", name="Details").first.click()
        tab.get_by_label("A personal line").fill(f"Typed in tab {len(mara.context.pages)}.")
    save(mara)
    mara.get_by_text("Saved.").wait_for()
    save(second)
    second.locator(".error-summary", has_text=CHANGED_MEANWHILE).wait_for()
    assert second.get_by_label("A personal line").input_value() == "Typed in tab 2."


@pytest.mark.stage("seeded")
def test_wrong_answers_are_told_and_the_right_ones_kept(mara: Any, browsing: Browsing) -> None:
    browsing.expected = ["status of 422"]
    mara.get_by_label("One client’s name").fill("Giulia <b>Rossi</b>")
    mara.get_by_label("Your last working day").fill("2026-08-31")
    mara.get_by_role("button", name="Go on").click()
    summary = mara.locator(".error-summary")
    summary.get_by_role("link", name="Who will look after your clients? Please answer this.").click()
    mara.locator("#f-contact_name:focus").wait_for()
    assert mara.get_by_label("One client’s name").input_value() == "Giulia <b>Rossi</b>"
    mara.keyboard.type("Jonas Whitfield")
    mara.get_by_role("button", name="Go on").click()
    summary.get_by_role("link", name="The last day is in the past.").click()
    mara.locator("#f-last_day:focus").wait_for()


@pytest.mark.stage("started")
def test_reload_and_back_keep_what_was_saved(mara: Any, departure: Callable[[str], str]) -> None:
    mara.goto(departure("ask"))
    phone(mara).fill("+44 20 7946 0003")
    save(mara)
    mara.get_by_text("Saved.").wait_for()
    mara.reload()
    assert phone(mara).input_value() == "+44 20 7946 0003"
    mara.get_by_role("link", name="Clients", exact=True).click()
    mara.wait_for_url("**/clients")
    mara.go_back()
    assert phone(mara).input_value() == "+44 20 7946 0003"


@pytest.mark.stage("seeded")
def test_back_to_the_first_screen_leads_on_and_begins_nothing_twice(mara: Any) -> None:
    mara.get_by_label("Who will look after your clients?").fill("Jonas Whitfield")
    mara.get_by_label("Your last working day").fill("2026-09-25")
    mara.get_by_role("button", name="Go on").click()
    mara.wait_for_url("**/ask")
    begun = mara.url.removesuffix("/ask")
    mara.go_back()
    mara.wait_for_url(begun)
    assert mara.get_by_role("heading", name="Your hand-over").is_visible()


@pytest.mark.stage("started")
def test_leaving_with_unsaved_typing_is_warned_about(mara: Any, departure: Callable[[str], str]) -> None:
    asked: list[str] = []
    mara.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    mara.goto(departure("ask"))
    phone(mara).fill("+44 20 7946 0004")
    mara.get_by_role("link", name="Clients", exact=True).click(no_wait_after=True)
    mara.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    assert phone(mara).input_value() == "+44 20 7946 0004"
    save(mara)
    mara.get_by_text("Saved.").wait_for()
    mara.get_by_role("link", name="Clients", exact=True).click()
    mara.wait_for_url("**/clients")
    assert asked == ["beforeunload"], "what is saved is not asked about"


@pytest.mark.stage("started")
def test_what_was_typed_before_the_scripts_came_is_in_the_letter_and_warned_about(
    mara: Any, departure: Callable[[str], str]
) -> None:
    held = held_back(mara, "**/htmx.min.js")
    mara.goto(departure("ask"), wait_until="commit")
    phone(mara).fill("+44 20 7946 0008")
    held.pop().continue_()
    mara.locator("#live iframe").content_frame.locator("body").get_by_text("+44 20 7946 0008").wait_for()
    with mara.expect_event("dialog"):
        mara.on("dialog", lambda dialog: dialog.dismiss())
        mara.get_by_role("link", name="Clients", exact=True).click(no_wait_after=True)
    assert phone(mara).input_value() == "+44 20 7946 0008"


@pytest.mark.stage("asked")
def test_a_bar_says_when_the_manager_has_answered(mara: Any, live: Live, departure: Callable[[str], str]) -> None:
    mara.goto(departure("ask"))
    assert "Priya Raman has your question" in mara.locator(".rail-next").inner_text()
    Hand(live.app, "demo-manager").post(departure("answer"), **ANSWER)
    changed = mara.locator("#changed")
    changed.get_by_text("Something changed on this page.").wait_for()
    changed.get_by_role("button", name="Reload").click()
    mara.locator(".rail-next", has_text="Priya Raman has answered: read it and agree.").wait_for()
    assert changed.inner_text() == ""


@pytest.mark.stage("given")
def test_a_letter_that_changed_while_the_manager_read_is_not_approved(
    priya: Any, browsing: Browsing, live: Live, departure: Callable[[str], str]
) -> None:
    browsing.expected = ["status of 409"]
    priya.goto(departure("read"))
    hand = Hand(live.app, "demo-leaver")
    client = hand.text(departure("salutations")).split("Callum Reidy")[0].rsplit('id="c-', 1)[1].split('"')[0]
    hand.post(departure(f"clients/{client}"), locale="en-GB", gender="unstated", note="Added meanwhile.")
    group = priya.locator("form", has_text="Callum Reidy").get_by_role("button", name=re.compile("^Approve these"))
    group.first.click()
    priya.locator(".error-summary", has_text="A letter was changed while you read.").wait_for()
    assert priya.get_by_text("0 approved").is_visible()
    assert priya.get_by_text("Added meanwhile.").first.is_visible()


@pytest.mark.stage("started")
def test_half_an_attestation_stays_on_the_page_with_what_was_saved(mara: Any, departure: Callable[[str], str]) -> None:
    mara.goto(departure("ask"))
    phone(mara).fill("+44 20 7946 0005")
    mara.get_by_label("When did you give notice?").fill("2026-08-03")
    save(mara)
    mara.get_by_text("only once all of them are given").wait_for()
    assert mara.get_by_label("When did you give notice?").input_value() == "2026-08-03"
    mara.goto(departure("ask"))
    assert phone(mara).input_value() == "+44 20 7946 0005"
    assert mara.get_by_label("When did you give notice?").input_value() == ""


@pytest.mark.stage("answered")
def test_the_letter_follows_what_is_declined(mara: Any, departure: Callable[[str], str]) -> None:
    mara.goto(departure("consent"))
    letter = mara.locator("#live iframe").content_frame.locator("body")
    reason = "I am moving on to a new role"
    letter.get_by_text(reason).wait_for()
    mara.get_by_role("group", name="Letters may give a reason").get_by_label("I decline").check()
    letter.get_by_text(reason).wait_for(state="detached")
    mara.locator("#live .may-not", has_text="a new role elsewhere, as the reason").wait_for()
    mara.get_by_role("group", name="Letters go to clients in your name").get_by_label("I decline").check()
    mara.locator("#live").get_by_text("No letter is written").wait_for()


@pytest.mark.stage("agreed")
def test_both_sides_fit_on_one_sheet(mara: Any, departure: Callable[[str], str]) -> None:
    for language in ("", "Русский", "हिन्दी"):
        if language:
            mara.get_by_role("button", name=language).click()
        mara.goto(departure("permission"))
        assert b"/Count 1" in mara.pdf(format="A4")

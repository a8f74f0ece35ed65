"""The practice window keeps what a person typed, and the guard keeps letters from the wrong eyes."""

from collections.abc import Callable
from typing import Any

import pytest

from browser.live import Live
from browser.people import Browsing
from browser.practice import body, chips, insert_next, message, pane, press, said
from browser.stages import Hand

pytestmark = [pytest.mark.browser, pytest.mark.stage("approved")]

FIRST, SECOND = "callum.reidy@ashdowntools.co.uk.example", "Olivia Ashdown"
SIGNATURE = "--\nMara Lindqvist\nAccount Director\nHalden & Moor"


@pytest.fixture
def practice(mara: Any) -> Any:
    """Mara's practice page with the pane ready."""
    mara.goto("/practice")
    pane(mara).get_by_text("Next: Callum Reidy").wait_for()
    return mara


def question(page: Any, title: str) -> Any:
    return pane(page).get_by_role("dialog", name=title)


def answer_question(page: Any, title: str, answer: str) -> None:
    question(page, title).get_by_role("button", name=answer).click()


def address(page: Any, field: str, text: str) -> None:
    typing = message(page).locator(f"[data-field={field}] input")
    typing.fill(text)
    typing.press("Enter")


def test_a_letter_goes_above_what_was_typed_and_the_signature(practice: Any) -> None:
    body(practice).press("Control+Home")
    practice.keyboard.type("PS: see you on Monday.")
    pane(practice).locator("#letters button", has_text="Callum Reidy").click()
    address(practice, "to", FIRST)
    body(practice).press("Control+Home")
    press(practice, "insert")
    said(practice, "Inserted: recipients")
    text = body(practice).inner_text()
    assert text.startswith("Dear Callum,")
    assert text.index("Kind regards,") < text.index("PS: see you on Monday.") < text.index(SIGNATURE)
    assert text.endswith(SIGNATURE)


def test_one_undo_takes_the_letter_back_and_nothing_else(practice: Any) -> None:
    body(practice).press("Control+Home")
    practice.keyboard.type("Typed by hand.")
    before = body(practice).inner_text()
    pane(practice).locator("#letters button", has_text="Callum Reidy").click()
    press(practice, "insert")
    said(practice, "Inserted: recipients")
    assert "Dear Callum," in body(practice).inner_text()
    body(practice).focus()
    practice.keyboard.press("Control+z")
    assert body(practice).inner_text() == before
    practice.keyboard.press("Control+Shift+z")
    assert "Dear Callum," in body(practice).inner_text()


def test_insert_twice_asks_and_does_not_double(practice: Any) -> None:
    insert_next(practice)
    inserted = body(practice).inner_text()
    press(practice, "insert")
    answer_question(practice, "There is a letter in this message already", "Leave it")
    said(practice, "Nothing was changed.")
    assert body(practice).inner_text() == inserted
    press(practice, "insert")
    answer_question(practice, "There is a letter in this message already", "Replace it")
    said(practice, "Inserted: recipients")
    assert body(practice).inner_text().count("Dear Callum,") == 1
    assert body(practice).inner_text().split() == inserted.split()


def test_a_replaced_letter_loses_its_changes_and_the_rest_stays(practice: Any) -> None:
    insert_next(practice)
    body(practice).locator("p", has_text="Dear Callum").click()
    practice.keyboard.press("End")
    practice.keyboard.type(" MEDDLED")
    body(practice).press("Control+End")
    practice.keyboard.type(" typed below")
    press(practice, "insert")
    answer_question(practice, "There is a letter in this message already", "Replace it")
    said(practice, "Inserted: recipients")
    text = body(practice).inner_text()
    assert "MEDDLED" not in text
    assert text.endswith("typed below")


def test_a_letter_to_one_is_refused_in_a_message_to_another(practice: Any) -> None:
    insert_next(practice)
    before = body(practice).inner_text()
    pane(practice).locator("#letters button", has_text=SECOND).click()
    pane(practice).locator("#letter-client", has_text=SECOND).wait_for()
    press(practice, "insert")
    said(practice, f"Stopped: this message goes to somebody else ({FIRST}). Nothing was inserted.")
    assert body(practice).inner_text() == before
    assert chips(practice) == [FIRST]


def test_an_address_that_is_only_typed_counts_for_the_guard(practice: Any) -> None:
    message(practice).locator("[data-field=to] input").fill("somebody@else.example")
    pane(practice).locator("#letters button", has_text="Callum Reidy").click()
    press(practice, "insert")
    said(practice, "Stopped: this message goes to somebody else (somebody@else.example).")
    assert "Dear Callum" not in body(practice).inner_text()


@pytest.mark.parametrize("field", ["to", "cc"])
def test_extra_recipients_need_a_confirmation(practice: Any, field: str) -> None:
    address(practice, "to", FIRST)
    address(practice, field, "a.colleague@ashdowntools.co.uk.example")
    pane(practice).locator("#letters button", has_text="Callum Reidy").click()
    press(practice, "insert")
    question(practice, "Others would read this letter too").get_by_text("a.colleague@ashdowntools").wait_for()
    answer_question(practice, "Others would read this letter too", "Do not insert")
    said(practice, "Nothing was changed.")
    assert "Dear Callum" not in body(practice).inner_text()
    press(practice, "insert")
    answer_question(practice, "Others would read this letter too", "Insert anyway")
    said(practice, "Inserted")
    assert "Dear Callum" in body(practice).inner_text()


def test_open_next_takes_a_window_of_its_own(practice: Any) -> None:
    insert_next(practice)
    press(practice, "sent-next")
    pane(practice).locator("#letter-client", has_text=SECOND).wait_for()
    insert_next(practice)
    assert practice.locator(".message").count() == 2
    assert chips(practice) == ["olivia.ashdown@ashdowntools.co.uk.example"]
    practice.locator(".message").nth(1).locator(".fold").click()
    assert practice.locator(".message").nth(1).locator(".body").inner_text().startswith("Dear Callum,")


def test_a_change_after_approval_closes_the_letter_in_an_open_pane(
    practice: Any, live: Live, departure: Callable[[str], str]
) -> None:
    pane(practice).locator("#letters button", has_text="Callum Reidy").click()
    hand = Hand(live.app, "demo-leaver")
    page = hand.text(departure("salutations"))
    client = page.split("Callum Reidy")[0].rsplit('id="c-', 1)[1].split('"')[0]
    address_ = departure(f"clients/{client}")
    hand.post(address_, locale="en-GB", gender="unstated", note="A word that nobody has approved.")
    pane(practice).locator("#letters button", has_text="Callum Reidy").get_by_text("Waiting for approval").wait_for()
    pane(practice).locator("#insert[aria-disabled=true]").wait_for()
    pane(practice).locator("#insert").click(force=True)
    said(practice, "That is not possible for this letter now.")
    assert "Dear Callum" not in body(practice).inner_text()
    assert pane(practice).get_by_text("Not approved. This is a preview").is_visible()


def test_a_letter_sent_back_by_the_manager_cannot_be_inserted(
    practice: Any, priya: Any, departure: Callable[[str], str]
) -> None:
    priya.goto(departure("read"))
    priya.locator("main details summary", has_text="40 letters decided").click()
    priya.get_by_role("link", name="Callum Reidy").click()
    priya.get_by_text("Send back with a comment").click()
    priya.get_by_label("What should Mara Lindqvist change?").fill("Please say more of the pallets.")
    priya.get_by_role("button", name="Send this letter back").click()
    priya.get_by_text("1 letter sent back.").wait_for()
    pane(practice).get_by_text("Next: Olivia Ashdown").wait_for()
    pane(practice).locator("#letters button", has_text="Callum Reidy").click()
    pane(practice).get_by_text("Not approved. This is a preview").wait_for()
    for button in ("open-this", "insert", "copy"):
        assert pane(practice).locator(f"#{button}").get_attribute("aria-disabled") == "true"
    insert_next(practice)
    assert body(practice).inner_text().startswith("Dear Olivia,")


def test_a_test_copy_goes_to_oneself_and_the_letter_is_refused_in_its_message(practice: Any) -> None:
    pane(practice).locator("#letters button", has_text="Callum Reidy").click()
    press(practice, "test-copy")
    said(practice, "Test copy inserted, to you alone.")
    assert [one.split("@")[0] for one in chips(practice)] == ["mara.lindqvist"]
    assert message(practice).locator(".subject").input_value().startswith("[TEST COPY – NOT FOR CLIENTS] ")
    inserted = body(practice).inner_text()
    press(practice, "insert")
    said(practice, "Stopped: this message goes to somebody else")
    assert body(practice).inner_text() == inserted
    assert pane(practice).locator("#letter-status").inner_text() == "To do"


def test_before_the_release_the_pane_says_when_letters_open(
    browsing: Browsing, live: Live, departure: Callable[[str], str]
) -> None:
    manager = Hand(live.app, "demo-manager")
    manager.post(departure("answer"), may_tell="true", mode="leaver", release="at", release_day="2026-09-03",
                 release_time="09:00", reasons="new_role", successor_facts="role")  # fmt: skip
    mara = browsing.person("Mara Lindqvist")
    mara.goto("/practice")
    pane(mara).locator("#gate", has_text="The letters open on 3 Sept 2026, 09:00.").wait_for()
    assert pane(mara).locator("#open-next").get_attribute("aria-disabled") == "true"
    live.clock.move(days=2)
    pane(mara).locator("#gate").wait_for(state="hidden")
    insert_next(mara)


def test_after_the_last_day_the_pane_says_why_letters_are_closed(practice: Any, live: Live) -> None:
    live.clock.move(days=25)
    pane(practice).locator("#gate", has_text="closed at the end of Friday, 25 September 2026").wait_for()
    pane(practice).locator("#open-next[aria-disabled=true]").wait_for()
    pane(practice).locator("#open-next").click(force=True)
    assert body(practice).inner_text().strip() == SIGNATURE


def test_a_letter_in_hand_does_not_outlive_the_last_day(practice: Any, browsing: Browsing, live: Live) -> None:
    browsing.expected = ["status of 409"]
    pane(practice).locator("#letters button", has_text="Callum Reidy").click()
    practice.route("**/queue?*", lambda route: route.abort())  # the pane does not hear of it
    browsing.expected.append("Failed to load resource")
    live.clock.move(days=25)
    press(practice, "insert")
    pane(practice).locator("#letter-trouble", has_text="closed at the end of").wait_for()
    assert "Dear Callum" not in body(practice).inner_text()


def test_an_answer_goes_into_a_reply_to_that_client_and_into_no_other(practice: Any) -> None:
    pane(practice).locator("#letters button", has_text="Callum Reidy").click()
    pane(practice).get_by_text("When they write back").click()
    insert = pane(practice).get_by_role("button", name="Insert “Where are you going?”")
    address(practice, "to", "somebody@elsewhere.example")
    insert.click()
    said(practice, "this message goes to somebody else")
    assert "new role" not in body(practice).inner_text()
    message(practice).get_by_role("button", name="Remove somebody@elsewhere.example").click()
    address(practice, "to", FIRST)
    insert.click()
    said(practice, "The answer is in your message")
    assert body(practice).inner_text().startswith("Thank you for asking. I am moving on to a new role")
    assert body(practice).inner_text().endswith(SIGNATURE)
    assert "To do" in pane(practice).locator("#letter-status").inner_text(), "nothing is marked by it"

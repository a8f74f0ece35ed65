"""The extension in Outlook on the web, around a real roosterjs editor: found, filled, guarded, undone, never sent."""

from collections.abc import Iterator
from typing import Any

import pytest

from browser.mail_server import CAPTURED
from browser.messages import (
    PLAIN_WORDS,
    WORDS,
    WRITTEN,
    Message,
    at_mail,
    inserted,
    refused,
    resilience,
    writes,
)
from browser.unpacked import CLIENT, COPIED, LETTER, Person, at_a_browser

pytestmark = pytest.mark.browser

OTHER = "tom@baker.example"
SIGNATURE = "Mara Lindqvist Halden & Moor"
QUOTE = "From: Callum Can you help?"
REPLY = {"to": CLIENT, "subject": "Re: Quote 1042", "signature": "1", "quote": "1"}


@pytest.fixture(scope="module")
def browser(playwright: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Person]:
    with at_a_browser(playwright, tmp_path_factory.mktemp("outlook")) as person:
        yield person


@pytest.fixture
def mara(browser: Person) -> Iterator[Person]:
    yield from at_mail(browser)


def message_in(page: Any, number: int = 0) -> Message:
    """A message whose editor has started."""
    page.wait_for_function("window.ready")
    return Message(page, "outlook", number)


@pytest.mark.parametrize("language", ["en", "ru", "ar"])
def test_a_new_message_is_filled_and_one_undo_takes_the_letter_back(mara: Person, language: str) -> None:
    page = mara.at_outlook("new", signature="1", typed="PS: see you.", language=language)
    message = message_in(page)
    before = message.content()
    inserted(mara.presses("outlook"))
    assert message.wells() == [CLIENT, COPIED, ""]
    assert page.evaluate("window.noticedSubject") == LETTER["subject"]
    assert message.text() == f"{WORDS} PS: see you. {SIGNATURE}"
    there = message.content()
    again = mara.presses("outlook", yes=False)
    refused(again, "declined")
    assert again["asked"] == [["replace", [CLIENT]]]
    assert message.content() == there
    message.undo()
    assert message.content() == before


def test_a_reply_keeps_its_subject_its_signature_and_its_quote(mara: Person) -> None:
    page = mara.at_outlook("reply", **REPLY)
    message = message_in(page)
    before = message.content()
    inserted(mara.presses("outlook"), own_subject=True)
    assert message.wells() == [CLIENT, COPIED, ""]
    assert page.locator("input[type=text]").input_value() == "Re: Quote 1042"
    assert message.text() == f"{WORDS} {SIGNATURE} {QUOTE}"
    message.undo()
    assert message.content() == before


def test_a_letter_that_was_changed_by_hand_is_replaced_and_the_rest_stays(mara: Person) -> None:
    page = mara.at_outlook("reply", typed="PS: see you.", **REPLY)
    message = message_in(page)
    mara.presses("outlook")
    page.locator("p", has_text="Dear Callum").click()
    page.keyboard.press("End")
    page.keyboard.type(" MEDDLED")
    again = mara.presses("outlook")
    assert again["asked"] == [["replace", [CLIENT]]]
    inserted(again, own_subject=True)
    assert message.text() == f"{WORDS} PS: see you. {SIGNATURE} {QUOTE}"


def test_a_letter_never_goes_into_a_message_to_somebody_else(mara: Person) -> None:
    message = message_in(mara.at_outlook("reply", **REPLY | {"to": OTHER}))
    before = message.content()
    refused(mara.presses("outlook"), "other_recipient")
    assert (message.content(), message.wells()) == (before, [OTHER, "", ""])


def test_others_in_the_message_need_a_yes(mara: Person) -> None:
    message = message_in(mara.at_outlook("new", to=CLIENT, bcc=OTHER))
    said_no = mara.presses("outlook", yes=False)
    refused(said_no, "declined")
    assert (said_no["asked"], message.text()) == ([["extra", [OTHER]]], "")
    inserted(mara.presses("outlook"))


@pytest.mark.parametrize("chips", ["late", "named"])
def test_recipients_may_come_late_and_show_a_name(mara: Person, chips: str) -> None:
    message = message_in(mara.at_outlook("new", chips=chips))
    inserted(mara.presses("outlook"))
    assert len(mara.presses("outlook", yes=False)["asked"]) == 1
    assert message.text() == WORDS


def test_a_recipient_of_whom_only_the_name_is_seen_is_not_trusted(mara: Person) -> None:
    message = message_in(mara.at_outlook("reply", **REPLY, chips="named"))
    refused(mara.presses("outlook"), "other_recipient")
    assert message.text() == f"{SIGNATURE} {QUOTE}"


def test_a_name_that_looks_like_the_clients_address_is_not_believed(mara: Person) -> None:
    message = message_in(mara.at_outlook("reply", **REPLY, truly=OTHER))
    refused(mara.presses("outlook"), "other_recipient")
    assert message.text() == f"{SIGNATURE} {QUOTE}"


def test_recipients_that_never_come_are_named(mara: Person) -> None:
    message_in(mara.at_outlook("new", chips="never"))
    outcome = mara.presses("outlook")
    assert outcome["confirmed"] == {"to": False, "cc": False, "subject": True, "body": True}
    assert outcome["unsure"] == [CLIENT, COPIED]


def test_of_several_messages_the_one_with_the_focus_is_filled_and_never_just_the_first(mara: Person) -> None:
    page = mara.at_outlook("two")
    first, second = message_in(page), message_in(page, 1)
    refused(mara.presses("outlook"), "which_window")
    second.body.click()
    inserted(mara.presses("outlook"))
    assert (first.text(), second.text()) == ("", WORDS)


@pytest.mark.parametrize(("keys", "above", "below"), WRITTEN)
def test_the_letter_goes_below_the_line_in_which_the_person_writes(
    mara: Person, keys: list[str], above: str, below: str
) -> None:
    page = mara.at_outlook("new", signature="1")
    message = message_in(page)
    writes(page, message, keys)
    before = message.content()
    inserted(mara.presses("outlook"))
    assert message.text() == " ".join(filter(None, [above, WORDS, below, SIGNATURE]))
    message.undo()
    assert message.content() == before


def popped_out(mara: Person, page: Any) -> Message:
    """A message in a window of its own, behind the window that it came from."""
    with mara.context.expect_page() as popped:
        page.evaluate(
            "window.open('/mail/deeplink/compose?layout=popout&signature=1', '', 'popup,width=500,height=500') && 0"
        )
    message = message_in(popped.value)
    page.bring_to_front()
    return message


def test_a_message_that_popped_out_is_the_only_one_or_is_told_apart_by_a_click(mara: Person) -> None:
    page = mara.at_outlook("none")
    popped = popped_out(mara, page)
    before = popped.content()
    inserted(mara.presses("outlook"))
    assert popped.text() == f"{WORDS} {SIGNATURE}"
    popped.undo()
    assert popped.content() == before
    other = message_in(mara.at_outlook("new"))
    refused(mara.presses("outlook"), "which_window")
    other.body.click()
    inserted(mara.presses("outlook"))
    assert (popped.content(), other.text()) == (before, WORDS)


@pytest.mark.parametrize("plain", ["area", "only", "silent"])
def test_plain_text_stays_plain_text(mara: Person, plain: str) -> None:
    page = mara.at_outlook("new", plain=plain, signature="1", typed="PS: see you.")
    page.wait_for_function("window.ready")
    message = Message(page, "outlook_area" if plain == "area" else "outlook")
    before = message.content()
    inserted(mara.presses("outlook"))
    assert message.text() == f"{PLAIN_WORDS} PS: see you. {SIGNATURE}"
    assert "<p" not in message.content()
    there = message.content()
    refused(mara.presses("outlook", yes=False), "declined")
    assert message.content() == there
    message.undo()
    assert message.content() == before


def test_a_message_that_is_folded_away_is_told_of_and_left_alone(mara: Person) -> None:
    page = mara.at_outlook("folded", to=CLIENT)
    message = message_in(page)
    refused(mara.presses("outlook"), "folded")
    page.locator("[role=tab]").click()
    inserted(mara.presses("outlook"))
    assert message.text() == WORDS


def test_beside_a_message_that_is_folded_away_the_open_one_is_filled(mara: Person) -> None:
    page = mara.at_outlook("withFolded")
    inserted(mara.presses("outlook"))
    assert [message_in(page, number).text() for number in (0, 1)] == ["", WORDS]


def test_open_next_without_a_message_opens_one_by_its_link_and_fills_it(mara: Person) -> None:
    mara.at_outlook("none")
    with mara.context.expect_page() as opened:
        inserted(mara.presses("mail", opens=True))
    assert opened.value.url.startswith("https://outlook.office.com/mail/deeplink/compose?")
    message = message_in(opened.value)
    assert (message.text(), message.wells()) == (WORDS, [CLIENT, COPIED, ""])


def test_open_next_takes_a_message_that_nobody_has_begun(mara: Person) -> None:
    message = message_in(mara.at_outlook("new", signature="1"))
    inserted(mara.presses("outlook", opens=True))
    assert message.text() == f"{WORDS} {SIGNATURE}"


def test_without_a_message_it_says_so(mara: Person) -> None:
    mara.at_outlook("none")
    refused(mara.presses("outlook"), "no_window")


@pytest.mark.parametrize("host", ["outlook.live.com", "outlook.office365.com", "outlook.cloud.microsoft"])
def test_every_address_of_outlook_is_known(mara: Person, host: str) -> None:
    message_in(mara.goes_to(f"{host}/mail/0/", layout="new"))
    inserted(mara.presses("mail"))


def test_classes_and_labels_may_change(mara: Person) -> None:
    works = {}
    for layout, asked in {"new": {"signature": "1"}, "reply": REPLY}.items():
        message_in(mara.at_outlook(layout, names="random", language="none", **asked))
        outcome = mara.presses("outlook")
        works[layout] = outcome["done"] and all(outcome["confirmed"].values())
        mara.leaves()
    assert all(works.values()), resilience(works)


@pytest.mark.skipif(not CAPTURED.exists(), reason="the pages are not on this machine (../shared/pages)")
@pytest.mark.parametrize("name", ["outlook-synthetic-new-en.html", "outlook-synthetic-reply-en.html"])
def test_other_peoples_pages_of_outlook_are_understood(mara: Person, name: str) -> None:
    page = mara.goes_to(f"outlook.office.com/captured/{name}")
    page.wait_for_function("window.__ready")
    inserted(mara.presses("outlook"), own_subject="reply" in name)
    assert page.evaluate("[window.__sent, window.__state.to, window.__state.cc]") == [None, [CLIENT], [COPIED]]

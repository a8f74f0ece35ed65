"""The extension in Gmail's compose windows, in a real Chromium: found, filled, guarded, undone, and never sent."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest

from browser.mail_server import CAPTURED
from browser.messages import (
    PLAIN_WORDS,
    WORDS,
    WRITTEN,
    Message,
    addressed,
    at_mail,
    inserted,
    nothing_but_insert,
    refused,
    resilience,
    writes,
)
from browser.unpacked import CLIENT, COPIED, LETTER, SOAK, Person, at_a_browser

pytestmark = pytest.mark.browser

OTHER = "tom@baker.example"
SIGNATURE = "-- Mara Lindqvist Halden & Moor"
EVERY_LAYOUT = ["new", "full", "popout", "minimised", "withMinimised"]
LANGUAGES = ["it", "ru", "ar"]


@pytest.fixture(scope="module")
def browser(playwright: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Person]:
    with at_a_browser(playwright, tmp_path_factory.mktemp("gmail")) as person:
        yield person


@pytest.fixture
def mara(browser: Person) -> Iterator[Person]:
    yield from at_mail(browser)


def whole_way(mara: Person, page: Any, typed: str = "", number: int = 0) -> None:
    """Insert, read, insert again, undo: the body is as it was."""
    message = Message(page, number=number)
    before = message.content()
    inserted(mara.presses("gmail"))
    addressed(message)
    assert page.locator("[name=subjectbox]").last.input_value() == LETTER["subject"]
    assert message.text() == f"{WORDS} {typed}{SIGNATURE}"
    there = message.content()
    again = mara.presses("gmail", yes=False)
    refused(again, "declined")
    assert again["asked"] == [["replace", [CLIENT]]]
    assert message.content() == there
    message.undo()
    assert message.content() == before


@pytest.mark.parametrize("layout", EVERY_LAYOUT)
def test_a_letter_goes_into_a_message_of_every_layout_and_one_undo_takes_it_back(mara: Person, layout: str) -> None:
    page = mara.at_gmail(layout, signature="1", typed="PS: see you.")
    assert Message(page).body.is_visible() == ("inimised" not in layout)
    whole_way(mara, page, "PS: see you. ", number=1 if layout == "withMinimised" else 0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_of_the_interface_makes_no_difference(mara: Person, language: str) -> None:
    whole_way(mara, mara.at_gmail(language=language, signature="1"))


@pytest.mark.parametrize("layout", ["reply", "inline"])
def test_a_reply_keeps_its_subject_its_quote_and_its_thread(mara: Person, layout: str) -> None:
    page = mara.at_gmail(layout, to=CLIENT, subject="Re: Quote 1042", signature="1", quote="1")
    message = Message(page)
    before = message.content()
    inserted(mara.presses("gmail"), own_subject=True)
    addressed(message)
    assert page.locator("[name=subjectbox]").input_value() == "Re: Quote 1042"
    assert message.text() == f"{WORDS} {SIGNATURE} On Monday Callum wrote: Can you help?"
    message.undo()
    assert message.content() == before


def test_plain_text_stays_plain_text(mara: Person) -> None:
    message = Message(mara.at_gmail("plain", signature="1", typed="PS: see you."), "plain")
    before = message.content()
    inserted(mara.presses("gmail"))
    assert message.text() == f"{PLAIN_WORDS} PS: see you. {SIGNATURE}"
    refused(mara.presses("gmail", yes=False), "declined")
    message.undo()
    assert message.content() == before


def test_older_pages_with_text_areas_for_recipients_are_filled_too(mara: Person) -> None:
    page = mara.at_gmail(rows="old")
    inserted(mara.presses("gmail"))
    assert [page.locator(f"textarea[name={field}]").input_value() for field in ("to", "cc")] == [CLIENT, COPIED]


def test_a_window_without_signature_is_filled_from_the_top(mara: Person) -> None:
    message = Message(mara.at_gmail())
    inserted(mara.presses("gmail"))
    assert message.text() == WORDS


@pytest.mark.parametrize("signature", ["", "1"])
@pytest.mark.parametrize(("keys", "above", "below"), WRITTEN)
def test_the_letter_goes_below_the_line_in_which_the_person_writes(
    mara: Person, signature: str, keys: list[str], above: str, below: str
) -> None:
    page = mara.at_gmail(signature=signature)
    message = Message(page)
    writes(page, message, keys)
    before = message.content()
    inserted(mara.presses("gmail"))
    assert message.text() == " ".join(filter(None, [above, WORDS, below, SIGNATURE if signature else ""]))
    assert f">{above.rpartition('. ')[2]}<" in message.content() or not above  # on a line of its own
    message.undo()
    assert message.content() == before


def test_a_letter_that_was_changed_by_hand_is_replaced_and_the_rest_stays(mara: Person) -> None:
    page = mara.at_gmail(signature="1", typed="PS: see you.")
    message = Message(page)
    mara.presses("gmail")
    page.locator("[g_editable] p", has_text="Dear Callum").click()
    page.keyboard.press("End")
    page.keyboard.type(" MEDDLED")
    changed = message.content()
    again = mara.presses("gmail")
    assert again["asked"] == [["replace", [CLIENT]]]
    inserted(again)
    assert message.text() == f"{WORDS} PS: see you. {SIGNATURE}"
    message.undo()
    assert message.content() == changed


def test_another_clients_letter_is_replaced_and_not_added(mara: Person) -> None:
    message = Message(mara.at_gmail(signature="1"))
    mara.presses("gmail")
    second = {name: str(LETTER[name]).replace("Callum", "Olivia") for name in ("html", "text")}
    assert mara.presses("gmail", **second)["asked"] == [["replace", [CLIENT]]]
    assert message.text() == f"{WORDS.replace('Callum', 'Olivia')} {SIGNATURE}"


def test_a_letter_never_goes_into_a_message_to_somebody_else(mara: Person) -> None:
    for layout in ("reply", "inline"):
        page = mara.at_gmail(layout, to=OTHER, subject="Re: x", quote="1")
        before = page.content()
        outcome = mara.presses("gmail")
        refused(outcome, "other_recipient")
        assert outcome["addresses"] == [OTHER]
        assert Message(page).text() == "On Monday Callum wrote: Can you help?"
        assert before.count("data-hovercard-id") == page.content().count("data-hovercard-id")
        mara.leaves()


def test_an_address_that_is_typed_and_no_chip_yet_counts(mara: Person) -> None:
    page = mara.at_gmail()
    page.locator(".aoD.hl").focus()
    page.locator("[name=to] input").evaluate("(input, typed) => { input.value = typed; }", OTHER)
    refused(mara.presses("gmail"), "other_recipient")


def test_somebody_who_comes_while_the_letter_is_on_its_way_keeps_it_out(mara: Person) -> None:
    page = mara.at_gmail()
    page.evaluate(
        """(other) => document.querySelector("[name=to] input").addEventListener("paste", () =>
      document.querySelector("[name=cc] [role=listbox] > div").append(
        make("div", { role: "option", "data-hovercard-id": other }, other)))""",
        OTHER,
    )
    refused(mara.presses("gmail"), "changed")
    assert Message(page).text() == ""


def test_others_in_the_message_need_a_yes(mara: Person) -> None:
    page = mara.at_gmail("reply", to=f"{CLIENT},{OTHER}", subject="Re: x")
    said_no = mara.presses("gmail", yes=False)
    refused(said_no, "declined")
    assert said_no["asked"] == [["extra", [OTHER]]]
    assert Message(page).text() == ""
    inserted(mara.presses("gmail"), own_subject=True)
    assert Message(page).chips("to") == [CLIENT, OTHER]


@pytest.mark.parametrize("chips", ["late", "reset"])
def test_recipients_that_come_late_or_are_reset_once_are_there_once(mara: Person, chips: str) -> None:
    message = Message(mara.at_gmail(chips=chips))
    inserted(mara.presses("gmail"))
    addressed(message)


def test_recipients_are_typed_where_the_page_does_not_see_what_is_pasted(mara: Person) -> None:
    message = Message(mara.at_gmail(paste="ignored"))
    inserted(mara.presses("gmail"))
    addressed(message)


def test_recipients_that_never_come_are_named(mara: Person) -> None:
    message = Message(mara.at_gmail(chips="never"))
    outcome = mara.presses("gmail")
    assert outcome["confirmed"] == {"to": False, "cc": False, "subject": True, "body": True}
    assert outcome["unsure"] == [CLIENT, COPIED]
    assert message.text() == WORDS


@pytest.mark.parametrize("layout", ["two", "twoInline"])
def test_of_several_messages_the_one_with_the_focus_is_filled_and_never_just_the_first(
    mara: Person, layout: str
) -> None:
    page = mara.at_gmail(layout)
    refused(mara.presses("gmail"), "which_window")
    assert [Message(page, number=number).text() for number in (0, 1)] == ["", ""]
    Message(page, number=1).body.click()
    assert mara.presses("gmail")["confirmed"]["body"]
    assert [Message(page, number=number).text() for number in (0, 1)] == ["", WORDS]


def heard_in(page: Any, mara: Person) -> set[str]:
    """The events that anybody listens to at the top of a page: the page itself, and each extension in its own world."""
    devtools = mara.context.new_cdp_session(page)
    worlds: list[int] = []
    devtools.on("Runtime.executionContextCreated", lambda event: worlds.append(event["context"]["id"]))
    devtools.send("Runtime.enable")
    found: set[str] = set()
    for world, thing in product(worlds, ("document", "window", "document.body")):
        place = devtools.send("Runtime.evaluate", {"expression": thing, "contextId": world})["result"]["objectId"]
        heard = devtools.send("DOMDebugger.getEventListeners", {"objectId": place})["listeners"]
        found |= {one["type"] for one in heard}
    devtools.detach()
    return found


def popped_out(mara: Person, page: Any) -> Any:
    """A message in a window of its own, behind the window that it came from."""
    with mara.context.expect_page() as popped:
        page.evaluate("window.open('/mail/u/0/?layout=popout', '', 'popup,width=500,height=500') && 0")
    popped.value.locator("[g_editable]").wait_for()
    page.bring_to_front()
    return popped.value


def test_a_message_in_a_window_of_its_own_is_told_apart_by_a_click(mara: Person) -> None:
    page = mara.at_gmail(signature="1")
    popped = popped_out(mara, page)
    refused(mara.presses("gmail"), "which_window")
    popped.locator("[g_editable]").click()
    inserted(mara.presses("gmail"))
    assert (Message(popped).text(), Message(page).text()) == (WORDS, SIGNATURE)


def test_a_page_is_watched_for_the_click_and_not_after_it(mara: Person) -> None:
    popped = popped_out(mara, mara.at_gmail(signature="1"))
    listeners = heard_in(popped, mara)
    refused(mara.presses("gmail"), "which_window")
    assert "focusin" in heard_in(popped, mara) - listeners  # for a minute at most
    popped.locator("[g_editable]").click()
    inserted(mara.presses("gmail"))
    assert heard_in(popped, mara) == listeners


def test_open_next_takes_a_message_that_nobody_has_begun(mara: Person) -> None:
    page = mara.at_gmail(signature="1")
    inserted(mara.presses("gmail", opens=True))
    assert Message(page).text() == f"{WORDS} {SIGNATURE}"
    assert len(mara.context.pages) == 2


def test_open_next_without_a_message_opens_one_by_its_link_and_fills_it(mara: Person) -> None:
    mara.at_gmail("none")
    with mara.context.expect_page() as opened:
        inserted(mara.presses("gmail", opens=True))
    assert opened.value.url.startswith(
        f"https://mail.google.com/mail/u/0/?view=cm&fs=1&tf=1&to={CLIENT.replace('@', '%40')}"
    )
    addressed(Message(opened.value))
    assert Message(opened.value).text() == WORDS


def test_open_next_leaves_a_message_to_somebody_else_alone(mara: Person) -> None:
    page = mara.at_gmail("reply", to=OTHER, subject="Re: x")
    with mara.context.expect_page() as opened:
        inserted(mara.presses("gmail", opens=True))
    assert (Message(page).text(), Message(opened.value).text()) == ("", WORDS)


def test_a_message_that_does_not_come_is_waited_for_and_then_told_of(mara: Person) -> None:
    mara.at_gmail("none")
    mara.mail.link = "window=never"
    outcome = mara.presses("gmail", opens=True, patience=2_000)
    refused(outcome, "link_only")
    assert outcome["milliseconds"] < 3_000


def test_without_a_message_or_a_mail_program_it_says_so(mara: Person) -> None:
    refused(mara.presses("mail"), "no_tab")
    mara.at_gmail("none")
    refused(mara.presses("gmail"), "no_window")
    refused(mara.presses("mail"), "no_window")


def test_recipients_that_cannot_be_read_keep_the_letter_out(mara: Person) -> None:
    page = mara.at_gmail()
    page.evaluate("document.querySelectorAll('[name=to]').forEach((one) => one.removeAttribute('name'))")
    refused(mara.presses("gmail"), "unread")
    assert Message(page).text() == ""


def test_nothing_stays_behind_in_the_page(mara: Person) -> None:
    page = mara.at_gmail()
    attributes, listeners = page.evaluate(ATTRIBUTES), heard_in(page, mara)
    assert mara.presses("gmail")["done"]
    assert heard_in(page, mara) == listeners
    assert set(page.evaluate(ATTRIBUTES)) - set(attributes) <= {"lang", "data-hovercard-id"}  # the letter's, the chips'
    assert page.evaluate("typeof window.segueCompose") == "undefined"


ATTRIBUTES = "[...new Set([...document.querySelectorAll('body *')].flatMap((one) => one.getAttributeNames()))]"


def test_classes_and_labels_may_change(mara: Person) -> None:
    works = {}
    for layout in [*EVERY_LAYOUT, "reply", "inline", "plain"]:
        old = {"to": CLIENT, "subject": "Re: x", "quote": "1"} if layout in ("reply", "inline") else {}
        page = mara.at_gmail(layout, names="random", language="none", signature="1", **old)
        outcome = mara.presses("gmail")
        works[layout] = outcome["done"] and all(outcome["confirmed"].values())
        nothing_but_insert(page)
        mara.leaves()
    assert all(works.values()), resilience(works)


NOT_HERE = "the captured pages are not on this machine (../shared/pages)"
CAPTURES = [
    "gmail-2020-11-compose-popup-en.html",
    "gmail-derived-peoplekit-popup-en.html",
    "gmail-derived-peoplekit-signature-en.html",
    "gmail-derived-plaintext-en.html",
    "gmail-derived-inline-reply-en.html",
]


@pytest.mark.skipif(not CAPTURED.exists(), reason=NOT_HERE)
@pytest.mark.parametrize("name", CAPTURES)
def test_pages_captured_from_gmail_are_understood(mara: Person, name: str) -> None:
    page = mara.goes_to(f"mail.google.com/captured/{name}")
    inserted(mara.presses("gmail"), own_subject="inline" in name)
    assert not page.evaluate("window.__sent")


@pytest.mark.skipif(not CAPTURED.exists(), reason=NOT_HERE)
def test_a_page_captured_from_gmail_without_a_message_has_none(mara: Person) -> None:
    mara.goes_to("mail.google.com/captured/gmail-2017-09-08-nocompose-addon-sidebar.html")
    refused(mara.presses("gmail"), "no_window")


TYPED = ["", "PS: see you.", "<b>&amp;</b>"]
MATRIX = list(product([*EVERY_LAYOUT, "inline"], TYPED, ["now", "late", "reset"], ["en", *LANGUAGES]))


@pytest.mark.parametrize("case", MATRIX if SOAK else [], ids="-".join)
def test_every_layout_with_everything(mara: Person, case: tuple[str, str, str, str]) -> None:
    layout, typed, chips, language = case
    page = mara.at_gmail(layout, signature="1", quote="1", typed=typed, chips=chips, language=language, names="random")
    message = Message(page, number=1 if layout == "withMinimised" else 0)
    before = message.content()
    assert all(mara.presses("gmail")["confirmed"].values())
    assert message.text().startswith(WORDS)
    message.undo()
    assert message.content() == before

"""The pane as Outlook's add-in, in a page that plays Outlook at its own address: what it inserts, refuses and shows."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from browser.live import Live, copy_data, served
from browser.looks import faults_in_every_look
from browser.office import OFFICE, Outlook
from browser.people import Browsing
from browser.stages import Hand
from segue.doors.wiring import EXTENSION

pytestmark = [pytest.mark.browser, pytest.mark.stage("approved")]

FIRST, SECOND = "callum.reidy@ashdowntools.co.uk.example", "Olivia Ashdown"
AUTOFOCUS = "Blocked autofocusing"
"""Chromium's word on questions that are not shown yet, in a frame of another site."""
BY_HAND = "Outlook offers no undo for this"
THEMES = {"colourful": "#f3f2f1", "dark grey": "#666666", "black": "#262626", "white": "#ffffff"}


@pytest.fixture
def outlook(browsing: Browsing, live: Live) -> Outlook:
    browsing.expected = [AUTOFOCUS]
    return Outlook(browsing, live)


def test_open_next_fills_a_fresh_message_and_says_what_cannot_be_undone(outlook: Outlook) -> None:
    outlook.opens().connects()
    outlook.presses("open-next")
    assert BY_HAND in outlook.says("Inserted: recipients, subject and text")
    assert outlook.people() == [FIRST]
    assert outlook.subject() != ""
    assert outlook.text().startswith("Dear Callum,")
    assert outlook.text().endswith("Mara Lindqvist")
    assert outlook.is_untouched()
    outlook.presses("sent-next")
    outlook.says("Callum Reidy: marked as sent.")
    outlook.pane.get_by_text(f"Next: {SECOND}").wait_for()


def test_a_plain_text_message_gets_the_same_letter_as_plain_text(outlook: Outlook) -> None:
    outlook.opens(form="text", to=[FIRST]).connects()
    outlook.chooses("Callum Reidy")
    outlook.presses("insert")
    outlook.says("Inserted: recipients, subject and text")
    assert outlook.text().startswith("Dear Callum,\n\n")
    assert "<" not in outlook.text()
    assert outlook.text().endswith("--\nMara Lindqvist")


def test_what_was_typed_and_a_reply_s_subject_stay(outlook: Outlook) -> None:
    outlook.opens(to=[FIRST], subject="RE: pallets", typed="See you on Monday.").connects()
    outlook.chooses("Callum Reidy")
    outlook.presses("insert")
    outlook.says("the message keeps its own subject")
    assert outlook.subject() == "RE: pallets"
    assert outlook.text().endswith("See you on Monday.")


def test_a_message_to_somebody_else_is_refused(outlook: Outlook) -> None:
    outlook.opens(to=["other@elsewhere.example"]).connects()
    outlook.chooses("Callum Reidy")
    outlook.presses("insert")
    outlook.says("Stopped: this message goes to somebody else (other@elsewhere.example)")
    assert outlook.people() == ["other@elsewhere.example"]
    assert "Callum" not in outlook.text()


def test_a_second_insert_asks_and_does_not_double(outlook: Outlook) -> None:
    outlook.opens().connects()
    outlook.presses("open-next")
    outlook.says("Inserted: recipients")
    before = outlook.text()
    outlook.presses("insert")
    outlook.answers("Leave it")
    outlook.says("Nothing was changed.")
    assert outlook.text() == before
    assert outlook.people() == [FIRST]


def test_beside_a_message_that_is_read_open_shows_a_new_one(outlook: Outlook) -> None:
    outlook.opens("read").connects()
    outlook.presses("open-next")
    outlook.says("Outlook opens a new message with recipients, subject and letter.")
    (form,) = outlook.page.evaluate("window.shown")
    assert form["toRecipients"] == [FIRST]
    assert "Dear Callum," in form["htmlBody"]
    outlook.presses("insert")
    outlook.says("No message is open.")
    outlook.presses("sent-next")
    outlook.says("Callum Reidy: marked as sent.")


def test_a_call_that_hangs_ends_in_words_and_is_not_made_again(outlook: Outlook, browsing: Browsing) -> None:
    browsing.expected.append("Blocked script execution in 'about:srcdoc'")  # the clock's own, in the letter's frame
    outlook.page.clock.install()
    outlook.opens(waits={"body.prepend": {"hang": True}}).connects()
    outlook.presses("open-next")
    outlook.page.wait_for_function("asked.includes('body.prepend')")
    outlook.page.clock.fast_forward(10_000)
    outlook.says("The message window did not answer within ten seconds.")
    assert outlook.page.evaluate("asked.filter((one) => one === 'body.prepend').length") == 1
    outlook.page.evaluate("window.waits = {}")
    outlook.presses("insert")
    outlook.says("Inserted: recipients")


def test_an_older_outlook_says_what_it_cannot_do(outlook: Outlook) -> None:
    outlook.opens(sets={"Mailbox": "1.2"}).connects()
    outlook.presses("open-next")
    outlook.says("This mail program cannot be filled in from here. Press Copy")
    assert outlook.people() == []


def test_a_pinned_pane_follows_to_another_message_and_puts_nothing_in_the_wrong_one(outlook: Outlook) -> None:
    outlook.opens(waits={"body.type": {"milliseconds": 400}}).connects()
    outlook.presses("open-next")
    outlook.page.wait_for_function("asked.includes('body.type')")
    outlook.page.evaluate("happens('ItemChanged')")
    outlook.says("Another message came in front meanwhile.")
    assert "Callum" not in outlook.text()


def test_the_pane_speaks_outlooks_language_whatever_the_person_chose_elsewhere(outlook: Outlook) -> None:
    outlook.opens(language="pt-PT").connects()
    assert outlook.pane.locator("html").get_attribute("lang") == "pt-PT"
    outlook.pane.locator("#next-line", has_text="A seguir").wait_for()


@pytest.mark.parametrize("theme", THEMES)
def test_the_pane_takes_outlooks_look_and_is_whole_at_320_px(browsing: Browsing, live: Live, theme: str) -> None:
    browsing.expected = [AUTOFOCUS]
    dark = theme in ("dark grey", "black")
    outlook = Outlook(browsing, live, scheme="light" if dark else "dark")
    outlook.opens(background=THEMES[theme], language="ru").connects()  # whose words are the longest
    outlook.presses("open-next")
    outlook.says("Вставлено: получатели")
    page, letter = outlook.pane.locator("body"), outlook.pane.frame_locator("#preview iframe").locator("body")
    shown = [place.evaluate("body => getComputedStyle(body).backgroundColor") for place in (page, letter)]
    assert shown == (["rgb(20, 24, 26)"] * 2 if dark else ["rgb(251, 250, 247)", "rgb(255, 255, 255)"])
    assert outlook.faults(theme.replace(" ", "-")) == []


def test_connecting_is_whole_at_320_px_and_refuses_in_words(outlook: Outlook, browsing: Browsing) -> None:
    browsing.expected.append("status of 422")
    outlook.opens()
    outlook.pane.locator("#pairing button").click()
    outlook.pane.get_by_text("Type the code first.").wait_for()
    outlook.pane.locator("#outlook-code").fill("WRNG-CODE")
    outlook.pane.locator("#pairing button").click()
    outlook.pane.get_by_text("This code is not valid, or no longer.").wait_for()
    assert outlook.faults("connect") == []
    outlook.connects()
    assert outlook.pane.locator("#outlook-connect").count() == 0


def test_a_window_for_signing_in_hands_the_pane_its_code(outlook: Outlook) -> None:
    outlook.opens()
    with outlook.sign_in_window() as window:
        window.get_by_role("button", name="Mara Lindqvist").click()
        window.get_by_text("The Segue pane in Outlook asks to work for you.").wait_for()
        with window.expect_event("close"):
            window.get_by_role("button", name="Connect").click()
    outlook.pane.locator("#next-line", has_text="Callum Reidy").wait_for()


def test_microsofts_library_stays_where_it_is_unless_the_pane_signs_in_with_it(outlook: Outlook) -> None:
    outlook.opens().connects()
    assert outlook.frame.evaluate("typeof msal") == "undefined"


def test_where_office_has_no_window_a_plain_one_shows_the_code_to_be_typed(outlook: Outlook) -> None:
    outlook.opens(dialogs=False)
    with outlook.sign_in_window() as window:
        window.get_by_role("button", name="Mara Lindqvist").click()
        window.get_by_role("button", name="Connect").click()
        code = window.locator(".pairing-code").inner_text()
        assert faults_in_every_look(window, "outlook-code") == {}
    outlook.pane.get_by_text("Outlook is not connected yet.").wait_for()
    outlook.pane.locator("#outlook-code").fill(code)
    outlook.pane.locator("#pairing button").click()
    outlook.pane.locator("#next-line", has_text="Callum Reidy").wait_for()


def test_a_connected_outlook_opens_again_without_asking(outlook: Outlook) -> None:
    around = f"{outlook.live.address}/around"  # of the same site, where the browser lets the pane keep something
    outlook.opens(at=around).connects()
    outlook.page.reload()
    outlook.pane.locator("#next-line", has_text="Callum Reidy").wait_for()


def test_a_pane_that_is_disconnected_elsewhere_asks_again_and_goes_on(outlook: Outlook, browsing: Browsing) -> None:
    browsing.expected.append("Failed to load resource")
    outlook.opens().connects()
    mara = Hand(outlook.live.app, "demo-leaver")
    mara.post("/browsers")
    outlook.pane.locator("#outlook-code").wait_for()
    outlook.connects()
    outlook.presses("open-next")
    outlook.says("Inserted: recipients")


@pytest.fixture
def with_microsoft(stages: dict[str, Path], tmp_path: Path, clock: Any, microsoft: Any) -> Iterator[Live]:
    """Segue in a tenant of Microsoft's."""
    copy_data(stages["approved"], tmp_path / "data")
    app = {"microsoft_client_id": microsoft.app.id, "microsoft_client_secret": microsoft.app.secret}
    with served(tmp_path / "data", clock, microsoft_login=microsoft.addresses.login, **app) as live:
        with live.app.extensions[EXTENSION].desk_of("demo") as desk:
            mara = desk.stores.people.get("demo-leaver")
            tenant = microsoft.account(mara.address, name=mara.name).tid
            desk.stores.settings.save(replace(desk.stores.workspace, microsoft_tenants=(tenant,)))
        yield live


NESTED = {"sets": {"Mailbox": "1.15", "NestedAppAuth": "1.1"}}


@pytest.mark.loopback
def test_who_is_signed_in_to_outlook_is_signed_in_here(chromium: Any, with_microsoft: Live, microsoft: Any) -> None:
    with people_at(chromium, with_microsoft) as browsing:
        outlook = Outlook(browsing, with_microsoft)
        outlook.opens(token=microsoft.api_token(mara_of(with_microsoft)), **NESTED)
        outlook.presses("open-next")
        outlook.says("Inserted: recipients")
        asked = outlook.frame.evaluate("nested.filter(({method}) => method === 'GetToken')")
        assert {(one["clientId"], one["scope"].split()[0]) for one in asked} == {
            (microsoft.app.id, f"api:///{microsoft.app.id}/access_as_user")
        }


@pytest.mark.loopback
def test_where_microsoft_says_no_the_pane_is_connected_by_a_code(chromium: Any, with_microsoft: Live) -> None:
    with people_at(chromium, with_microsoft) as browsing:
        Outlook(browsing, with_microsoft).opens(token="refused", **NESTED).connects()


@pytest.mark.loopback
def test_where_segue_never_takes_outlooks_token_the_pane_is_connected_by_a_code(
    chromium: Any, with_microsoft: Live, microsoft: Any
) -> None:
    token = microsoft.api_token(mara_of(with_microsoft), aud="another-api")
    with people_at(chromium, with_microsoft) as browsing:
        browsing.expected.append("status of 401")
        Outlook(browsing, with_microsoft).opens(token=token, **NESTED).connects()


def mara_of(live: Live) -> str:
    with live.app.extensions[EXTENSION].records.reading("demo") as stores:
        return str(stores.people.get("demo-leaver").address)


@contextmanager
def people_at(chromium: Any, live: Live) -> Iterator[Browsing]:
    """Browsers at a Segue of the test's own; whatever their pages complain of fails it."""
    at_work = Browsing(chromium, live.address)
    at_work.expected = [AUTOFOCUS]
    yield at_work
    at_work.close()
    assert at_work.complaints() == []


def test_without_an_outlook_around_it_the_page_works_by_hand(mara: Any, browsing: Browsing) -> None:
    browsing.expected = ["Failed to load resource: net::ERR_FAILED"]
    mara.context.route(OFFICE, lambda route: route.abort())
    mara.goto("/outlook/")
    mara.get_by_text("Next: Callum Reidy").wait_for()

"""The panel as it ships, the whole way and over time: in Gmail and Outlook, without the server, after an update."""

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error

from browser.messages import Message, nothing_but_insert
from browser.panel_at_work import NEXT, PanelAtWork, panel_at_work
from browser.side_panel import SidePanel

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def panel(playwright: Any, stages: dict[str, Path], tmp_path: Path, clock: Any) -> Iterator[PanelAtWork]:
    with panel_at_work(playwright, stages["approved"], tmp_path, clock) as at_work:
        at_work.connects()
        yield at_work
        for page in at_work.context.pages:
            if page.url.startswith("https://") and page.evaluate("Boolean(window.seen)"):
                nothing_but_insert(page)


def client_of(panel: PanelAtWork) -> str:
    """Whom the panel names as the next."""
    return str(panel.page.locator("#next-line").inner_text()).removeprefix("Next: ")


def test_open_next_sent_next_and_undo_go_from_the_panel_through_gmail_to_the_record(panel: PanelAtWork) -> None:
    mail = panel.at_gmail(signature="1")
    name = client_of(panel)
    panel.opens_next()
    message = Message(mail)
    assert message.text().endswith("-- Mara Lindqvist Halden & Moor")
    assert name.split()[0] in message.text()
    assert len(message.chips("to")) == 1
    assert panel.marks() == ["inserted"]
    panel.page.keyboard.press("n")
    panel.reads(f"{name}: marked as sent")
    panel.page.keyboard.press("u")
    panel.reads(f"Undone: {name}")
    assert panel.marks() == ["inserted", "sent", "inserted"]


def test_the_same_way_goes_through_outlook(panel: PanelAtWork) -> None:
    message = Message(panel.at_outlook("new", signature="1"), "outlook")
    panel.opens_next()
    assert message.text().endswith("Mara Lindqvist Halden & Moor")
    assert message.wells()[0].count("@") == 1
    panel.page.keyboard.press("n")
    panel.reads("marked as sent")
    assert panel.marks() == ["inserted", "sent"]


def test_insert_goes_into_the_message_in_front_and_says_when_a_letter_is_there(panel: PanelAtWork) -> None:
    message = Message(panel.at_gmail(signature="1"))
    panel.page.locator("#letters button").first.click()
    panel.presses("insert")
    panel.reads("Inserted: recipients")
    there = message.content()
    panel.presses("insert")
    panel.page.get_by_role("button", name="Leave it").click()
    panel.reads("Nothing was changed")
    assert message.content() == there


def test_the_panel_shows_the_departure_that_the_person_picked(panel: PanelAtWork) -> None:
    with panel.page.expect_request("**/api/v1/session?departure=picked"):
        panel.page.goto(f"{panel.address}?departure=picked")


def test_the_background_may_be_stopped_at_any_time(panel: PanelAtWork) -> None:
    message = Message(panel.at_gmail())
    stop_background(panel)
    panel.opens_next()
    assert message.text() != ""
    assert panel.page.evaluate("chrome.sidePanel.getPanelBehavior()") == {"openPanelOnActionClick": True}
    assert contexts(panel, "BACKGROUND") == 0


def test_an_update_while_mail_stays_open_breaks_nothing_and_doubles_nothing(panel: PanelAtWork) -> None:
    first = Message(panel.at_gmail(signature="1"))
    panel.opens_next()
    there, words = first.content(), first.text()
    update(panel)
    panel.page.locator("#letters button").first.click()
    panel.presses("insert")
    panel.page.get_by_role("button", name="Leave it").click()
    panel.reads("Nothing was changed")
    assert first.content() == there
    panel.presses("insert")
    panel.page.get_by_role("button", name="Replace it").click()
    panel.reads("Inserted: recipients")
    assert first.text() == words
    second = Message(panel.at_gmail(signature="1"))
    panel.opens_next()
    assert second.text().startswith(f"Dear {panel.page.locator('#letter-client').inner_text().split()[0]},")


def update(panel: PanelAtWork) -> None:
    """What an update does: the extension starts anew, its pages close, and the mail pages stay."""
    settings = panel.context.new_page()
    settings.goto("chrome://extensions")
    # Else the browser takes an unpacked extension that starts anew for one that is not allowed.
    settings.evaluate("chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true })")
    settings.close()
    panel.page.evaluate("void setTimeout(() => chrome.runtime.reload(), 50)")
    panel.page.wait_for_event("close")
    for _ in range(40):  # for about two seconds the browser knows no such address
        panel.page = panel.context.new_page()
        with suppress(Error):
            panel.page.goto(panel.address)
            break
        panel.page.close()
        time.sleep(0.25)
    panel.page.get_by_text(NEXT).wait_for()


def stop_background(panel: PanelAtWork) -> None:
    """Stop the background script, as the browser does after half a minute."""
    devtools = panel.context.new_cdp_session(panel.page)
    (worker,) = [one for one in devtools.send("Target.getTargets")["targetInfos"] if one["type"] == "service_worker"]
    devtools.send("Target.closeTarget", {"targetId": worker["targetId"]})
    panel.page.wait_for_function(
        "chrome.runtime.getContexts({ contextTypes: ['BACKGROUND'] }).then((all) => all.length === 0)"
    )


def contexts(panel: PanelAtWork, kind: str) -> int:
    """How many of the extension's own places of a kind are open."""
    return len(panel.page.evaluate("(kind) => chrome.runtime.getContexts({ contextTypes: [kind] })", kind))


def test_at_the_side_of_the_window_open_next_writes_from_the_account_of_the_tab_in_front(panel: PanelAtWork) -> None:
    first = panel.at_gmail("none", account=0)
    second = panel.at_gmail("none", account=1)
    panel.page.bring_to_front()
    side = SidePanel(panel.context, panel.page)
    side.says("Next: ")
    for number, tab in enumerate((first, second)):
        tab.bring_to_front()
        with panel.context.expect_page() as opened:
            side.presses("#open-next")
        assert opened.value.url.startswith(f"https://mail.google.com/mail/u/{number}/?view=cm")
        side.says("Inserted: recipients")
        assert Message(opened.value).text() != ""
        side.types("n")
        side.says("marked as sent")
    assert panel.marks() == ["inserted", "sent"] * 2


def test_at_the_side_of_the_window_insert_fills_the_message_of_the_tab_in_front(panel: PanelAtWork) -> None:
    messages = [Message(panel.at_gmail(account=number)) for number in (0, 1)]
    panel.page.bring_to_front()
    side = SidePanel(panel.context, panel.page)
    side.presses("#letters button")
    messages[0].page.bring_to_front()
    side.presses("#insert")
    side.says("Inserted: recipients")
    assert [bool(message.text()) for message in messages] == [True, False]

"""The panel without its server for a while, disconnected elsewhere, or on a computer whose clock is wrong."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from browser.messages import Message
from browser.panel_at_work import NEXT, PanelAtWork, dropped, panel_at_work
from segue.assets import asset

pytestmark = [pytest.mark.browser, pytest.mark.slow]
AWAY = "Segue cannot be reached"


@pytest.fixture
def panel(playwright: Any, stages: dict[str, Path], tmp_path: Path, clock: Any) -> Iterator[PanelAtWork]:
    with panel_at_work(playwright, stages["approved"], tmp_path, clock) as at_work:
        at_work.connects()
        yield at_work


def opened_and_cut_off(panel: PanelAtWork) -> Any:
    """A letter is handed out, but no message is open; then the server is away."""
    mail = panel.at_gmail("none")
    panel.page.locator("#letters button").first.click()
    panel.presses("insert")
    panel.reads("No message is open")
    panel.cut_off()
    return mail


def test_a_letter_that_was_opened_goes_in_without_the_server_and_the_record_has_it_once_later(
    panel: PanelAtWork,
) -> None:
    opened_and_cut_off(panel).close()
    message = Message(panel.at_gmail())
    panel.presses("insert")
    panel.reads("Inserted: recipients")
    panel.page.get_by_text("Marked here and not told yet: 1.").wait_for()
    assert (message.text() != "", panel.marks()) == (True, [])
    name = panel.page.locator("#letter-client").inner_text()
    panel.presses("sent-next")
    panel.reads("marked as sent")
    assert name not in panel.page.locator("#next-line").inner_text()
    panel.joined_again()
    panel.page.locator("#untold").wait_for(state="hidden")
    panel.opens_again()
    panel.page.get_by_text(NEXT).wait_for()
    assert panel.marks() == ["sent"]


def test_a_panel_that_is_opened_again_without_the_server_still_has_its_letter(panel: PanelAtWork) -> None:
    opened_and_cut_off(panel).close()
    message = Message(panel.at_gmail())
    panel.opens_again()
    panel.page.locator("#letters button").first.click()
    panel.presses("insert")
    panel.reads("Inserted: recipients")
    assert message.text() != ""
    panel.page.locator("#trouble", has_text=AWAY).wait_for()


def test_after_ten_minutes_it_has_not(panel: PanelAtWork) -> None:
    opened_and_cut_off(panel)
    panel.page.add_init_script("const now = Date.now; Date.now = () => now() + 10 * 60_000 + 1;")
    panel.opens_again()
    panel.page.locator("#trouble", has_text=AWAY).wait_for()
    assert panel.page.locator("#letters button").count() == 0


def test_a_letter_that_closed_meanwhile_is_not_inserted_once_the_server_answers(panel: PanelAtWork) -> None:
    opened_and_cut_off(panel).close()
    message = Message(panel.at_gmail())
    panel.live.clock.move(days=28)  # after the last day
    panel.joined_again()
    panel.page.locator("#gate").wait_for(timeout=40_000)
    assert panel.page.locator("#insert").get_attribute("aria-disabled") == "true"
    panel.page.keyboard.press("i")
    panel.reads("That is not possible for this letter now")
    assert message.text() == ""


def test_a_change_of_which_the_answer_was_lost_is_in_the_record_once(panel: PanelAtWork) -> None:
    panel.at_gmail()

    def lost(route: Any) -> None:
        route.fetch()
        dropped(route)

    panel.context.route("**/status", lost)
    panel.opens_next()
    panel.page.get_by_text("Marked here and not told yet: 1.").wait_for()
    panel.context.unroute("**/status")
    panel.page.locator("#untold").wait_for(state="hidden")
    assert panel.marks() == ["inserted"]


def test_who_is_disconnected_elsewhere_is_told_why_and_the_open_message_stays(panel: PanelAtWork) -> None:
    message = Message(panel.at_gmail())
    panel.opens_next()
    there = message.content()
    mara = panel.context.new_page()
    mara.goto(f"{panel.live.address}/browsers")
    mara.get_by_role("button", name="Disconnect").first.click()
    panel.page.get_by_text("This browser is no longer connected").wait_for()
    assert message.content() == there
    assert (panel.kept("local", "renewal"), panel.kept("session", "kept.open")) == (None, None)


@pytest.mark.parametrize("minutes", [-60, 60])
def test_a_computer_whose_clock_is_an_hour_wrong_works_as_any_other(
    playwright: Any, stages: dict[str, Path], tmp_path: Path, clock: Any, minutes: int
) -> None:
    with panel_at_work(playwright, stages["approved"], tmp_path, clock, clock_off_by(clock, minutes)) as panel:
        panel.connects()
        message = Message(panel.at_gmail())
        panel.opens_next()
        assert message.text() != ""
        panel.presses("sent-next")
        panel.reads("marked as sent")
        assert panel.marks() == ["inserted", "sent"]


def clock_off_by(clock: Callable[[], datetime], minutes: int) -> dict[str, bytes]:
    """Files of the package that begin with a computer's clock so many minutes away from the server's."""
    shift = (clock() - datetime.now(UTC)).total_seconds() * 1000 + minutes * 60_000
    begin = f"globalThis.shifted ??= ((now) => (Date.now = () => now() + {shift:.0f}))(Date.now);\n".encode()
    places = ("pane/main.js", "panel/connect.js", "content/selectors.js")
    return {place: begin + asset("extension", *place.split("/")).read_bytes() for place in places}

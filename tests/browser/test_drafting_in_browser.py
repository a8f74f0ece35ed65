"""All letters to one's own Drafts: switched on, begun by keyboard, followed, paused, looked through, in every look."""

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest

from browser.live import Live
from browser.looks import faults_in_every_look
from browser.people import Browsing
from segue import worker
from segue.departure.errors import MailboxBusy, MailboxRefused, MailboxUnclear
from segue.desk.ports import Drafting
from segue.doors.wiring import EXTENSION, Wiring
from segue.providers.local.drafts import FolderDrafts

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.stage("approved")]
QUEUE = "table.queue"
"""What stands below on the same page, and is looked at with all else on the tour of handing out."""


@pytest.fixture
def parts(live: Live) -> Wiring:
    return live.app.extensions[EXTENSION]


@pytest.fixture
def hand_out(browsing: Browsing, departure: Callable[[str], str]) -> str:
    """Let the administrator switch it on; returns the address of the page for handing out."""
    owen = browsing.person("Owen Castellan")
    owen.goto("/admin/policy")
    owen.get_by_label("All approved letters may be put in a person’s Drafts folder at once").check()
    owen.get_by_role("button", name="Show what would change").click()
    owen.get_by_role("button", name="Save as a new version").click()
    owen.wait_for_url("**/versions")
    return departure("hand-out")


def newest(parts: Wiring) -> Drafting:
    with parts.look_of("demo") as desk:
        return desk.stores.draftings.newest(desk.stores.departures.of_leaver("demo-leaver").id, "demo-leaver")


def work(parts: Wiring) -> None:
    worker.place(parts, "demo", newest(parts).id)


def go_wrong(monkeypatch: pytest.MonkeyPatch, *errors: Exception) -> None:
    """Let the mailbox go wrong at its first drafts, and then no more."""
    place, numbers, turns = FolderDrafts.place, count(), dict(enumerate(errors))

    def placed(self: FolderDrafts, letter: Any) -> Any:
        if error := turns.get(next(numbers)):
            raise error
        return place(self, letter)

    monkeypatch.setattr(FolderDrafts, "place", placed)


def begin(page: Any, hand_out: str) -> None:
    page.goto(hand_out)
    page.get_by_role("button", name="Put them in my Drafts").focus()
    page.keyboard.press("Enter")
    page.get_by_role("progressbar", name="How far it is").wait_for()


def test_it_is_begun_followed_and_ends_by_itself_on_the_page(mara: Any, hand_out: str, parts: Wiring) -> None:
    mara.goto(hand_out)
    faults = faults_in_every_look(mara, "drafting-offered", QUEUE)
    begin(mara, hand_out)
    mara.get_by_text("it begins within a minute").wait_for()
    work(parts)
    mara.get_by_text("Put in your Drafts:").wait_for()
    faults |= faults_in_every_look(mara, "drafting-done", QUEUE)
    assert faults == {}


def test_progress_moves_without_taking_the_keyboard_away(
    mara: Any, hand_out: str, parts: Wiring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("segue.desk.drafting_work.SLICE", 1)
    begin(mara, hand_out)
    mara.wait_for_load_state()  # arriving at an anchor ends with the focus nowhere
    mara.get_by_role("button", name="Pause").focus()
    work(parts)
    mara.get_by_text("1 of").wait_for()
    assert mara.evaluate("document.activeElement.value") == "pause"
    mara.keyboard.press("Enter")
    mara.get_by_text("It is paused.").wait_for()
    assert faults_in_every_look(mara, "drafting-paused", QUEUE) == {}
    mara.get_by_role("button", name="Go on").click()
    mara.get_by_role("button", name="Stop for good").click()
    mara.get_by_text("stopped by you").wait_for()


def test_trouble_is_told_where_it_is_seen_to(
    mara: Any, hand_out: str, parts: Wiring, live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_wrong(monkeypatch, MailboxUnclear(), MailboxRefused(status=400), MailboxBusy(wait_seconds=60))
    begin(mara, hand_out)
    work(parts)
    mara.get_by_text("Your mailbox asks to wait").wait_for()
    faults = faults_in_every_look(mara, "drafting-waits", QUEUE)
    live.clock.move(minutes=2)
    work(parts)
    mara.get_by_text("Not put in your Drafts").wait_for()
    assert mara.get_by_role("heading", name="Segue is still looking for these drafts").is_visible()
    for _ in range(3):
        live.clock.move(minutes=31)
        assert list(worker.lost_draftings(parts)) == []
    mara.reload()
    mara.get_by_role("heading", name="Are these in your Drafts?").wait_for()
    faults |= faults_in_every_look(mara, "drafting-unclear", QUEUE)
    mara.get_by_role("button", name="It is not there: make it anew").click()
    mara.get_by_text("Noted.").wait_for()
    assert faults == {}


def test_drafts_that_are_gone_are_asked_about(mara: Any, hand_out: str, parts: Wiring, live: Live) -> None:
    begin(mara, hand_out)
    work(parts)
    mara.get_by_role("button", name="Look which are still in my Drafts").wait_for()
    drafts = sorted((live.folder / "mailboxes" / "demo-leaver" / "drafts").iterdir())
    drafts[0].unlink()
    mara.get_by_role("button", name="Look which are still in my Drafts").click()
    mara.get_by_role("heading", name="No longer in your Drafts").wait_for()
    assert faults_in_every_look(mara, "drafting-gone", QUEUE) == {}
    mara.get_by_role("button", name="I sent it").click()
    mara.get_by_text("Noted.").wait_for()
    assert not mara.get_by_role("heading", name="No longer in your Drafts").is_visible()


def test_it_works_without_script(browsing: Browsing, hand_out: str, parts: Wiring) -> None:
    mara = browsing.person("Mara Lindqvist", script=False, width=320)
    mara.goto(hand_out)
    mara.get_by_role("button", name="Put them in my Drafts").click()
    mara.get_by_role("link", name="Look how far it is").wait_for()
    work(parts)
    mara.get_by_role("link", name="Look how far it is").click()
    mara.reload()
    mara.get_by_text("Put in your Drafts:").wait_for()

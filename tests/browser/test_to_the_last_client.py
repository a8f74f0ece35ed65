"""From approved to "everybody has been told, and we can show it": 120 clients, eight languages, two doors at once."""

import csv
import io
import os
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from browser.long_job import CLIENTS, LongJob, long_job
from browser.people import Browsing
from browser.practice import chips, insert_next, pane, press, said

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SOAK = os.environ.get("SEGUE_TEST_SOAK") == "1"
COUNT_ACTIONS = """() => {
  window.actions = 0;
  const count = (event) => { if (event.isTrusted) window.actions += 1; };
  for (const kind of ["click", "keydown"]) document.addEventListener(kind, count, true);
}"""


@pytest.fixture
def job(tmp_path: Path) -> Iterator[LongJob]:
    with long_job(tmp_path / "data") as running:
        yield running


@pytest.fixture
def people(chromium: Any, job: LongJob) -> Iterator[Browsing]:
    at_work = Browsing(chromium, job.live.address)
    yield at_work
    at_work.close()
    assert at_work.complaints() == []


def row(page: Any, client: str) -> Any:
    return page.locator("tr[data-key]", has_text=client)


def call_the_first(page: Any) -> str:
    """Open next leads to the call; what came of it frees the letter. Returns who was called."""
    press(page, "open-next")
    client = str(pane(page).locator("#letter-client").inner_text())
    said(page, f"Call {client} first.")
    pane(page).locator("#call-outcomes button", has_text="Reached").click()
    said(page, f"The call to {client} is logged")
    return client


def tell_by_clicks(page: Any, letters: int) -> None:
    """Insert and say that it was sent, letter by letter: two actions each besides the mail program's own Send (H3)."""
    pane(page).locator("body").evaluate(COUNT_ACTIONS)
    for _ in range(letters):
        insert_next(page)
        assert len(chips(page)) == 1
        page.get_by_role("button", name="Done with this message").click()
        press(page, "sent-next")
        said(page, "marked as sent.")
    assert pane(page).locator("body").evaluate("() => window.actions") == 2 * letters


def mark_on_the_page(page: Any, client: str, name: str) -> None:
    """Open a row's menu and press a button of it."""
    row(page, client).locator("summary").click()
    row(page, client).get_by_role("button", name=name).click()
    page.locator("#queue-said .notice", has_text=client).first.wait_for()


def set_right_what_came_back(page: Any, job: LongJob, client: str) -> None:
    """A letter comes back; its address is corrected, and the letter is read once more."""
    page.goto(job.at("hand-out?part=sent"))
    mark_on_the_page(page, client, "It came back")
    page.goto(job.at("hand-out?part=bounced"))
    row(page, client).locator("summary").click()
    row(page, client).get_by_label("Address").fill("found@elsewhere.example")
    row(page, client).get_by_role("button", name="Correct the address").click()
    page.locator("#queue-said", has_text="the address is corrected").wait_for()
    assert job.approve() == 1


def correct_what_was_told(page: Any, job: LongJob, known: int) -> None:
    """A date is another one now: whoever knows the old one gets a short letter."""
    job.office.change(contact_from=date(2026, 9, 22))
    page.goto(job.at("corrections"))
    for tick in page.get_by_label("I have read this letter and the table").all():
        tick.check()
    page.get_by_role("button", name="Have the ticked letters read").click()
    page.locator(".notice.success", has_text=f"{known} second letters given to read.").wait_for()
    assert job.approve() == CLIENTS - 1  # theirs, and the letters that nobody has yet; the skipped one is not read


def say_it_of_all_ticked(page: Any) -> None:
    """One word on fifty letters, 20 of them correcting; taken back with one click, said again, and on fifty more."""
    page.locator("#several summary").click()
    for told, undone in ((50, True), (50, False), (100, False)):
        page.get_by_label("Tick this page").check()
        page.locator("#several button[value=sent]").click()
        page.locator("#queue-told", has_text=f"Clients told: {told} of").wait_for()
        if undone:
            page.locator("#queue-said [data-undo]").click()
            page.locator("#queue-told", has_text="Clients told: 20 of").wait_for()


def tell_the_rest(pane_page: Any, page: Any, job: LongJob) -> None:
    """Through both doors by turns, to the last; in the long form every letter by clicks."""
    if SOAK:
        tell_by_clicks(pane_page, job.queue()["parts"][0]["count"])
    else:
        say_it_of_all_ticked(page)
    while job.tell_next():
        pass


def show_and_close(priya: Any, job: LongJob) -> None:
    """All are accounted for, in numbers and in the export; nothing is undone, and it closes."""
    priya.goto(job.at("report"))
    priya.locator(".told-words", has_text=f"Clients told: 119 of {CLIENTS} · by phone: 1 · skipped: 1").wait_for()
    priya.locator(".told", has_text="20 in all, 0 still to do").wait_for()
    exported = job.boss.post(job.at("report"), do="csv").text
    outcomes = Counter(line["Outcome"] for line in csv.DictReader(io.StringIO(exported.removeprefix("\ufeff"))))
    assert outcomes == {"told by letter": 118, "told by phone": 1, "skipped": 1}
    priya.goto(job.at("close"))
    priya.get_by_role("heading", name="Nobody is left to be told").wait_for()
    assert priya.locator(".undone, [name=sure]").count() == 0
    priya.get_by_role("button", name="Close the hand-over").click()
    priya.locator(".notice.success", has_text="The hand-over is closed.").wait_for()


def test_each_of_120_clients_is_told_through_two_doors_and_it_can_be_shown(people: Browsing, job: LongJob) -> None:
    mara, page = people.person("Mara Lindqvist"), people.person("Mara Lindqvist")
    practice = f"/practice?departure={job.office.departure_id}"
    mara.goto(practice)
    page.goto(job.at("hand-out"))
    first = call_the_first(mara)
    for waiting in job.queue("call_first")["letters"]:
        job.reach(waiting["id"])
    tell_by_clicks(mara, 4)
    phoned, skipped = (letter["client"] for letter in job.queue()["letters"][20:22])
    page.evaluate("look()")
    mark_on_the_page(page, phoned, "Told by phone")
    mark_on_the_page(page, skipped, "Skip: a colleague has told them")
    set_right_what_came_back(page, job, first)
    for _ in range(16):
        job.tell_next()
    correct_what_was_told(mara, job, 20)
    mara.goto(practice)
    page.goto(job.at("hand-out"))
    tell_the_rest(mara, page, job)
    pane(mara).get_by_text("Nothing is left to do: everybody is told or skipped.").wait_for()
    job.office.move(days=25)
    show_and_close(people.person("Priya Raman"), job)

"""The pictures of the documentation, taken from the product: ``SEGUE_TEST_PICTURES=docs/pictures`` writes them there.

Invented people, the test's own day, one look. ``tests/house/test_pictures_shown.py`` holds the documents to them, and
finds the pictures of this file by their names, which it reads from the calls of ``take``.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from browser.people import Browsing
from browser.practice import insert_next, pane
from browser.tour import ADMINISTRATOR

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FEWEST_BYTES = 20_000  # more than an empty page has
WIDTH = 1280
Take = Callable[[Any, str, int], None]
Place = Callable[[str], str]
TELL = """async (outcomes) => {
  const ask = (path, init) => fetch(`/api/v1${path}`, init).then((answer) => answer.json());
  const { csrf, departure } = await ask("/session");
  const { letters } = await ask(`/departures/${departure.id}/queue?limit=100`);
  const headers = { "X-CSRF-Token": csrf, "Content-Type": "application/json" };
  const told = outcomes.flatMap(([status, count]) => Array(count).fill(status));
  for (const [place, status] of told.entries())
    await ask(`/letters/${letters[place].id}/status`, { method: "PUT", headers, body: JSON.stringify({ status }) });
}"""


@pytest.fixture
def take(tmp_path: Path) -> Take:
    """Take a picture of a page as it stands; without the variable it is thrown away."""
    folder = Path(os.environ.get("SEGUE_TEST_PICTURES", "") or tmp_path / "pictures")
    folder.mkdir(parents=True, exist_ok=True)

    def picture(page: Any, name: str, height: int) -> None:
        page.set_viewport_size({"width": WIDTH, "height": height})
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        page.mouse.move(2, height - 2)
        page.evaluate("() => { document.activeElement.blur(); return document.fonts.ready; }")
        page.screenshot(path=folder / name, animations="disabled")
        assert (folder / name).stat().st_size > FEWEST_BYTES

    return picture


def scrolled_to(page: Any, name: str, above: int) -> None:
    """Scroll until something stands that far below the upper edge."""
    page.get_by_text(name, exact=True).first.evaluate(
        "(one, above) => scrollTo(0, one.getBoundingClientRect().top + scrollY - above)", above
    )


@pytest.mark.stage("seeded")
def test_the_start_picture(mara: Any, take: Take) -> None:
    mara.goto("/start")
    mara.get_by_label("Who will look after your clients?").fill("Jonas Whitfield")
    mara.get_by_label("Your last working day").fill("2026-09-25")
    mara.get_by_label("One client’s name").fill("Giulia Rossi")
    mara.locator("#live iframe").content_frame.get_by_text("Dear Giulia,").wait_for()
    take(mara, "start.png", 760)


@pytest.mark.stage("asked")
def test_the_answer_picture(priya: Any, departure: Place, take: Take) -> None:
    priya.goto(departure("answer"))
    priya.get_by_label("Yes, as I say below").check()
    priya.get_by_label("Mara Lindqvist, in the first person").check()
    priya.set_viewport_size({"width": WIDTH, "height": 820})
    scrolled_to(priya, "May clients be told?", 30)
    take(priya, "answer.png", 820)


@pytest.mark.stage("answered")
def test_the_consent_picture(mara: Any, departure: Place, take: Take) -> None:
    mara.goto(departure("consent"))
    for agreed in mara.get_by_label("I agree").all():
        agreed.check()
    take(mara, "consent.png", 740)


@pytest.mark.stage("loaded")
def test_the_salutations_picture(mara: Any, departure: Place, take: Take) -> None:
    mara.goto(departure("salutations"))
    take(mara, "salutations.png", 760)


@pytest.mark.stage("confirmed")
def test_the_letters_picture(mara: Any, departure: Place, take: Take) -> None:
    mara.goto(departure("letters"))
    take(mara, "letters.png", 760)


@pytest.mark.stage("given")
def test_the_reading_picture(priya: Any, departure: Place, take: Take) -> None:
    priya.goto(departure("read"))
    priya.set_viewport_size({"width": WIDTH, "height": 800})
    scrolled_to(priya, "Approve these 7 letters", 730)
    take(priya, "read.png", 800)


@pytest.mark.stage("approved")
def test_the_practice_page_picture(mara: Any, take: Take) -> None:
    mara.goto("/practice")
    insert_next(mara)
    pane(mara).locator("#card iframe").content_frame.get_by_text("Kind regards,").wait_for()
    pane(mara).locator("body").evaluate("() => document.activeElement.blur()")
    take(mara, "practice.png", 720)


@pytest.mark.stage("approved")
def test_the_managers_later_pictures(mara: Any, priya: Any, departure: Place, take: Take) -> None:
    mara.evaluate(TELL, [["sent", 25], ["phoned", 4], ["inserted", 2]])
    priya.goto(departure("permission"))
    take(priya, "permission.png", 740)
    priya.goto(departure("report"))
    take(priya, "report.png", 740)


@pytest.mark.stage("approved")
def test_the_administrators_pictures(browsing: Browsing, take: Take) -> None:
    owen = browsing.person(ADMINISTRATOR)
    owen.goto("/admin")
    take(owen, "approvers.png", 680)
    owen.goto("/admin/departures")
    take(owen, "hand-overs.png", 620)
    owen.goto("/admin/audit")
    owen.get_by_role("link", name="Check the record now").click()
    owen.get_by_text("The record is whole").wait_for()
    take(owen, "record.png", 680)
    owen.goto("/admin/policy")
    owen.get_by_label("Every letter is copied to the approver").check()
    owen.get_by_role("button", name="Show what would change").click()
    owen.locator("#preview").wait_for()
    take(owen, "policy.png", 760)

"""The interface in Italian: the leaver switches, and no page is left in English."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from browser.people import Browsing
from browser.practice import pane
from house.sources import ROOT

pytestmark = pytest.mark.browser

SHORTEST = 9
"""Characters that a text needs to be told from other words of the page."""


def catalogue(locale: str) -> dict[str, str]:
    return dict(json.loads((ROOT / "templates" / "interface" / f"{locale}.json").read_text(encoding="utf-8")))


def english_only() -> list[str]:
    """The longest fixed part of every English text that no Italian text holds."""
    italian = "\n".join(catalogue("it").values())
    parts = {max(re.split(r"\{\w+\}", text), key=len).strip() for text in catalogue("en").values()}
    return sorted(part for part in parts if len(part) >= SHORTEST and part not in italian)


def spoken(page: Any) -> str:
    """Everything that a page says, to eyes and to screen readers, but not the letters in their frames."""
    return str(
        page.evaluate("""() => {
      const named = ["aria-label", "title", "data-label", "data-text", "data-reload", "data-copied", "placeholder"];
      const said = [...document.querySelectorAll("*")].flatMap((one) => named.map((name) => one.getAttribute(name)));
      return [document.title, document.body.innerText, ...said.filter(Boolean)].join("\\n");
    }""")
    )


def english_on(page: Any) -> list[str]:
    """The English texts on a page that should have none."""
    text = spoken(page)
    return [part for part in english_only() if re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text)]


def in_italian(page: Any) -> Any:
    page.get_by_role("button", name="Italiano").click()
    page.locator("html[lang=it]").wait_for()
    return page


def test_the_check_knows_english_when_it_sees_it() -> None:
    assert "Tell your clients properly" in english_only()
    assert len(english_only()) > 300


@pytest.mark.stage("seeded")
def test_the_leaver_switches_and_the_first_letter_is_italian(mara: Any) -> None:
    assert mara.locator("html").get_attribute("lang") == "en"
    in_italian(mara)
    assert english_on(mara) == []
    mara.locator("#f-contact_name").fill("Jonas Whitfield")
    mara.locator("#f-last_day").fill("2026-09-25")
    mara.locator("#f-first_client").fill("Giulia Rossi")
    letter = mara.locator("#live iframe").content_frame
    letter.locator("body").get_by_text("Gentile").wait_for()
    assert letter.locator("html").get_attribute("lang") == "it"
    assert "venerdì 25 settembre 2026" in letter.locator("body").inner_text()
    assert "ANTEPRIMA" in letter.locator("body").inner_text()
    mara.reload()
    assert mara.locator("html").get_attribute("lang") == "it", "the choice is the person's and stays"


@pytest.mark.stage("seeded")
def test_a_browser_that_speaks_italian_signs_in_in_italian(browsing: Browsing) -> None:
    page = browsing.page(locale="it-IT")
    page.goto("/sign-in")
    assert page.locator("html").get_attribute("lang") == "it"
    assert english_on(page) == []


@pytest.mark.stage("given")
def test_no_page_of_the_job_is_left_in_english(mara: Any, priya: Any, departure: Callable[[str], str]) -> None:
    leftovers = {}
    pages = ["", "ask", "contacts", "clients", "clients?list=chosen", "clients?list=tray", "salutations", "letters",
             "hand-out", "permission", "consent", "cancel", "close"]  # fmt: skip
    for person, names in ((in_italian(mara), pages), (in_italian(priya), ["answer", "read", "permission"])):
        for name in names:
            person.goto(departure(name))
            leftovers[name] = english_on(person)
    assert {name: found for name, found in leftovers.items() if found} == {}


@pytest.mark.stage("approved")
def test_the_practice_page_and_its_pane_are_italian(mara: Any) -> None:
    in_italian(mara)
    mara.goto("/practice")
    pane(mara).locator("#letters button").first.click()
    pane(mara).locator("#card").wait_for()
    assert english_on(mara) == []
    frame = next(frame for frame in mara.frames if "/pane/" in frame.url)
    assert frame.locator("html").get_attribute("lang") == "it"
    assert english_on(frame) == []


@pytest.mark.stage("started")
def test_errors_and_findings_speak_italian(mara: Any, browsing: Browsing, departure: Callable[[str], str]) -> None:
    browsing.expected = ["status of 422", "status of 404"]
    in_italian(mara)
    mara.goto(departure("ask"))
    mara.locator("#f-contact_name").fill("")
    mara.locator("#f-last_day").fill("2026-08-31")
    mara.locator("button[value=save]").click()
    mara.wait_for_selector(".error-summary")
    assert english_on(mara) == []
    mara.goto("/nowhere")
    assert mara.locator("html").get_attribute("lang") == "it"
    assert english_on(mara) == []

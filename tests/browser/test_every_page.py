"""Every page of the job, wide and narrow, light and dark: accessible, and no wider than the window."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from browser.people import Browsing
from browser.practice import insert_next
from browser.tour import ADMINISTRATOR, LEAVER, MANAGER, SUCCESSOR, Tour, nothing_answered, opened

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def three_answers(page: Any) -> None:
    page.get_by_label("Who will look after your clients?").fill("Jonas Whitfield")
    page.get_by_label("Your last working day").fill("2026-09-25")
    page.get_by_label("One client’s name").fill("Giulia Rossi")
    page.wait_for_selector("#live iframe")


def asked_at_once(page: Any) -> None:
    page.get_by_label("When did you give notice?").fill("2026-08-03")
    page.get_by_role("button", name="Ask Priya Raman").click()
    page.wait_for_selector(".error-summary")


def a_row_opened(page: Any) -> None:
    page.locator("details.more summary").first.click()
    page.locator("ol.history").wait_for()


@pytest.mark.stage("seeded")
def test_the_beginning_is_fit_to_be_seen(tour: Tour, browsing: Browsing) -> None:
    browsing.expected = ["status of 422", "status of 404"]
    tour.visit("sign-in", LEAVER, "/sign-in")
    tour.visit("start", LEAVER, "/start")
    tour.visit("start-letter", LEAVER, "/start", three_answers)
    tour.visit("start-errors", LEAVER, "/start", nothing_answered)
    tour.visit("home-administrator", ADMINISTRATOR, "/")
    tour.visit("home-manager", MANAGER, "/start")
    tour.visit("admin", ADMINISTRATOR, "/admin")
    tour.visit("error", LEAVER, "/nowhere")
    tour.visit("api", LEAVER, "/api/v1/")
    assert tour.faults == {}


@pytest.mark.stage("started")
def test_the_facts_are_fit_to_be_seen(tour: Tour, browsing: Browsing, departure: Callable[[str], str]) -> None:
    browsing.expected = ["status of 422"]
    tour.visit("departure-started", LEAVER, departure(""))
    tour.visit("ask", LEAVER, departure("ask"), opened)
    tour.visit("ask-errors", LEAVER, departure("ask"), asked_at_once)
    tour.visit("clients-empty", LEAVER, departure("clients"))
    tour.visit("letters-empty", LEAVER, departure("letters"))
    tour.visit("salutations-empty", LEAVER, departure("salutations"))
    assert tour.faults == {}


@pytest.mark.stage("asked")
def test_the_question_is_fit_to_be_seen(tour: Tour, browsing: Browsing, departure: Callable[[str], str]) -> None:
    browsing.expected = ["status of 422"]
    tour.visit("asked", LEAVER, departure("ask"))
    tour.visit("departure-asked", LEAVER, departure(""))
    tour.visit("home-asked", MANAGER, "/")
    tour.visit("answer", MANAGER, departure("answer"), opened)
    tour.visit("answer-errors", MANAGER, departure("answer"), nothing_answered)
    assert tour.faults == {}


@pytest.mark.stage("answered")
def test_the_leavers_word_is_fit_to_be_seen(tour: Tour, browsing: Browsing, departure: Callable[[str], str]) -> None:
    browsing.expected = ["status of 422"]
    tour.visit("departure-answered", LEAVER, departure(""))
    tour.visit("consent", LEAVER, departure("consent"))
    tour.visit("consent-errors", LEAVER, departure("consent"), nothing_answered)
    tour.visit("cancel", LEAVER, departure("cancel"))
    assert tour.faults == {}


@pytest.mark.stage("loaded")
def test_the_clients_are_fit_to_be_seen(tour: Tour, departure: Callable[[str], str]) -> None:
    tour.visit("contacts", LEAVER, departure("contacts"))
    tour.visit("clients", LEAVER, departure("clients?company=Tessitura+Oriani"), opened)
    for shown in ("chosen", "tray"):
        tour.visit(f"clients-{shown}", LEAVER, departure(f"clients?list={shown}"), opened)
    tour.visit("salutations", LEAVER, departure("salutations"))
    tour.person(LEAVER).get_by_role("link", name="Details").first.click()
    tour.person(LEAVER).wait_for_url("**/clients/*")
    tour.look("client", tour.person(LEAVER))
    tour.visit("permission", LEAVER, departure("permission"))
    assert tour.faults == {}


@pytest.mark.stage("confirmed")
def test_the_letters_are_fit_to_be_seen(tour: Tour, departure: Callable[[str], str]) -> None:
    tour.visit("letters", LEAVER, departure("letters"))
    assert tour.faults == {}


@pytest.mark.stage("given")
def test_the_reading_is_fit_to_be_seen(tour: Tour, departure: Callable[[str], str]) -> None:
    tour.visit("letters-given", LEAVER, departure("letters"))
    tour.visit("read", MANAGER, departure("read"), opened)
    tour.person(MANAGER).get_by_role("link", name="Olivia Ashdown").first.click()
    tour.person(MANAGER).wait_for_url("**/letters/*")
    tour.look("letter-manager", tour.person(MANAGER))
    assert tour.faults == {}


@pytest.mark.stage("approved")
def test_handing_out_is_fit_to_be_seen(tour: Tour, departure: Callable[[str], str]) -> None:
    tour.visit("departure-approved", LEAVER, departure(""))
    tour.visit("hand-out", LEAVER, departure("hand-out"), a_row_opened)
    tour.visit("sheets", LEAVER, departure("sheets"))
    tour.visit("sheets-printed", LEAVER, departure("sheets/print"))
    tour.visit("automatic-reply", LEAVER, departure("automatic-reply"))
    tour.visit("timeline", MANAGER, departure("timeline"))
    tour.visit("calls", LEAVER, departure("calls"))
    tour.visit("report", MANAGER, departure("report"))
    tour.visit("close", LEAVER, departure("close"))
    tour.visit("practice", LEAVER, "/practice", insert_next)
    tour.visit("pane", LEAVER, "/pane/", lambda page: page.get_by_role("button", name="Olivia Ashdown").click())
    assert tour.faults == {}


def standing_previewed(page: Any) -> None:
    page.get_by_label("Warm").uncheck()
    page.get_by_label("Prepare standing terms").check()
    page.get_by_label("Standing terms: approver").select_option(label=MANAGER)
    page.get_by_role("group", name="Standing terms: who tells").get_by_role("radio").first.check()
    page.get_by_role("button", name="Show what would change").click()
    page.wait_for_selector("#preview")


def standing_saved(page: Any) -> None:
    standing_previewed(page)
    page.get_by_role("button", name="Save as a new version").click()
    page.wait_for_url("**/versions")


@pytest.mark.stage("approved")
def test_the_administrators_pages_are_fit_to_be_seen(tour: Tour, departure: Callable[[str], str]) -> None:
    for page in ("people", "departures", "policy", "audit?verify=yes"):
        tour.visit(f"admin-{page.partition('?')[0]}", ADMINISTRATOR, f"/admin/{page}", opened)
    tour.visit("admin-person", ADMINISTRATOR, "/admin/people/demo-leaver")
    tour.visit("policy-preview", ADMINISTRATOR, "/admin/policy", standing_previewed)
    tour.visit("policy-versions", ADMINISTRATOR, "/admin/policy", standing_saved)
    tour.visit("standing-terms", MANAGER, "/standing-terms")
    assert tour.faults == {}


def said_to_know(page: Any) -> None:
    page.get_by_role("button", name=re.compile("knows$")).click()
    page.wait_for_selector(".notice")


@pytest.mark.stage("approved")
def test_the_successors_page_is_fit_to_be_seen(tour: Tour, departure: Callable[[str], str]) -> None:
    tour.visit("departure-successor-told", LEAVER, departure(""), said_to_know)
    tour.visit("permission-successor-told", MANAGER, departure("permission"), said_to_know)
    tour.visit("home-successor", SUCCESSOR, "/")
    tour.visit("successor", SUCCESSOR, departure("successor"))
    assert tour.faults == {}

"""The approver's other pages, and an administrator's, fit to be seen: who decides, taking over, no contact, report."""

from collections.abc import Callable
from typing import Any

import pytest

from browser.people import Browsing
from browser.tour import ADMINISTRATOR, LEAVER, MANAGER, Tour, nothing_answered, opened

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DAYS_OF_THE_POLICY = ("Working days that clients should have", "Days after the last day")


def given_to_nobody(page: Any) -> None:
    page.get_by_role("button", name="Give it away").click()
    page.wait_for_selector(".error-summary")


def answered_nobody(page: Any) -> None:
    page.get_by_label("No: nobody writes to them").check()
    page.get_by_role("button", name="Give this answer").click()
    page.wait_for_url("**/no-contact")


def taken_over(page: Any) -> None:
    page.locator("summary", has_text="Take it over").click()
    page.get_by_role("button", name="Take over from Mara Lindqvist").click()
    page.locator(".notice.success", has_text="Taken over.").wait_for()


def without_a_contact(page: Any) -> None:
    page.get_by_label("Name", exact=True).fill("")
    nothing_answered(page)


def out_of_bounds(page: Any) -> None:
    for label in DAYS_OF_THE_POLICY:
        page.get_by_label(label).fill("999")
    page.get_by_role("button", name="Show what would change").click()
    page.wait_for_selector(".error-summary")


@pytest.mark.stage("asked")
def test_who_decides_is_fit_to_be_seen(tour: Tour, browsing: Browsing, departure: Callable[[str], str]) -> None:
    browsing.expected = ["status of 422"]
    tour.visit("decides", MANAGER, departure("decides"), opened)
    tour.visit("decides-errors", MANAGER, departure("decides"), given_to_nobody)
    tour.visit("take-over", MANAGER, "/take-over")
    tour.visit("take-over-errors", MANAGER, "/take-over", nothing_answered)
    assert tour.faults == {}


@pytest.mark.stage("asked")
def test_a_hand_over_taken_over_is_fit_to_be_seen(
    tour: Tour, browsing: Browsing, departure: Callable[[str], str]
) -> None:
    browsing.expected = ["status of 422"]
    tour.visit("answer-own", MANAGER, departure("decides"), taken_over)
    tour.visit("facts", MANAGER, departure("facts"), opened)
    tour.visit("facts-errors", MANAGER, departure("facts"), without_a_contact)
    assert tour.faults == {}


@pytest.mark.stage("loaded")
def test_the_list_of_no_contact_is_fit_to_be_seen(tour: Tour, departure: Callable[[str], str]) -> None:
    tour.visit("no-contact", MANAGER, departure("answer"), answered_nobody)
    tour.visit("departure-no-contact", LEAVER, departure(""))
    assert tour.faults == {}


@pytest.mark.stage("approved")
def test_the_report_is_fit_to_be_seen(tour: Tour, departure: Callable[[str], str]) -> None:
    tour.visit("report", MANAGER, departure("report"))
    tour.visit("home-told", MANAGER, "/")
    tour.visit("erase", LEAVER, departure("erase"))
    assert tour.faults == {}


@pytest.mark.stage("approved")
def test_the_administrators_mistakes_are_fit_to_be_seen(tour: Tour, browsing: Browsing) -> None:
    browsing.expected = ["status of 422"]
    tour.visit("held", ADMINISTRATOR, "/admin/held")
    tour.visit("held-errors", ADMINISTRATOR, "/admin/held", nothing_answered)
    tour.visit("people-errors", ADMINISTRATOR, "/admin/people", nothing_answered)
    tour.visit("approvers-errors", ADMINISTRATOR, "/admin", nothing_answered)
    tour.visit("policy-errors", ADMINISTRATOR, "/admin/policy", out_of_bounds)
    assert tour.faults == {}

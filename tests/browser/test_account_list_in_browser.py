"""The account list in a real browser: brought by the manager, compared, decided on, and a forgotten client chosen."""

from collections.abc import Callable
from typing import Any

import pytest

from browser.people import Browsing
from browser.tour import LEAVER, MANAGER, Tour, opened

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HEADER, KESTREL, OTHER = (
    "Account\tWebsite\tAccount Owner",
    "Kestrel Yachts\tkestrel-yachts.example.com\tMara Lindqvist",
    "Others Ltd\t\tInes Duarte",
)


def companies_of(page: Any, address: str) -> list[str]:
    """The companies of the chosen clients, as their page shows them."""
    page.goto(f"{address}?list=chosen")
    cells = page.locator("main table tbody td[data-label=Company]").all_inner_texts()
    return list(dict.fromkeys(name.strip() for name in cells if name.strip() != "–"))


@pytest.mark.stage("confirmed")
def test_a_forgotten_client_is_found_and_chosen(
    tour: Tour, browsing: Browsing, departure: Callable[[str], str]
) -> None:
    browsing.expected = ["status of 422"]
    mara, priya = tour.person(LEAVER), tour.person(MANAGER)
    companies = companies_of(mara, departure("clients"))
    assert len(companies) > 3
    tour.visit("accounts-empty", MANAGER, departure("accounts"))
    priya.get_by_label("Or paste the accounts").fill(
        "\n".join([HEADER, *(f"{name.upper()} LTD\t\tMara Lindqvist" for name in companies[1:]), KESTREL, OTHER])
    )
    priya.get_by_role("button", name="Read the list").click()
    tour.look("accounts-owners", priya)
    assert priya.get_by_role("checkbox", name="Mara Lindqvist").is_checked()
    priya.get_by_role("button", name="Keep the ticked").click()
    priya.get_by_role("link", name="Missing from the account list").click()
    priya.locator("main tbody tr", has_text=companies[0]).wait_for()
    tour.visit("accounts-unlisted", MANAGER, departure("accounts?list=unlisted"), opened)
    tour.visit("accounts-matched", MANAGER, departure("accounts?list=matched"))
    tour.visit("accounts-missing", MANAGER, departure("accounts"), opened)
    row = priya.locator("main tbody tr", has_text="Kestrel Yachts")
    row.get_by_label("Why it is no client of this employee").fill("Sold in spring")
    row.get_by_role("button", name="No client of this employee").click()
    tour.visit("accounts-decided", MANAGER, departure("accounts?list=said"))
    mara.goto(f"{departure('clients')}?list=chosen")
    for tick in mara.locator("main tbody tr", has_text=companies[1]).get_by_role("checkbox").all():
        tick.check()
    mara.get_by_role("button", name="Take the ticked off the list").click()
    tour.visit("accounts-leaver", LEAVER, departure("accounts"))
    mara.get_by_role("button", name="Choose").first.click()
    mara.locator(".notice.success").wait_for()
    mara.get_by_text("Nothing here").wait_for()
    tour.visit("report-with-accounts", MANAGER, departure("report"))
    assert tour.faults == {}

"""Second letters, once a fact has changed after clients were told: fit to be seen, and nobody else is on the page."""

from collections.abc import Callable
from typing import Any

import pytest

from browser.tour import LEAVER, Tour

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.stage("approved")]

TWO_SENT = """async () => {
  const ask = (path, init) => fetch(`/api/v1${path}`, init).then((answer) => answer.json());
  const { csrf, departure } = await ask("/session");
  const { letters } = await ask(`/departures/${departure.id}/queue?limit=2`);
  const headers = { "X-CSRF-Token": csrf, "Content-Type": "application/json" };
  for (const { id } of letters)
    await ask(`/letters/${id}/status`, { method: "PUT", headers, body: JSON.stringify({ status: "sent" }) });
}"""


def told_before_the_last_day_moved(page: Any, ask: str) -> None:
    page.evaluate(TWO_SENT)
    page.goto(ask)
    page.get_by_label("Your last working day").fill("2026-10-02")
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator(".notice.success").wait_for()


def test_the_page_of_second_letters_is_fit_to_be_seen(tour: Tour, departure: Callable[[str], str]) -> None:
    tour.visit("corrections-none", LEAVER, departure("corrections"))
    told_before_the_last_day_moved(tour.person(LEAVER), departure("ask"))
    tour.visit("corrections", LEAVER, departure("corrections"))
    assert tour.person(LEAVER).get_by_text("2 clients were told something that is no longer so.").count() == 1
    assert tour.faults == {}

"""Dates are answered while they are typed: what is tight is read out, and the picture follows."""

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.stage("started")
def test_a_last_day_that_comes_nearer_warns_at_once_and_moves_in_the_picture(
    mara: Any, departure: Callable[[str], str]
) -> None:
    mara.goto(departure("ask"))
    mara.get_by_label("Your last working day").fill("2026-09-11")
    mara.get_by_role("status").get_by_text("Only 9 working days are left.").wait_for()
    picture = mara.get_by_role("list", name="Timeline")
    picture.locator("time[datetime='2026-09-11']", has_text="11 September").first.wait_for()
    assert picture.locator("time[datetime='2026-09-25']").count() == 0
    mara.get_by_label("Your last working day").fill("2026-09-25")
    mara.get_by_text("working days are left.").wait_for(state="detached")

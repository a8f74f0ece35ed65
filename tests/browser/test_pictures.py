"""The pictures of the documentation, taken from the product: ``SEGUE_PICTURES=docs/pictures`` writes them there."""

import os
from pathlib import Path
from typing import Any

import pytest

from browser.practice import insert_next, pane

pytestmark = [pytest.mark.browser, pytest.mark.stage("approved")]

MOST_BYTES = 200_000


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """The folder that pictures go to; without the variable one that is thrown away."""
    folder = Path(os.environ.get("SEGUE_PICTURES", "") or tmp_path / "pictures")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def test_the_practice_page_with_a_letter_picture(mara: Any, pictures: Path) -> None:
    mara.set_viewport_size({"width": 1280, "height": 800})
    mara.emulate_media(color_scheme="light", reduced_motion="reduce")
    mara.goto("/practice")
    insert_next(mara)
    pane(mara).locator("#card iframe").content_frame.get_by_text("Kind regards,").wait_for()
    mara.mouse.move(5, 795)
    pane(mara).locator("body").evaluate("() => document.activeElement.blur()")
    mara.screenshot(path=pictures / "practice.png")
    assert 20_000 < (pictures / "practice.png").stat().st_size < MOST_BYTES

"""From the click on Insert to the letter in the message, read back and confirmed: in a real Chromium and Firefox."""

import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from bench.row import Row
from browser.firefox import FIREFOX, at_firefox
from browser.unpacked import CLIENT, Person, at_a_browser

TIMES = 15
REPLY = {"to": CLIENT, "cc": "boss@halden.example", "subject": "Re: Quote 1042", "signature": "1", "quote": "1"}
LAYOUTS = {
    "Gmail, new": ("gmail", "new", {"signature": "1"}),
    "Gmail, full screen": ("gmail", "full", {"signature": "1"}),
    "Gmail, pop-out": ("gmail", "popout", {"signature": "1"}),
    "Gmail, inline reply": ("gmail", "inline", REPLY),
    "Gmail, plain text": ("gmail", "plain", {"signature": "1"}),
    "Outlook, new": ("outlook", "new", {"signature": "1"}),
    "Outlook, reply": ("outlook", "reply", REPLY),
}
# The least that asking a mail page costs: two questions that do nothing, as reading and inserting are two.
ASKING = """async () => {
  const [{ id }] = await chrome.tabs.query({ url: "https://*/*", active: true });
  const question = { target: { tabId: id }, func: () => 1 };
  const start = performance.now();
  for (let round = 0; round < 2; round += 1) await chrome.scripting.executeScript(question);
  return performance.now() - start;
}"""


@contextmanager
def in_chromium(folder: Path) -> Iterator[Person]:
    """Somebody at Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright, at_a_browser(playwright, folder) as person:
        yield person


BROWSERS = {"": in_chromium} | ({"Firefox, ": at_firefox} if FIREFOX else {})


@cache
def clicks(browser: str) -> dict[str, tuple[list[float], float]]:
    """Milliseconds of each click in each layout, and the median of asking alone; one browser for all."""
    with tempfile.TemporaryDirectory() as folder, BROWSERS[browser](Path(folder)) as person:
        return {name: _clicks(person, *layout) for name, layout in LAYOUTS.items()}


def _clicks(person: Person, program: str, layout: str, asked: dict[str, str]) -> tuple[list[float], float]:
    took, floor = [], []
    for _ in range(TIMES):
        page = (person.at_gmail if program == "gmail" else person.at_outlook)(layout, **asked)
        page.wait_for_function("window.ready || document.querySelector('[g_editable]')")
        floor.append(person.panel.evaluate(ASKING))
        outcome = person.presses(program)
        if not all(outcome["confirmed"].values()):
            raise RuntimeError(f"{program}, {layout}: {outcome}")
        took.append(outcome["milliseconds"])
        person.leaves()
    return took, statistics.median(floor)


def _row(browser: str, layout: str, part: str) -> Callable[[], Row]:
    def row() -> Row:
        took, floor = clicks(browser)[layout]
        figure = statistics.median(took) if part == "median" else statistics.quantiles(took, n=20)[-1]
        return Row(f"insert: {browser}{layout}, {part}", figure, "ms", floor, "two empty questions to the page")

    row.__name__ = f"insert_{browser}{layout}_{part}".replace(", ", "_").replace(" ", "_").replace("-", "_")
    row.__doc__ = f"From the click on Insert to the confirmed letter in {layout}: {part} of {TIMES}; the aim is 150 ms."
    return row


INSERTING = [_row(browser, layout, part) for browser in BROWSERS for layout in LAYOUTS for part in ("median", "p95")]

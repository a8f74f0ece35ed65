"""The extension itself: how large its packages are, and its panel in Chromium with a long queue and a short one."""

import http.client
import re
import statistics
import tempfile
import zlib
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bench.next_letter import Prepared, prepared
from bench.row import Row
from bench.serving import segue, serving
from browser.people import PATIENCE_MS
from browser.unpacked import chromium_with, id_of, unpack_package
from segue.assets import asset
from segue.doors.texts import Texts
from segue.extension_package import BROWSERS, package_files, packed

LONG, SHORT = 5_000, 5
TIMES = 15
UNUSED_PORT = 9
NARROW = {"width": 320, "height": 800}
# From the start of the page's loading until a letter stands in the list and the next one is named.
SHOWN = """() => document.querySelector("#letters li") && document.querySelector("#next-line").textContent
  ? performance.now() : 0"""


@dataclass(frozen=True)
class Panel:
    """A panel with a queue. ``heap_mib`` is what its scripts keep after garbage is collected."""

    shown_ms: float
    heap_mib: float
    parts_of_the_page: float


def code_of(port: int, headers: dict[str, str]) -> str:
    """A fresh pairing code, from the signed-in leaver's page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("POST", "/browsers/pair", headers=headers)
    found = re.search(r'pairing-code"[^>]*>([^<]+)<', connection.getresponse().read().decode())
    if not found:
        raise RuntimeError("the page shows no code")
    return found[1]


def connect(page: Any, extension: str, port: int, code: str) -> None:
    """Tell the panel where Segue is and connect it by a code."""
    page.goto(f"chrome-extension://{extension}/pane/index.html")
    page.locator("#address").fill(f"http://127.0.0.1:{port}")
    page.locator("#where button").click()
    page.locator("#code").fill(code)
    page.locator("#pairing button").click()
    page.wait_for_function(SHOWN)


def looked_at(context: Any, page: Any) -> Panel:
    """Load a connected panel several times, and read what it costs."""
    taken = []
    for _ in range(TIMES):
        page.reload(wait_until="commit")
        taken.append(page.wait_for_function(SHOWN).json_value())
    asks = context.new_cdp_session(page)
    asks.send("Performance.enable")
    asks.send("HeapProfiler.collectGarbage")
    said = {one["name"]: one["value"] for one in asks.send("Performance.getMetrics")["metrics"]}
    return Panel(statistics.median(taken), said["JSHeapUsedSize"] / 2**20, said["Nodes"])


@cache
def panels() -> dict[int, Panel]:
    """The panel with the long queue and with the short one, one after the other on the same machine."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return {count: _panel(playwright, count) for count in (LONG, SHORT)}


def _panel(playwright: Any, count: int) -> Panel:
    with ExitStack() as at_the_end:
        folder = Path(at_the_end.enter_context(tempfile.TemporaryDirectory()))
        wanted: Prepared = prepared(folder, count)
        extension = unpack_package(folder / "extension", "chrome", hosts=("http://127.0.0.1/*",))
        server = at_the_end.enter_context(serving(*segue(folder)))
        context = at_the_end.enter_context(
            chromium_with(playwright, folder, extension, UNUSED_PORT, viewport=NARROW, locale="en-GB")
        )
        context.set_default_timeout(PATIENCE_MS)
        connect(context.pages[0], id_of(extension), server.port, code_of(server.port, wanted.headers))
        return looked_at(context, context.pages[0])


def _row(name: str, unit: str, figure: Callable[[Panel], float], says: str) -> Callable[[], Row]:
    def row() -> Row:
        found = panels()
        return Row(f"panel, queue of 5,000: {name}", figure(found[LONG]), unit, figure(found[SHORT]), "queue of 5")

    row.__name__, row.__doc__ = f"panel_{name}".replace(" ", "_"), says
    return row


def _package(browser: str) -> Callable[[], Row]:
    def row() -> Row:
        files = package_files(browser, Texts(asset("templates", "interface")))
        least = len(zlib.compress(b"".join(files.values()), 9))
        return Row(f"package for {browser}", len(packed(files)) / 1000, "kB", least / 1000, "the files in one stream")

    row.__name__, row.__doc__ = f"package_for_{browser}", f"What {browser} downloads; the most is 100 kB."
    return row


EXTENSION = [
    *(_package(browser) for browser in BROWSERS),
    _row(
        "until shown", "ms", lambda one: one.shown_ms, f"From opening to the list and the next letter; {TIMES} times."
    ),
    _row("memory", "MiB", lambda one: one.heap_mib, "What the panel's scripts keep, after garbage is collected."),
    _row(
        "parts of page", "nodes", lambda one: one.parts_of_the_page, "The panel's page: fifty lines are shown at once."
    ),
]
"""Rows about the extension's packages and its panel."""

"""The pane in Outlook: what it transmits until it is ready, and how soon its first letter is shown (H7).

Chromium shows it in a frame of a page that plays Outlook, on another site, signed in by Outlook itself. Segue is 40 ms
away and the pane's own bytes are counted on the way; Microsoft's script is on this machine and is not.
"""

import shutil
import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bench.aside import aside
from bench.next_letter import prepared
from bench.outlook_hosts import outlook_hosts
from bench.panel import NARROW, SHOWN
from bench.row import Row
from bench.serving import segue, serving
from bench.wire import Wire, wire
from browser.office import OUTLOOK, mail_page, office_script
from browser.options import CHROMIUM_OPTIONS
from browser.people import PATIENCE_MS

TIMES = 9
LETTERS = 200
LATENCY_SECONDS = 0.04
OFFICE_HOST, OUTLOOK_HOST = "appsforoffice.microsoft.com", "outlook.office.com"
NESTED = {"Mailbox": "1.15", "NestedAppAuth": "1.1"}


@dataclass(frozen=True)
class Opened:
    """The pane opened once: until a letter stands in the list and the next one is named."""

    shown_ms: float
    transmitted_bytes: int


@dataclass(frozen=True)
class Outlooks:
    """The pane opened by a browser that has nothing of it, and by one that has opened it before; medians."""

    first: Opened
    again: Opened


@cache
def opened() -> Outlooks:
    """Open it in a fresh browser and in the same one again, several times."""
    with _at_outlook() as (browser, way):
        pairs = [_twice(browser, way) for _ in range(TIMES)]
    return Outlooks(*(_median(list(kind)) for kind in zip(*pairs, strict=True)))


def _median(some: list[Opened]) -> Opened:
    size = int(statistics.median(one.transmitted_bytes for one in some))
    return Opened(statistics.median(one.shown_ms for one in some), size)


def _twice(browser: Any, way: Wire) -> tuple[Opened, Opened]:
    context = browser.new_context(viewport=NARROW, locale="en-GB", ignore_https_errors=True)
    # Outlook is out there and Segue on this machine, which Chromium does not let a page do unasked.
    context.grant_permissions(["local-network-access"], origin=OUTLOOK)
    context.set_default_timeout(PATIENCE_MS)
    try:
        return _opening(context, way), _opening(context, way)
    finally:
        context.close()


def _opening(context: Any, way: Wire) -> Opened:
    page, before = context.new_page(), way.transmitted_bytes
    page.goto(OUTLOOK, wait_until="commit")
    page.wait_for_selector("#pane")
    pane = page.query_selector("#pane").content_frame()
    pane.wait_for_url("**/outlook/", wait_until="commit")
    shown = float(pane.wait_for_function(SHOWN).json_value())
    taken = Opened(shown, way.transmitted_bytes - before)
    page.close()
    return taken


@contextmanager
def _at_outlook() -> Iterator[tuple[Any, Wire]]:
    """A browser that finds Outlook on this machine, and the wire to a Segue whose leaver has letters to write."""
    from playwright.sync_api import sync_playwright

    with ExitStack() as at_the_end:
        folder = Path(at_the_end.enter_context(tempfile.TemporaryDirectory()))
        there = at_the_end.enter_context(aside("microsoft"))
        prepared(folder, LETTERS, there)
        command, port, environment = segue(folder)
        at_the_end.enter_context(serving(command, port, environment | there.settings))
        way = at_the_end.enter_context(wire(port, LATENCY_SECONDS))
        pane = f"http://127.0.0.1:{way.port}/outlook/"
        about = {"mode": "compose", "language": "en-GB", "pane": pane, "token": there.pane, "sets": NESTED}
        pages = {OUTLOOK_HOST: ("text/html", mail_page(about)), OFFICE_HOST: ("text/javascript", office_script())}
        rules = at_the_end.enter_context(outlook_hosts(folder, pages))
        playwright = at_the_end.enter_context(sync_playwright())
        yield _chromium(playwright, rules), way


def _chromium(playwright: Any, rules: str) -> Any:
    options = [*CHROMIUM_OPTIONS, "--ignore-certificate-errors", f"--host-resolver-rules={rules}"]
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    return playwright.chromium.launch(executable_path=found, args=options)


def _row(name: str, unit: str, figure: Callable[[Opened], float], says: str) -> Callable[[], Row]:
    def row() -> Row:
        found = opened()
        return Row(f"pane in Outlook: {name}", figure(found.first), unit, figure(found.again), "opened before")

    row.__name__, row.__doc__ = f"outlook_pane_{name}".replace(" ", "_"), says
    return row


PANE = [
    _row(
        "transmitted", "kB", lambda one: one.transmitted_bytes / 1000, "What Segue transmits until the pane is ready."
    ),
    _row(
        "first letter", "ms", lambda one: one.shown_ms, f"From opening to the list and the next letter; {TIMES} times."
    ),
]
"""Rows about the pane in Outlook."""

"""Firefox with the extension's own package, the mail hosts led to this machine, and a person who presses buttons."""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from browser.bidi import Bidi, Page
from browser.mail_server import Mail, mail_pages
from browser.people import PATIENCE_MS
from browser.unpacked import HOSTS, PANEL_FILES, Person, unpack_package

FIREFOX = next(filter(None, map(shutil.which, ("firefox-esr", "firefox"))), None)
NEEDS_FIREFOX = pytest.mark.skipif(
    FIREFOX is None and os.environ.get("CI") != "true", reason="Firefox is not on this machine (firefox-esr)"
)
PASSER = Path(__file__).with_suffix(".mjs")
INSIDE = "5b9f8f5e-3c0e-4a0e-9b57-0e1b9b6f4c11"
"""What Firefox is told to call the extension in addresses of its pages; it makes one up otherwise."""


@dataclass(frozen=True)
class Context:
    """All tabs and windows of the browser."""

    bidi: Bidi

    @property
    def pages(self) -> list[Page]:
        """Those that are open."""
        return [Page(self.bidi, one["context"]) for one in self.bidi.send("browsingContext.getTree")["contexts"]]

    def new_page(self) -> Page:
        """Open a tab in front of the others, in the first one's window."""
        beside = self.pages[0].id
        return Page(self.bidi, self.bidi.send("browsingContext.create", type="tab", referenceContext=beside)["context"])

    @property
    def frame(self) -> Page:
        """The browser's own window around the tabs."""
        around = self.bidi.send("browsingContext.getTree", **{"moz:scope": "chrome"})
        return Page(self.bidi, around["contexts"][0]["context"])

    @contextmanager
    def expect_page(self) -> Iterator[Any]:
        """Hold the page that opens within the block, or soon after it, as ``value``."""
        before, opened = self.pages, SimpleNamespace(value=None)
        yield opened
        until = time.monotonic() + PATIENCE_MS / 1000
        while not (found := [page for page in self.pages if page not in before]):
            assert time.monotonic() < until, "no page opened"
        (opened.value,) = found


@contextmanager
def at_firefox(folder: Path) -> Iterator[Person]:
    """Start Firefox with the extension and the page that stands for its panel, and end it with the block."""
    extension = unpack_package(folder / "extension", "firefox", PANEL_FILES)
    with mail_pages(folder) as mail, started(extension, leading_to(mail)) as context:
        yield Person(context, extension_page(context, "test.html", "globalThis.ready"), mail)


def leading_to(mail: Mail) -> dict[str, str]:
    """What has Firefox look for the mail hosts on this machine."""
    return {"network.dns.localDomains": ",".join(HOSTS), "network.socket.forcePort": f"443={mail.port}"}


@contextmanager
def started(extension: Path, prefs: dict[str, Any], **environment: str) -> Iterator[Context]:
    """Start Firefox with an extension from its folder."""
    name = json.loads((extension / "manifest.json").read_text())["browser_specific_settings"]["gecko"]["id"]
    # The panel of a test is a tab behind the mail tab, where timers would wait for a second; a sidebar's do not.
    own = {"extensions.webextensions.uuids": json.dumps({name: INSIDE}), "dom.min_background_timeout_value": 4}
    told = {"executablePath": FIREFOX, "extension": str(extension), "extraPrefsFirefox": {**own, **prefs}}
    command = ["node", str(PASSER), json.dumps(told)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, text=True, env=os.environ | environment, **pipes) as passer:
        assert passer.stdin
        assert passer.stdout
        bidi = Bidi(passer.stdin, passer.stdout)
        bidi.answer()
        yield Context(bidi)  # the block closes the pipe, which ends the browser


def extension_page(context: Context, path: str, ready: str) -> Page:
    """Show a page of the extension in the first tab."""
    page = context.pages[0]
    page.goto(f"moz-extension://{INSIDE}/{path}")
    page.wait_for_function(ready)
    return page

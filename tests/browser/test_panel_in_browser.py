"""The extension's panel as it ships, in Chromium: connected by a code, signed in again by itself, and disconnected.

The package is the one that `segue manifests extension` writes. Only this machine is added to its hosts, since nobody is
there to answer the browser's own question for permission.
"""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browser.live import Live
from browser.options import CHROMIUM_OPTIONS
from browser.people import PATIENCE_MS
from browser.unpacked import id_of
from segue.assets import asset
from segue.doors.texts import Texts
from segue.extension_package import package_files

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.stage("approved")]
NARROW = {"width": 320, "height": 800}


def unpacked(folder: Path) -> Path:
    """The package of Chrome in a folder, allowed to reach this machine."""
    files = package_files("chrome", Texts(asset("templates", "interface")))
    manifest = json.loads(files["manifest.json"])
    manifest["host_permissions"].append("http://127.0.0.1/*")
    files["manifest.json"] = json.dumps(manifest).encode()
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


@pytest.fixture
def panel(playwright: Any, live: Live, tmp_path: Path) -> Iterator[Any]:
    """The panel at 320 px, told where Segue is, in a browser with the extension."""
    folder = unpacked(tmp_path / "extension")
    context = playwright.chromium.launch_persistent_context(
        tmp_path / "profile",
        executable_path=next(filter(None, map(shutil.which, ("chromium", "chromium-browser")))),
        args=[*CHROMIUM_OPTIONS, f"--load-extension={folder}", f"--disable-extensions-except={folder}"],
        ignore_default_args=["--disable-extensions"],
        viewport=NARROW,
        locale="en-GB",
    )
    context.set_default_timeout(PATIENCE_MS)
    page = context.pages[0]
    page.goto(f"chrome-extension://{id_of(folder)}/pane/index.html")
    page.get_by_label("Address of your company’s Segue").fill(live.address)
    page.get_by_role("button", name="Go on").click()
    page.get_by_text("Connect this browser to").wait_for()
    yield page
    context.close()


def code_of(mara: Any) -> str:
    """A fresh code, from the signed-in page."""
    mara.goto("/browsers/pair")
    mara.get_by_role("button", name="Show a code").click()
    return str(mara.locator(".pairing-code").inner_text())


def connect(panel: Any, code: str) -> None:
    panel.get_by_label("Or type the code that Segue shows you").fill(code)
    panel.get_by_role("button", name="Connect", exact=True).click()


def test_a_code_connects_the_panel_and_it_shows_the_queue(mara: Any, panel: Any) -> None:
    connect(panel, code_of(mara).lower().replace("-", " "))
    panel.get_by_text(re.compile("^Next: ")).wait_for()
    panel.reload()
    panel.get_by_text(re.compile("^Next: ")).wait_for()
    assert panel.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


def test_a_wrong_code_is_told_and_nothing_is_kept(panel: Any) -> None:
    connect(panel, "AAAA-AAAA")
    panel.get_by_text("This code is not valid, or no longer.").wait_for()
    assert panel.evaluate("chrome.storage.local.get('renewal')") == {}


def test_a_browser_that_is_disconnected_elsewhere_has_to_be_connected_again(mara: Any, panel: Any) -> None:
    connect(panel, code_of(mara))
    panel.get_by_text(re.compile("^Next: ")).wait_for()
    mara.goto("/browsers")
    mara.get_by_role("button", name=re.compile("^Disconnect.*Chrome")).click()
    mara.locator(".notice").first.wait_for()
    panel.get_by_text("Connect this browser to").wait_for()
    assert panel.evaluate("chrome.storage.local.get('renewal')") == {}


def test_the_panel_disconnects_itself(mara: Any, panel: Any) -> None:
    connect(panel, code_of(mara))
    panel.get_by_role("button", name="Disconnect this browser").click()
    panel.get_by_text("Connect this browser to").wait_for()
    mara.goto("/browsers")
    assert mara.get_by_role("button", name=re.compile("^Disconnect.*Chrome")).count() == 0

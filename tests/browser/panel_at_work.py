"""The extension's package as it ships, with this product and the mail pages on this machine: connected, pressed, read.

Only this machine is added to the package's hosts: nobody is there to answer the browser's question for permission.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Error

from browser.live import Live, copy_data, served
from browser.mail_server import mail_pages
from browser.people import PATIENCE_MS
from browser.unpacked import chromium_with, id_of, unpack_package
from segue.doors.wiring import EXTENSION

NARROW = {"width": 320, "height": 800}
HERE = ("http://127.0.0.1/*",)
NEXT = re.compile("^Next: ")


@dataclass
class PanelAtWork:
    """Somebody's browser. ``page`` is the panel, in a tab or at the side."""

    context: Any
    page: Any
    live: Live
    extension: str

    @property
    def address(self) -> str:
        """Where the panel is in this browser."""
        return f"chrome-extension://{self.extension}/pane/index.html"

    def names_its_segue(self) -> None:
        """Tell the new extension where Segue is."""
        self.page.goto(self.address)
        self.page.get_by_label("Address of your company’s Segue").fill(self.live.address)
        self.page.get_by_role("button", name="Go on").click()
        self.page.get_by_text("Connect this browser to").wait_for()

    def sign_in_window(self) -> Any:
        """Press Sign in, and sign in as Mara in the window that the browser opens."""
        with self.context.expect_page() as opened:
            self.page.get_by_role("button", name="Sign in").click()
        window = opened.value
        window.get_by_role("button", name="Mara Lindqvist").click()
        window.get_by_role("button", name="Connect").wait_for()
        return window

    def connects(self) -> None:
        """Come from a new extension to the queue."""
        self.names_its_segue()
        self.sign_in_window().get_by_role("button", name="Connect").click()
        self.page.get_by_text(NEXT).wait_for()

    def at_gmail(self, layout: str = "new", account: int = 0, **asked: str) -> Any:
        """Open a page of Gmail in front."""
        return self._goes_to(f"https://mail.google.com/mail/u/{account}/", layout=layout, **asked)

    def at_outlook(self, layout: str = "new", **asked: str) -> Any:
        """Open a page of Outlook in front."""
        page = self._goes_to("https://outlook.office.com/mail/", layout=layout, **asked)
        page.wait_for_function("window.ready")
        return page

    def _goes_to(self, address: str, **asked: str) -> Any:
        page = self.context.new_page()
        page.goto(f"{address}?{urlencode(asked)}")
        return page

    def presses(self, button: str) -> None:
        """Press one of the panel's buttons once it may be pressed."""
        self.page.locator(f"button#{button}:not([aria-disabled=true])").click()

    def reads(self, words: str | re.Pattern[str]) -> str:
        """Wait until the panel says so and is ready for the next press; returns all that it says there."""
        said = self.page.locator("#status", has_text=words)
        said.wait_for()
        self.page.locator("#actions:not([aria-busy])").wait_for(state="attached")
        return str(said.inner_text())

    def opens_next(self) -> None:
        """Have the next letter in a message."""
        self.presses("open-next")
        self.reads("Inserted: recipients")

    def kept(self, where: str, key: str) -> Any:
        """What the extension keeps in the browser."""
        return self.page.evaluate(
            "([where, key]) => chrome.storage[where].get(key).then((all) => all[key])", [where, key]
        )

    def opens_again(self) -> None:
        """Close the panel and open it again."""
        self.page.goto("about:blank")
        self.page.goto(self.address)

    def marks(self) -> list[str]:
        """Every change of a letter's status in the server's record, oldest first."""
        with self.live.app.extensions[EXTENSION].records.reading("demo") as stores:
            return [entry.details["status"] for entry in stores.audit.entries() if entry.verb == "mark"]

    def cut_off(self) -> None:
        """Have nothing of this machine answer the panel, as without a network."""
        self.context.route(f"{self.live.address}/**", dropped)

    def joined_again(self) -> None:
        """Have it answer again, and the panel ask at once."""
        self.context.unroute(f"{self.live.address}/**")
        self.page.evaluate("document.getElementById('try-again').click()")


def dropped(route: Any) -> None:
    """Drop a call; one that came just when the network did is gone already."""
    with suppress(Error):
        route.abort()


@contextmanager
def panel_at_work(
    playwright: Any,
    data: Path,
    folder: Path,
    clock: Any,
    more: dict[str, bytes] | None = None,
    settings: dict[str, Any] | None = None,
    **look: Any,
) -> Iterator[PanelAtWork]:
    """A browser with the new extension at 320 px, Segue with a copy of ``data``, and the mail pages."""
    copy_data(data, folder / "data")
    extension = unpack_package(folder / "extension", "chrome", more, HERE)
    settings = {"extension_redirects": f"https://{id_of(extension)}.chromiumapp.org/"} | (settings or {})
    look = {"viewport": NARROW, "locale": "en-GB"} | look
    with (
        served(folder / "data", clock, **settings) as live,
        mail_pages(folder) as mail,
        chromium_with(playwright, folder, extension, mail.port, **look) as context,
    ):
        context.set_default_timeout(PATIENCE_MS)
        yield PanelAtWork(context, context.pages[0], live, id_of(extension))

"""Outlook as a page at its own address, with the pane as its add-in: what a person does and sees in both."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import Any

from browser.live import Live
from browser.looks import SCREENS, faults_as_it_stands
from browser.people import Browsing
from browser.stages import Hand

HERE = Path(__file__).parent
OUTLOOK = "https://outlook.office.com/mail/"
OFFICE = "https://appsforoffice.microsoft.com/**"
STICKING_OUT = """() => {
  const edge = document.querySelector("#letter").getBoundingClientRect().right;
  const isOut = (one) => one.getBoundingClientRect().right > edge;
  return [...document.querySelectorAll("#letter button")].filter(isOut).map(({ id }) => id);
}"""
"""The buttons of a letter that stick out of its frame."""
PAIRING = re.compile(r'class="pairing-code"[^>]*>([^<]+)<')


def office_script() -> str:
    """What answers at the address of Microsoft's office.js."""
    double = (HERE.parent / "pane" / "office_double.mjs").read_text(encoding="utf-8")
    return re.sub(r"^export ", "", double, flags=re.MULTILINE) + (HERE / "pages" / "office.js").read_text(
        encoding="utf-8"
    )


def mail_page(about: dict[str, Any]) -> str:
    """A page that plays Outlook as it is told to."""
    scripts = [(HERE / "pages" / name).read_text(encoding="utf-8") for name in ("shared.js", "office_mail.js")]
    inside = "".join(f"<script>{script}</script>" for script in scripts)
    return f'<!doctype html><html data-about="{escape(json.dumps(about))}"><meta charset="utf-8"><body>{inside}'


class Outlook:
    """Somebody's Outlook in a browser."""

    def __init__(self, browsing: Browsing, live: Live, **look: Any) -> None:
        self.live, self.page = live, browsing.page(**{"height": 900, **look})
        self.context = self.page.context
        # Outlook is out there and this Segue on this machine, which Chromium does not let a page do unasked.
        self.context.grant_permissions(["local-network-access"], origin=OUTLOOK)
        script = office_script()
        self.context.route(OFFICE, lambda route: route.fulfill(body=script, content_type="text/javascript"))

    def opens(self, mode: str = "compose", at: str = OUTLOOK, **about: Any) -> "Outlook":
        """Open a message with the pane beside it."""
        about = {"mode": mode, "language": "en-GB", "pane": f"{self.live.address}/outlook/", **about}
        self.context.route(f"{at}**", lambda route: route.fulfill(body=mail_page(about), content_type="text/html"))
        self.page.goto(at)
        return self

    def connects(self) -> "Outlook":
        """Connect the pane by a code that the person types."""
        self.pane.locator("#outlook-code").fill(code_of(self.live))
        self.pane.locator("#pairing button").click()
        self.pane.locator("#next-line", has_text="Callum Reidy").wait_for()
        return self

    @property
    def pane(self) -> Any:
        """The pane's frame."""
        return self.page.frame_locator("#pane")

    def chooses(self, client: str) -> None:
        """Put a client's letter in front."""
        self.pane.locator("#letters button", has_text=client).click()

    def presses(self, button: str) -> None:
        """Press one of the pane's buttons once it may be pressed."""
        self.pane.locator(f"button#{button}:not([aria-disabled=true])").click()

    def says(self, words: str) -> str:
        """Wait until the pane says something and is ready for the next press."""
        said = self.pane.locator("#status", has_text=words)
        said.wait_for()
        self.pane.locator("#actions:not([aria-busy])").wait_for()
        return str(said.inner_text())

    def answers(self, button: str) -> None:
        """Answer the pane's question."""
        self.pane.get_by_role("dialog").get_by_role("button", name=button).click()

    def people(self, field: str = "to") -> list[str]:
        """Whom the message goes to."""
        return [str(one) for one in self.page.locator(f"[data-field={field}] li").all_inner_texts()]

    def subject(self) -> str:
        """The message's subject."""
        return str(self.page.locator("#subject").input_value())

    def text(self) -> str:
        """The message's text."""
        return str(self.page.evaluate("(body.value ?? body.innerText).trim()"))

    def is_untouched(self) -> bool:
        """Whether nobody pressed Send, and no shortcut was tried."""
        seen = self.page.evaluate("window.seen")
        return bool(not seen["pressed"] and not seen["shortcuts"] and not seen["errors"])

    @property
    def frame(self) -> Any:
        """The pane's frame as a page of its own, to look behind it."""
        return next(one for one in self.page.frames if one.url.endswith("/outlook/"))

    @contextmanager
    def sign_in_window(self) -> Iterator[Any]:
        """Press "Sign in" in the pane; gives the window that opens."""
        with self.context.expect_page() as opened:
            self.pane.get_by_role("button", name="Sign in").click()
        yield opened.value

    def faults(self, name: str) -> list[str]:
        """What axe finds in the pane as it stands, and whether it is too wide; its picture is kept where wanted."""
        if SCREENS:
            self.page.locator("#pane").screenshot(path=Path(SCREENS) / f"outlook-{name}.png")
        out = self.frame.evaluate(STICKING_OUT)
        return [*(fault for fault, _ in faults_as_it_stands(self.frame)), *out]


def code_of(live: Live) -> str:
    """A fresh code of Mara's."""
    hand = Hand(live.app, "demo-leaver")
    token = re.search(r'name="csrf_token" value="([^"]*)"', hand.text("/browsers/pair"))
    assert token
    page = hand.client.post("/browsers/pair", data={"csrf_token": token[1]}).text
    return str(PAIRING.findall(page)[0])

"""The extension's panel in a real Firefox, its package as it ships: opened, connected, let into the mail pages."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from browser.bidi import Page
from browser.firefox import NEEDS_FIREFOX, Context, extension_page, leading_to, started
from browser.live import Live, copy_data, served
from browser.mail_server import mail_pages
from browser.messages import Message, nothing_but_insert
from browser.unpacked import unpack_package

pytestmark = [pytest.mark.browser, pytest.mark.slow, NEEDS_FIREFOX]

AGREED = {"extensions.webextOptionalPermissionPrompts": False}  # the browser's question, which nobody here can answer
REDIRECT = "https://440c87c3fb8e6b96b2c2089fc1a6779a033a5f92.extensions.allizom.org/"  # follows from the extension's id
SIGNATURE = "-- Mara Lindqvist Halden & Moor"
EMPTIED = "Promise.all(['local', 'session'].map((area) => chrome.storage[area].clear()))"
MAIL = "{ origins: ['https://mail.google.com/*'] }"
BUTTON = """async () => {
  await gUnifiedExtensions.togglePanel(new Event("press"));
  const button = () => document.querySelector(".webextension-browser-action");
  while (!button()) await new Promise((done) => setTimeout(done, 20));
  button().click();
}"""
SIDE = "chrome.extension.getViews({ type: 'sidebar' })[0]?.document"


@dataclass
class Panel:
    """The panel in a tab, and the Segue that it is told of."""

    context: Context
    page: Page
    live: Live

    def presses(self, selector: str, words: str = "") -> None:
        """Press a button once it is there."""
        self.page.locator(selector, has_text=words).click()

    def types(self, selector: str, words: str) -> None:
        """Type in a field."""
        self.page.locator(selector).click()
        self.page.keyboard.type(words)

    def shows(self, selector: str, words: str) -> None:
        """Wait until the panel says so."""
        self.page.locator(selector, has_text=words).wait_for()

    def names_its_segue(self) -> None:
        """Type where Segue is, and agree to the browser's question."""
        self.types("#address", self.live.address)
        self.presses("#where button")
        self.shows("#where-to", "Connect this browser to")

    def connects_by_its_window(self) -> None:
        """Sign in as Mara in the window that the browser opens."""
        with self.context.expect_page() as opened:
            self.presses("#sign-in")
        opened.value.locator("button", has_text="Mara Lindqvist").click()
        opened.value.locator("button", has_text="Connect").click()
        self.shows("#next-line", "Next: ")

    def at_gmail(self) -> Message:
        """A new message in a tab of its own."""
        page = self.context.new_page()
        page.goto("https://mail.google.com/mail/u/0/?layout=new&signature=1")
        return Message(page)


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    folder = tmp_path_factory.mktemp("firefox")
    extension = unpack_package(folder / "extension", "firefox")
    with mail_pages(folder) as mail, started(extension, AGREED | leading_to(mail)) as context:
        yield context


@pytest.fixture
def panel(firefox: Context, stages: dict[str, Path], tmp_path: Path, clock: Any) -> Iterator[Panel]:
    """The panel of a new extension."""
    copy_data(stages["approved"], tmp_path / "data")
    page = extension_page(firefox, "panel/connect.html", "document.readyState === 'complete'")
    page.evaluate(EMPTIED)
    with served(tmp_path / "data", clock, extension_redirects=REDIRECT) as live:
        yield Panel(firefox, extension_page(firefox, "pane/index.html", "location.href.includes('connect')"), live)
    firefox.frame.evaluate("SidebarController.hide()")
    for other in firefox.pages[1:]:
        other.close()


def code_of_mara(panel: Panel) -> str:
    """A code from the signed-in page, in a tab of its own."""
    page = panel.context.new_page()
    page.goto(f"{panel.live.address}/sign-in")
    page.locator("button", has_text="Mara Lindqvist").click()
    page.wait_for_function("!location.pathname.includes('sign-in')")
    page.goto(f"{panel.live.address}/browsers/pair")
    page.locator("button", has_text="Show a code").click()
    code = page.locator(".pairing-code")
    code.wait_for()
    return code.inner_text()


def test_a_code_connects_the_panel_and_it_shows_the_queue(panel: Panel) -> None:
    panel.names_its_segue()
    panel.types("#code", code_of_mara(panel))
    panel.presses("#pairing button")
    panel.shows("#next-line", "Next: ")
    panel.page.evaluate("location.reload()")
    panel.shows("#next-line", "Next: ")


def test_the_browsers_own_window_connects_the_panel_and_it_disconnects_itself(panel: Panel) -> None:
    panel.names_its_segue()
    assert panel.page.evaluate("chrome.identity.getRedirectURL()") == REDIRECT
    panel.connects_by_its_window()
    panel.presses("#foot button", "Disconnect this browser")
    panel.shows("#where-to", "Connect this browser to")
    assert panel.page.evaluate("chrome.storage.local.get('renewal')") == {}


def test_open_next_goes_from_the_panel_into_the_message(panel: Panel) -> None:
    panel.names_its_segue()
    panel.connects_by_its_window()
    message = panel.at_gmail()
    panel.presses("#open-next:not([aria-disabled=true])")
    panel.shows("#status", "Inserted: recipients")
    assert message.text().startswith("Dear Callum, ")
    assert message.text().endswith(SIGNATURE)
    nothing_but_insert(message.page)


def test_copy_takes_the_letter_along_with_its_form(panel: Panel) -> None:
    panel.names_its_segue()
    panel.connects_by_its_window()
    message = panel.at_gmail()
    panel.presses("#letters button")
    panel.presses("#copy:not([aria-disabled=true])")
    panel.shows("#said, #letter-trouble", "opied")
    message.body.click()
    message.page.keyboard.press("Control+v")
    assert "Mara Lindqvist" in message.text().removesuffix(SIGNATURE)
    assert "<p>" in message.content()


def test_mail_pages_that_the_browser_closes_to_it_are_named_and_asked_for_by_a_click(panel: Panel) -> None:
    panel.names_its_segue()
    panel.connects_by_its_window()
    note = panel.page.locator("#mail-access")
    assert not note.is_visible()
    assert panel.page.evaluate(f"chrome.permissions.remove({MAIL})")
    panel.shows("#mail-access", "keeps Segue out of these mail pages: mail.google.com.")
    panel.presses("#open-next:not([aria-disabled=true])")
    panel.shows("#letter-trouble, #said", "does not let the extension into this mail page")
    panel.presses("#mail-allow")
    panel.page.wait_for_function("document.getElementById('mail-access').hidden")
    assert panel.page.evaluate(f"chrome.permissions.contains({MAIL})")


def test_the_button_in_the_toolbar_opens_the_panel_at_the_side(panel: Panel) -> None:
    panel.context.frame.evaluate(BUTTON)
    panel.page.wait_for_function(f"{SIDE}?.location.pathname === '/panel/connect.html'")


def test_at_the_side_it_inserts_in_the_tab_in_front(panel: Panel) -> None:
    panel.names_its_segue()
    panel.connects_by_its_window()
    behind, in_front = panel.at_gmail(), panel.at_gmail()
    panel.context.frame.evaluate(BUTTON)
    open_next = f"{SIDE}?.querySelector('#open-next:not([aria-disabled=true])')"
    panel.page.wait_for_function(open_next)
    panel.page.evaluate(f"{open_next}.click()")
    panel.page.wait_for_function(f"{SIDE}.getElementById('status').textContent.includes('Inserted: recipients')")
    assert in_front.text().startswith("Dear Callum, ")
    assert behind.text() == SIGNATURE
    nothing_but_insert(in_front.page)


def test_an_address_that_the_company_gives_is_not_asked_for(tmp_path: Path) -> None:
    extension = unpack_package(tmp_path / "extension", "firefox", hosts=("http://127.0.0.1/*",))
    name = json.loads((extension / "manifest.json").read_text())["browser_specific_settings"]["gecko"]["id"]
    given = {"name": name, "description": "Segue", "type": "storage", "data": {"backend": "http://127.0.0.1:9"}}
    kept = tmp_path / ".mozilla" / "managed-storage"
    kept.mkdir(parents=True)
    (kept / f"{name}.json").write_text(json.dumps(given))
    with started(extension, {}, HOME=str(tmp_path)) as context:
        page = extension_page(context, "pane/index.html", "location.href.includes('connect')")
        page.locator("#where-to", has_text="Connect this browser to 127.0.0.1:9").wait_for()
        assert not page.locator("#other-address").is_visible()

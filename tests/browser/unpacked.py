"""Debian's Chromium with the unpacked extension, the mail hosts led to this machine, and a person who presses buttons.

The extension's own files are used as they ship. One page is added, which stands for the panel: it runs the pane's own
steps (guard, question, insert) over the extension's own hosts, and the test answers for the person.
"""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from browser.mail_server import Mail, mail_pages
from browser.options import CHROMIUM_OPTIONS
from segue.assets import asset
from segue.doors.texts import Texts
from segue.extension_package import package_files

SOAK = os.environ.get("SEGUE_TEST_SOAK") == "1"
HOSTS = [
    "mail.google.com",
    "outlook.office.com",
    "outlook.office365.com",
    "outlook.live.com",
    "outlook.cloud.microsoft",
]
PANEL = """
import { gmailHost } from "./hosts/gmail.js";
import { mailHost } from "./hosts/mail.js";
import { outlookWebHost } from "./hosts/outlook_web.js";
import { insertGuarded, openAndInsert } from "./pane/flow.js";
const KNOWN = { gmail: gmailHost, outlook: outlookWebHost, mail: mailHost };
const hosts = {};
globalThis.press = async ({ program, letter, opens, yes, patience }) => {
  hosts[program] ??= KNOWN[program](chrome, patience ?? undefined);
  const asked = [];
  const ask = async (question, addresses) => (asked.push([question, addresses]), yes);
  const start = performance.now();
  const step = opens ? openAndInsert : insertGuarded;
  const outcome = await step(letter, hosts[program], ask, new AbortController().signal);
  return { asked, ...outcome, milliseconds: performance.now() - start };
};
globalThis.forget = () => Object.keys(hosts).forEach((name) => delete hosts[name]);
globalThis.ready = true;
"""
PANEL_FILES = {
    "test.js": PANEL.encode(),
    "test.html": b'<!doctype html><script type="module" src="test.js"></script>',
}
HTML = """<div lang="en-GB" dir="ltr">
<p>Dear Callum,</p>
<p>I am writing to tell you that I am leaving Halden &amp; Moor. My last day here is Friday 9 October 2026.</p>
<p>From then on Jane Okafor looks after you. Nothing else changes, and every piece of work goes on as agreed.</p>
<ul><li>Telephone: 020 7946 0000</li><li>jane@halden.example</li></ul>
<p>Kind regards,<br>Mara Lindqvist</p>
</div>"""
TEXT = """Dear Callum,

I am writing to tell you that I am leaving Halden & Moor. My last day here is Friday 9 October 2026.

From then on Jane Okafor looks after you. Nothing else changes, and every piece of work goes on as agreed.

- Telephone: 020 7946 0000
- jane@halden.example

Kind regards,
Mara Lindqvist"""
CLIENT, COPIED = "callum@ashdown.example", "boss@halden.example"
LETTER = {
    "id": "one", "to": [CLIENT], "cc": [COPIED], "subject": "Your new contact from 12 October", "html": HTML,
    "text": TEXT, "language": "en-GB", "direction": "ltr", "digest": "", "expires_at": "",
}  # fmt: skip


@dataclass
class Person:
    """Somebody at a browser with the extension. ``tabs`` are Playwright's pages."""

    context: Any
    panel: Any
    mail: Mail

    def goes_to(self, address: str, **asked: str) -> Any:
        """Open a mail page in front of the person."""
        page = self.context.new_page()
        page.goto(f"https://{address}?{urlencode(asked)}")
        page.wait_for_load_state()
        return page

    def at_gmail(self, layout: str = "new", **asked: str) -> Any:
        """Open a page of Gmail."""
        return self.goes_to("mail.google.com/mail/u/0/", layout=layout, **asked)

    def at_outlook(self, layout: str = "new", **asked: str) -> Any:
        """Open a page of Outlook on the web."""
        return self.goes_to("outlook.office.com/mail/", layout=layout, **asked)

    def presses(self, program: str, opens: bool = False, yes: bool = True, patience: int = 0, **facts: Any) -> Any:
        """Press Insert, or "Open next", and answer every question with ``yes``."""
        said = {"program": program, "letter": LETTER | facts, "opens": opens, "yes": yes, "patience": patience or None}
        return self.panel.evaluate("(said) => press(said)", said)

    def leaves(self) -> None:
        """Close every tab but the panel, and forget what was open."""
        for page in self.context.pages:
            if page != self.panel:
                page.close()
        self.mail.link = ""
        self.panel.evaluate("forget()")


def unpack_package(
    folder: Path, browser: str, more: dict[str, bytes] | None = None, hosts: tuple[str, ...] = ()
) -> Path:
    """A browser's package as it ships, in a folder, with ``more`` files and allowed to reach further ``hosts``."""
    files = package_files(browser, Texts(asset("templates", "interface"))) | (more or {})
    manifest = json.loads(files["manifest.json"])
    manifest["host_permissions"].extend(hosts)
    for path, content in (files | {"manifest.json": json.dumps(manifest).encode()}).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


@contextmanager
def at_a_browser(playwright: Any, folder: Path) -> Iterator[Person]:
    """Start the browser with the extension, and end it with the block."""
    extension = unpack_package(folder / "extension", "chrome", PANEL_FILES)
    with mail_pages(folder) as mail, chromium_with(playwright, folder, extension, mail.port) as context:
        yield Person(context, _panel(context, extension), mail)


@contextmanager
def chromium_with(playwright: Any, folder: Path, extension: Path, mail_port: int, **look: Any) -> Iterator[Any]:
    """A browser with the extension, whose mail hosts are on this machine and which reaches nothing else."""
    rules = ", ".join(f"MAP {host} 127.0.0.1:{mail_port}" for host in HOSTS)
    options = [f"--load-extension={extension}", f"--disable-extensions-except={extension}"]
    options += ["--ignore-certificate-errors", f"--host-resolver-rules={rules}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
    context = playwright.chromium.launch_persistent_context(
        folder / "profile",
        executable_path=next(filter(None, map(shutil.which, ("chromium", "chromium-browser")))),
        args=[*CHROMIUM_OPTIONS, *options],
        ignore_default_args=["--disable-extensions"],
        ignore_https_errors=True,
        **look,
    )
    try:
        yield context
    finally:
        context.close()


def _panel(context: Any, extension: Path) -> Any:
    """The page that stands for the panel; an unpacked extension's id follows from its folder."""
    panel = context.pages[0]
    panel.goto(f"chrome-extension://{id_of(extension)}/test.html")
    panel.wait_for_function("globalThis.ready")
    return panel


def id_of(folder: Path) -> str:
    digits = sha256(str(folder.resolve()).encode()).hexdigest()[:32]
    return "".join(chr(ord("a") + int(digit, 16)) for digit in digits)

"""People at browsers: one context each, signed in, with everything that a page complains of kept."""

import re
from typing import Any

PATIENCE_MS = 10_000
TOKEN, PICKED = re.compile('name="csrf_token" value="([^"]+)"'), 'name="person_id" value="([^"]+)">[^<]*'


class Browsing:
    """Browser contexts of one test."""

    def __init__(self, chromium: Any, address: str) -> None:
        self._chromium, self._address = chromium, address
        self._contexts: list[Any] = []
        self._heard: list[str] = []
        self.expected: list[str] = []
        """Parts of complaints that are part of the test, such as the browser's word on an answer 409."""

    def page(
        self, width: int = 1280, scheme: str = "light", locale: str = "en-GB", height: int = 800, script: bool = True
    ) -> Any:
        """Open a page in a browser of its own."""
        context = self._chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            locale=locale,
            base_url=self._address,
            java_script_enabled=script,
        )
        context.set_default_timeout(PATIENCE_MS)
        context.on("console", self._console)
        context.on("weberror", lambda error: self._heard.append(str(error.error)))
        self._contexts.append(context)
        return context.new_page()

    def person(self, name: str, **look: Any) -> Any:
        """Open a page and sign in there."""
        page = self.page(**look)
        sign_in(page, name)
        return page

    def complaints(self) -> list[str]:
        """What the pages complained of and the test did not expect."""
        return [one for one in self._heard if not any(part in one for part in self.expected)]

    def close(self) -> None:
        """Close every browser."""
        for context in self._contexts:
            context.close()

    def _console(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self._heard.append(message.text)


def held_back(page: Any, addresses: str, **more: Any) -> list[Any]:
    """Hold back what a page asks for at such addresses; returns the list in which each waits to be gone on with."""
    held: list[Any] = []

    def hold(asked: Any) -> None:
        held.append(asked)

    page.route(addresses, hold, **more)
    return held


def sign_in(page: Any, name: str) -> None:
    """Sign in as the demonstration's page for it does, which is not painted, and go where that leads."""
    ask = page.context.request
    shown = ask.get("/sign-in").text()
    (token, *_), (person,) = TOKEN.findall(shown), re.findall(PICKED + re.escape(name), shown)
    answer = ask.post("/sign-in", form={"csrf_token": token, "person_id": person}, max_redirects=0)
    assert answer.status == 302, (name, answer.status)
    page.goto(answer.headers["location"])

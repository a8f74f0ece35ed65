"""A tour of pages: each is looked at in every look it has, and every fault is kept with the page's name."""

from collections.abc import Callable
from typing import Any

from browser.looks import faults_in_every_look, faults_in_letter
from browser.people import Browsing

LEAVER, MANAGER, ADMINISTRATOR = "Mara Lindqvist", "Priya Raman", "Owen Castellan"
SUCCESSOR = "Jonas Whitfield"


class Tour:
    """Pages visited one after the other; every fault is kept with the page's name."""

    def __init__(self, browsing: Browsing) -> None:
        self._browsing = browsing
        self._pages: dict[str, Any] = {}
        self.faults: dict[str, Any] = {}

    def person(self, name: str) -> Any:
        """The person's page, signed in once."""
        if name not in self._pages:
            self._pages[name] = self._browsing.person(name)
        return self._pages[name]

    def visit(self, name: str, person: str, address: str, prepare: Callable[[Any], object] | None = None) -> None:
        """Go to a page, make it ready, and look at it."""
        page = self.person(person)
        page.set_viewport_size({"width": 1280, "height": 800})
        page.goto(address)
        if prepare:
            prepare(page)
        self.look(name, page)

    def look(self, name: str, page: Any) -> None:
        """Look at a page as it stands, and at the letter in it."""
        self.faults |= faults_in_every_look(page, name) | faults_in_letter(page, name)


def nothing_answered(page: Any) -> None:
    """Press a form's last button with nothing filled in."""
    page.locator("main form[novalidate] button").last.click()
    page.wait_for_selector(".error-summary")


def opened(page: Any) -> None:
    """Open everything that can be opened."""
    page.evaluate("document.querySelectorAll('main details').forEach((one) => (one.open = true))")

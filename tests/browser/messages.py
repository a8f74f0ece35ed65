"""What stands in the compose windows of the mail pages, as the tests read it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from browser.unpacked import CLIENT, COPIED, TEXT, Person

BODIES = {"gmail": "[g_editable]", "plain": "textarea:not([name])", "outlook": "[id^=editorParent] > div",
          "outlook_area": "[id^=editorParent] > textarea"}  # fmt: skip


@dataclass(frozen=True)
class Message:
    """One compose window. ``kind`` is gmail, plain (Gmail's plain-text mode) or outlook."""

    page: Any
    kind: str = "gmail"
    number: int = 0

    @property
    def body(self) -> Any:
        """What the person types in."""
        return self.page.locator(BODIES[self.kind]).nth(self.number)

    def content(self) -> str:
        """The body exactly as it is."""
        return str(self.body.evaluate("(body) => 'value' in body ? body.value : body.innerHTML"))

    def text(self) -> str:
        """The words of the body, with one space between."""
        return " ".join(self.body.evaluate("(body) => 'value' in body ? body.value : body.innerText").split())

    def chips(self, field: str) -> list[str]:
        """The recipients in a Gmail message."""
        chips = self.page.locator(f"[name={field}] [data-hovercard-id]")
        return [str(one) for one in chips.evaluate_all("(all) => all.map((one) => one.dataset.hovercardId)")]

    def wells(self) -> list[str]:
        """The recipients in an Outlook message, line by line."""
        return [str(one) for one in self.page.locator(".well [role=textbox]").evaluate_all(WELL)]

    def undo(self) -> None:
        """Press Ctrl+Z once in the body."""
        self.body.focus()
        self.page.keyboard.press("Control+z")


WELL = "(all) => all.map((one) => one.textContent)"
WORDS = " ".join(line.removeprefix("- ") for line in TEXT.split("\n") if line)
PLAIN_WORDS = " ".join(TEXT.split())


WRITTEN = [
    ([], "Hello first. And second.", ""),
    (["Enter", "Enter"], "Hello first. And second.", ""),
    (["ArrowUp"], "Hello first.", "And second."),
    (["Control+Home"], "", "Hello first. And second."),
]
"""The keys that somebody presses after two lines, and which of them then stand above and below the letter."""


def writes(page: Any, message: Message, keys: list[str]) -> None:
    """Type two lines at the top of a message, and go elsewhere in it."""
    message.body.focus()
    page.keyboard.press("Control+Home")
    page.keyboard.type("Hello first.")
    page.keyboard.press("Enter")
    page.keyboard.type("And second.")
    for key in keys:
        page.keyboard.press(key)


def inserted(outcome: dict[str, Any], own_subject: bool = False) -> None:
    """Hold that the whole letter was inserted, and confirmed."""
    confirmed = {"to": True, "cc": True, "subject": True, "body": True}
    said = {name: outcome.get(name) for name in ("done", "confirmed", "unsure", "kept_subject")}
    assert said == {"done": True, "confirmed": confirmed, "unsure": [], "kept_subject": own_subject}


def refused(outcome: dict[str, Any], code: str) -> None:
    """Hold that nothing was inserted, for this reason."""
    assert (outcome["done"], outcome.get("code")) == (False, code)


def nothing_but_insert(page: Any) -> None:
    """Hold that Send was not touched, no key that sends was pressed, and the page had no error."""
    seen = page.evaluate("window.seen")
    assert (seen["sent"], seen["shortcuts"], seen["errors"]) == (0, [], [])
    assert set(seen["pressed"]) <= {"Cc", "Копия", "نسخة", "Qb", "New"}


def at_mail(browser: Person) -> Iterator[Person]:
    """Somebody at mail pages, in which nothing but Insert happens; every tab is closed afterwards."""
    yield browser
    try:
        for page in browser.context.pages:
            if page != browser.panel and page.evaluate("Boolean(window.seen)"):
                nothing_but_insert(page)
    finally:
        browser.leaves()


def addressed(message: Message) -> None:
    """Hold that a Gmail message goes to the client, with the manager in Cc, each once."""
    assert (message.chips("to"), message.chips("cc"), message.chips("bcc")) == ([CLIENT], [COPIED], [])


def resilience(works: dict[str, bool]) -> str:
    """Which layouts still work, for the person who reads the test's output."""
    return ", ".join(f"{layout} {'works' if ok else 'FAILS'}" for layout, ok in works.items())

"""A browser spoken to over WebDriver BiDi, with the few things of Playwright's pages that the cases use."""

import json
from dataclasses import dataclass
from types import SimpleNamespace
from typing import IO, Any

from browser.people import PATIENCE_MS

KEYS = {"Control": "\ue009", "End": "\ue010", "Home": "\ue011", "ArrowUp": "\ue013", "Enter": "\ue006"}
CALL = """(async () => {{
  const made = ({source});
  return JSON.stringify((await (typeof made === "function" ? made({said}) : made)) ?? null);
}})()"""
UNTIL = """async () => {{
  for (const end = performance.now() + {patience}; performance.now() < end; ) {{
    if ({source}) return true;
    await new Promise((done) => setTimeout(done, 20));
  }}
}}"""


@dataclass(frozen=True)
class Bidi:
    """A connection: a command a line goes in, its answer comes out."""

    commands: IO[str]
    answers: IO[str]

    def answer(self) -> Any:
        """Return what the next answer holds."""
        answer = json.loads(self.answers.readline() or '{"error": "the browser is gone"}')
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer["result"]

    def send(self, method: str, **params: Any) -> Any:
        """Send a command and return its answer."""
        self.commands.write(json.dumps({"method": method, "params": params}) + "\n")
        self.commands.flush()
        return self.answer()


@dataclass(frozen=True)
class Page:
    """A tab or a window, by its id in the browser."""

    bidi: Bidi
    id: str

    def goto(self, address: str) -> None:
        """Open an address and wait until it is loaded."""
        self.bidi.send("browsingContext.navigate", context=self.id, url=address, wait="complete")

    def evaluate(self, source: str, said: Any = None) -> Any:
        """Return what an expression, or a function of ``said``, gives in the page."""
        return json.loads(self.run(CALL.format(source=source, said=json.dumps(said)))["value"])

    def run(self, expression: str) -> dict[str, Any]:
        """Return what an expression gives, as BiDi writes it."""
        target = {"context": self.id}
        ran = self.bidi.send("script.evaluate", expression=expression, target=target, awaitPromise=True)
        if ran["type"] == "exception":
            raise RuntimeError(ran["exceptionDetails"]["text"])
        return dict(ran["result"])

    def wait_for_load_state(self) -> None:
        """Wait until the page is whole."""
        self.wait_for_function("document.readyState === 'complete'")

    def wait_for_function(self, source: str) -> None:
        """Wait until an expression is true."""
        assert self.evaluate(UNTIL.format(source=source, patience=PATIENCE_MS)), source

    def locator(self, selector: str, has_text: str = "") -> "Locator":
        """Elements of the page."""
        return Locator(self, selector, has_text)

    @property
    def url(self) -> str:
        """The page's address."""
        return str(self.evaluate("location.href"))

    def content(self) -> str:
        """The page as it is now."""
        return str(self.evaluate("document.documentElement.outerHTML"))

    @property
    def keyboard(self) -> Any:
        """Keys that a person presses and types here."""
        return SimpleNamespace(press=self._press, type=lambda text: [self._press(key) for key in text])

    def _press(self, keys: str) -> None:
        values = [KEYS.get(key, key) for key in (keys.split("+") if len(keys) > 1 else [keys])]
        down = [{"type": "keyDown", "value": value} for value in values]
        up = [{"type": "keyUp", "value": value} for value in reversed(values)]
        self.act({"type": "key", "id": "keys", "actions": down + up})

    def act(self, source: dict[str, Any]) -> None:
        """Do what a person does with keys or a mouse."""
        self.bring_to_front()
        self.bidi.send("input.performActions", context=self.id, actions=[source])

    def bring_to_front(self) -> None:
        """Show this tab."""
        self.bidi.send("browsingContext.activate", context=self.id)

    def close(self) -> None:
        """Close this tab."""
        self.bidi.send("browsingContext.close", context=self.id)


@dataclass(frozen=True)
class Locator:
    """Elements of a page that a selector names; what is asked of one is asked of the first unless ``number`` is set."""

    page: Page
    selector: str
    has_text: str = ""
    number: int = 0

    def nth(self, number: int) -> "Locator":
        """One of them."""
        return Locator(self.page, self.selector, self.has_text, number)

    @property
    def last(self) -> "Locator":
        """The last of them."""
        return self.nth(-1)

    def _all(self) -> str:
        fits = f"(one) => one.textContent.includes({json.dumps(self.has_text)})"
        return f"[...document.querySelectorAll({json.dumps(self.selector)})].filter({fits})"

    def _one(self) -> str:
        return f"{self._all()}.at({self.number})"

    def evaluate_all(self, source: str) -> Any:
        """Return what a function of all of them gives."""
        return self.page.evaluate(f"({source})({self._all()})")

    def evaluate(self, source: str, said: Any = None) -> Any:
        """Return what a function of this one gives."""
        return self.page.evaluate(f"(said) => ({source})({self._one()}, said)", said)

    def wait_for(self) -> None:
        """Wait until it can be seen."""
        self.page.wait_for_function(f"{self._one()}?.checkVisibility()")

    def is_visible(self) -> bool:
        """Whether it can be seen."""
        return bool(self.evaluate("(one) => one.checkVisibility()"))

    def inner_text(self) -> str:
        """What it says."""
        return str(self.evaluate("(one) => one.innerText"))

    def input_value(self) -> str:
        """What stands in a field."""
        return str(self.evaluate("(one) => one.value"))

    def focus(self) -> None:
        """Give it the focus."""
        self.evaluate("(one) => one.focus()")

    def click(self) -> None:
        """Click in its middle."""
        self.wait_for()
        element = {"type": "element", "element": {"sharedId": self.page.run(self._one())["sharedId"]}}
        move = {"type": "pointerMove", "x": 0, "y": 0, "origin": element}
        press = [{"type": name, "button": 0} for name in ("pointerDown", "pointerUp")]
        self.evaluate("(one) => one.scrollIntoView({ block: 'nearest' })")
        self.page.act({"type": "pointer", "id": "mouse", "actions": [move, *press]})

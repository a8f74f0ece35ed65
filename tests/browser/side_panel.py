"""Chromium's own side panel: opened by a click, and driven over DevTools, since Playwright has no page of it."""

import json
import time
from typing import Any

PATIENCE_S = 10


class SidePanel:
    """The panel at the side of the window of a tab; ``opener`` is a page of the extension in that window."""

    def __init__(self, context: Any, opener: Any) -> None:
        self._devtools = context.browser.new_browser_cdp_session()
        self._pump, self._answers, self._asked = opener, dict[int, Any](), 0
        self._devtools.on("Target.receivedMessageFromTarget", self._heard)
        before = self._pages()
        opener.evaluate(OPENED_BY_A_CLICK)
        opener.locator("h1").click()
        target = self._fresh(before)
        said = self._devtools.send("Target.attachToTarget", {"targetId": target, "flatten": False})
        self._session = said["sessionId"]

    def evaluate(self, expression: str) -> Any:
        """What an expression gives in the panel, awaited."""
        asked = {"expression": expression, "awaitPromise": True, "returnByValue": True}
        answer = self._send("Runtime.evaluate", asked)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def waits_for(self, expression: str) -> Any:
        """Wait until an expression is true in the panel; returns it."""
        end = time.monotonic() + PATIENCE_S
        while not (found := self.evaluate(expression)):
            assert time.monotonic() < end, (expression, self.evaluate("document.body?.innerText"))
            self._pump.wait_for_timeout(50)
        return found

    def says(self, words: str) -> str:
        """Wait until the panel says so and is ready for the next press; returns all that it shows."""
        quiet = "!document.querySelector('#actions[aria-busy]')"
        return str(
            self.waits_for(
                f"document.body?.innerText.includes({json.dumps(words)}) && {quiet} && document.body.innerText"
            )
        )

    def presses(self, selector: str) -> None:
        """Click with the mouse in the middle of what a selector finds, once it may be pressed."""
        free = f"document.querySelector({json.dumps(f'{selector}:not([aria-disabled=true])')})"
        self.waits_for(f"Boolean({free}?.checkVisibility())")
        spot = self.evaluate(f"({MIDDLE})({free})")
        for kind in ("mousePressed", "mouseReleased"):
            told = {"type": kind, "x": spot[0], "y": spot[1], "button": "left", "clickCount": 1}
            self._send("Input.dispatchMouseEvent", told)

    def types(self, key: str) -> None:
        """Press one key."""
        for kind in ("keyDown", "keyUp"):
            self._send("Input.dispatchKeyEvent", {"type": kind, "key": key, "text": key if kind == "keyDown" else ""})

    def _fresh(self, before: set[str]) -> str:
        end = time.monotonic() + PATIENCE_S
        while not (fresh := self._pages() - before):
            assert time.monotonic() < end, "the side panel did not open"
            self._pump.wait_for_timeout(50)
        return fresh.pop()

    def _pages(self) -> set[str]:
        found = self._devtools.send("Target.getTargets")["targetInfos"]
        return {
            one["targetId"] for one in found if one["url"].startswith("chrome-extension://") and one["type"] == "page"
        }

    def _send(self, method: str, params: dict[str, Any]) -> Any:
        self._asked += 1
        number, message = self._asked, {"id": self._asked, "method": method, "params": params}
        self._devtools.send("Target.sendMessageToTarget", {"sessionId": self._session, "message": json.dumps(message)})
        end = time.monotonic() + PATIENCE_S
        while number not in self._answers:
            assert time.monotonic() < end, method
            self._pump.wait_for_timeout(10)
        return self._answers.pop(number)

    def _heard(self, event: dict[str, Any]) -> None:
        said = json.loads(event["message"])
        if "id" in said:
            self._answers[said["id"]] = said.get("result", {})


MIDDLE = """(element) => {
  element.scrollIntoView({ block: "center" });
  const { x, y, width, height } = element.getBoundingClientRect();
  return [x + width / 2, y + height / 2];
}"""
OPENED_BY_A_CLICK = """async () => {
  const { id } = await chrome.windows.getCurrent();
  document.querySelector("h1").addEventListener("click", () => chrome.sidePanel.open({ windowId: id }), { once: true });
}"""

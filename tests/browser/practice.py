"""The practice page: what a person does in its pane, and what stands in its compose window."""

from typing import Any


def pane(page: Any) -> Any:
    """The pane beside the compose windows."""
    return page.frame_locator("#pane")


def said(page: Any, words: str) -> None:
    """Wait until the pane says something and is ready for the next key."""
    pane(page).locator("#status", has_text=words).wait_for()
    pane(page).locator("#actions:not([aria-busy])").wait_for()


def press(page: Any, button: str) -> None:
    """Press one of the pane's buttons once it may be pressed."""
    pane(page).locator(f"button#{button}:not([aria-disabled=true])").click()


def insert_next(page: Any) -> None:
    """Open the next letter in a compose window of its own."""
    press(page, "open-next")
    said(page, "Inserted: recipients")


def message(page: Any) -> Any:
    """The compose window in front."""
    return page.locator(".message").first


def chips(page: Any, field: str = "to") -> list[str]:
    """The recipients of the message in front."""
    return [str(text) for text in message(page).locator(f"[data-field={field}] .chips bdi").all_inner_texts()]


def body(page: Any) -> Any:
    """The text of the message in front."""
    return message(page).locator(".body")


def phone_all_but(page: Any, left: int) -> None:
    """Mark clients as told by phone as the pane does, without pressing each."""
    page.evaluate(
        """async (left) => {
      const ask = (path, init) => fetch(`/api/v1${path}`, init).then((answer) => answer.json());
      const { csrf, departure } = await ask("/session");
      const { letters } = await ask(`/departures/${departure.id}/queue?limit=100`);
      const init = { method: "PUT", headers: { "X-CSRF-Token": csrf, "Content-Type": "application/json" },
        body: JSON.stringify({ status: "phoned" }) };
      for (const { id } of letters.slice(left)) await ask(`/letters/${id}/status`, init);
    }""",
        left,
    )

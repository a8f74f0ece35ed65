"""Page tokens: opaque, for the same question only, and not for ever."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

# Nobody promises how long a page token is good; a reading that pauses longer begins again.
LIFE = timedelta(hours=1)


class PageTokens:
    """The page tokens of one world."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._known: dict[str, tuple[int, Any, datetime]] = {}

    def new(self, start: int, asked: Any) -> str:
        """Return a token that leads on from ``start`` when the same is asked."""
        token = hashlib.sha256(f"{start} {len(self._known)}".encode()).hexdigest()[:40]
        self._known[token] = (start, asked, self._clock() + LIFE)
        return token

    def start(self, token: str, asked: Any) -> int | None:
        """Return where a token leads on from; None when it ended, never was, or was for another question."""
        start, question, until = self._known.get(token, (None, None, self._clock()))
        return start if question == asked and until > self._clock() else None

    def expire(self) -> None:
        """End all of them."""
        self._known.clear()

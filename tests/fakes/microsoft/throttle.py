"""Limits of one mailbox for one app, by the fake's own clock.

Four requests at once and 10,000 in ten minutes: https://learn.microsoft.com/en-us/graph/throttling-limits#outlook-service-limits
"""

from collections import defaultdict, deque
from collections.abc import Callable
from datetime import datetime, timedelta
from math import ceil

from fakes.provider.wire import Refusal

from . import errors

WINDOW = timedelta(minutes=10)


class Throttle:
    """What a mailbox was asked lately; ``says_when``: whether a refusal says how long to wait."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.at_once, self.in_ten_minutes = 4, 10_000
        self.says_when, self.refusals = True, 0
        self.asked_in_all: dict[str, int] = defaultdict(int)
        self._clock = clock
        self._asked: dict[str, deque[datetime]] = defaultdict(deque)

    def ask(self, email: str, together: int) -> None:
        """Count a request; Refusal when the mailbox has too many, at once or lately."""
        now, asked = self._clock(), self._asked[email]
        self.asked_in_all[email] += 1
        while asked and asked[0] <= now - WINDOW:
            asked.popleft()
        if together > self.at_once:
            self.refusals += 1
            raise Refusal(errors.concurrency_exceeded("1" if self.says_when else ""))
        if len(asked) >= self.in_ten_minutes:
            self.refusals += 1
            wait = ceil((asked[0] + WINDOW - now).total_seconds()) if asked else 600
            raise Refusal(errors.too_many(str(wait) if self.says_when else ""))
        asked.append(now)

"""A pace for each mailbox: just under what its provider allows a minute, and at most so many calls in flight."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import BoundedSemaphore, Lock

IN_FLIGHT = 4
SHARE = 0.97
"""How much of the quota is used: calls take unequally long, and some of them may meet in the provider's minute."""
LARGEST = 10.0
"""The units of the dearest call: the provider's minute may begin just before one."""
CATCH_UP_SECONDS = 0.5
"""What a slow moment of ours cost is made up for, up to this much of the share; a longer pause is not."""


@dataclass
class _Lane:
    """One mailbox: when its next call may begin, in seconds of the clock."""

    in_flight: BoundedSemaphore
    lock: Lock = field(default_factory=Lock)
    free_at: float = float("-inf")


class Pace:
    """Spaces calls evenly, so that no minute, or other window, holds more than its share; any thread may ask.

    ``units``, above LARGEST, is the quota of one mailbox in a window. A mailbox that rested makes good for
    ``catch_up_seconds`` of its rest at once. ``clock`` goes forward only, in seconds.
    """

    def __init__(
        self,
        units: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        in_flight: int = IN_FLIGHT,
        window_seconds: float = 60.0,
        catch_up_seconds: float = CATCH_UP_SECONDS,
    ) -> None:
        in_a_window = (units - LARGEST) * window_seconds / (window_seconds + catch_up_seconds)
        self._seconds_a_unit = window_seconds / min(units * SHARE, in_a_window)
        self._catch_up_seconds = catch_up_seconds
        self._clock, self._sleep = clock, sleep
        self._lanes: defaultdict[str, _Lane] = defaultdict(lambda: _Lane(BoundedSemaphore(in_flight)))
        self._opening = Lock()

    @contextmanager
    def call(self, mailbox: str, units: float) -> Iterator[None]:
        """Wait for a call's turn, and count it as in flight while it lasts."""
        with self._opening:
            lane = self._lanes[mailbox]
        with lane.in_flight:
            wait = self._turn(lane, units)
            if wait > 0:
                self._sleep(wait)
            yield

    def _turn(self, lane: _Lane, units: float) -> float:
        with lane.lock:
            now = self._clock()
            begins = max(lane.free_at, now - self._catch_up_seconds)
            lane.free_at = begins + units * self._seconds_a_unit
            return begins - now

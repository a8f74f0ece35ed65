"""Handing out 5,000 letters: the page, the pane's queue, a letter told and the next one opened, three doors at once."""

import statistics
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from threading import Barrier
from typing import Any

from bench.long_queue import long_queue
from bench.row import Row
from fakes.gmail_sidebar import Sidebar, with_sidebar
from fakes.office import LEAVER, Office

LONG, SHORT = 5_000, 40
TIMES, WARM_UP = 15, 3
SAME = "the same of 40"


def hand_out_page() -> Row:
    """The leaver opens the page of his queue, in the middle of the job."""
    return _against_short("hand-out page of 5,000", lambda queue: queue.open(queue.page))


def pane_queue() -> Row:
    """A pane reads its queue after something was said in it: fifty lines, the numbers, whose turn it is."""
    return _against_short("pane's queue of 5,000", lambda queue: queue.open(queue.lines))


def told_and_next() -> Row:
    """All that the server does for one letter: told, the queue read, the next one shown and opened to insert."""
    return _against_short("told and next, of 5,000", Queue.tell_and_open_next)


def three_doors() -> Row:
    """Page, pane and sidebar ask at one moment, after something was said; until the last has its answer."""
    queue = _queue(LONG)
    together = _median_ms(queue.tell, lambda: queue.ask_at_once(3))
    return Row(
        "three doors at once, of 5,000", together, "ms", _median_ms(queue.tell, queue.ask_page), "the page alone"
    )


class Queue:
    """A long queue and the doors to it."""

    def __init__(self, office: Office, folder: tempfile.TemporaryDirectory[str]) -> None:
        self.folder = folder  # goes with this, at the end
        self.office, self.page = office, f"/departures/{office.departure_id}/hand-out"
        self.lines = f"/api/v1{self.page.removesuffix('hand-out')}queue?part=left"
        self.pages, self.pane, self.sidebar = office.as_(LEAVER), office.as_(LEAVER), Sidebar(office, LEAVER)
        self.next_id = str(self.open(self.lines).json["next_id"])

    def open(self, address: str) -> Any:
        """Open an address in the pane's browser."""
        return _good(self.pane.get(address))

    def ask_page(self) -> Any:
        """Let the page ask, as it does every three seconds."""
        return _good(self.pages.get(f"{self.page}/queue"))

    def tell(self) -> None:
        """Mark the letter whose turn it is as sent."""
        said = {"json": {"status": "sent"}}
        self.next_id = _good(self.pane.call("PUT", f"/api/v1/letters/{self.next_id}/status", **said)).json["next_id"]

    def tell_and_open_next(self) -> None:
        """Do what the pane does between two letters."""
        self.tell()
        self.open(self.lines)
        self.open(f"/api/v1/letters/{self.next_id}")
        _good(self.pane.call("POST", f"/api/v1/letters/{self.next_id}/open"))

    def ask_at_once(self, doors: int) -> None:
        """Let several doors ask at the same moment, and wait until all are answered."""
        event, start = self.sidebar.event("home"), Barrier(doors)
        asks = [self.ask_page, lambda: self.open(self.lines), lambda: _good(self.sidebar.post("home", event))][:doors]

        def ask(door: Callable[[], Any]) -> None:
            start.wait()
            door()

        with ThreadPoolExecutor(doors) as at_once:
            list(at_once.map(ask, asks))


def _against_short(name: str, work: Callable[[Queue], object]) -> Row:
    return Row(name, _worked_ms(LONG, work), "ms", _worked_ms(SHORT, work), SAME)


def _worked_ms(count: int, work: Callable[[Queue], object]) -> float:
    queue = _queue(count)
    return _median_ms(lambda: None, lambda: work(queue))


def _median_ms(before: Callable[[], object], work: Callable[[], object]) -> float:
    taken = []
    for _ in range(TIMES + WARM_UP):
        before()
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken[WARM_UP:]) * 1000


def _good(answer: Any) -> Any:
    if answer.status_code != 200:
        raise RuntimeError(f"{answer.request.path} answered {answer.status_code}")
    return answer


@cache
def _queue(count: int) -> Queue:
    folder = tempfile.TemporaryDirectory()
    return Queue(with_sidebar(long_queue(Path(folder.name), count)), folder)


HANDING_OUT: list[Callable[[], Row]] = [hand_out_page, pane_queue, told_and_next, three_doors]
"""Rows about handing out a long queue."""

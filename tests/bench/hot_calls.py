"""Requests a second of what the pane asks most, from eight browsers without a pause, on either store."""

import json
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bench.kept_in import POSTGRESQL, SQLITE, kept_in, settings_for
from bench.line import Line
from bench.next_letter import Prepared, prepared
from bench.row import Row
from bench.serving import bare_under_our_gunicorn, segue, serving

BROWSERS = 8
SECONDS = 3.0
SAME = "bare Flask, same gunicorn and reads"


@dataclass(frozen=True)
class Call:
    """One of the pane's calls: how it is made here, and at the bare application."""

    method: str
    path: str
    bare: str
    changes: bool = False
    tagged: bool = False

    def of(self, turn: int, is_ours: bool) -> tuple[str, str, bytes]:
        """Return method, path and body; a change says something new at each turn."""
        status = ("sent", "to_do")[turn % 2]
        if not self.changes:
            return self.method, self.path if is_ours else self.bare, b""
        said = json.dumps({"status": status, "reason": ""}).encode()
        return (self.method, self.path, said) if is_ours else (self.method, f"{self.bare}&status={status}", b"")


def _calls(wanted: Prepared) -> dict[str, Call]:
    letter = wanted.opening.removesuffix("/open")
    one = f"?id={letter.rpartition('/')[2]}"
    return {
        "unchanged queue": Call("GET", wanted.queue, "/poll", tagged=True),
        "queue": Call("GET", wanted.queue, "/queue"),
        "letter": Call("GET", letter, f"/letter{one}"),
        "open": Call("POST", wanted.opening, f"/open{one}"),
        "told": Call("PUT", f"{letter}/status", f"/told{one}", changes=True),
    }


@cache
def rates(store: str) -> dict[str, tuple[float, float]]:
    """Return requests a second by call: ours, and the bare application's."""
    with kept_in(store), tempfile.TemporaryDirectory() as folder:
        wanted = prepared(Path(folder))
        calls, told = _calls(wanted), settings_for(Path(folder))
        with serving(*segue(Path(folder), **told)) as server:
            ours = {name: _a_second(server.port, call, wanted.headers, True) for name, call in calls.items()}
        where = told.get("SEGUE_DATABASE_URL", str(wanted.database))
        with serving(*bare_under_our_gunicorn(Path(folder), where)) as server:
            return {name: (ours[name], _a_second(server.port, call, {}, False)) for name, call in calls.items()}


def _a_second(port: int, call: Call, headers: dict[str, str], is_ours: bool) -> float:
    """Return how many calls are answered in a second, all of them well."""
    heads = {**headers, "Content-Type": "application/json"}
    if call.tagged and is_ours:
        heads["If-None-Match"] = Line(port, headers).ask("GET", call.path).heads["etag"]
    counts, odd, over = [0] * BROWSERS, list[int](), threading.Event()

    def browse(number: int) -> None:
        line, turn = Line(port, heads), number
        while not over.is_set():
            turn += 1
            answer = line.ask(*call.of(turn, is_ours))
            counts[number] += 1
            if answer.status not in (200, 304):
                odd.append(answer.status)

    with _running(browse):
        time.sleep(1)
        begun, before = time.perf_counter(), sum(counts)
        time.sleep(SECONDS)
        rate = (sum(counts) - before) / (time.perf_counter() - begun)
        over.set()
    if odd:
        raise RuntimeError(f"{call.path} answered {odd[0]}")
    return rate


@contextmanager
def _running(work: Callable[[int], None]) -> Iterator[None]:
    threads = [threading.Thread(target=work, args=(number,), daemon=True) for number in range(BROWSERS)]
    for thread in threads:
        thread.start()
    yield
    for thread in threads:
        thread.join(30)


def _row(store: str, name: str) -> Callable[[], Row]:
    def measure() -> Row:
        ours, floor = rates(store)[name]
        return Row(f"{name}, {store}, 8 browsers", ours, "a second", floor, SAME)

    measure.__name__ = f"hot_{name.replace(' ', '_')}_{store.lower()}"
    measure.__doc__ = f"The call '{name}' of the pane, as often as one web process answers it."
    return measure


NAMES = ("unchanged queue", "queue", "letter", "open", "told")
HOT: list[Callable[[], Row]] = [_row(store, name) for store in (SQLITE, POSTGRESQL) for name in NAMES]
"""Rows about requests a second; more is better, so the ratio is below one."""

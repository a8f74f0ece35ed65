"""Two hundred people at work at once, each in a departure of his own, and a company or twenty around them.

A closed loop, as people are: who waits for an answer asks nothing else. Three in four hand out letters in a pane: open
one, read it and press Send in the mail program for 8 to 20 seconds, say "sent", see the next. The others look through
their clients and put some of them off (5 to 15 seconds a page), or read letters as managers do (15 to 40). Every open
window asks every three seconds whether anything changed. One of them hands in a file of a thousand contacts.
"""

import json
import random
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from bench.approving import _given
from bench.copies import add_companies, copy_departure, forget_pattern, sign_in, sign_letters
from bench.kept_in import CONNECTED, POSTGRESQL, asked, kept_in, settings_for
from bench.line import Answer, Line
from bench.serving import processor_seconds, segue, serving
from fakes.office import LEAVER, MANAGER, Office
from segue import clock
from segue.desk.openings import seen_of
from segue.desk.reading import approve

PEOPLE, LETTERS, UNREAD = 200, 40, 4
WARM_UP_SECONDS, SECONDS, ASKS_EVERY_SECONDS = 15.0, 30.0, 3.0
GOOD = (200, 302, 303, 304)
FORM = {"Content_Type": "application/x-www-form-urlencoded"}


@dataclass
class Seen:
    """What came of it: seconds of every answer by what it was, and what was no good answer.

    ``processor_seconds`` are those of the server's processes in the same time, PostgreSQL's own not among them.
    """

    began: float
    ends: float
    seconds: dict[str, list[float]] = field(default_factory=dict)
    odd: list[str] = field(default_factory=list)
    processor_seconds: float = 0.0
    most_connections: int = 0

    def note(self, what: str, path: str, answer: Answer) -> None:
        """Count an answer, unless it came while people were still arriving."""
        if answer.status not in GOOD:
            self.odd.append(f"{what} {path}: {answer.status}")
        if time.perf_counter() - answer.seconds >= self.began:
            self.seconds.setdefault(what, []).append(answer.seconds)

    def all(self, *what: str) -> list[float]:
        """Return the seconds of every answer, or of some kinds, the quickest first."""
        return sorted(one for name, some in self.seconds.items() if not what or name in what for one in some)


class Worker:
    """One person with one window."""

    def __init__(self, number: int, port: int, seen: Seen, departure_id: str) -> None:
        self.here, self._seen, self._chance = f"/departures/{_id(departure_id, number)}", seen, random.Random(number)
        self._is_manager, self._is_in_pane = number % 10 == 9, number % 4 != 3
        who = "priya" if self._is_manager else "mara"
        name = f"{who}-{number}" if number else who
        self._line = Line(port, {"Cookie": f"segue=secret-{name}", "X-CSRF-Token": "forms"})
        self._tags: dict[str, str] = {}

    def work(self, brings: bytes = b"") -> None:
        """Go on until the time is over; ``brings`` is a file that is handed in on the way."""
        self._wait(self._chance.uniform(0, WARM_UP_SECONDS - 2), "")
        work = self._read if self._is_manager else self._hand_out if self._is_in_pane else self._look
        if brings:
            heads = {"Content_Type": "multipart/form-data; boundary=cut"}
            self._ask("upload", "POST", f"{self.here}/contacts", brings, **heads)
        while time.perf_counter() < self._seen.ends:
            work()

    def _hand_out(self) -> None:
        queue = f"/api/v1{self.here}/queue?part=left"
        told = json.loads(self._ask("queue", "GET", queue).body)
        letter = f"/api/v1/letters/{told['next_id']}"
        as_json = {"Content_Type": "application/json"}
        self._ask("letter", "GET", letter)
        self._ask("open", "POST", f"{letter}/open?again=true", b"", **as_json)
        self._wait(self._chance.uniform(8, 20), queue)
        self._ask("told", "PUT", f"{letter}/status", b'{"status": "sent", "reason": ""}', **as_json)

    def _look(self) -> None:
        pulse = f"{self.here}/pulse"
        self._ask("page", "GET", f"{self.here}/clients")
        self._wait(self._chance.uniform(5, 15), pulse)
        letters = json.loads(self._ask("queue", "GET", f"/api/v1{self.here}/queue?part=left").body)["letters"]
        put_off = {"csrf_token": "forms", "status": "skipped", "was": "to_do", "reason": "next week"}
        one = self._chance.choice(letters)["id"]
        self._ask("mark", "POST", f"/letters/{one}/status", urlencode(put_off).encode(), **FORM)
        self._ask("page", "GET", f"{self.here}/hand-out")
        self._wait(self._chance.uniform(5, 15), pulse)

    def _read(self) -> None:
        for page in ("/", f"{self.here}/read", f"{self.here}/report"):
            self._ask("page", "GET", page)
            self._wait(self._chance.uniform(15, 40), f"{self.here}/pulse")

    def _wait(self, seconds: float, asks: str) -> None:
        """Let time pass; the window asks meanwhile whether anything changed."""
        until = time.perf_counter() + seconds
        while time.perf_counter() < min(until, self._seen.ends):
            time.sleep(max(0.0, min(ASKS_EVERY_SECONDS, until - time.perf_counter())))
            if asks:
                tag = {"If_None_Match": self._tags[asks]} if asks in self._tags else {}
                answer = self._ask("poll", "GET", asks, **tag)
                self._tags[asks] = answer.heads.get("etag", "")

    def _ask(self, what: str, method: str, path: str, body: bytes = b"", **more: str) -> Answer:
        answer = self._line.ask(method, path, body, **more)
        self._seen.note(what, path, answer)
        return answer


@cache
def crowd(store: str, processes: int, companies: int) -> Seen:
    """Let them work; raises RuntimeError where an answer was no good one."""
    with kept_in(store), tempfile.TemporaryDirectory() as folder:
        office = _many(Path(folder), companies)
        settings = {"SEGUE_WORKERS": str(processes), **settings_for(Path(folder))}
        with serving(*segue(Path(folder), **settings)) as server:
            now = time.perf_counter()
            seen = Seen(now + WARM_UP_SECONDS, now + WARM_UP_SECONDS + SECONDS)
            with _at_work(seen, [Worker(one, server.port, seen, office.departure_id) for one in range(PEOPLE)]):
                _watch(seen, server.pid, Path(folder) if store == POSTGRESQL else None)
    if seen.odd:
        raise RuntimeError(f"{len(seen.odd)} bad answers, such as {seen.odd[0]}")
    return seen


def _watch(seen: Seen, server: int, folder: Path | None) -> None:
    """Wait until it is over; note what the server used meanwhile, and how many connections it held."""
    time.sleep(WARM_UP_SECONDS)
    before = processor_seconds(server)
    while time.perf_counter() < seen.ends:
        time.sleep(1)
        seen.most_connections = max(seen.most_connections, asked(folder, CONNECTED) if folder else 0)
    seen.processor_seconds = processor_seconds(server) - before


def _many(folder: Path, companies: int) -> Office:
    """Fill a folder with a departure for each of them; most of the letters are approved, some wait."""
    office = _given(folder, LETTERS)
    with office.desk() as desk:
        letters = desk.stores.letters.all(office.departure_id)[:-UNREAD]
        approve(desk, MANAGER, office.departure_id, {one.id: seen_of(desk, one) for one in letters})
    if companies > 1:
        add_companies(office.engine, companies)
    copy_departure(office.engine, 1, PEOPLE - 1, companies)
    sign_letters(office.engine, office.key)
    forget_pattern(office.engine)
    names = [
        (who.id if not n else f"{who.id}-{n}", _company(n, companies))
        for n in range(PEOPLE)
        for who in (LEAVER, MANAGER)
    ]
    sign_in(office.engine, names, clock.now() + timedelta(hours=12))
    office.engine.dispose()
    return office


@contextmanager
def _at_work(seen: Seen, people: list[Worker]) -> Iterator[None]:
    def begin(number: int) -> None:
        try:
            people[number].work(_file() if number == 3 else b"")
        except Exception as error:  # whatever kept him from going on
            seen.odd.append(f"{type(error).__name__} {error}")

    threads = [threading.Thread(target=begin, args=(number,), daemon=True) for number in range(len(people))]
    for thread in threads:
        thread.start()
    yield
    for thread in threads:
        thread.join(60)


def _file() -> bytes:
    rows = "".join(f"Kim Buyer {n},kim{n}@buyer{n}.example,Buyer {n}\r\n" for n in range(1_000))
    fields = {"csrf_token": "forms", "from": "file"}
    said = "".join(
        f'--cut\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields.items()
    )
    head = '--cut\r\nContent-Disposition: form-data; name="file"; filename="more.csv"\r\nContent-Type: text/csv\r\n\r\n'
    return f"{said}{head}Name,Email,Company\r\n{rows}\r\n--cut--\r\n".encode()


def _id(departure_id: str, number: int) -> str:
    return departure_id.replace("id-", f"c{number}-") if number else departure_id


def _company(number: int, companies: int) -> str:
    return "office" if number % companies == 0 else f"office-{number % companies}"

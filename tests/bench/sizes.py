"""What processes hold, at rest and after heavy work, and how many connections; and how soon commands are there."""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bench.importing import CONTACTS, book
from bench.kept_in import CONNECTED, POSTGRESQL, SQLITE, asked, kept_in, settings_for
from bench.line import Line
from bench.next_letter import Prepared, prepared
from bench.row import Row
from bench.serving import BIN, Serving, environment_of, family, segue, serving
from fakes.drafting import begin, switched_on
from fakes.office import Office
from segue import clock
from segue.config import load_settings
from segue.desk.ports import DraftingState
from segue.jobs.wake_ups import JobQueue

DRAFTS = 1_000
DONE_WITHIN_SECONDS = 240.0


@dataclass(frozen=True)
class Held:
    """The most MiB that a web worker and a worker held, at rest and after the work; connections after it."""

    web_at_rest: float
    web: float
    worker_at_rest: float
    worker: float
    connections: int = 0


@cache
def held(store: str) -> Held:
    """Return it for a web worker and a worker between which 25,000 contacts and 1,000 drafts went."""
    with kept_in(store), tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wanted = prepared(folder, DRAFTS)
        office = _asked_for_drafts(folder, wanted)
        told = segue(folder, "--without-worker", **settings_for(folder))
        with serving(*told) as web, _worker(told[2], folder) as worker:
            at_rest = [_most_mib(pid) for pid in (_web_worker(web), worker)]
            _hand_in(web.port, wanted, folder)
            _wait_for(lambda: _is_done(office))
            worked = [_most_mib(pid) for pid in (_web_worker(web), worker)]
            connections = asked(folder, CONNECTED) if store == POSTGRESQL else 0
        office.engine.dispose()
    return Held(at_rest[0], worked[0], at_rest[1], worked[1], connections)


def web_worker_memory() -> Row:
    """The most memory of a web worker that took a file of 25,000 contacts, against the same at rest."""
    return Row("web worker, after 25,000 contacts", held(SQLITE).web, "MiB", held(SQLITE).web_at_rest, "at rest")


def job_worker_memory() -> Row:
    """The most memory of a worker that read them and made 1,000 drafts, against the same at rest."""
    after = held(SQLITE)
    return Row("worker, 25,000 contacts, 1,000 drafts", after.worker, "MiB", after.worker_at_rest, "at rest")


def connections_held() -> Row:
    """Connections at PostgreSQL after all that, of one web process and one worker."""
    return Row("connections, 1 web and 1 worker", held(POSTGRESQL).connections, "")


def help_command() -> Row:
    """From ``segue --help`` to its end, against Flask's."""
    return Row("segue --help", _ended("segue", "--help"), "s", _ended("flask", "--help"), "flask --help")


def worker_start_up() -> Row:
    """From ``segue worker`` to its first sign of life in the queue, against Python that reads Flask and Huey."""
    with tempfile.TemporaryDirectory() as folder:
        ours = _seen_after(Path(folder))
    floor = _taken([sys.executable, "-c", "import flask, huey"])
    return Row("worker, start-up", ours, "s", floor, "Python with Flask and Huey")


def _asked_for_drafts(folder: Path, wanted: Prepared) -> Office:
    office = Office(folder, now=clock.now())
    office.departure_id = wanted.queue.split("/")[4]
    begin(switched_on(office))
    return office


def _is_done(office: Office) -> bool:
    with office.look() as desk:
        run = desk.stores.draftings.newest(office.departure_id, office.leaver.id)
        is_read = not desk.stores.readings.open() and desk.stores.contacts.count(office.departure_id) > CONTACTS
    return is_read and run is not None and run.state is not DraftingState.RUNNING


def _hand_in(port: int, wanted: Prepared, folder: Path) -> None:
    content = book(folder, "csv", CONTACTS).read_bytes()
    part = b"--cut\r\nContent-Disposition: form-data; name="
    body = part + b'"from"\r\n\r\nfile\r\n' + part + b'"csrf_token"\r\n\r\nbench-token\r\n'
    body += part + b'"file"; filename="book.csv"\r\nContent-Type: text/csv\r\n\r\n' + content + b"\r\n--cut--\r\n"
    heads = {"Content_Type": "multipart/form-data; boundary=cut"}
    address = f"{wanted.queue.removeprefix('/api/v1').removesuffix('/queue')}/contacts"
    answer = Line(port, wanted.headers).ask("POST", address, body, **heads)
    if answer.status not in (200, 303, 302):
        raise RuntimeError(f"{address} answered {answer.status}")


@contextmanager
def _worker(settings: dict[str, str], folder: Path) -> Iterator[int]:
    command = [BIN / "segue", "worker"]
    with subprocess.Popen(command, env=environment_of(settings), stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(lambda: _is_seen(folder, settings))
            yield process.pid
        finally:
            process.terminate()


def _is_seen(folder: Path, settings: dict[str, str]) -> bool:
    own = load_settings({}, data_dir=folder, database_url=settings.get("SEGUE_DATABASE_URL", ""))
    return JobQueue(own.queue, own.key()).worker_seen() is not None


def _seen_after(folder: Path) -> float:
    settings = segue(folder)[2]
    begun = time.perf_counter()
    with _worker(settings, folder):
        return time.perf_counter() - begun


def _wait_for(done: Callable[[], bool]) -> None:
    ends = time.perf_counter() + DONE_WITHIN_SECONDS
    while not done():
        if time.perf_counter() > ends:
            raise TimeoutError("it was not done in time")
        time.sleep(0.05)


def _web_worker(web: Serving) -> int:
    return max(family(web.pid)[1:], key=_most_mib)


def _most_mib(pid: int) -> float:
    told = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return int(next(line.split()[1] for line in told if line.startswith("VmHWM:"))) / 1024


def _ended(command: str, *words: str) -> float:
    return _taken([str(BIN / command), *words])


def _taken(command: list[str]) -> float:
    nothing = subprocess.DEVNULL

    def once() -> float:
        begun = time.perf_counter()
        subprocess.run(command, env=environment_of({}), stdout=nothing, stderr=nothing, check=True)
        return time.perf_counter() - begun

    return statistics.median(once() for _ in range(5))


SIZES: list[Callable[[], Row]] = [
    web_worker_memory,
    job_worker_memory,
    connections_held,
    help_command,
    worker_start_up,
]
"""Rows about processes."""

"""Servers for a measurement: started as a person would, on a free port, and ended afterwards."""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
READY_WITHIN_SECONDS = 30.0
AS_EVERYWHERE = {"PYTHONDONTWRITEBYTECODE": ""}  # Python keeps what it compiled, whatever this shell says


@dataclass(frozen=True)
class Serving:
    """A server that answers on ``port``; ``ready_seconds`` from its start to its first good answer."""

    port: int
    pid: int
    ready_seconds: float


@contextmanager
def serving(
    command: Sequence[str], port: int, environment: dict[str, str], healthy: str = "/healthz"
) -> Iterator[Serving]:
    """Run a server for the length of a ``with``; raises TimeoutError when it is not ready in time."""
    begun = time.perf_counter()
    told = environment_of(environment)
    process = subprocess.Popen(command, cwd=ROOT, env=told, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_until_ready(process, port, healthy)
        yield Serving(port, process.pid, time.perf_counter() - begun)
    finally:
        process.terminate()
        process.wait(timeout=15)


def segue(data: Path, *more: str, **settings: str) -> tuple[list[str], int, dict[str, str]]:
    """Command, port and environment of Segue on a data folder that has been migrated; for ``serving(*segue(...))``."""
    port = free_port()
    environment = {
        "SEGUE_DATA_DIR": str(data),
        "SEGUE_PORT": str(port),
        "SEGUE_HOST": "127.0.0.1",
        "SEGUE_WORKERS": "1",
        **settings,
    }
    subprocess.run([BIN / "segue", "migrate"], env={**os.environ, **environment}, check=True, stdout=subprocess.DEVNULL)
    return [str(BIN / "segue"), "serve", *more], port, environment


def bare(database: Path | None = None) -> tuple[list[str], int, dict[str, str]]:
    """The same of the bare Flask application, under the same kind of worker."""
    port = free_port()
    command = [str(BIN / "gunicorn"), "--worker-class", "gthread", "--threads", "8", "--log-level", "error"]
    environment = {"PYTHONPATH": str(ROOT / "tests"), "BENCH_DATABASE": str(database or "")}
    return [*command, "--bind", f"127.0.0.1:{port}", "bench.bare:app"], port, environment


def bare_under_our_gunicorn(data: Path, database: str) -> tuple[list[str], int, dict[str, str]]:
    """The same of the bare application with kept connections, under the very configuration that Segue ships."""
    _, port, environment = segue(data)
    command = [str(BIN / "gunicorn"), "--config", str(ROOT / "deploy" / "gunicorn.conf.py"), "bench.bare_kept:app"]
    return command, port, {**environment, "PYTHONPATH": str(ROOT / "tests"), "BENCH_DATABASE": database}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def worker_mib(serving: Serving) -> float:
    """The resident memory of the server's largest process besides its master, in MiB."""
    return max([_kib(pid) for pid in family(serving.pid)[1:]], default=0) / 1024


def family(pid: int) -> list[int]:
    """A process and its children and theirs, the eldest first."""
    listing = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    found = [pid]
    for child, parent in sorted(tuple(map(int, line.split())) for line in listing.splitlines()):
        if parent in found:
            found.append(child)
    return found


def processor_seconds(pid: int) -> float:
    """What a process and its children have used of processors until now."""
    ticks = 0
    for one in family(pid):
        with suppress(OSError):
            said = Path(f"/proc/{one}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
            ticks += int(said[11]) + int(said[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _kib(pid: int) -> int:
    said = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return int(said or 0)


def environment_of(settings: dict[str, str]) -> dict[str, str]:
    """The variables of a process that is started here."""
    return {**os.environ, **AS_EVERYWHERE, **settings}


def median_ms(
    port: int, path: str, headers: dict[str, str], method: str = "GET", expected: int = 200, times: int = 300
) -> float:
    """The median time of one request over one kept connection, in milliseconds, after a warm-up."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    for _ in range(50):
        _ask(connection, path, headers, method, expected)
    return statistics.median(_ask(connection, path, headers, method, expected) for _ in range(times)) * 1000


def first_byte(port: int, path: str, headers: dict[str, str], times: int = 30) -> tuple[float, int]:
    """The median time to an answer's first byte, in milliseconds, after a warm-up; and how many bytes it has."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    taken, size = [], 0
    for _ in range(times + 3):
        begun = time.perf_counter()
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        answer.read(1)
        taken.append(time.perf_counter() - begun)
        size = 1 + len(answer.read())
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")
    return statistics.median(taken[3:]) * 1000, size


def etag(port: int, path: str, headers: dict[str, str]) -> str:
    """The tag of an answer, with which a caller asks again."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers=headers)
    return str(connection.getresponse().headers["ETag"])


def _ask(
    connection: http.client.HTTPConnection, path: str, headers: dict[str, str], method: str = "GET", expected: int = 200
) -> float:
    begun = time.perf_counter()
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    answer.read()
    if answer.status != expected:
        raise RuntimeError(f"{path} answered {answer.status}")
    return time.perf_counter() - begun


def _wait_until_ready(process: subprocess.Popen[bytes], port: int, healthy: str) -> None:
    deadline = time.perf_counter() + READY_WITHIN_SECONDS
    while time.perf_counter() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        try:
            _ask(http.client.HTTPConnection("127.0.0.1", port, timeout=1), healthy, {})
        except (OSError, RuntimeError, http.client.HTTPException):
            time.sleep(0.01)
        else:
            return
    raise TimeoutError("the server was not ready in time")

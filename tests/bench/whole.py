"""Whole processes, from the start of Python to its end: how long they take, and what memory they come to."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.peer import mailmerge
from bench.serving import AS_EVERYWHERE, ROOT

LETTERS = 1000
ROUNDS = 5
ENVIRONMENT = {"PYTHONPATH": str(ROOT / "tests"), **AS_EVERYWHERE}


def whole_seconds() -> tuple[float, float]:
    """Seconds that a process takes for a thousand letters: ours, and mailmerge's; by turns, the median of each."""
    with tempfile.TemporaryDirectory() as folder:
        peer = mailmerge(Path(folder), LETTERS)
        pairs = [(_seconds(_ours(LETTERS), ROOT), _seconds(peer, Path(folder))) for _ in range(ROUNDS)]
    ours, theirs = zip(*pairs, strict=True)
    return statistics.median(ours), statistics.median(theirs)


def resident_mib(count: int) -> float:
    """The memory of a process that has streamed some letters, in MiB."""
    return int(_run([*_ours(count), "memory"], ROOT).stderr) / 1024


def _ours(count: int) -> list[str]:
    return [sys.executable, "-m", "bench.stream", str(count)]


def _seconds(command: list[str], folder: Path) -> float:
    begun = time.perf_counter()
    _run(command, folder)
    return time.perf_counter() - begun


def _run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    environment, out, err = {**os.environ, **ENVIRONMENT}, subprocess.DEVNULL, subprocess.PIPE
    return subprocess.run(command, cwd=folder, env=environment, stdout=out, stderr=err, text=True, check=True)

"""The rows of the benchmark table. Add a function that returns a Row, and name it in ROWS."""

import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench.next_letter import prepared
from bench.row import Row
from bench.serving import bare, median_ms, segue, serving, worker_mib


def start_up_to_ready() -> Row:
    """From the command to the first answer of a migrated server, against bare Flask under gunicorn."""
    with tempfile.TemporaryDirectory() as folder:
        ours = statistics.median(_ready_seconds(segue(Path(folder))) for _ in range(3))
    return Row(
        "start-up to ready", ours, "s", statistics.median(_ready_seconds(bare()) for _ in range(3)), "bare Flask"
    )


def memory_of_one_worker() -> Row:
    """Resident memory of one worker after its first answer."""
    with tempfile.TemporaryDirectory() as folder, serving(*segue(Path(folder))) as ours, serving(*bare()) as floor:
        return Row("memory of one worker", worker_mib(ours), "MiB", worker_mib(floor), "bare Flask")


def next_letter() -> Row:
    """The leaver asks for the next letter, against a bare route with the same read from the same database."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = prepared(Path(folder))
        database = wanted.data / "segue.db"
        with serving(*segue(wanted.data)) as ours, serving(*bare(database)) as floor:
            figure = median_ms(ours.port, wanted.path, wanted.headers)
            return Row("next letter", figure, "ms", median_ms(floor.port, "/letter", {}), "bare Flask, same read")


def _ready_seconds(server: tuple[list[str], int, dict[str, str]]) -> float:
    with serving(*server) as running:
        return running.ready_seconds


ROWS: list[Callable[[], Row]] = [start_up_to_ready, memory_of_one_worker, next_letter]

"""Rows about two hundred people at once: how long the slowest of a hundred answers takes, and who waits for a lock."""

from collections.abc import Callable

from bench.crowd import PEOPLE, SECONDS, Seen, crowd
from bench.kept_in import POSTGRESQL, SQLITE
from bench.row import Row

WRITES = ("open", "told", "mark")
SLOW_SECONDS = 0.1
SHAPES = ((SQLITE, 1, 20), (SQLITE, 2, 20), (POSTGRESQL, 1, 20), (POSTGRESQL, 2, 20), (POSTGRESQL, 2, 1))
"""Where the records are, how many web processes, and in how many companies the people work."""


def _at(seconds: list[float], share: float) -> float:
    """Return, in milliseconds, within what so great a share of the answers came."""
    return seconds[min(int(len(seconds) * share), len(seconds) - 1)] * 1000


def _p95(seen: Seen) -> Row:
    return Row("95 of 100 answers", _at(seen.all(), 0.95), "ms", _at(seen.all(), 0.5), "half of them")


def _p99(seen: Seen) -> Row:
    return Row("99 of 100 answers", _at(seen.all(), 0.99), "ms", _at(seen.all(), 0.5), "half of them")


def _slow_writes(seen: Seen) -> Row:
    writes = seen.all(*WRITES)
    slow = sum(one > SLOW_SECONDS for one in writes) / len(writes) * 100
    reads = seen.all("poll", "queue", "letter")
    return Row("writes over 100 ms", slow, "%", sum(one > SLOW_SECONDS for one in reads) / len(reads) * 100, "reads")


def _processor(seen: Seen) -> Row:
    busy = seen.processor_seconds / SECONDS
    return Row("processors kept busy", busy, "cores", len(seen.all()) / SECONDS / 100, "hundred answers a second")


def _connections(seen: Seen) -> Row:
    return Row("connections", seen.most_connections, "")


def _row(shape: tuple[str, int, int], what: Callable[[Seen], Row]) -> Callable[[], Row]:
    store, processes, companies = shape
    where = f"{store}, {processes} web, {companies} co."

    def measure() -> Row:
        row = what(crowd(*shape))
        return Row(f"{PEOPLE} people, {where}: {row.name}", row.figure, row.unit, row.floor, row.floor_is)

    measure.__name__ = f"crowd_{store.lower()}_{processes}_web_{companies}_companies{what.__name__}"
    measure.__doc__ = f"{PEOPLE} people at work at once on {where}; every answer is a good one."
    return measure


CROWD: list[Callable[[], Row]] = [
    *(_row(shape, what) for shape in SHAPES for what in (_p95, _p99, _slow_writes, _processor)),
    *(_row(shape, _connections) for shape in SHAPES if shape[0] == POSTGRESQL),
]
"""Rows about many people; those of a shape come from one run."""

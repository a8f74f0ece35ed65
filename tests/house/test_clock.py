"""Time is an argument: one module reads the clock, and it can be stopped."""

import ast
import socket
from datetime import UTC, datetime
from pathlib import Path

import pytest

import segue.clock
from fakes.cases import for_each
from house.sources import dotted, files, imports, name, tree

THE_CLOCK = "server/segue/clock.py"
READINGS = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns", "func.now",
            "func.current_timestamp", "time.localtime", "time.gmtime"}  # fmt: skip
BLOCKED = (RuntimeError, UserWarning)  # pytest-socket warns before it raises, and warnings are errors here
# Imported by name, the clock could not be stopped by a test.
HIDDEN = {"time.time", "time.time_ns", "segue.clock.now"}


def readings(module: ast.Module) -> list[str]:
    """Where a module reads the clock by itself."""
    used = (dotted(node) for node in ast.walk(module) if isinstance(node, ast.Attribute))
    return [one for one in used if ".".join(one.split(".")[-2:]) in READINGS] + [
        one for one in imports(module) if one in HIDDEN
    ]


@for_each("path", [path for path in files("server", ".py") if name(path) != THE_CLOCK])
def test_only_one_module_reads_the_clock(path: Path) -> None:
    assert not readings(tree(path))


@pytest.mark.parametrize(
    "code",
    ["datetime.now(UTC)", "datetime.datetime.utcnow()", "date.today()", "time.time()", "from time import time",
     "func.now()", "from segue.clock import now"],
)  # fmt: skip
def test_a_hidden_clock_is_seen(code: str) -> None:
    assert readings(ast.parse(code))


@pytest.mark.parametrize("code", ["clock.now()", "dates.today(now, zone)", "time.monotonic()", "time.sleep(1)"])
def test_what_reads_no_clock_is_left_alone(code: str) -> None:
    assert not readings(ast.parse(code))


def test_a_test_cannot_read_the_clock_by_accident() -> None:
    with pytest.raises(AssertionError):
        segue.clock.now()


def test_a_test_moves_the_clock_itself(clock: object) -> None:
    assert segue.clock.now() == datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
    clock.move(days=1)  # type: ignore[attr-defined]
    assert segue.clock.now() == datetime(2026, 9, 2, 9, 0, tzinfo=UTC)


def test_a_test_cannot_reach_the_network_by_accident() -> None:
    with pytest.raises(BLOCKED):
        socket.socket(socket.AF_INET)


@pytest.mark.loopback
def test_a_loopback_test_cannot_leave_this_machine() -> None:
    with pytest.raises(BLOCKED), socket.socket(socket.AF_INET) as connection:
        connection.connect(("192.0.2.1", 9))

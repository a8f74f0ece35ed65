"""The house's defaults for every test: no network, no clock, no chance.

A test that talks to a server on this machine carries ``@pytest.mark.loopback`` (browser tests may as well);
a test that needs "now" asks for the ``clock`` fixture and moves it itself.
"""

import gc
import logging
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import pytest_socket
import structlog
from hypothesis import HealthCheck, settings

from browser.options import CHROMIUM_OPTIONS
from fakes import postgresql
from fakes.compiled_once import compile_once
from fakes.log_lines import Lines, all_lines, tells_of_somebody
from fakes.loopback import Loopback
from segue.records import sqlite

pytest_plugins = ["fakes.commands", "fakes.google.fixture", "fakes.microsoft.fixture"]

settings.register_profile("ci", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("soak", deadline=None, max_examples=10_000, suppress_health_check=list(HealthCheck))
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

THIS_MACHINE = ["127.0.0.1", "::1", "localhost"]
LINES_SHOWN = 40
A_TUESDAY = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)


class Clock:
    """The time of a test: stands still until it is moved."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        """Return the present moment."""
        return self.moment

    def move(self, **by: float) -> datetime:
        """Go on by ``days=``, ``hours=``, ``minutes=`` … and return the new moment."""
        self.moment += timedelta(**by)
        return self.moment


def pytest_configure(config: pytest.Config) -> None:
    """Name the markers that these defaults know."""
    config.addinivalue_line("markers", "loopback: talks to a server on this machine, and to nothing else")
    config.addinivalue_line("markers", "sqlite: is about SQLite's own files and settings")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what is about SQLite where records are elsewhere."""
    for item in items:
        if postgresql.IS_CHOSEN and item.get_closest_marker("sqlite"):
            item.add_marker(pytest.mark.skip(reason="it is about SQLite's own files and settings"))


def pytest_collection_finish() -> None:
    """Keep what stays for the whole run (modules, packs, tests) out of every later search for garbage."""
    gc.collect()
    gc.freeze()


def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> None:
    """Show beside a failure what was logged last."""
    lines = getattr(item, "funcargs", {}).get("log_lines")
    if call.excinfo and lines:
        item.add_report_section(call.when, "log", "\n".join(lines.said[-LINES_SHOWN:]))


@pytest.fixture(scope="session", autouse=True)
def _no_power_cuts() -> Iterator[None]:
    """Spare every commit the wait for the disk; what people run waits, as tests/records holds it to."""
    shipped = sqlite.PRAGMAS
    sqlite.PRAGMAS = tuple(one.replace("synchronous=FULL", "synchronous=OFF") for one in shipped)
    yield
    sqlite.PRAGMAS = shipped


@pytest.fixture(autouse=True)
def _databases_given_back() -> Iterator[None]:
    older = postgresql.taken()
    yield
    postgresql.give_back(older)


@pytest.fixture(scope="session", autouse=True)
def _templates_compiled_once() -> None:
    """Spare each application the compiling of the same templates, which is most of its first pages."""
    compile_once()


@pytest.fixture(autouse=True)
def _network_off(request: pytest.FixtureRequest) -> Iterator[None]:
    if any(request.node.get_closest_marker(name) for name in ("loopback", "browser")):
        pytest_socket.socket_allow_hosts(THIS_MACHINE, allow_unix_socket=True)
    else:
        pytest_socket.disable_socket(allow_unix_socket=True)
    yield
    pytest_socket._remove_restrictions()


@pytest.fixture(autouse=True)
def _clock_off(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "clock" not in request.fixturenames:
        monkeypatch.setattr("segue.clock.now", _no_clock)


def _no_clock() -> datetime:
    raise AssertionError("a test read the clock: ask for the clock fixture, or pass the moment in")


@pytest.fixture(scope="session")
def log_lines() -> Iterator[Lines]:
    """Every line that is logged; it is taken here, and printed nowhere: servers go on logging between tests."""
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    with all_lines() as lines:
        yield lines
    structlog.reset_defaults()


@pytest.fixture(autouse=True)
def _logs_as_before(log_lines: Lines) -> Iterator[None]:
    """Undo what a test set up of the log for its own process, which is everybody's here."""
    before = structlog.get_config()
    yield
    if structlog.get_config() != before:
        structlog.configure(**before)
    for handler in [one for one in logging.root.handlers if type(one.formatter).__name__ == "LibraryLine"]:
        logging.root.removeHandler(handler)
    if log_lines not in logging.root.handlers:
        logging.root.addHandler(log_lines)


@pytest.fixture(autouse=True)
def _logs_name_nobody(log_lines: Lines) -> Iterator[None]:
    """Fail a test in which a line of the log holds an address, or the name of anybody."""
    yield
    telling = [line for line in log_lines.taken() if tells_of_somebody(line)]
    assert not telling, "the log names somebody"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Let the code under test read the time, which is a Tuesday morning until the test moves it."""
    standing = Clock(A_TUESDAY)
    monkeypatch.setattr("segue.clock.now", standing)
    return standing


@pytest.fixture
def loopback() -> Iterator[Loopback]:
    """A web server on this machine, for tests marked ``loopback``."""
    server = Loopback()
    yield server
    server.close()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Any]:
    """Playwright, which can be started only once at a time."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def chromium(playwright: Any) -> Iterator[Any]:
    """The system's Chromium, else the one that Playwright installed, as a Playwright browser."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    browser = playwright.chromium.launch(executable_path=found, args=CHROMIUM_OPTIONS)
    yield browser
    browser.close()

"""The fixture ``microsoft``: one set of servers for the whole run, a fresh world for each test."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .server import Microsoft
    from .world import World


@pytest.fixture(scope="session")
def microsoft_servers() -> "Iterator[Microsoft]":
    """Microsoft's hosts on this machine."""
    from .server import Microsoft  # brings cryptography: only tests that need it pay

    servers = Microsoft()
    yield servers
    servers.close()


@pytest.fixture
def microsoft(microsoft_servers: "Microsoft", clock: Callable[[], datetime]) -> "Iterator[World]":
    """A Microsoft of one's own, by the test's clock, for tests marked ``loopback``; any call that sends fails it."""
    world = microsoft_servers.fresh(clock)
    yield world
    world.assert_never_sent()
    world.assert_no_mishap()

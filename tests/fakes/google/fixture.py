"""The fixture ``google``: one set of servers for the whole run, a fresh world for each test."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .server import Google
    from .world import World


@pytest.fixture(scope="session")
def google_servers() -> "Iterator[Google]":
    """Google's hosts on this machine."""
    from .server import Google  # brings a client library and cryptography: only tests that need them pay

    servers = Google()
    yield servers
    servers.close()


@pytest.fixture
def google(google_servers: "Google", clock: Callable[[], datetime]) -> "Iterator[World]":
    """A Google of one's own, by the test's clock, for tests marked ``loopback``; any call that sends fails the test."""
    world = google_servers.fresh(clock)
    yield world
    world.assert_never_sent()
    world.assert_no_mishap()

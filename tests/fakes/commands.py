"""Commands of the program, run in the tests' own process on the data of a test's ``office``."""

from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner, Result

from fakes.office import packs_read_once
from segue.cli import main


@pytest.fixture
def run(office: Any, monkeypatch: pytest.MonkeyPatch, clock: Any) -> Callable[..., Result]:
    """Return a function that runs a command on the office's data; what it asks is answered with ``says``."""
    monkeypatch.setenv("SEGUE_DATA_DIR", str(office.folder))
    clock.moment = office.now

    def command(*words: object, says: str | None = None) -> Result:
        with packs_read_once():
            return CliRunner().invoke(main, [str(word) for word in words], input=says)

    return command

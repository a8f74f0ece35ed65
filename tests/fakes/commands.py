"""Commands of the program, run in the tests' own process on the data of a test's ``office``."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from fakes import postgresql
from fakes.kept import database_url
from fakes.office import packs_read_once
from segue.cli import main


@pytest.fixture
def run(office: Any, monkeypatch: pytest.MonkeyPatch, clock: Any) -> Callable[..., Result]:
    """Return a function that runs a command on the office's data; what it asks is answered with ``says``."""
    monkeypatch.setenv("SEGUE_DATA_DIR", str(office.folder))
    if elsewhere := database_url(office.folder):
        monkeypatch.setenv("SEGUE_DATABASE_URL", elsewhere)
    clock.moment = office.now

    def command(*words: object, says: str | None = None) -> Result:
        with packs_read_once():
            return CliRunner().invoke(main, [str(word) for word in words], input=says)

    return command


@pytest.fixture
def back_up(office: Any, run: Callable[..., Result], tmp_path: Path) -> Callable[[], Callable[..., Result]]:
    """Return a function that backs the records up, and returns another that brings them back, as the store has it."""

    def in_a_file() -> Callable[..., Result]:
        assert run("backup", "--to", tmp_path / "kept.zip").exit_code == 0
        return lambda *words: run("restore", tmp_path / "kept.zip", *words)

    def by_other_means() -> Callable[..., Result]:
        rows, moment = postgresql.rows_in(office.folder), office.now.isoformat()

        def bring_back(*words: object) -> Result:
            office.engine.dispose()
            postgresql.put_rows(office.folder, rows)
            return run("restore", "--by-other-means", moment, *words)

        return bring_back

    return by_other_means if postgresql.IS_CHOSEN else in_a_file

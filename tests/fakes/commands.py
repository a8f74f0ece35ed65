"""Commands of the program, run in the tests' own process on the data of a test's ``office``."""

from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import inspect

from fakes import postgresql
from fakes.kept import database_url
from fakes.office import packs_read_once
from fakes.traces import traces
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


def left_of(office: Any, words: Iterable[str]) -> list[tuple[str, str, str]]:
    """Return where words stand in an office still: in its files, and in the tables that are not among them."""
    wanted = list(words)
    found = traces(office.folder, wanted)
    if postgresql.IS_CHOSEN:
        with TemporaryDirectory() as folder:
            for table in inspect(office.engine).get_table_names():
                (Path(folder) / table).write_bytes(_content_of(office, table))
            found += traces(Path(folder), wanted)
    return found


def _content_of(office: Any, table: str) -> bytes:
    with office.engine.connect() as connection:
        values = [value for row in connection.exec_driver_sql(f'SELECT * FROM "{table}"') for value in row]
    return b"\n".join(value if isinstance(value, bytes) else str(value).encode() for value in values)

"""The data folder and what is in it are their owner's alone, whatever the umask says."""

import os
import stat

import pytest

from fakes.office import A_TUESDAY
from segue.config import load_settings
from segue.demo import seed
from segue.departure.erasure import ErasedKind
from segue.desk.ports import Erasure
from segue.jobs.queue import open_queue
from segue.private import private_database, private_folder
from segue.records.database import Database
from segue.records.engine import open_engine
from segue.records.erasure_log import FileErasures
from segue.records.migrate import migrate


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=oct)
def any_umask(request):
    before = os.umask(request.param)
    yield
    os.umask(before)


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_everything_that_is_made_is_closed_to_others(tmp_path, any_umask):
    settings = load_settings({}, data_dir=tmp_path / "above" / "data")
    key, engine = settings.key(), open_engine(settings.database)
    migrate(engine)
    seed(Database(engine), settings.mailboxes)
    open_queue(settings.queue, key).storage.enqueue(b"wake")
    FileErasures(settings.erasures).add("demo", Erasure(ErasedKind.CLIENT, "hash", A_TUESDAY))
    with engine.connect() as connection:  # so that -wal and -shm are there
        connection.exec_driver_sql("SELECT 1")
        made = sorted(path for path in settings.data_dir.rglob("*") if path.is_file())
        names = {path.name for path in made}
        assert {"segue.db", "segue.db-wal", "segue.db-shm", "jobs.db", "secret.key", "erasures.jsonl"} <= names
        assert {path.name: oct(mode(path)) for path in made if mode(path) != 0o600} == {}
    assert mode(settings.data_dir) == 0o700


def test_what_an_earlier_version_left_open_is_closed_at_the_next_start(tmp_path):
    settings = load_settings({}, data_dir=tmp_path / "data")
    settings.data_dir.mkdir(mode=0o755)
    for name in ("segue.db", "segue.db-wal", "segue.db-shm"):
        (settings.data_dir / name).touch(mode=0o644)
    settings.key()
    with open_engine(settings.database).connect() as connection:
        connection.exec_driver_sql("SELECT 1")
    assert (mode(settings.data_dir), mode(settings.data_dir / "segue.db")) == (0o700, 0o600)


def test_a_database_that_is_there_keeps_its_content(tmp_path):
    (tmp_path / "segue.db").write_bytes(b"kept")
    private_database(tmp_path / "segue.db")
    assert (tmp_path / "segue.db").read_bytes() == b"kept"


def test_a_database_in_a_folder_that_is_not_there_is_not_made(tmp_path):
    private_database(tmp_path / "nowhere" / "segue.db")
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_that_another_user_owns_is_used_as_it_is(tmp_path, monkeypatch):
    def refuse(*_):
        raise PermissionError

    (tmp_path / "lent").mkdir(mode=0o755)
    monkeypatch.setattr("pathlib.Path.chmod", refuse)
    private_folder(tmp_path / "lent")
    assert mode(tmp_path / "lent") == 0o755

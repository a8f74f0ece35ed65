"""`segue doctor` on what is here: files, keys, database, companies, queue; every look has an end."""

import json
import os
import shutil
import sqlite3
import time
from collections import namedtuple
from datetime import timedelta

import pytest
from click.testing import CliRunner
from pydantic import SecretStr

from fakes.identity import account_of
from fakes.office import LEAVER, Office
from segue.cli import main
from segue.config import PREFIX, load_settings
from segue.departure.errors import BrokenSetup
from segue.desk.connections import connect
from segue.desk.ports import Need, Tokens
from segue.doctor import examine
from segue.doctor.check import Check, looked
from segue.doctor.clocks import clock_check, moment_of
from segue.doctor.companies import company_checks
from segue.doctor.database import database_checks
from segue.doctor.files import folder_checks
from segue.doctor.keys import key_checks, sealed_checks
from segue.doctor.queue import queue_checks
from segue.jobs.queue import open_queue
from segue.jobs.seen import say_here
from segue.records.sealed import new_key

BASE = "https://segue.norwell.example"
ADD = ["admin", "add", "--company", "Norwell & Sons", "--zone", "Europe/Rome", "--domain", "norwell.example",
       "--name", "Owen Castellan", "--address", "owen@norwell.example"]  # fmt: skip


@pytest.fixture
def run(tmp_path, monkeypatch, clock):
    """Return a function that runs a command with a data folder of its own and no other setting."""
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("SEGUE_DATA_DIR", str(tmp_path / "data"))
    return lambda *words: CliRunner().invoke(main, list(words), catch_exceptions=False)


def named(checks):
    return {check.name: (check.ok, check.says) for check in checks}


def settings(tmp_path, **more):
    return load_settings({}, data_dir=tmp_path / "data", **more)


# The command


def test_the_doctor_says_what_is_missing_and_changes_nothing(tmp_path, run):
    done = run("doctor")
    assert done.exit_code == 1
    assert "TODO  database: not there yet: run `segue migrate`" in done.output
    assert "TODO  administrator: run `segue admin add`" in done.output
    assert "TODO  address: set SEGUE_BASE_URL" in done.output
    assert "TODO  sign-in: no provider yet" in done.output
    assert not (tmp_path / "data").exists()


def test_the_doctor_says_what_is_there(run, monkeypatch):
    run(*ADD)
    monkeypatch.setenv("SEGUE_BASE_URL", BASE)
    done = run("doctor", "--offline").output
    for line in (
        "ok    database: SQLite 3.",
        "ok    migrations: up to date",
        "ok    administrator: Norwell & Sons: named",
        f"ok    address: {BASE}",
        "ok    languages: de, en-GB, en-US, hi, id, it, pt-BR, pt-PT, ru",
    ):
        assert line in done


def test_the_doctor_of_a_demonstration_finds_nothing_to_do(run, monkeypatch):
    run(*ADD)
    monkeypatch.setenv("SEGUE_DEMO", "true")
    done = run("doctor")
    assert (done.exit_code, "TODO" in done.output) == (0, False)


def test_settings_that_cannot_work_are_each_to_do(run, monkeypatch):
    monkeypatch.setenv("SEGUE_COLOUR", "red")
    monkeypatch.setenv("SEGUE_PORT", "many")
    done = run("doctor")
    assert (done.exit_code, done.output.count("TODO  settings: SEGUE_")) == (1, 2)


def test_machines_read_the_same(run):
    found = json.loads(run("doctor", "--json").output)
    assert not found["ok"]
    assert {"name": "administrator", "ok": False, "says": "run `segue admin add`"} in found["checks"]


# Looking


def test_a_look_that_never_ends_ends_no_other():
    def quick():
        yield Check("quick", True, "there")

    def stuck():
        yield Check("begun", True, "there")
        time.sleep(5)

    found = looked({"stuck": stuck, "quick": quick}, limit_seconds=0.1)
    assert [(check.name, check.ok) for check in found] == [("begun", True), ("stuck", False), ("quick", True)]
    assert "no answer within 0.1 seconds" in found[1].says


@pytest.mark.parametrize(
    ("error", "says"),
    [(ValueError("mara@norwell.example"), "(ValueError)"), (BrokenSetup(detail="do this"), "do this")],
)
def test_a_look_that_fails_ends_no_other_and_names_nobody(error, says):
    def failing():
        raise error
        yield

    def quick():
        yield Check("quick", True, "there")

    failed, well = looked({"failing": failing, "quick": quick})
    assert (failed.ok, says in failed.says, "mara" in failed.says, well.ok) == (False, True, False, True)


# The database


@pytest.mark.sqlite
def test_a_migration_that_is_missing_is_named(tmp_path, clock):
    office = Office(tmp_path)
    change(tmp_path, "UPDATE alembic_version SET version_num = '0011'")
    ok, says = named(database_checks(office.settings))["migrations"]
    assert (ok, says.startswith("missing 0012, 0013"), says.endswith("run `segue migrate`")) == (False, True, True)


@pytest.mark.sqlite
def test_a_database_of_a_later_version_is_told_apart(tmp_path, clock):
    office = Office(tmp_path)
    change(tmp_path, "UPDATE alembic_version SET version_num = '9999'")
    ok, says = named(database_checks(office.settings))["migrations"]
    assert (ok, "newer than this Segue (it has 9999)" in says) == (False, True)


def change(folder, statement):
    with sqlite3.connect(folder / "segue.db") as connection:
        connection.execute(statement)


def test_a_database_that_nobody_answers_for_is_named_without_its_password(tmp_path, clock):
    told = settings(tmp_path, database_url="postgresql://segue:hunter2@127.0.0.1:1/segue")
    found = named(examine(told, offline=True))
    assert not found["database"][0]
    assert not found["administrator"][0]
    assert "hunter2" not in str(found)


def test_a_file_that_is_no_database_is_named(tmp_path, clock):
    (tmp_path / "data").mkdir(mode=0o700)
    (tmp_path / "data" / "segue.db").write_text("not a database at all" * 100, encoding="utf-8")
    found = named(database_checks(settings(tmp_path)))
    assert found["database"] == (False, "cannot be opened: the file is no database; see SEGUE_DATABASE_URL")


@pytest.mark.parametrize(
    ("apart", "ok", "says"),
    [
        (timedelta(), True, "as the database's"),
        (timedelta(seconds=60), True, "as the database's"),
        (timedelta(seconds=61), False, "61 seconds ahead of the database's"),
        (timedelta(hours=-1), False, "3,600 seconds behind the database's"),
    ],
)
def test_a_clock_more_than_a_minute_off_is_told(clock, apart, ok, says):
    check = clock_check(clock() + apart, clock(), "the database's")
    assert (check.ok, check.says.startswith(says)) == (ok, True)


@pytest.mark.parametrize(
    ("headers", "moment"),
    [
        ({"Date": "Tue, 01 Sep 2026 09:00:00 GMT"}, "2026-09-01T09:00:00+00:00"),
        ({"Date": "Tue, 01 Sep 2026 09:00:00 GMT", "Age": "90"}, "2026-09-01T09:01:30+00:00"),
        ({"Date": "Tue, 01 Sep 2026 09:00:00 -0000", "Age": "old"}, "2026-09-01T09:00:00+00:00"),
        ({"Date": "yesterday"}, "None"),
        ({}, "None"),
    ],
)
def test_an_answer_tells_when_it_was_given(headers, moment):
    found = moment_of(headers)
    assert (found.isoformat() if found else "None") == moment


# Companies, keys and jobs


def test_a_lost_secret_key_is_missed_and_not_made_anew(tmp_path, run):
    run(*ADD)
    (tmp_path / "data" / "secret.key").unlink()
    ok, says = named(company_checks(settings(tmp_path)))["audit"]
    assert (ok, "secret.key is gone" in says, (tmp_path / "data" / "secret.key").exists()) == (False, True, False)


def test_a_token_key_that_is_missing_is_told_with_the_count(tmp_path, clock):
    office = Office(tmp_path)
    with office.desk() as desk:
        connect(desk, LEAVER, account_of(LEAVER.address, Need.CONTACTS, tokens=Tokens("a", office.now, "r")))
    assert named(sealed_checks(office.settings))["sealed tokens"] == (True, "all open, accounts: 1")
    ok, says = named(sealed_checks(office.settings.model_copy(update={"token_keys": SecretStr(new_key())})))[
        "sealed tokens"
    ]
    assert (ok, says.startswith("accounts whose tokens no key opens: 1; put the older key back")) == (False, True)


@pytest.mark.parametrize("name", ["secret.key", "token.keys"])
def test_a_key_that_others_can_read_is_told(tmp_path, clock, name):
    office = Office(tmp_path)
    office.settings.key()
    (tmp_path / name).chmod(0o644)
    ok, says = named(key_checks(office.settings))[name.replace(".", " ")]
    assert (ok, f"chmod 600 {tmp_path / name}" in says) == (False, True)


def test_beyond_one_machine_the_keys_have_to_be_the_same_everywhere(tmp_path, clock):
    ok, says = named(key_checks(settings(tmp_path, database_url="postgresql://db/segue")))["secret key"]
    assert (ok, "set SEGUE_SECRET_KEY_FILE on each of them" in says) == (False, True)


def test_the_worker_is_seen_or_missed(tmp_path, clock):
    office = Office(tmp_path)
    queue = open_queue(office.settings.queue, office.key)
    say_here(queue, clock())
    assert named(queue_checks(office.settings))["worker"] == (True, "last seen 2026-09-01T09:00:00+00:00")
    clock.move(minutes=3)
    ok, says = named(queue_checks(office.settings))["worker"]
    assert (ok, says.endswith("start `segue serve`, or `segue worker`")) == (False, True)


# Files


def test_a_folder_that_others_look_into_is_told(tmp_path, clock):
    (tmp_path / "data").mkdir()
    (tmp_path / "data").chmod(0o755)
    assert named(folder_checks(settings(tmp_path)))["data folder"][1].endswith(f"run `chmod 700 {tmp_path / 'data'}`")
    (tmp_path / "data").chmod(0o700)
    (tmp_path / "data" / "old.db").touch(mode=0o640)
    assert named(folder_checks(settings(tmp_path)))["data folder"][1].startswith("others can read old.db")


def test_a_data_folder_that_is_a_file_is_told(tmp_path, clock):
    (tmp_path / "data").touch()
    assert "is a file: set SEGUE_DATA_DIR to a folder" in named(folder_checks(settings(tmp_path)))["data folder"][1]


def test_a_full_disk_is_told(tmp_path, clock, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage(1, 1, 100_000_000))
    ok, says = named(folder_checks(settings(tmp_path)))["disk"]
    assert (ok, says.startswith("0.1 GB free where")) == (False, True)


def test_erasures_that_cannot_be_written_are_told(tmp_path, clock):
    ok, says = named(folder_checks(settings(tmp_path, erasure_log=str(tmp_path))))["erasures"]
    assert (ok, "nobody could be erased; see SEGUE_ERASURE_LOG" in says) == (False, True)


def test_beside_a_postgresql_no_room_is_asked_for_and_the_erasures_are_everybody_s(tmp_path, clock):
    checks = named(folder_checks(settings(tmp_path, database_url="postgresql://db/segue")))
    assert "disk" not in checks
    assert checks["erasures"][1].endswith("and that all machines share")

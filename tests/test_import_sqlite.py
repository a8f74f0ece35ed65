"""``segue import-sqlite``: people go on in PostgreSQL where they were on SQLite."""

import sqlite3

import pytest
from click.testing import CliRunner

from fakes import postgresql
from fakes.office import LEAVER, Office
from segue.cli import main
from segue.config import load_settings
from segue.departure.letter_state import Told
from segue.desk.hand_out import open_letter
from segue.desk.mark import set_status
from segue.records.database import Database
from segue.records.engine import open_engine

pytestmark = pytest.mark.sqlite


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path / "data").approved()


@pytest.fixture
def address():
    return postgresql.new_database()


@pytest.fixture
def bring(office, address, monkeypatch):
    """Return a function that brings the office's records into the PostgreSQL."""
    monkeypatch.setenv("SEGUE_DATA_DIR", str(office.folder))

    def command(database=address):
        office.engine.dispose()
        monkeypatch.setenv("SEGUE_DATABASE_URL", database)
        return CliRunner().invoke(main, ["import-sqlite", str(office.folder / "segue.db")])

    return command


def moved(office, address):
    """Return the office as it goes on in the PostgreSQL."""
    office.settings = load_settings({}, data_dir=office.folder, demo=True, database_url=address)
    office.engine = open_engine(office.settings.database)
    office.records = Database(office.engine, office.settings.seal())
    return office


def test_letters_approvals_and_audit_hold_and_the_work_goes_on(office, bring, address):
    with office.desk() as desk:
        open_letter(desk, LEAVER, office.letter("Tom").id)
    with office.desk() as desk:
        set_status(desk, LEAVER, office.letter("Tom").id, Told.SENT)
    with office.look() as desk:
        before, entries = office.letters(), list(desk.stores.audit.entries())
    told = bring()
    assert told.exit_code == 0, told.output
    moved(office, address)
    with office.look() as desk:
        assert office.letters() == before
        assert list(desk.stores.audit.entries()) == entries
    with office.desk() as desk:
        open_letter(desk, LEAVER, office.letter("Eleanor").id)
    with office.desk() as desk:
        set_status(desk, LEAVER, office.letter("Eleanor").id, Told.SENT)
        assert len(desk.stores.letters.history(office.letter("Eleanor").id)) == 1


def test_a_database_that_holds_something_is_left_as_it_is(bring):
    assert bring().exit_code == 0
    again = bring()
    assert again.exit_code == 1
    assert "the new database is not empty" in again.output


def test_a_file_that_somebody_works_with_is_not_brought(office, bring):
    busy = sqlite3.connect(office.folder / "segue.db", isolation_level=None)
    busy.execute("BEGIN IMMEDIATE")
    try:
        assert "in use" in bring().output
    finally:
        busy.close()


def test_only_a_postgresql_is_filled(bring, tmp_path):
    assert "names no PostgreSQL" in bring(f"sqlite:///{tmp_path / 'other.db'}").output

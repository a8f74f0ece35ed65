"""`segue doctor` on PostgreSQL: which one, its migrations, its clock, and why it cannot be reached."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import make_url

from fakes import postgresql
from segue.config import load_settings
from segue.doctor.database import database_checks

pytestmark = pytest.mark.loopback


@pytest.fixture
def address(tmp_path):
    """Return the address of a database that is up to date."""
    return make_url(postgresql.address_of(tmp_path))


def found(address, tmp_path):
    settings = load_settings({}, data_dir=tmp_path, database_url=address.render_as_string(False))
    return {check.name: (check.ok, check.says) for check in database_checks(settings)}


def test_it_is_named_and_its_clock_compared(address, tmp_path, monkeypatch):
    monkeypatch.setattr("segue.clock.now", lambda: datetime.now(UTC))
    checks = found(address, tmp_path)
    assert checks["database"][1].startswith("PostgreSQL 1")
    assert checks["migrations"][1].startswith("up to date")
    assert checks["clock"] == (True, "as the database's")


def test_a_clock_that_is_wrong_beside_it_is_told(address, tmp_path, clock):
    clock.move(days=-3650)
    ok, says = found(address, tmp_path)["clock"]
    assert (ok, "behind the database's" in says) == (False, True)


def test_a_database_that_is_not_there_is_told(address, tmp_path, clock):
    checks = found(address.set(database="no_such"), tmp_path)
    assert checks == {
        "database": (
            False,
            "cannot be opened: it has no such database or user: make them; see SEGUE_DATABASE_URL",
        )
    }


def test_a_database_without_tables_lacks_every_migration(tmp_path, clock):
    empty = make_url(postgresql.new_database())
    ok, says = found(empty, tmp_path)["migrations"]
    assert (ok, says.startswith("missing 0001"), says.endswith("run `segue migrate`")) == (False, True, True)

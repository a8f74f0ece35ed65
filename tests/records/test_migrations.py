"""A database of any earlier version is brought up to date with what is in it, and the version before goes on meanwhile.

These run on SQLite, and on PostgreSQL with ``SEGUE_TEST_STORE=postgresql``.
"""

import threading
from contextlib import nullcontext
from dataclasses import replace

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from fakes import postgresql
from fakes.office import LEAVER, TOM, Office
from segue.departure.errors import BrokenSetup
from segue.departure.letter_state import Told
from segue.desk.mark import set_status
from segue.desk.merge import split
from segue.records import migrate as migrations
from segue.records.engine import open_engine
from segue.records.migrate import is_up_to_date, migrate, migrating
from segue.records.rows import Row

VERSIONS = [one.revision for one in reversed(list(ScriptDirectory.from_config(migrations._config()).walk_revisions()))]


def address_of_nothing(folder):
    """Return the address of a database without a table."""
    return postgresql.new_database() if postgresql.IS_CHOSEN else f"sqlite:///{folder / 'fresh.db'}"


@pytest.fixture
def engine(tmp_path):
    return open_engine(address_of_nothing(tmp_path))


def to_revision(engine, revision):
    """Take a database back to an earlier version, with what that version knew of what is there."""
    with migrating(engine) as config:
        command.downgrade(config, revision)


def up_to(engine, revision):
    with migrating(engine) as config:
        command.upgrade(config, revision)


def columns_of(engine):
    """Return the columns of each table, with whether a row may be added that says nothing of it."""
    looked = inspect(engine)
    return {
        table: {
            column["name"]: column["nullable"] or column["default"] is not None or column.get("autoincrement") is True
            for column in looked.get_columns(table)
        }
        for table in looked.get_table_names()
    }


def test_migrating_makes_exactly_the_tables_of_the_mapping(engine):
    migrate(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), Row.metadata) == []


def test_migrating_twice_changes_nothing(engine):
    assert not is_up_to_date(engine)
    for _ in range(2):
        migrate(engine)
        assert is_up_to_date(engine)


@pytest.mark.parametrize("version", VERSIONS)
def test_what_an_earlier_version_left_is_there_and_the_work_goes_on(tmp_path, version):
    office = Office(tmp_path).given()
    before = {letter.id: (letter.facts, letter.digest, letter.state) for letter in office.letters()}
    clients = {one.id: (one.name, one.addresses, one.chosen, one.register) for one in office.clients()}
    to_revision(office.engine, version)
    migrate(office.engine)
    assert is_up_to_date(office.engine)
    assert {one.id: (one.name, one.addresses, one.chosen, one.register) for one in office.clients()} == clients
    assert {letter.id: (letter.facts, letter.digest, letter.state) for letter in office.letters()} == before
    office.load(replace(TOM, key="again", emails=("new@brightwater.co.uk.example",), name="Nell Marsh"))
    assert len(office.clients()) == len(clients) + 1


def test_migrating_again_keeps_what_is_there(tmp_path):
    office = Office(tmp_path).approved()
    before = office.letters()
    migrate(office.engine)
    assert office.letters() == before


def test_what_was_approved_and_told_before_there_were_second_letters_stays(tmp_path):
    office = Office(tmp_path).approved()
    letter = office.letters()[0]
    with office.desk() as desk:
        set_status(desk, LEAVER, letter.id, Told.SKIPPED, "He knows.")
    before = office.letters()
    to_revision(office.engine, "0011")
    migrate(office.engine)
    assert office.letters() == before
    with office.desk() as desk:
        assert desk.stores.letters.approval(letter.id) is not None
        assert [one.after for one in desk.stores.letters.history(letter.id)] == [Told.SKIPPED]


@pytest.mark.sqlite
def test_a_migration_that_would_lose_what_rows_point_to_changes_nothing(tmp_path):
    office = Office(tmp_path).approved()
    with pytest.raises(BrokenSetup, match="point nowhere"), migrating(office.engine) as config:
        config.attributes["connection"].exec_driver_sql("DELETE FROM letter")
    with office.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    assert office.letters()


def test_who_was_kept_apart_before_pins_stays_apart_and_nothing_else_changes(tmp_path):
    again = replace(TOM, source="phone.vcf", key="again")
    office = Office(tmp_path).listed(TOM, again)
    (kept,) = office.clients()
    with office.desk() as desk:
        (off,) = split(desk, LEAVER, office.departure_id, kept.id)
    before = office.clients()
    to_revision(office.engine, "0003")
    with office.engine.begin() as connection:  # as the version before would have left it
        connection.execute(text("UPDATE contact SET apart = (client_id = :off)"), {"off": off})
    migrate(office.engine)
    assert office.clients() == before
    office.load(TOM, again)
    assert {client.id for client in office.clients()} == {kept.id, off}


def test_two_processes_that_migrate_at_once_are_both_served(tmp_path):
    url, failures = address_of_nothing(tmp_path), []

    def run():
        try:
            migrate(open_engine(url))
        except Exception as error:  # reported below
            failures.append(error)

    threads = [threading.Thread(target=run) for _ in range(2)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert failures == []
    assert is_up_to_date(open_engine(url))


@pytest.mark.parametrize("version", VERSIONS[1:])
def test_a_migration_only_adds_so_that_the_version_before_goes_on_until_it_is_replaced(engine, version):
    up_to(engine, VERSIONS[VERSIONS.index(version) - 1])
    before = columns_of(engine)
    up_to(engine, version)
    assert list(hindering(before, columns_of(engine))) == []


@pytest.mark.parametrize(("there", "is_usable"), [("0999", True), ("1001", False), ("abc", False), ("0000", False)])
def test_a_database_that_went_on_within_the_generation_is_worked_with_and_no_other(engine, there, is_usable):
    migrate(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :there"), {"there": there})
    assert is_up_to_date(engine) is is_usable
    with nullcontext() if is_usable else pytest.raises(BrokenSetup, match=there):
        migrate(engine)


def test_a_migration_of_the_generation_takes_no_number_of_the_next():
    assert {version[0] for version in VERSIONS} == {"0"}
    assert all(len(version) == 4 and version.isdecimal() for version in VERSIONS)


def test_what_a_migration_takes_away_or_wants_is_seen():
    before, after = {"t": {"a": True, "b": False}, "gone": {"c": True}}, {"t": {"a": True, "new": False, "may": True}}
    assert list(hindering(before, after)) == ["gone.c is gone", "t.b is gone", "t.new is wanted"]


def hindering(before, after):
    """Yield the columns that the version before still needs, and the new ones of which it says nothing."""
    for table, names in sorted(before.items()):
        now = after.get(table, {})
        yield from (f"{table}.{name} is gone" for name in sorted(names.keys() - now.keys()))
        yield from (f"{table}.{name} is wanted" for name in sorted(now.keys() - names.keys()) if not now[name])

"""Keys that seal tokens: printed, rotated, and what was sealed before still opens (A2)."""

import pytest
from click.testing import CliRunner
from cryptography.fernet import Fernet

from fakes.identity import account_of
from fakes.kept import database_url
from fakes.office import LEAVER, Office
from segue.cli import main
from segue.departure.errors import BrokenSetup
from segue.desk.connections import connect
from segue.desk.ports import Need, Tokens
from segue.records.sealed import Seal, kept_keys


@pytest.fixture
def office(tmp_path):
    office = Office(tmp_path)
    tokens = Tokens("access", office.now, "renewal")
    with office.desk() as desk:
        connect(desk, LEAVER, account_of(LEAVER.address, Need.CONTACTS, tokens=tokens))
    return office


def run(office, *words, **environment):
    told = {"SEGUE_DATA_DIR": str(office.folder), "SEGUE_DATABASE_URL": database_url(office.folder), **environment}
    return CliRunner().invoke(main, ["keys", *words], env=told, catch_exceptions=False)


def sealed(office):
    with office.engine.connect() as connection:
        return connection.exec_driver_sql("SELECT sealed FROM connection").scalar()


def test_a_new_key_is_one(office):
    Fernet(run(office, "new").output.strip())


def test_rotating_seals_with_a_key_that_was_made_for_it_and_a_running_server_reads_on(office):
    before = sealed(office)
    assert "1 accounts" in run(office, "rotate").output
    newest, oldest = kept_keys(office.folder / "token.keys")
    assert sealed(office) != before
    assert Seal(lambda: [newest]).open(sealed(office)) == '["access", "renewal"]'
    assert Seal(lambda: [oldest]).open(before) == '["access", "renewal"]'
    with office.look() as desk:  # it knew the older key alone when it started
        assert desk.stores.connections.of(LEAVER.id).tokens.renewal == "renewal"


def test_rotating_keys_of_the_settings_seals_with_the_first(office):
    old = kept_keys(office.folder / "token.keys")[0]
    new = Fernet.generate_key().decode()
    run(office, "rotate", SEGUE_TOKEN_KEYS=f"{new} {old}")
    assert Seal(lambda: [new]).open(sealed(office)) == '["access", "renewal"]'
    assert kept_keys(office.folder / "token.keys") == [old]


def test_a_key_that_is_none_is_named(office):
    done = run(office, "rotate", SEGUE_TOKEN_KEYS="short")
    assert done.exit_code == 1
    assert "SEGUE_TOKEN_KEYS" in done.output
    with pytest.raises(BrokenSetup):
        Seal(lambda: ["short"])


def test_the_file_of_keys_is_its_owners_alone(office):
    run(office, "rotate")
    assert (office.folder / "token.keys").stat().st_mode & 0o777 == 0o600

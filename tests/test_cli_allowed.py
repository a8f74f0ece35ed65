"""`segue admin add` lets in whom it should: no organisation of two companies, nothing that no provider could say."""

import pytest
from click.testing import CliRunner

from segue.cli import main
from segue.config import load_settings
from segue.records.database import Database
from segue.records.engine import open_engine

TENANT, OTHER_TENANT = "22222222-bbbb-4bbb-8bbb-222222222222", "33333333-cccc-4ccc-8ccc-333333333333"


@pytest.fixture
def add(tmp_path, monkeypatch, clock):
    """Name an administrator by the command."""
    monkeypatch.setenv("SEGUE_DATA_DIR", str(tmp_path / "data"))

    def run(company, domain, *words):
        who = ("--name", "Owen Castellan", "--address", f"owen@{domain}")
        words = ("--company", company, "--zone", "Europe/Rome", "--domain", domain, *words, *who)
        return CliRunner().invoke(main, ["admin", "add", *words])

    return run


def companies(tmp_path):
    return Database(open_engine(load_settings(data_dir=tmp_path / "data").database)).workspaces()


@pytest.mark.parametrize(
    "theirs",
    [("--google-domain", "norwell.example"), ("--google-domain", "NORWELL.example "), ("--microsoft-tenant", TENANT)],
)
def test_an_organisation_of_another_company_is_refused_and_no_company_made(tmp_path, add, theirs):
    first = add("Norwell", "norwell.example", "--google-domain", "norwell.example", "--microsoft-tenant", TENANT)
    assert first.exit_code == 0, first.output
    refused = add("Sister", "sister.example", *theirs)
    assert (refused.exit_code, "belongs to Norwell already" in refused.output) == (1, True)
    assert [one.company for one in companies(tmp_path)] == ["Norwell"]


def test_two_companies_on_one_installation_keep_to_their_own(tmp_path, add):
    add("Norwell", "norwell.example", "--microsoft-tenant", TENANT)
    assert add("Sister", "sister.example", "--microsoft-tenant", OTHER_TENANT).exit_code == 0
    assert {one.company: one.microsoft_tenants for one in companies(tmp_path)} == {
        "Norwell": (TENANT,),
        "Sister": (OTHER_TENANT,),
    }


def test_naming_the_same_again_for_ones_own_company_is_no_conflict(add):
    words = ("Norwell", "norwell.example", "--google-domain", "norwell.example")
    assert [add(*words).exit_code for _ in range(2)] == [0, 0]


@pytest.mark.parametrize(
    "words",
    [
        ("--microsoft-tenant", "norwell.onmicrosoft.com"),
        ("--google-domain", "https://norwell.example"),
        ("--google-domain", "owen@norwell.example"),
        ("--domain", "norwell"),
    ],
)
def test_what_no_provider_could_say_is_refused_before_anything_is_made(tmp_path, add, words):
    refused = add("Norwell", "norwell.example", *words)
    assert (refused.exit_code, words[0] in refused.output) == (1, True)
    assert not (tmp_path / "data").exists()

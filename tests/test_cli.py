"""The command line (issue 2, 8): what each command says, on good and on bad input."""

import json
import os
import socket
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from segue.cli import main
from segue.config import load_settings
from segue.records.database import Database
from segue.records.engine import open_engine

DEPARTURE = """\
last_day = 2027-01-29
language = "en-GB"

[writer]
name = "Mara Lindqvist"
company = "Norwell & Sons"
address = "mara@norwell.example"

[contact]
name = "Jonas Whitfield"
email = "jonas@norwell.example"
first_day = 2027-01-25
"""
CONTACTS = "Name,Email,Company\nTom Stainsby,tom@brightwater.example,Brightwater\nAnn Lee,ann@harbour.example,Harbour\n"
ADD = ["admin", "add", "--company", "Norwell & Sons", "--zone", "Europe/Rome", "--domain", "norwell.example"]
OWEN = ["--name", "Owen Castellan", "--address", "owen@norwell.example"]


@pytest.fixture
def run(tmp_path, monkeypatch, clock):
    """Return a function that runs a command with a data folder of its own and no other setting."""
    for name in [name for name in os.environ if name.startswith("SEGUE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("SEGUE_DATA_DIR", str(tmp_path / "data"))
    return lambda *words: CliRunner().invoke(main, list(words))


def people(tmp_path):
    records = Database(open_engine(load_settings({}, data_dir=tmp_path / "data").database))
    (workspace,) = records.workspaces()
    with records.reading(workspace.id) as stores:
        return workspace, stores.people.all()


def test_the_first_administrator_is_named_with_the_company(tmp_path, run):
    said = run(*ADD, *OWEN)
    assert (said.exit_code, said.output) == (0, "Owen Castellan <owen@norwell.example> administers Norwell & Sons.\n")
    workspace, everybody = people(tmp_path)
    assert (workspace.company, workspace.zone, workspace.own_domains) == (
        "Norwell & Sons",
        "Europe/Rome",
        ("norwell.example",),
    )
    assert [(one.name, one.is_administrator) for one in everybody] == [("Owen Castellan", True)]


def test_naming_the_same_person_again_keeps_what_is_known_of_him(tmp_path, run):
    run(*ADD, *OWEN)
    first = people(tmp_path)[1]
    assert run(*ADD, "--name", "Owen J. Castellan", "--address", "OWEN@norwell.example").exit_code == 0
    (again,) = people(tmp_path)[1]
    assert (again.id, again.address, again.name) == (first[0].id, first[0].address, "Owen J. Castellan")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--zone", "Mars/Base", *OWEN], "Mars/Base"),
        (["--zone", "../../etc/passwd", *OWEN], "time zone"),
        (["--name", "Owen", "--address", "not an address"], "address_invalid"),
        (["--name", "Owen", "--address", "owen@norwell.example\r\nBcc: x@y.example"], "address_invalid"),
        (["--name", "Owen"], "--address"),
    ],
)
def test_an_administrator_that_cannot_be_is_refused_before_anything_is_made(tmp_path, run, words, said):
    result = run(*ADD, *words)
    assert result.exit_code != 0
    assert said in result.output
    assert not (tmp_path / "data").exists()


def test_an_administrator_from_outside_makes_no_company(tmp_path, run):
    result = run(*ADD, "--name", "Owen", "--address", "owen@elsewhere.example")
    assert result.exit_code != 0
    assert "elsewhere.example" in result.output
    with pytest.raises(ValueError, match="not enough values"):
        people(tmp_path)


def test_another_domain_of_the_company_comes_with_another_administrator(tmp_path, run):
    run(*ADD, *OWEN)
    sister = [*ADD[:-1], "sister.example", "--name", "Ada Brandt", "--address", "ada@sister.example"]
    assert run(*sister).exit_code == 0
    workspace, everybody = people(tmp_path)
    assert workspace.own_domains == ("norwell.example", "sister.example")
    assert {one.name for one in everybody if one.is_administrator} == {"Owen Castellan", "Ada Brandt"}


def test_migrating_twice_says_the_same(run):
    assert [run("migrate").output for _ in range(2)] == ["The database is up to date.\n"] * 2


@pytest.mark.parametrize("register", ["formal", "neutral", "warm"])
@pytest.mark.parametrize("language", ["en-GB", "en-US", "it"])
def test_an_example_letter_is_marked_as_not_approved(run, clock, language, register):
    said = run("letters", "example", "--language", language, "--register", register)
    assert said.exit_code == 0
    assert "Mara Lindqvist" in said.output
    mark = said.output.splitlines()[0]
    assert said.output.rstrip().endswith(mark)
    assert "2026" in said.output


def test_an_example_in_a_language_without_a_pack_names_those_that_are_there(run, clock):
    said = run("letters", "example", "--language", "tlh")
    assert said.exit_code == 1
    assert "en-GB, en-US, hi, id, it" in said.output


@pytest.fixture
def files(tmp_path, clock):
    """Return a departure file and a contacts file, for a day on which neither is past."""
    departure, contacts = tmp_path / "departure.toml", tmp_path / "contacts.csv"
    departure.write_text(DEPARTURE, encoding="utf-8")
    contacts.write_text(CONTACTS, encoding="utf-8")
    return departure, contacts


def test_a_preview_prints_every_letter_marked(run, files):
    said = run("letters", "preview", *map(str, files)).output
    assert "Dear Tom," in said
    assert "Dear Ann," in said
    assert said.count("PREVIEW") >= 4


def test_a_preview_shows_second_letters_after_a_call_too(run, files):
    departure, contacts = files
    told = 'after_call = true\nupdate = { kind = "correction", changed = ["channels"] }\n'
    departure.write_text(told + DEPARTURE, encoding="utf-8")
    said = run("letters", "preview", str(departure), str(contacts)).output
    assert "A correction to our last letter" in said
    assert "on the phone" in said


def test_a_preview_as_json_holds_the_same_letters(run, files):
    letters = json.loads(run("letters", "preview", *map(str, files), "--format", "json").output)
    assert {letter["to"] for letter in letters} == {"tom@brightwater.example", "ann@harbour.example"}
    assert all("PREVIEW" in letter["subject"] and "PREVIEW" in letter["text"] for letter in letters)


def test_a_letter_that_cannot_be_written_says_so_in_its_place(run, files):
    departure, contacts = files
    departure.write_text(DEPARTURE.replace('language = "en-GB"\n', ""), encoding="utf-8")
    contacts.write_text("Name,Email,Language\nÓlafur,olafur@sild.is.example,is\n", encoding="utf-8")
    said = run("letters", "preview", str(departure), str(contacts))
    assert said.exit_code == 0
    assert "No letter: There are no letters in this language yet (Icelandic)." in said.output


def test_a_row_that_cannot_be_read_is_told_beside_the_letters(run, files):
    files[1].write_text(CONTACTS + "Ben Hill,ben(at)hill,Hill\nKim Ode,,Ode\n", encoding="utf-8")
    for shape in ("text", "json"):
        said = run("letters", "preview", *map(str, files), "--format", shape)
        assert said.exit_code == 0
        assert "Row 4 of contacts.csv: “ben(at)hill” is not an e-mail address.\n" in said.stderr
        assert "Row 5 of contacts.csv has no e-mail address: Kim Ode\n" in said.stderr
        assert "Row 4" not in said.stdout
        assert "Dear Tom," in said.stdout


def test_what_the_proofreader_sees_is_told_beside_the_letters(run, files, clock):
    clock.moment = datetime(2027, 2, 1, 9, tzinfo=UTC)
    said = run("letters", "preview", *map(str, files))
    assert "tom@brightwater.example: The last day is in the past." in said.stderr
    letters = json.loads(run("letters", "preview", *map(str, files), "--format", "json").stdout)
    assert [(one["id"], one["severity"]) for one in letters[0]["findings"]][:1] == [("last_day_past", "blocking")]
    assert letters[0]["problem"] == ""


def test_two_clients_of_one_company_are_not_written_the_same_letter(run, files):
    files[1].write_text(CONTACTS + "Ben Hill,ben@harbour.example,Harbour\n", encoding="utf-8")
    letters = json.loads(run("letters", "preview", *map(str, files), "--format", "json").stdout)
    said = {one["to"].split("@")[0]: set(one["text"].split("\n\n")) for one in letters}
    assert len(said["tom"] & said["ann"]) > len(said["ann"] & said["ben"])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("last_day = ", "departure.toml: cannot be read as TOML"),
        (DEPARTURE.replace("2027-01-29", '"soon"'), "last_day"),
        (DEPARTURE.replace("[writer]", "[writter]"), "writter"),
        (DEPARTURE.replace('name = "Jonas Whitfield"\n', ""), "contact.name"),
        ("\udcff", "departure.toml"),
    ],
)
def test_a_departure_file_with_a_mistake_is_told_by_name_and_field(run, files, content, said):
    files[0].write_bytes(content.encode("utf-8", "surrogateescape"))
    result = run("letters", "preview", *map(str, files))
    assert result.exit_code == 1
    assert said in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "file_empty"), (b"Name,Town\nTom,Leeds\n", "file_no_columns"), (b"\x89PNG\r\n\x1a\n", "file_binary")],
)
def test_a_contacts_file_that_cannot_be_read_is_told(run, files, content, said):
    files[1].write_bytes(content)
    result = run("letters", "preview", *map(str, files))
    assert result.exit_code == 1
    assert said in result.output
    assert "contacts.csv" in result.output


@pytest.mark.loopback
@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_taken_port_is_a_clear_message_with_the_way_out(tmp_path, run, monkeypatch, command):
    run("migrate")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setenv("SEGUE_PORT", str(port))
        words = ["--port", str(port), "--no-open", "--data", str(tmp_path / "demo")] if command == "demo" else []
        said = run(command, *words)
    assert said.exit_code == 1
    assert f"port {port} is taken" in said.output
    assert f"PORT={port + 1}" in said.output


def test_the_example_is_dated_four_weeks_ahead_on_a_working_day(run, clock):
    clock.moment = datetime(2026, 9, 5, 9, tzinfo=UTC)  # a Saturday: four weeks on is one as well
    assert "Monday 5 October 2026" in run("letters", "example").output

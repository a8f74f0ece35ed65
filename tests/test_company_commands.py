"""``segue export-workspace`` and ``segue remove-workspace``: a company takes its data along, and goes (A4)."""

import csv
import io
import json
import stat
import tracemalloc
import zipfile
from dataclasses import replace
from datetime import date, timedelta

import pytest

import segue.cli_erase as commands
import segue.desk.erase_company as erasing
from fakes.identity import FakeIdentity, account_of
from fakes.office import CALLUM, LEAVER, PEOPLE, TOM, Office
from fakes.traces import left_of
from segue.company_package import ABOUT
from segue.departure.consent import Ground, PersonalContact
from segue.departure.errors import MailboxTrouble
from segue.departure.letter_state import Told
from segue.departure.people import Workspace
from segue.desk.connections import connect
from segue.desk.erase_company import erase_company
from segue.desk.hand_out import open_letter
from segue.desk.mark import set_status
from segue.desk.one_draft import place_draft
from segue.desk.ports import Need, SignedIn, Tokens
from segue.providers.local.drafts import FolderDrafts
from segue.records.erasure_log import FileErasures
from segue.records.export import HIDDEN, LEFT_OUT, exported
from segue.records.rows import Row

NAME = "Norwell & Sons"


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path / "data").approved()


@pytest.fixture
def package(office, run, tmp_path):
    """Return what is in an export, by name, after Tom's letter went out."""
    with office.desk() as desk:
        open_letter(desk, LEAVER, office.letter("Tom").id)
        set_status(desk, LEAVER, office.letter("Tom").id, Told.SENT)
    return lambda: content_of(run, tmp_path / "company.zip")


def content_of(run, path):
    said = run("export-workspace", NAME, "--to", path)
    assert said.exit_code == 0, said.output
    with zipfile.ZipFile(path) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist()}


def connected(office):
    tokens = Tokens("access-token-of-hers", office.now + timedelta(hours=1), "renewal-token-of-hers")
    with office.desk() as desk:
        connect(desk, LEAVER, replace(account_of(LEAVER.address, Need.CONTACTS), tokens=tokens))


# Taking it along


def test_everything_is_there_by_kind_with_what_each_is(package):
    found = package()
    lists = {name.removesuffix(".json") for name in found if name.endswith(".json")}
    assert lists == set(ABOUT)
    assert all(f"{kind}.json: " in found["README.txt"] for kind in lists)
    assert {one["name"] for one in json.loads(found["client.json"])} == {
        *("Tom Stainsby", "Eleanor Whitcombe", "Callum Reidy", "Chiara Melandri", "Paolo Zanardelli")
    }
    assert [one["company"] for one in json.loads(found["workspace.json"])] == [NAME]


def test_every_table_is_either_in_it_or_left_out_with_a_reason():
    tables = set(Row.metadata.tables)
    assert set(ABOUT) | set(LEFT_OUT) == tables
    assert not set(ABOUT) & set(LEFT_OUT)
    assert all(set(Row.metadata.tables[table].columns.keys()) >= columns for table, columns in HIDDEN.items())


def test_a_letter_that_left_is_there_to_read_and_no_other_has_its_words_taken_along(office, package):
    found = package()
    (text,) = [content for name, content in found.items() if name.startswith("letters/")]
    assert text.startswith(f"To: {TOM.emails[0]}\n")
    assert office.letter("Tom").content.text in text
    with_words = [one for one in json.loads(found["letter.json"]) if one["content"] or one["values"]]
    assert [one["client_name"] for one in with_words] == ["Tom Stainsby"]
    assert all(office.letter("Callum").content.text not in content for content in found.values())


def test_a_private_contact_and_the_words_that_no_letter_may_hold_stay_where_they_are(office, run, tmp_path, package):
    private = PersonalContact("mara@home.example", Ground.FRIEND, date(2027, 1, 31))
    with office.desk() as desk:
        departure = replace(desk.stores.departures.get(office.departure_id), denied=("Harbour Kings",))
        desk.stores.departures.save(replace(departure, personal_contact=private))
        letter = desk.stores.letters.get(office.letter("Tom").id)
        told = replace(letter.content, text=f"{letter.content.text} {private.said}")
        facts = replace(letter.facts, personal_contact=private.said)
        desk.stores.letters.save(replace(letter, content=told, facts=facts))
    found = package()
    assert not [name for name, content in found.items() if private.said in content or "Harbour Kings" in content]


def test_no_key_and_no_token_is_in_it(office, package):
    connected(office)
    office.records.open_session(SignedIn("office", LEAVER.id, "csrf-of-hers"), "secret", office.now + timedelta(1))
    everything = "".join(package().values())
    for secret in ("access-token-of-hers", "renewal-token-of-hers", "csrf-of-hers", office.key.decode(), "sealed"):
        assert secret not in everything
    assert LEAVER.address in everything


def test_the_audit_is_a_table_without_formulas(office, package):
    with office.desk() as desk:
        desk.record("", "erase", why="=HYPERLINK(0)")
        desk.record("=1+1", "erase")
    rows = list(csv.DictReader(io.StringIO(package()["audit.csv"])))
    assert [int(row["seq"]) for row in rows] == list(range(1, len(rows) + 1))
    assert rows[-1]["person_id"] == "'=1+1"


def test_another_company_is_not_in_it(office, package):
    office.records.add_workspace(Workspace("rival", "Rival Ltd", "UTC"))
    assert "Rival" not in "".join(package().values())


def test_it_is_its_owners_alone_and_takes_the_place_of_nothing(run, office, tmp_path):
    target = tmp_path / "company.zip"
    content_of(run, target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert "is there already" in run("export-workspace", "office", "--to", target).output
    assert "cannot be written" in run("export-workspace", "office", "--to", tmp_path / "none" / "c.zip").output
    assert "workspace_unknown" in run("export-workspace", "Nobody & Co", "--to", tmp_path / "n.zip").output
    assert [path.name for path in tmp_path.iterdir() if path.suffix in (".zip", ".part")] == ["company.zip"]


def test_it_is_recorded(office, run, tmp_path):
    content_of(run, tmp_path / "company.zip")
    with office.look() as desk:
        assert desk.stores.audit.last().verb == "export_workspace"


def test_many_rows_need_no_more_memory_than_a_few(office):
    """Rows are read a few hundred at a time; 10,000 of them, eight megabytes, cost next to nothing."""
    with office.engine.connect() as connection:
        connection.exec_driver_sql(
            "WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < 2000) "
            "INSERT INTO status_change (workspace_id, letter_id, at, before, after, reason) SELECT workspace_id, id, "
            f"'2026-09-01 09:00:00.000000', 'to_do', 'skipped', '{'0' * 800}' FROM letter, many"
        )
        connection.commit()
    tracemalloc.start()
    try:
        counts = {one.kind: sum(1 for _ in one.rows) for one in exported(office.engine, "office")}
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert counts["status_change"] == 10_000
    assert peak < 4_000_000, "rows are held"


# Removing it


def test_a_company_goes_with_all_it_has_once_its_name_is_typed(office, run):
    place_draft(office.desk, LEAVER, office.letter("Callum").id, box(office))
    assert run("remove-workspace", NAME, says="Norwell\n").exit_code == 1
    assert office.records.workspaces()
    said = run("remove-workspace", NAME, says=f"{NAME}\n")
    assert said.exit_code == 0, said.output
    assert office.records.workspaces() == []
    assert not (office.settings.mailboxes / LEAVER.id).exists()
    assert left_of(office, ["Norwell", *(one.name for one in PEOPLE), TOM.emails[0], CALLUM.emails[0]]) == []


def box(office):
    return FolderDrafts(office.settings.mailboxes / LEAVER.id / "drafts")


def test_the_log_of_erasures_removes_it_again_from_a_backup(office, run, back_up):
    bring_back = back_up()
    run("remove-workspace", "office", "--yes-remove", NAME)
    said = bring_back()
    assert (said.exit_code, "1 clients, hand-overs or companies were back" in said.output) == (0, True), said.output
    assert office.records.workspaces() == []


def test_accounts_are_ended_at_the_provider_and_one_that_is_away_is_told(office, tmp_path):
    connected(office)
    google = FakeIdentity()
    log = FileErasures(tmp_path / "log.jsonl")
    left = erase_company(office.records, office.desk, lambda person: box(office), log, {"google": google})
    assert (left.connected, google.revoked) == ([], ["renewal-token-of-hers"])


def test_an_account_whose_provider_is_not_set_up_any_more_is_told(office, run):
    connected(office)
    said = run("remove-workspace", NAME, "--yes-remove", NAME)
    assert "which is away or not set up, did not end: 1." in said.output


@pytest.mark.parametrize("step", ["clear_left_drafts", "end_all", "remove_company", "wipe"])
def test_a_removal_that_is_killed_anywhere_is_finished_by_the_next(office, run, monkeypatch, step):
    room = commands if step == "wipe" else erasing

    def killed(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(room, step, killed)
        patch.setattr("segue.cli_company.wipe", killed)
        assert run("remove-workspace", NAME, "--yes-remove", NAME).exit_code != 0
    again = run("remove-workspace", NAME, "--yes-remove", NAME)
    assert "Traceback" not in again.output
    assert office.records.workspaces() == []
    assert left_of(office, ["Norwell", *(one.name for one in PEOPLE), TOM.emails[0]]) == []


def test_nobody_works_there_any_more_while_it_goes(office, run, monkeypatch):
    def away(*_, **__):
        raise MailboxTrouble

    visitor = office.as_(LEAVER)
    monkeypatch.setattr(erasing, "clear_left_drafts", away)
    run("remove-workspace", NAME, "--yes-remove", NAME)
    assert visitor.get("/").status_code == 302
    with office.look() as desk:
        assert not any(one.active for one in desk.stores.people.all())


@pytest.mark.parametrize("said", ["", "Norwell", "norwell & sons"])
def test_another_name_removes_nothing(office, run, said):
    answer = run("remove-workspace", NAME, "--yes-remove", said)
    assert (answer.exit_code, "nothing was removed" in answer.output) == (1, True)
    assert office.records.workspaces()


def test_two_companies_of_one_name_are_told_apart_by_their_ids(office, run):
    office.records.add_workspace(Workspace("other", NAME, "UTC"))
    assert "name one of" in run("remove-workspace", NAME, "--yes-remove", NAME).output
    assert run("remove-workspace", "other", "--yes-remove", NAME).exit_code == 0
    assert [one.id for one in office.records.workspaces()] == ["office"]

"""The commands about the records: audit, erasing, replaying, what is held on a person, the daily job (A3, A4)."""

import csv
import io
import json
import shutil
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from fakes.kept import database_url, files_in, put_files
from fakes.office import CALLUM, CHIARA, LEAVER, TOM, Office
from fakes.traces import left_of
from segue.cli import main
from segue.departure.people import Workspace
from segue.desk.erase import erase_address, erase_client
from segue.desk.one_draft import place_draft
from segue.providers.local.drafts import FolderDrafts
from segue.records.erasure_log import FileErasures


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path / "data").approved()


def names(office):
    return {client.given for client in office.clients()}


ALL = {"Tom", "Eleanor", "Callum", "Chiara", "Paolo"}


# Audit


def tamper(office, statement):
    with office.engine.begin() as connection:
        connection.exec_driver_sql(statement)


def test_an_audit_that_nobody_touched_is_whole(office, run):
    said = run("audit", "verify")
    assert (said.exit_code, said.output.split(":")[0]) == (0, "whole   office")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("DELETE FROM audit WHERE seq = 3", "entry 3 is missing"),
        ("UPDATE audit SET person_id = 'priya' WHERE seq = 3", "entry 3 was changed"),
        ('UPDATE audit SET details = \'{"policy": "9"}\' WHERE seq = 4', "entry 4 was changed"),
        ("UPDATE audit SET seq = seq + 1000 WHERE seq > 3", "entry 4 is missing"),
        ("UPDATE audit SET at = '2026-08-31 09:00:00.000000' WHERE seq = 2", "entry 2 was changed"),
        ("UPDATE audit SET at = 'infinity' WHERE seq = 2", "cannot be read"),
        # PostgreSQL knows which day was yesterday, and keeps no JSON that is none.
        pytest.param("UPDATE audit SET at = 'yesterday' WHERE seq = 2", "cannot be read", marks=pytest.mark.sqlite),
        pytest.param("UPDATE audit SET details = 'no json' WHERE seq = 2", "cannot be read", marks=pytest.mark.sqlite),
        ("UPDATE audit SET details = '[1]' WHERE seq = 2", "cannot be read"),
        (
            "INSERT INTO audit SELECT workspace_id, seq + 1, at, person_id, verb, departure_id, subject_id, details, "
            "mac FROM audit ORDER BY seq DESC LIMIT 1",
            "was changed",
        ),
    ],
)
def test_whatever_is_done_to_the_audit_in_the_database_is_found(office, run, statement, says):
    tamper(office, statement)
    said = run("audit", "verify")
    assert said.exit_code == 1
    assert says in said.output, said.output
    assert "TODO  audit" in run("doctor").output


def test_an_end_that_was_cut_off_is_found_with_a_head(office, run, tmp_path):
    kept = tmp_path / "head.json"
    kept.write_text(run("audit", "head").output)
    assert run("audit", "verify", "--head", str(kept)).exit_code == 0
    tamper(office, "DELETE FROM audit WHERE seq > 5")
    assert run("audit", "verify").exit_code == 0
    said = run("audit", "verify", "--head", str(kept))
    assert (said.exit_code, "entries from 6 on were cut off" in said.output) == (1, True)


def test_a_head_goes_on_to_hold_while_more_is_recorded(office, run, tmp_path):
    kept = tmp_path / "head.json"
    kept.write_text(run("audit", "head").output)
    office.change(hope_to_meet=True)
    assert run("audit", "verify", "--head", str(kept)).exit_code == 0


def test_a_company_that_a_head_names_and_nobody_knows_any_more_is_told(office, run, tmp_path):
    kept = tmp_path / "head.json"
    kept.write_text('{"workspace": "gone", "seq": 4, "mac": "x"}\n')
    said = run("audit", "verify", "--head", str(kept))
    assert (said.exit_code, "gone: this company" in said.output) == (1, True)


@pytest.mark.parametrize(
    "content", [None, "", "[]", "{}", "seq", '{"workspace": "office", "seq": Infinity, "mac": ""}']
)
def test_a_head_that_is_none_is_refused_in_a_line(office, run, tmp_path, content):
    kept = tmp_path / "head.json"
    if content is not None:
        kept.write_text(content)
    said = run("audit", "verify", "--head", str(kept))
    assert "Traceback" not in said.output
    assert said.exit_code == (0 if content == "" else 1)


def test_another_key_does_not_verify(office, run, monkeypatch):
    monkeypatch.setenv("SEGUE_SECRET_KEY", "another key of thirty-two letters")
    assert run("audit", "verify").exit_code == 1


def test_the_audit_exports_as_a_table(office, run):
    rows = list(csv.DictReader(io.StringIO(run("audit", "export", "--format", "csv").output)))
    assert [int(row["seq"]) for row in rows] == list(range(1, len(rows) + 1))
    assert {datetime.fromisoformat(row["at"]).utcoffset().total_seconds() for row in rows} == {0}
    assert {"ask", "allow", "approve"} <= {row["verb"] for row in rows}
    assert all(json.loads(row["details"]) is not None for row in rows)


def test_the_audit_exports_as_json_of_one_departure_or_all(office, run):
    every = json.loads(run("audit", "export", "--format", "json").output)
    one = json.loads(run("audit", "export", "--format", "json", "--departure", office.departure_id).output)
    assert [entry for entry in every if entry["departure_id"] == office.departure_id] == one
    assert json.loads(run("audit", "export", "--format", "json", "--departure", "nobody's").output) == []
    assert every[0]["workspace"] == "office"


def test_several_companies_are_one_table_and_one_list(office, run):
    office.records.add_workspace(Workspace("rival", "Rival Ltd", "UTC"))
    assert run("audit", "export", "--format", "csv").output.count("workspace,seq") == 1
    assert json.loads(run("audit", "export", "--format", "json").output)
    assert len(run("audit", "head").output.splitlines()) == 2


# Erasing


def test_a_client_is_erased_by_his_address_once_it_is_confirmed(office, run):
    assert run("erase", "--client", TOM.emails[0], says="n\n").exit_code == 1
    assert names(office) == ALL
    said = run("erase", "--client", TOM.emails[0], says="y\n")
    assert (said.exit_code, "Erased: 1 clients" in said.output) == (0, True)
    assert names(office) == ALL - {"Tom"}
    assert left_of(office, [TOM.name, TOM.emails[0]]) == []


def test_a_hand_over_is_erased_by_its_id(office, run):
    assert run("erase", "--departure", office.departure_id, "--yes").exit_code == 0
    with office.look() as desk:
        assert desk.stores.departures.all() == []


def test_a_company_is_erased_by_its_id_and_its_name_is_asked_about(office, run):
    office.records.add_workspace(Workspace("rival", "Rival Ltd", "UTC"))
    asked = run("erase", "--workspace", "office", says="n\n")
    assert (asked.exit_code, "Norwell & Sons" in asked.output) == (1, True)
    assert run("erase", "--workspace", "office", "--yes").exit_code == 0
    assert [workspace.id for workspace in office.records.workspaces()] == ["rival"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "Name one of"),
        (["--client", "a@b.example", "--departure", "d"], "Name one of"),
        (["--client", "nobody"], "address_invalid"),
        (["--departure", "nobody's", "--yes"], "departure_unknown"),
        (["--workspace", "nobody's", "--yes"], "workspace_unknown"),
        (["--replay", "/not/there"], "does not exist"),
    ],
)
def test_what_cannot_be_erased_is_told_in_a_line(office, run, words, says):
    said = run("erase", *words)
    assert said.exit_code != 0
    assert says in said.output
    assert "Traceback" not in said.output
    assert names(office) == ALL


def test_a_draft_that_was_edited_is_named(office, run):
    box = FolderDrafts(office.settings.mailboxes / LEAVER.id / "drafts")
    place_draft(office.desk, LEAVER, office.letter("Tom").id, box)
    (draft,) = box.folder.iterdir()
    draft.write_bytes(draft.read_bytes() + b"PS")
    said = run("erase", "--client", TOM.emails[0], "--yes").output
    assert f"(edited): {draft.name}, mailbox of mara" in said
    assert draft.exists()


# A backup that comes back


def back_up(office, target):
    """Copy the data folder as a backup would; returns the records as they stand, wherever they do."""
    shutil.copytree(office.folder, target, ignore=shutil.ignore_patterns("segue.db*"))
    return files_in(office.folder)


def restore(office, source, records):
    """Put a backup in the place of the data folder and of the records."""
    office.engine.dispose()
    shutil.rmtree(office.folder)
    shutil.copytree(source, office.folder)
    put_files(office.folder, records)


def test_after_a_restored_backup_exactly_what_was_erased_is_erased_again(office, run, tmp_path):
    place_draft(
        office.desk,
        LEAVER,
        office.letter("Callum").id,
        FolderDrafts(office.settings.mailboxes / LEAVER.id / "drafts"),
    )
    records = back_up(office, tmp_path / "backup")
    with office.desk() as desk:
        log = FileErasures(office.settings.erasures)
        erase_client(desk, LEAVER, office.departure_id, office.client("Callum").id, log)
    run("erase", "--client", TOM.emails[0], "--yes")
    rescued = tmp_path / "rescued.jsonl"
    shutil.copyfile(office.settings.erasures, rescued)
    restore(office, tmp_path / "backup", records)
    assert names(office) == ALL
    said = run("erase", "--replay", str(rescued))
    assert (said.exit_code, "2 erasures; 2 clients" in said.output) == (0, True), said.output
    assert names(office) == ALL - {"Tom", "Callum"}
    assert left_of(office, [TOM.name, *TOM.emails, CALLUM.name, *CALLUM.emails, "Ashdown"]) == []
    assert left_of(office, [*CHIARA.emails])
    assert office.settings.erasures.read_text() == rescued.read_text()
    assert "0 clients" in run("erase", "--replay", str(rescued)).output
    assert office.settings.erasures.read_text() == rescued.read_text()


def test_a_hand_over_and_a_company_that_come_back_go_again(office, run, tmp_path):
    records = back_up(office, tmp_path / "backup")
    run("erase", "--departure", office.departure_id, "--yes")
    after_departure = tmp_path / "one.jsonl"
    shutil.copyfile(office.settings.erasures, after_departure)
    run("erase", "--workspace", "office", "--yes")
    after_company = tmp_path / "two.jsonl"
    shutil.copyfile(office.settings.erasures, after_company)
    restore(office, tmp_path / "backup", records)
    assert run("erase", "--replay", str(after_departure)).exit_code == 0
    with office.look() as desk:
        assert (desk.stores.departures.all(), len(desk.stores.people.all())) == ([], 5)
    restore(office, tmp_path / "backup", records)
    assert run("erase", "--replay", str(after_company)).exit_code == 0
    assert office.records.workspaces() == []
    assert left_of(office, ["Norwell", TOM.name, LEAVER.name]) == []


def test_lines_that_cannot_be_read_keep_the_others_from_nothing(office, run, tmp_path):
    run("erase", "--client", TOM.emails[0], "--yes")
    log = office.settings.erasures
    torn = tmp_path / "torn.jsonl"
    nonsense = ['{"at": "never"}', "[]", "\x00\xff", "x" * 5000, '{"at": "2026-09-01T09:00:00", "kind": "client"']
    torn.write_text("\n".join([*nonsense, log.read_text()]), encoding="utf-8", errors="replace")
    said = run("erase", "--replay", str(torn))
    assert said.exit_code == 1
    assert "Replayed: 1 erasures" in said.output
    assert "cannot be read, so nothing was done for them: 1, 2, 3" in said.output


def test_a_line_after_a_torn_one_stands_by_itself(office):
    log = FileErasures(office.settings.erasures)
    log.path.write_text('{"at": "20')
    with office.desk() as desk:
        erase_address(desk, "ann@harbour.example", log)
    assert [type(line).__name__ for line in log.lines()] == ["int", "tuple"]


def test_the_log_can_stand_where_no_backup_overwrites_it(office, run, tmp_path, monkeypatch):
    monkeypatch.setenv("SEGUE_ERASURE_LOG", str(tmp_path / "elsewhere" / "log.jsonl"))
    run("erase", "--client", TOM.emails[0], "--yes")
    assert (tmp_path / "elsewhere" / "log.jsonl").exists()
    assert not office.settings.erasures.exists()


# What is held on a person


def test_what_is_held_on_a_person_is_written_as_json(office, run):
    said = run("export-person", TOM.emails[0])
    assert said.exit_code == 0
    assert {"contact", "client", "letter", "approval"} <= {one["kind"] for one in json.loads(said.output)["held"]}
    assert "address_invalid" in run("export-person", "nobody").output


# The daily job


def test_the_daily_job_says_what_it_did(office, run, clock):
    clock.move(days=60)
    assert run("daily").output.splitlines()[-1] == "office: 1 moved, 0 asked, 0 erased, 0 failed"
    assert run("daily").output.splitlines()[-1] == "office: 0 moved, 0 asked, 0 erased, 0 failed"


def test_the_doctor_says_whether_the_job_runs_and_the_audit_is_whole(office, run, clock):
    said = run("doctor").output
    assert "TODO  daily job: Norwell & Sons: has not run yet; `segue serve` runs it, or `segue daily`" in said
    assert "ok    audit: Norwell & Sons: whole" in said
    run("daily")
    assert "ok    daily job: Norwell & Sons: last ran 2026-09-01T09:00+00:00\n" in run("doctor").output
    clock.move(days=3)
    assert "TODO  daily job" in run("doctor").output


def test_a_command_without_a_database_says_so(tmp_path, monkeypatch):
    monkeypatch.setenv("SEGUE_DATA_DIR", str(tmp_path / "none"))
    said = CliRunner().invoke(main, ["audit", "verify"])
    assert (said.exit_code, "segue doctor" in said.output) == (1, True)


@pytest.mark.slow
def test_the_worker_does_the_job_by_itself_and_ends_with_whoever_started_it(office):
    command = [sys.executable, "-m", "segue", "worker", "--until-stdin-ends"]
    environment = {
        "SEGUE_DATA_DIR": str(office.folder),
        "SEGUE_DATABASE_URL": database_url(office.folder),
        "PYTHONPATH": str(Path(main.callback.__code__.co_filename).parents[1]),
    }
    worker = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment, stdout=subprocess.DEVNULL)
    try:
        ends = time.monotonic() + 40
        while _went_through(office) is None and time.monotonic() < ends:
            time.sleep(0.1)
        assert _went_through(office) is not None
        worker.stdin.close()
        assert worker.wait(timeout=20) == 0
    finally:
        worker.kill()
        worker.wait()


def _went_through(office):
    with office.look() as desk:
        return desk.stores.settings.daily_at()

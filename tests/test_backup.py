"""``segue backup`` and ``segue restore``: what comes back, and what nobody does twice on that account (H6, A4)."""

import json
import os
import shutil
import sqlite3
import stat
import zipfile

import pytest

from fakes import postgresql
from fakes.office import LEAVER, TOM, Office
from fakes.traces import left_of, traces
from segue import cli_restore
from segue.config import load_settings
from segue.departure.errors import NotReleased
from segue.departure.letter_state import Told
from segue.desk.hand_out import open_letter
from segue.desk.mark import set_status
from segue.desk.ports import SignedIn
from segue.records import backup_file
from segue.records.engine import open_engine
from segue.records.migrate import migrate
from segue.records.snapshot import file_of

KEYS = ("secret.key", "token.keys")


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path / "data").approved()


@pytest.fixture
def kept(office, run, tmp_path):
    """Return a backup of the approved letters, of which Eleanor's went out before."""
    tell(office, "Eleanor")
    assert run("backup", "--to", tmp_path / "kept.zip").exit_code == 0
    return tmp_path / "kept.zip"


@pytest.fixture
def bring_back(office, back_up):
    """Return a function that brings the same back, by the means of the store that the tests run on."""
    tell(office, "Eleanor")
    return back_up()


def tell(office, name, status=Told.SENT):
    with office.desk() as desk:
        open_letter(desk, LEAVER, office.letter(name).id)
    with office.desk() as desk:
        set_status(desk, LEAVER, office.letter(name).id, status)


def statuses(office):
    return {letter.client_name.split()[0]: letter.status for letter in office.letters()}


def lose(office, *left):
    """Lose the machine, but for some files that stood elsewhere."""
    office.engine.dispose()
    for path in office.folder.iterdir():
        if path.name not in (*left, postgresql.NOTE):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    if postgresql.IS_CHOSEN:
        postgresql.put_rows(office.folder, {})


def may_leave(office, name):
    try:
        with office.desk() as desk:
            open_letter(desk, LEAVER, office.letter(name).id)
    except NotReleased as closed:
        return closed.code
    return "yes"


def words_in(page):
    return " ".join(page.get_data(as_text=True).split())


# Making one


@pytest.mark.sqlite
def test_a_backup_is_one_file_that_only_its_owner_reads_and_that_says_what_it_is(office, run, kept):
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    with zipfile.ZipFile(kept) as packed:
        assert sorted(packed.namelist()) == ["manifest.json", "segue.db"]
        said = json.loads(packed.read("manifest.json"))
    assert (said["companies"], said["erasures"], said["made_at"]) == (1, 0, "2026-09-01T09:00:00+00:00")
    assert list(kept.parent.glob(".segue*")) == []


@pytest.mark.sqlite
def test_it_is_made_while_others_write(office, run, tmp_path):
    with office.desk() as desk:
        desk.record("", "daily")
        said = run("backup", "--to", tmp_path)
    assert (said.exit_code, "read back and whole" in said.output) == (0, True), said.output
    assert [path.name for path in tmp_path.glob("*.zip")] == ["segue-20260901T090000Z.zip"]


@pytest.mark.sqlite
def test_keys_are_in_it_only_where_somebody_said_so(office, run, tmp_path):
    run("backup", "--to", tmp_path / "without.zip")
    run("backup", "--to", tmp_path / "with.zip", "--with-keys")
    assert backup_file.keys_in(tmp_path / "without.zip") == {}
    assert backup_file.keys_in(tmp_path / "with.zip")["secret.key"] == office.key
    assert office.key not in (tmp_path / "without.zip").read_bytes()


@pytest.mark.sqlite
def test_what_was_erased_before_is_not_in_a_backup(office, run, tmp_path):
    run("erase", "--client", TOM.emails[0], "--yes")
    run("backup", "--to", tmp_path / "kept.zip")
    with zipfile.ZipFile(tmp_path / "kept.zip") as packed:
        packed.extract("segue.db", tmp_path / "looked")
    assert traces(tmp_path / "looked", [TOM.name, TOM.emails[0]]) == []


@pytest.mark.sqlite
def test_no_backup_takes_the_place_of_another_or_of_nothing(office, run, kept, tmp_path):
    before = kept.read_bytes()
    assert "is there already" in run("backup", "--to", kept).output
    assert "cannot be written to" in run("backup", "--to", tmp_path / "none" / "kept.zip").output
    assert kept.read_bytes() == before


@pytest.mark.sqlite
def test_a_killed_backup_leaves_no_half_file_and_its_remains_go_with_the_next(office, run, tmp_path, monkeypatch):
    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(backup_file, "_pack", killed)
        patch.setattr(shutil, "rmtree", lambda *_, **__: None)  # a killed process tidies nothing
        assert run("backup", "--to", tmp_path / "kept.zip").exit_code != 0
    assert (tmp_path / ".segue-backup.part" / "segue.db").exists()
    assert not (tmp_path / "kept.zip").exists()
    assert run("backup", "--to", tmp_path / "kept.zip").exit_code == 0
    assert not (tmp_path / ".segue-backup.part").exists()


@pytest.mark.sqlite
def test_a_damaged_database_is_not_backed_up_as_if_it_were_whole(office, run, tmp_path):
    with sqlite3.connect(office.folder / "segue.db") as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("DELETE FROM person")
    said = run("backup", "--to", tmp_path / "kept.zip")
    assert (said.exit_code, "is damaged" in said.output) == (1, True)
    assert not (tmp_path / "kept.zip").exists()


@pytest.mark.parametrize("words", [("backup", "--to", "FILE"), ("restore", "FILE", "--no-erasures")])
def test_for_postgresql_both_say_which_commands_to_use_and_no_password(run, monkeypatch, tmp_path, words):
    (tmp_path / "kept.zip").touch()
    monkeypatch.setenv("SEGUE_DATABASE_URL", "postgresql+psycopg://segue:hush@db.example:5433/hand_over")
    said = run(*(tmp_path / "kept.zip" if word == "FILE" else word for word in words))
    assert said.exit_code == 1
    assert 'pg_dump --format=custom --no-owner --file segue.dump "postgresql://segue@db.example:5433/hand_over"' in (
        said.output
    )
    assert "segue restore --by-other-means 2026-09-01T09:00:00+00:00" in said.output
    assert "hush" not in said.output


# Bringing it back: the round trip


def test_a_lost_machine_comes_back_and_nobody_is_told_twice(office, run, bring_back):
    """The whole of it: hand out, back up, hand out more, erase somebody, lose the machine, restore, look, go on."""
    tell(office, "Callum")
    run("erase", "--client", TOM.emails[0], "--yes")
    lose(office, *KEYS, "erasures.jsonl")

    said = bring_back()
    assert said.exit_code == 0, said.output
    assert "Restored as of 2026-09-01T09:00:00+00:00" in said.output
    assert statuses(office) == {
        "Eleanor": Told.SENT,
        "Callum": Told.TO_DO,  # as far as is known here: he has his letter
        "Chiara": Told.TO_DO,
        "Paolo": Told.TO_DO,
    }
    assert left_of(office, [TOM.name, TOM.emails[0]]) == []

    assert {may_leave(office, name) for name in ("Callum", "Chiara", "Paolo")} == {"restored_unseen"}
    leaver = office.as_(LEAVER)
    page = words_in(leaver.get(f"/departures/{office.departure_id}/hand-out"))
    assert "restored from a backup of 1 Sept 2026" in page or "restored from a backup of Sep 1, 2026" in page
    callum = office.letter("Callum")
    assert leaver.post(f"/letters/{callum.id}/status", status="sent", was="to_do").status_code == 303
    assert leaver.post(f"/departures/{office.departure_id}/hand-out/looked").status_code == 302
    page = words_in(leaver.get(f"/departures/{office.departure_id}/hand-out"))
    assert ("restored from a backup" in page, "2 of 4" in page) == (False, True)
    assert {may_leave(office, name) for name in ("Chiara", "Paolo")} == {"yes"}


def test_while_it_waits_for_the_look_every_letter_can_be_marked_and_none_be_taken(office, bring_back):
    office.engine.dispose()
    bring_back("--replace", "--no-erasures")
    page = words_in(office.as_(LEAVER).get(f"/departures/{office.departure_id}/hand-out"))
    assert page.count('data-key="s"') == 4
    assert f"/letters/{office.letter('Tom').id}/draft" not in page
    assert "hand-out/drafts" not in page


def test_the_same_word_again_changes_nothing_and_is_recorded_once(office, run, bring_back):
    office.engine.dispose()
    bring_back("--replace", "--no-erasures")
    leaver = office.as_(LEAVER)
    for _ in range(2):
        leaver.post(f"/departures/{office.departure_id}/hand-out/looked")
    with office.look() as desk:
        verbs = [entry.verb for entry in desk.stores.audit.entries()]
    assert (verbs.count("look_after_restore"), verbs.count("restore")) == (1, 1)
    assert run("audit", "verify").exit_code == 0


def test_a_word_without_a_restored_backup_is_no_error(office):
    answer = office.as_(LEAVER).post(f"/departures/{office.departure_id}/hand-out/looked")
    assert (answer.status_code, office.departure.restored) == (302, None)


def test_nobody_is_signed_in_any_more_after_a_restore(office, back_up):
    office.records.open_session(SignedIn("office", LEAVER.id, "csrf"), "secret", office.now.replace(year=2027))
    bring_back = back_up()
    lose(office, *KEYS)
    said = bring_back("--no-erasures")
    assert said.exit_code == 0, said.output
    assert office.records.session("secret", office.now) is None


@pytest.mark.sqlite
def test_a_restored_database_is_its_owners_alone_and_leaves_nothing_beside_it(office, run, kept):
    lose(office, *KEYS)
    run("restore", kept, "--no-erasures")
    assert stat.S_IMODE((office.folder / "segue.db").stat().st_mode) == 0o600
    assert [path.name for path in office.folder.iterdir() if "restoring" in path.name or "before" in path.name] == []


@pytest.mark.sqlite
def test_keys_that_were_packed_come_back_where_there_are_none(office, run, tmp_path):
    run("backup", "--to", tmp_path / "kept.zip", "--with-keys")
    lose(office)
    assert run("restore", tmp_path / "kept.zip", "--no-erasures").exit_code == 0
    assert load_settings({}, data_dir=office.folder).key() == office.key
    assert stat.S_IMODE((office.folder / "secret.key").stat().st_mode) == 0o600


@pytest.mark.sqlite
@pytest.mark.parametrize("step", ["unpack", "_make_ready", "_move"])
def test_a_restore_that_is_killed_on_the_way_is_done_by_the_next(office, run, kept, monkeypatch, step):
    def killed(*_):
        raise KeyboardInterrupt

    tell(office, "Callum")
    office.engine.dispose()
    with monkeypatch.context() as patch:
        patch.setattr(cli_restore, step, killed)
        assert run("restore", kept, "--no-erasures", "--replace").exit_code != 0
    assert statuses(office)["Callum"] is Told.SENT
    office.engine.dispose()
    said = run("restore", kept, "--no-erasures", "--replace")
    assert (said.exit_code, statuses(office)["Callum"]) == (0, Told.TO_DO), said.output


def test_a_log_of_erasures_that_stood_elsewhere_is_replayed_as_far_as_it_can_be_read(office, run, bring_back, tmp_path):
    run("erase", "--client", TOM.emails[0], "--yes")
    rescued = tmp_path / "rescued.jsonl"
    rescued.write_bytes(office.settings.erasures.read_bytes() + b'{"at": "20')
    lose(office, *KEYS)
    said = bring_back("--erasures", rescued)
    assert (said.exit_code, "cannot be read, so nothing was done for them: 2" in said.output) == (0, True), said.output
    assert "Tom" not in statuses(office)


# What it refuses


@pytest.mark.sqlite
def test_a_database_that_holds_something_is_replaced_only_when_told_and_kept_beside(office, run, kept):
    tell(office, "Callum")
    assert "--replace" in run("restore", kept, "--no-erasures").output
    assert statuses(office)["Callum"] is Told.SENT
    office.engine.dispose()
    said = run("restore", kept, "--no-erasures", "--replace")
    assert statuses(office)["Callum"] is Told.TO_DO
    (before,) = office.folder.glob("segue.db.before-*")
    assert str(before) in said.output
    with sqlite3.connect(before) as old:
        assert old.execute("SELECT count(*) FROM letter WHERE status = 'sent'").fetchone() == (2,)


@pytest.mark.sqlite
def test_a_database_that_somebody_has_open_is_left_alone(office, run, kept):
    with office.engine.connect() as connection:
        connection.exec_driver_sql("SELECT 1 FROM workspace").all()
        said = run("restore", kept, "--no-erasures", "--replace")
    assert (said.exit_code, "is in use" in said.output) == (1, True), said.output
    assert list(office.folder.glob("segue.db.*ing*")) == []


@pytest.mark.sqlite
def test_an_empty_database_as_a_first_start_makes_it_is_no_hindrance(office, run, kept):
    lose(office, *KEYS)
    engine = open_engine(office.settings.database)
    migrate(engine)
    engine.dispose()
    assert run("restore", kept, "--no-erasures").exit_code == 0
    assert statuses(office)["Eleanor"] is Told.SENT
    assert list(office.folder.glob("segue.db.before-*")) == []


@pytest.mark.sqlite
def test_without_a_log_of_erasures_somebody_has_to_say_so(office, run, kept):
    lose(office, *KEYS)
    assert "no log of erasures" in run("restore", kept).output
    assert not (office.folder / "segue.db").exists()


@pytest.mark.sqlite
@pytest.mark.parametrize("broken", ["cut", "changed", "other", "later", "text"])
def test_what_is_no_whole_backup_of_this_version_changes_nothing(office, run, kept, tmp_path, broken):
    spoiled = tmp_path / "spoiled.zip"
    if broken in ("cut", "text"):
        spoiled.write_bytes(kept.read_bytes()[:-200] if broken == "cut" else b"no backup")
    else:
        with zipfile.ZipFile(kept) as good, zipfile.ZipFile(spoiled, "w") as bad:
            said, content = json.loads(good.read("manifest.json")), good.read("segue.db")
            said["revision"] = "9999" if broken == "later" else said["revision"]
            said["companies"] += broken == "other"
            bad.writestr("manifest.json", json.dumps(said))
            bad.writestr("segue.db", content[:-1] + b"x" if broken == "changed" else content)
    lose(office, *KEYS)
    said = run("restore", spoiled, "--no-erasures")
    assert (said.exit_code, "Traceback" in said.output) == (1, False)
    assert not (office.folder / "segue.db").exists()


@pytest.mark.sqlite
def test_another_key_is_refused_before_anything_is_touched(office, run, kept):
    lose(office)
    assert "the key is missing" in run("restore", kept, "--no-erasures").output
    (office.folder / "secret.key").write_bytes(b"another key of thirty-two letters")
    assert "another secret key" in run("restore", kept, "--no-erasures").output
    assert os.listdir(office.folder) == ["secret.key"]


@pytest.mark.parametrize("words", [(), ("FILE", "--by-other-means", "2026-09-01T09:00:00+00:00")])
def test_it_is_told_one_way_or_the_other_what_to_restore(run, tmp_path, words):
    (tmp_path / "kept.zip").touch()
    said = run("restore", *(tmp_path / "kept.zip" if word == "FILE" else word for word in words))
    assert (said.exit_code, "Name a backup" in said.output) == (2, True)


def test_a_database_that_came_back_by_other_means_gets_the_same_care(office, run, tmp_path):
    """As from a volume's snapshot or ``pg_restore``: the database stands there already."""
    office.engine.dispose()
    said = run("restore", "--by-other-means", "2026-08-31T22:00:00+00:00", "--no-erasures")
    assert said.exit_code == 0, said.output
    assert may_leave(office, "Tom") == "restored_unseen"
    assert office.departure.restored.backup_at.isoformat() == "2026-08-31T22:00:00+00:00"


def test_what_came_back_by_other_means_is_not_worked_with_before_somebody_speaks_of_erasures(office, run):
    office.engine.dispose()
    said = run("restore", "--by-other-means", "2026-08-31T22:00:00+00:00")
    assert (said.exit_code, "no log of erasures" in said.output) == (1, True), said.output
    assert office.departure.restored is None


def test_an_address_of_a_database_that_is_no_file_is_refused(run, monkeypatch, tmp_path):
    monkeypatch.setenv("SEGUE_DATABASE_URL", "sqlite://")
    assert "names no file" in run("backup", "--to", tmp_path).output
    assert file_of(f"sqlite:///{tmp_path}/a.db", None).name == "a.db"

"""The daily job: once a day, safe to do again, and twice at once; and the queue that wakes it (A4, P7)."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

import segue.desk.daily as job
from fakes.draft_boxes import MemoryDrafts
from fakes.office import LEAVER, MANAGER, Office
from fakes.traces import traces
from segue import worker
from segue.departure.letter_state import LetterState
from segue.departure.people import Workspace
from segue.departure.terms import SenderMode
from segue.desk.choose import choose
from segue.desk.daily import daily, is_due
from segue.desk.one_draft import place_draft
from segue.desk.ports import SignedIn
from segue.desk.replay import Unlogged
from segue.jobs.daily import schedule
from segue.jobs.queue import open_queue
from segue.records.database import Database
from segue.records.engine import open_engine
from segue.worker import due, see_to


def run(office, box=None):
    return daily(office.desk, lambda person: box or MemoryDrafts(), Unlogged())


def on(office, year, month, day, hour=9):
    office.now = datetime(year, month, day, hour, tzinfo=UTC)
    return office


def went_through(office):
    with office.look() as desk:
        return desk.stores.settings.daily_at()


def test_before_the_last_day_it_does_nothing_but_say_that_it_was_there(tmp_path):
    office = Office(tmp_path).approved()
    before = (office.departure, office.letters())
    done = run(office)
    assert (done.moved, done.asked, done.erased, done.failed, done.drafts) == ([], [], [], {}, [])
    assert (office.departure, office.letters()) == before
    assert went_through(office) == office.now


def test_after_the_last_day_what_is_left_is_the_managers(tmp_path):
    office = on(Office(tmp_path).approved(), 2026, 10, 31)
    assert run(office).moved == [office.departure_id]
    assert {letter.facts.mode for letter in office.letters()} == {SenderMode.MANAGER}
    assert set(office.states().values()) == {LetterState.WAITING}


def test_doing_it_again_changes_nothing(tmp_path):
    office = on(Office(tmp_path).approved(), 2026, 10, 31)
    run(office)
    before = (office.departure, office.letters())
    assert run(office).moved == []
    assert (office.departure, office.letters()) == before


def test_it_asks_for_the_report_and_erases_in_its_time(tmp_path):
    office = Office(tmp_path).approved()
    assert run(on(office, 2026, 11, 19)).asked == [office.departure_id]
    assert run(on(office, 2026, 11, 29)).erased == []
    assert run(on(office, 2026, 11, 30)).erased == [office.departure_id]
    assert run(office).erased == []


def test_one_that_fails_keeps_no_other_from_its_turn_and_is_tried_again(tmp_path, monkeypatch):
    office = on(Office(tmp_path).approved(), 2026, 10, 31)
    whole = job.move_to_manager
    monkeypatch.setattr(job, "move_to_manager", lambda desk, departure: 1 / 0)
    assert run(office).failed == {office.departure_id: "ZeroDivisionError"}
    assert went_through(office) is None
    monkeypatch.setattr(job, "move_to_manager", whole)
    assert run(office).moved == [office.departure_id]
    assert went_through(office) == office.now


def test_what_fails_to_move_is_erased_all_the_same(tmp_path, monkeypatch):
    office = Office(tmp_path).approved()
    run(on(office, 2026, 11, 19))
    monkeypatch.setattr("segue.desk.daily.move_to_manager", lambda desk, departure: 1 / 0)
    assert run(on(office, 2026, 12, 5)).erased == [office.departure_id]


def test_drafts_of_letters_that_are_gone_leave_the_mailbox(tmp_path):
    office, box = Office(tmp_path).approved(), MemoryDrafts()
    place_draft(office.desk, LEAVER, office.letter("Callum").id, box)
    with office.desk() as desk:
        choose(desk, LEAVER, office.departure_id, [office.client("Callum").id], False)
    run(office, box)
    assert box.drafts == {}


def test_twice_at_once_does_everything_once(tmp_path):
    office = on(Office(tmp_path).approved(), 2026, 10, 31)
    done, failures = [], []

    def work():
        own = Office(tmp_path, now=office.now)
        own.new_id = lambda: f"{threading.get_ident()}-{next(own._ids)}"
        try:
            done.append(run(own))
        except Exception as error:  # reported below
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(3)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert (failures, [one.failed for one in done]) == ([], [{}] * 3)
    assert sum(len(one.moved) for one in done) == 1
    with office.look() as desk:
        assert [entry.verb for entry in desk.stores.audit.entries()].count("move_to_manager") == 1


# When it is due


@pytest.mark.parametrize(
    ("zone", "later", "expected"),
    [
        ("Europe/Rome", datetime(2026, 9, 1, 21, 59, tzinfo=UTC), False),
        ("Europe/Rome", datetime(2026, 9, 1, 22, 0, tzinfo=UTC), True),
        ("Asia/Kolkata", datetime(2026, 9, 1, 18, 29, tzinfo=UTC), False),
        ("Asia/Kolkata", datetime(2026, 9, 1, 18, 30, tzinfo=UTC), True),
    ],
)
def test_it_is_due_when_the_companys_day_begins(tmp_path, zone, later, expected):
    office = Office(tmp_path, zone=zone)
    with office.look() as desk:
        assert is_due(desk)
    run(office)
    office.now = later
    with office.look() as desk:
        assert is_due(desk) is expected


# The wiring


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path).approved()


def parts(office):
    return office.app.extensions["segue"]


def test_the_wired_job_erases_logs_by_identifier_and_wipes(office):
    see_to(parts(on(office, 2026, 11, 19)), "office")
    office.records.open_session(SignedIn("office", LEAVER.id, "csrf"), "old", office.now)
    clients = [client.name for client in office.clients()]
    with capture_logs() as logs:
        see_to(parts(on(office, 2026, 12, 1)), "office")
    assert traces(office.folder, [*clients, "Brightwater"]) == []
    assert [one["erased"] for one in logs if one["event"] == "daily"] == [[office.departure_id]]
    assert not [word for word in (*clients, LEAVER.name, MANAGER.name) if word in str(logs)]
    with office.look() as desk:
        assert desk.stores.people.sessions(LEAVER.id) == []


def test_sessions_end_in_their_time_and_no_sooner(office):
    for secret, hours in (("over", 0), ("on", 1)):
        office.records.open_session(SignedIn("office", LEAVER.id, "csrf"), secret, office.now + timedelta(hours=hours))
    assert office.records.forget_sessions("office", office.now) == 1
    assert office.records.session("on", office.now)


def test_only_companies_with_a_new_day_are_due(office):
    office.records.add_workspace(Workspace("rival", "Rival Ltd", "UTC"))
    assert set(due(parts(office))) == {"office", "rival"}
    see_to(parts(office), "rival")
    assert list(due(parts(office))) == ["office"]


# The queue


def test_a_look_puts_each_company_that_is_due_in_the_queue(tmp_path):
    seen = []
    queue = open_queue(tmp_path / "jobs.db", b"k" * 32, immediate=True)
    wake = schedule(queue, lambda: ["one", "two"], seen.append)
    wake.look()
    assert seen == ["one", "two"]


def test_the_queue_keeps_identifiers_alone_in_a_file_of_its_own_signed(tmp_path):
    queue = open_queue(tmp_path / "jobs.db", b"k" * 32)
    wake = schedule(queue, list, lambda workspace_id: None)
    wake.see_to("workspace-1")
    (waiting,) = queue.storage.enqueued_items()
    assert b"workspace-1" in waiting
    assert queue.pending()[0].args == ("workspace-1",)
    forged = open_queue(tmp_path / "jobs.db", b"o" * 32)
    with pytest.raises(ValueError, match="mismatch"):
        forged.serializer.deserialize(waiting)


def test_the_clock_wakes_it_every_hour(tmp_path):
    queue = open_queue(tmp_path / "jobs.db", b"k" * 32)
    schedule(queue, list, lambda workspace_id: None)
    noon = datetime(2026, 9, 1, 12, 0)  # noqa: DTZ001  # the queue's own clock
    woken = [minute for minute in range(120) if queue.read_periodic(noon + timedelta(minutes=minute))]
    assert woken == [7, 67]


def test_a_failure_in_the_queue_is_logged_by_its_kind_alone(office, monkeypatch):
    def broken(parts, workspace_id):
        raise ValueError("Tom Stainsby")

    monkeypatch.setattr(worker, "see_to", broken)
    with capture_logs() as logs:
        worker._see_to_or_say(parts(office), "office")
    (line,) = logs
    assert line.pop("ms") >= 0
    assert line == {
        "event": "job", "job": "daily", "workspace": "office", "outcome": "error", "error": "ValueError",
        "log_level": "error",
    }  # fmt: skip


def test_a_database_that_fails_names_nobody(office):
    with pytest.raises(Exception, match="parameters hidden") as failed, office.engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO nowhere VALUES (?)", ("Tom Stainsby",))
    assert "Stainsby" not in str(failed.value)


def test_the_daily_stamp_stays_when_settings_change(office):
    run(office)
    with office.desk() as desk:
        desk.stores.settings.save(replace(desk.stores.workspace, company="Norwell"))
    assert went_through(office) == office.now


def test_another_process_sees_the_stamp(office):
    run(office)
    other = Database(open_engine(office.settings.database))
    with other.reading("office") as stores:
        assert stores.settings.daily_at() == office.now


def test_nothing_is_due_for_a_company_that_went_meanwhile(office):
    office.records.remove_workspace("office")
    assert list(due(parts(office))) == []

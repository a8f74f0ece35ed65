"""Processes on two hosts at one PostgreSQL: they take turns, do nothing twice, and hand on what they leave."""

import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

import psycopg
import pytest
from prometheus_client import CollectorRegistry

from fakes.drafting import as_it_stands, begin, switched_on
from fakes.intake import csv_of, now, take
from fakes.office import LEAVER, Office
from fakes.on_postgresql import another_process, offices_on_postgresql
from segue import worker
from segue.departure.people import Workspace
from segue.desk import carry_out
from segue.desk.ports import DraftingState, ReadingState
from segue.desk.readings import KEPT_FOR
from segue.doctor.queue import queue_checks
from segue.doors.metrics import Now
from segue.jobs.queue import open_queue
from segue.jobs.seen import say_here
from segue.jobs.wake_ups import PLACE_DRAFTS, READ_CONTACTS, sweep_for
from segue.jobs.worker import work
from segue.providers.local.drafts import FolderDrafts

BOOK = csv_of("Ada Rossi,ada@rossi.example,Rossi", "Ugo Neri,ugo@neri.example,Neri")


@pytest.fixture
def office(tmp_path):
    with offices_on_postgresql():
        yield Office(tmp_path)


@pytest.fixture
def hosts(office):
    """Return the parts of two processes."""
    return another_process(office), another_process(office)


def at_once(*jobs):
    """Let threads begin jobs at the same moment; returns what each came to."""
    gate = threading.Barrier(len(jobs))

    def one(job):
        gate.wait()
        return job()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(one, jobs))


def rename(parts, workspace_id, name, begun=None, go_on=None):
    """Rename a company; whoever says so holds it until ``go_on``. Returns the name that was there."""
    with parts.desk_of(workspace_id) as desk:
        if begun:
            begun.set()
            assert go_on.wait(5)
        desk.stores.settings.save(replace(desk.stores.workspace, company=name))
        return desk.stores.workspace.company


def somebody_waits(office):
    """Wait until somebody waits for a row that another holds."""
    asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    with psycopg.connect(office.settings.queue, autocommit=True) as connection:
        ends = time.monotonic() + 5
        while not connection.execute(asked).fetchone()[0]:
            assert time.monotonic() < ends, "nobody waits"
            time.sleep(0.005)


# Writers and readers


def test_two_writers_in_a_company_take_turns_and_the_second_sees_what_the_first_wrote(office, hosts):
    begun, go_on = threading.Event(), threading.Event()
    with ThreadPoolExecutor() as pool:
        first = pool.submit(rename, hosts[0], "office", "First", begun, go_on)
        assert begun.wait(5)
        second = pool.submit(rename, hosts[1], "office", "Second")
        somebody_waits(office)
        assert not second.done()
        go_on.set()
        assert (first.result(), second.result()) == ("Norwell & Sons", "First")


def test_two_companies_do_not_wait_for_each_other(office, hosts):
    office.records.add_workspace(Workspace("rival", "Rival Ltd", "UTC"))
    with hosts[0].desk_of("office"), ThreadPoolExecutor() as pool:
        assert pool.submit(rename, hosts[1], "rival", "Rival & Co").result(5) == "Rival Ltd"


def test_a_reader_is_never_held_up_and_sees_one_moment(office, hosts):
    with hosts[0].look_of("office") as before:
        names = [before.stores.workspace.company]
        with hosts[1].desk_of("office") as writer:
            writer.stores.people.save(replace(LEAVER, name="In the middle of it"))
            names.append(before.stores.people.get(LEAVER.id).name)
        names += [before.stores.people.by_address(LEAVER.address).name]
    assert names == ["Norwell & Sons", LEAVER.name, LEAVER.name]


# The same job on two hosts


def test_a_reading_that_two_are_given_is_done_by_one(office, hosts):
    office.begun()
    waiting = take(office, BOOK)
    came = at_once(*(partial(worker.read, parts, "office", waiting.id) for parts in hosts))
    assert sorted(came) == [ReadingState.DONE, worker.NOTHING]
    with office.look() as desk:
        assert desk.stores.contacts.count(office.departure_id) == 2


def test_a_run_of_drafts_that_two_are_given_is_done_by_one(office, hosts):
    run = begin(switched_on(office.approved()))
    came = at_once(*(partial(worker.place, parts, "office", run.id) for parts in hosts))
    assert sorted(came) == [DraftingState.DONE, worker.NOTHING]
    assert len(list((office.settings.mailboxes / LEAVER.id / "drafts").iterdir())) == 5


def test_the_daily_job_on_two_hosts_does_nothing_twice(office, hosts):
    office.approved().move(days=70)
    done = at_once(*(partial(worker.see_to, parts, "office") for parts in hosts))
    assert sorted(len(one.moved) for one in done) == [0, 1]
    with office.look() as desk:
        verbs = [entry.verb for entry in desk.stores.audit.entries()]
    assert verbs.count("move_to_manager") == 1


def test_two_daily_jobs_end_an_upload_that_was_left_once(office, hosts):
    office.begun()
    asking = take(office, csv_of("Ada,ada@rossi.example", header="Wer,Wohin"))
    office.now += KEPT_FOR
    at_once(*(partial(worker.see_to, parts, "office") for parts in hosts))
    assert (now(office, asking).state, now(office, asking).error) == (ReadingState.FAILED, "reading_too_old")


# The queue


def test_a_job_that_got_lost_in_the_queue_is_found_by_the_sweep_of_another(office, hosts):
    office.begun()
    waiting = take(office, BOOK)
    hosts[0].queue.read_contacts("office", waiting.id)
    queue = open_queue(office.settings.queue, office.key)
    assert hosts[1].queue.depth() == 1
    queue.flush()
    office.move(minutes=1)
    sweep = sweep_for(queue, READ_CONTACTS, partial(worker.read, hosts[1]), partial(worker.lost_readings, hosts[1]))
    sweep.look()
    queue.execute(queue.dequeue())
    queue.execute(queue.dequeue())
    assert (now(office, waiting).state, hosts[0].queue.depth()) == (ReadingState.DONE, 0)


def test_a_connection_that_broke_costs_no_wake_up(office, hosts):
    hosts[0].queue.read_contacts("office", "reading-1")
    with psycopg.connect(office.settings.queue, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    hosts[0].queue.read_contacts("office", "reading-2")
    assert in_queue(office) == [("office", "reading-1"), ("office", "reading-2")]
    with hosts[0].look_of("office") as desk:
        assert desk.stores.workspace.id == "office"


def test_a_server_whose_machine_vanished_is_given_up_within_a_minute(office, hosts):
    with office.engine.connect() as connection:
        records = connection.connection.dbapi_connection.info.get_parameters()
    queue = open_queue(office.settings.queue, office.key).storage.conn.info.get_parameters()
    assert records["connect_timeout"] == queue["connect_timeout"] == "10"
    assert int(records["tcp_user_timeout"]) == int(queue["tcp_user_timeout"]) <= 60_000


def test_a_killed_workers_work_goes_on_when_its_lease_is_over(office, hosts):
    run = begin(switched_on(office.approved()))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("segue.desk.drafting_work._go", _dies)
        with pytest.raises(SystemExit):
            worker.place(hosts[0], "office", run.id)
    office.move(minutes=1, seconds=59)
    assert list(worker.lost_draftings(hosts[1])) == []
    office.move(seconds=1)
    assert list(worker.lost_draftings(hosts[1])) == [("office", run.id)]
    assert worker.place(hosts[1], "office", run.id) == DraftingState.DONE


def _dies(*_: object) -> None:
    raise SystemExit


def test_depth_and_age_of_the_queue_are_told_by_every_host(office, hosts):
    office.begun()
    waiting = take(office, BOOK)
    hosts[0].queue.read_contacts("office", waiting.id)
    say_here(open_queue(office.settings.queue, office.key), office.now)
    office.move(minutes=3)
    told = CollectorRegistry()
    told.register(Now(hosts[1]))
    assert told.get_sample_value("segue_queue_depth") == 1
    assert told.get_sample_value("segue_job_oldest_age_seconds", {"kind": READ_CONTACTS}) == 180
    assert told.get_sample_value("segue_worker_seen_timestamp_seconds") == office.now.timestamp() - 180


def test_the_doctor_tells_of_the_queue_in_postgresql(office, hosts, clock):
    hosts[0].queue.read_contacts("office", "reading-1")
    found = {check.name: (check.ok, check.says) for check in queue_checks(office.settings)}
    assert found["queue"][0] is False
    assert found["queue"][1].startswith("wake-ups waiting: 1")


# A worker that is asked to stop


def working(office):
    """Fork a worker that takes jobs until it is asked to stop; returns its process id."""
    child = os.fork()
    if child:
        return child
    try:
        parts, stopping = another_process(office), threading.Event()
        queue = open_queue(office.settings.queue, office.key)
        sweep_for(queue, READ_CONTACTS, partial(worker._read_or_say, parts, stopping=stopping), list)
        sweep_for(queue, PLACE_DRAFTS, partial(worker._place_or_say, parts), list)
        work(queue, stopping)
    finally:
        os._exit(0)


def in_queue(office):
    """Return the rows that somebody is to be woken up for; looks that the clock put there are of none."""
    queue = open_queue(office.settings.queue, office.key)
    for name in (READ_CONTACTS, PLACE_DRAFTS):
        sweep_for(queue, name, lambda *ids: None, list)
    return [job.args for job in queue.pending() if job.args]


def stopped_when(child, begun):
    """Ask a worker to stop once it has begun; returns the seconds that it took."""
    ends = time.monotonic() + 10
    while not begun():
        assert time.monotonic() < ends, "it did not begin"
        time.sleep(0.01)
    asked = time.monotonic()
    os.kill(child, signal.SIGTERM)
    os.waitpid(child, 0)
    return time.monotonic() - asked


def test_a_worker_stopped_in_a_run_of_drafts_gives_it_back_and_another_goes_on_at_once(office, hosts, monkeypatch):
    run = begin(switched_on(office.approved()))
    monkeypatch.setattr("segue.desk.drafting_work.SLICE", 3)
    placed = FolderDrafts.place
    monkeypatch.setattr(FolderDrafts, "place", lambda box, letter: (time.sleep(0.1), placed(box, letter))[1])
    hosts[0].queue.place_drafts("office", run.id)
    took_seconds = stopped_when(working(office), lambda: as_it_stands(office, run).leased_until)
    left = as_it_stands(office, run)
    assert took_seconds < 5
    assert (left.state, left.leased_until, in_queue(office)) == (DraftingState.RUNNING, None, [("office", run.id)])
    assert worker.place(hosts[1], "office", run.id) == DraftingState.DONE


def test_a_worker_stopped_in_a_long_reading_leaves_it_and_another_goes_on_at_once(office, hosts, monkeypatch):
    office.begun()
    rows = [f"Ada {n},ada{n}@rossi.example,Rossi" for n in range(300)]
    waiting = take(office, csv_of(*rows))
    monkeypatch.setattr("segue.desk.carry_out.ROWS_BETWEEN", 10)
    told = carry_out._tell
    monkeypatch.setattr("segue.desk.carry_out._tell", lambda *how: (time.sleep(0.1), told(*how)))
    hosts[0].queue.read_contacts("office", waiting.id)
    took_seconds = stopped_when(working(office), lambda: now(office, waiting).rows)
    left = now(office, waiting)
    assert took_seconds < 5
    assert (left.state, left.leased_until, left.taken) == (ReadingState.WAITING, None, 0)
    assert in_queue(office) == [("office", waiting.id)]
    monkeypatch.setattr("segue.desk.carry_out._tell", told)
    assert worker.read(hosts[1], "office", waiting.id) == ReadingState.DONE
    assert now(office, waiting).counts.kept == 300

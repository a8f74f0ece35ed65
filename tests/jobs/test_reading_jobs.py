"""Readings in the queue: a job is a wake-up, signed, with identifiers alone; lost ones are found (C8)."""

import os
import signal
import subprocess
import sys
import threading
from datetime import datetime, timedelta

import pytest
from structlog.testing import capture_logs

from fakes.intake import csv_of, now, take
from fakes.office import Office
from segue import worker
from segue.desk.carry_out import LEASE
from segue.desk.ports import ReadingState
from segue.jobs.queue import open_queue
from segue.jobs.seen import keep_saying
from segue.jobs.wake_ups import READ_CONTACTS, JobQueue, sweep_for

KEY = b"k" * 32
BOOK = csv_of("Ada Rossi,ada@rossi.example,Rossi", "Ugo Neri,ugo@neri.example,Neri")


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path).begun()


def parts(office):
    return office.app.extensions["segue"]


def test_what_the_pages_put_there_the_worker_does(tmp_path):
    done = []
    queue = open_queue(tmp_path / "jobs.db", KEY)
    sweep_for(queue, READ_CONTACTS, lambda *ids: done.append(ids), list)
    JobQueue(tmp_path / "jobs.db", KEY).read_contacts("office", "reading-1")
    queue.execute(queue.dequeue())
    assert done == [("office", "reading-1")]


def test_a_job_holds_identifiers_alone(tmp_path):
    JobQueue(tmp_path / "jobs.db", KEY).read_contacts("office", "reading-1")
    queue = open_queue(tmp_path / "jobs.db", KEY)
    sweep_for(queue, READ_CONTACTS, lambda *ids: None, list)
    assert [job.args for job in queue.pending()] == [("office", "reading-1")]


def test_a_queue_that_cannot_be_written_costs_nothing_but_a_minute(tmp_path):
    (tmp_path / "jobs.db").mkdir()
    with capture_logs() as logs:
        JobQueue(tmp_path / "jobs.db", KEY).read_contacts("office", "reading-1")
    assert [(one["event"], one["row"]) for one in logs] == [("not_queued", "reading-1")]


def test_the_sweep_comes_every_minute_and_queues_what_is_lost(tmp_path):
    done = []
    queue = open_queue(tmp_path / "jobs.db", KEY, immediate=True)
    sweep = sweep_for(queue, READ_CONTACTS, lambda *ids: done.append(ids), lambda: [("office", "lost")])
    sweep.look()
    assert done == [("office", "lost")]
    noon = datetime(2026, 9, 1, 12, 0)  # noqa: DTZ001  # the queue's own clock
    assert all(queue.read_periodic(noon + timedelta(minutes=minute)) for minute in range(3))


def test_the_wired_job_reads_and_logs_no_names(office):
    waiting = take(office, BOOK)
    with capture_logs() as logs:
        worker.read(parts(office), "office", waiting.id)
    assert [client.name for client in office.clients()] == ["Ugo Neri", "Ada Rossi"]
    assert [(one["state"], one["rows"]) for one in logs] == [(ReadingState.DONE, 2)]
    assert not [word for word in ("Rossi", "Neri", "book.csv") if word in str(logs)]


def test_a_failure_is_logged_by_its_kind_alone(office, monkeypatch):
    def broken(*args):
        raise ValueError("Ada Rossi")

    monkeypatch.setattr(worker, "read", broken)
    with capture_logs() as logs:
        worker._read_or_say(parts(office), "office", "reading-1")
    assert [(one["event"], one["error"]) for one in logs] == [("job", "ValueError")]
    assert "Rossi" not in str(logs)


def test_each_job_is_one_line_with_kind_row_time_and_outcome(office):
    waiting = take(office, BOOK)
    with capture_logs() as logs:
        worker._read_or_say(parts(office), "office", waiting.id)
        worker._read_or_say(parts(office), "office", waiting.id)
    told = [one for one in logs if one["event"] == "job"]
    assert [(one["job"], one["reading"], one["outcome"]) for one in told] == [
        (READ_CONTACTS, waiting.id, "done"),
        (READ_CONTACTS, waiting.id, "nothing"),
    ]
    assert all(one["ms"] >= 0 for one in told)
    runs = parts(office).counts.registry.get_sample_value
    assert runs("segue_job_runs_total", {"kind": READ_CONTACTS, "outcome": "done"}) == 1


def test_another_process_sees_when_the_worker_was_there(tmp_path, clock):
    queue = JobQueue(tmp_path / "jobs.db", KEY)
    assert (queue.worker_seen(), queue.depth()) == (None, 0)
    stop = threading.Event()
    stop.set()
    keep_saying(open_queue(tmp_path / "jobs.db", KEY), clock, stop)
    queue.read_contacts("office", "reading-1")
    assert (queue.worker_seen(), queue.depth()) == (clock(), 1)


def test_a_queue_that_cannot_be_opened_tells_nothing_of_the_worker(tmp_path):
    (tmp_path / "jobs.db").mkdir()
    queue = JobQueue(tmp_path / "jobs.db", KEY)
    assert (queue.worker_seen(), queue.depth()) == (None, 0)


def test_the_daily_job_lets_no_upload_lie(office):
    asking = take(office, csv_of("Ada,ada@rossi.example", header="Wer,Wohin"))
    office.move(days=1)
    worker.see_to(parts(office), "office")
    assert now(office, asking).state is ReadingState.FAILED


DIES = """
import os, signal, sys
from pathlib import Path
sys.path[:0] = sys.argv[2:]
from fakes.office import Office
from fakes.intake import openers
import segue.desk.carry_out as work

whole = work.keep_problems
def dying(*args):
    os.kill(os.getpid(), signal.SIGKILL)
work.keep_problems = dying
office = Office(Path(sys.argv[1]))
with office.look() as desk:
    (waiting,) = desk.stores.readings.open()
work.carry_out(openers(office), waiting.id, lambda person: None)
"""


def test_a_process_killed_while_it_writes_leaves_nothing_and_the_next_does_it_once(office):
    waiting = take(office, BOOK)
    died = subprocess.run(
        [sys.executable, "-c", DIES, str(office.folder), *sys.path], env=dict(os.environ), check=False
    )
    assert died.returncode == -signal.SIGKILL
    assert (now(office, waiting).state, office.clients()) == (ReadingState.READING, [])
    office.now += LEASE
    ((workspace_id, reading_id),) = worker.lost_readings(parts(office))
    worker.read(parts(office), workspace_id, reading_id)
    worker.read(parts(office), workspace_id, reading_id)
    assert now(office, waiting).counts.kept == 2
    with office.look() as desk:
        assert desk.stores.contacts.count(office.departure_id) == 2

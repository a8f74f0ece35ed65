"""Runs of drafts in the queue: a job is a wake-up; lost ones are found, long ones take turns (H6)."""

import pytest
from structlog.testing import capture_logs

from fakes.drafting import as_it_stands, begin, switched_on, to_check
from fakes.office import LEAVER, Office
from segue import worker
from segue.desk.hand_out import released_letter
from segue.desk.ports import DraftingState
from segue.desk.submitted import DraftRecord
from segue.jobs.queue import open_queue
from segue.jobs.wake_ups import PLACE_DRAFTS, READ_CONTACTS, JobQueue, sweep_for

KEY = b"k" * 32


@pytest.fixture
def office(tmp_path):
    return switched_on(Office(tmp_path).approved())


def parts(office):
    return office.app.extensions["segue"]


def folder(office):
    return office.settings.mailboxes / LEAVER.id / "drafts"


def test_each_kind_of_job_comes_to_who_does_it(tmp_path):
    done = []
    queue = open_queue(tmp_path / "jobs.db", KEY)
    sweep_for(queue, READ_CONTACTS, lambda *ids: done.append(("read", *ids)), list)
    sweep_for(queue, PLACE_DRAFTS, lambda *ids: done.append(("place", *ids)), list)
    JobQueue(tmp_path / "jobs.db", KEY).place_drafts("office", "run-1")
    JobQueue(tmp_path / "jobs.db", KEY).read_contacts("office", "reading-1")
    for _ in range(2):
        queue.execute(queue.dequeue())
    assert done == [("place", "office", "run-1"), ("read", "office", "reading-1")]


def test_the_wired_job_puts_the_letters_there_and_logs_no_names(office):
    run = begin(office)
    with capture_logs() as logs:
        assert worker.place(parts(office), "office", run.id) == DraftingState.DONE
    assert (as_it_stands(office, run).state, len(list(folder(office).iterdir()))) == (DraftingState.DONE, 5)
    assert [(one["event"], one["state"]) for one in logs] == [("drafting", DraftingState.DONE)]
    assert not [name for name in ("Tom", "Stainsby", "brightwater") if name in str(logs)]


def test_a_run_whose_job_got_lost_is_found(office):
    run = begin(office)
    assert list(worker.lost_draftings(parts(office))) == [("office", run.id)]
    worker.place(parts(office), "office", run.id)
    assert list(worker.lost_draftings(parts(office))) == []


def test_the_rest_of_a_long_run_is_queued_again(office, monkeypatch):
    monkeypatch.setattr("segue.desk.drafting_work.SLICE", 2)
    run = begin(office)
    worker._place_or_say(parts(office), "office", run.id)
    queue = open_queue(office.settings.queue, office.key)
    sweep_for(queue, PLACE_DRAFTS, lambda *ids: None, list)
    assert [job.args for job in queue.pending()] == [("office", run.id)]


def test_the_sweep_looks_for_drafts_that_nobody_is_sure_of(office):
    with office.desk() as desk:
        letter = desk.stores.letters.get(office.letter("Tom").id)
        begun = DraftRecord("office", letter.id, letter.digest, person_id=LEAVER.id, unclear_at=desk.now)
        desk.stores.letters.save_draft(begun)
        released = released_letter(desk, LEAVER, letter.id)
    parts(office).mailboxes.drafts(LEAVER).place(released)
    office.move(minutes=1)
    assert to_check(office) == {"Tom": "looking"}
    assert list(worker.lost_draftings(parts(office))) == []
    assert to_check(office) == {}


@pytest.mark.parametrize(
    ("broken", "job", "event"),
    [
        ("place", lambda office: worker._place_or_say(parts(office), "office", "run-1"), "job"),
        ("look_for_unclear", lambda office: list(worker.lost_draftings(parts(office))), "drafts_not_looked_for"),
    ],
)
def test_a_failure_is_logged_by_its_kind_alone(office, monkeypatch, broken, job, event):
    def fails(*args):
        raise ValueError("Tom Stainsby")

    monkeypatch.setattr(worker, broken, fails)
    with capture_logs() as logs:
        job(office)
    assert [(one["event"], one["error"]) for one in logs] == [(event, "ValueError")]
    assert "Tom" not in str(logs)

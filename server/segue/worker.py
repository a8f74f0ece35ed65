"""Wires the jobs: readings, runs of drafts, the daily one; who they are done for, and what the log says of it."""

import threading
from collections.abc import Iterator
from functools import partial

import structlog

from segue.app import parts_of
from segue.config import Settings
from segue.desk.carry_out import carry_out, lost
from segue.desk.daily import Daily, daily, is_due
from segue.desk.drafting_lease import lost as lost_runs
from segue.desk.drafting_work import work_on
from segue.desk.ports import DraftingState
from segue.desk.unclear_drafts import look_for_unclear
from segue.doors.counts import share_counts
from segue.doors.metrics_alone import serve_metrics
from segue.doors.wiring import Wiring
from segue.job_line import one_job
from segue.jobs.daily import schedule
from segue.jobs.queue import open_queue
from segue.jobs.seen import keep_saying
from segue.jobs.wake_ups import PLACE_DRAFTS, READ_CONTACTS, sweep_for
from segue.jobs.worker import work
from segue.logs import set_up_logs
from segue.serving import require_free

MORE, NOTHING = "more", "nothing"
"""What came of a job: the rest can be done at once, by whomever; or there was nothing for this process to do."""

log = structlog.get_logger()


def see_to(parts: Wiring, workspace_id: str) -> Daily:
    """Do the daily job of one company; safe to do again, and twice at once."""
    done = daily(partial(parts.desk_of, workspace_id), parts.mailboxes.drafts, parts.erasures, parts.identities)
    _log(workspace_id, done)
    parts.records.forget_sessions(workspace_id, parts.clock())
    if not parts.records.wipe():
        log.warning("wipe_put_off")
    return done


def due(parts: Wiring) -> Iterator[str]:
    """Yield the ids of the companies for which the job has not gone through today."""
    for workspace in parts.records.workspaces():
        with parts.look_of(workspace.id) as desk:
            wanted = is_due(desk)
        if wanted:
            yield workspace.id


def read(parts: Wiring, workspace_id: str, reading_id: str, stopping: threading.Event | None = None) -> str:
    """Carry out a reading of contacts; safe to do again, and twice at once. Says what came of it."""
    is_stopping = (stopping or threading.Event()).is_set
    done = carry_out(parts.openers_of(workspace_id), reading_id, parts.mailboxes.contacts, is_stopping)
    if done is None:
        return NOTHING
    log.info("reading", workspace=workspace_id, reading=reading_id, state=done.state, rows=done.rows)
    return MORE if done.not_before is not None and done.not_before <= parts.clock() else done.state


def lost_readings(parts: Wiring) -> Iterator[tuple[str, str]]:
    """Yield the workspace's and the reading's id for each whose job got lost."""
    for workspace in parts.records.workspaces():
        with parts.look_of(workspace.id) as desk:
            found = lost(desk)
        yield from ((workspace.id, reading_id) for reading_id in found)


def place(parts: Wiring, workspace_id: str, drafting_id: str) -> str:
    """Go on with a run of drafts; safe to do again, and twice at once. Says what came of it."""
    done = work_on(parts.openers_of(workspace_id), drafting_id, parts.mailboxes.drafts, parts.mailboxes.drafts_allowed)
    if done is None:
        return NOTHING
    log.info("drafting", workspace=workspace_id, drafting=drafting_id, state=done.state, why=done.error)
    return MORE if done.state is DraftingState.RUNNING and done.not_before is None else done.state


def lost_draftings(parts: Wiring) -> Iterator[tuple[str, str]]:
    """Yield the ids of each run that nobody is at and that may go on, and look for the drafts that are unclear."""
    for workspace in parts.records.workspaces():
        with parts.look_of(workspace.id) as desk:
            found = lost_runs(desk)
        yield from ((workspace.id, drafting_id) for drafting_id in found)
        _look_or_say(parts, workspace.id)


def run(settings: Settings, until_stdin_ends: bool = False, with_metrics: bool = False) -> None:
    """Take jobs until stopped; the first look is now, since the machine may have slept.

    ``with_metrics`` answers a Prometheus too, where the settings have its secret.
    """
    set_up_logs(settings)
    if settings.metrics_token.get_secret_value():
        share_counts(settings.metrics, "worker")
    parts = parts_of(settings)
    if with_metrics and parts.metrics_token:
        require_free(settings.host, settings.port)
        serve_metrics(parts, settings.host, settings.port)
    queue = open_queue(settings.queue, parts.key)
    wake = schedule(queue, partial(due, parts), partial(_see_to_or_say, parts))
    stopping = threading.Event()
    do_read = partial(_read_or_say, parts, stopping=stopping)
    readings = sweep_for(queue, READ_CONTACTS, do_read, partial(lost_readings, parts))
    drafts = sweep_for(queue, PLACE_DRAFTS, partial(_place_or_say, parts), partial(lost_draftings, parts))
    for look in (wake.look, readings.look, drafts.look):
        look()
    threading.Thread(target=keep_saying, args=(queue, parts.clock, threading.Event()), daemon=True).start()
    work(queue, stopping, until_stdin_ends)


def _see_to_or_say(parts: Wiring, workspace_id: str) -> None:
    """Do it, or say what failed; the next hour tries again."""
    with one_job(parts.counts, "daily", workspace=workspace_id):
        see_to(parts, workspace_id)


def _read_or_say(parts: Wiring, workspace_id: str, reading_id: str, stopping: threading.Event | None = None) -> None:
    """Do it, or say what failed: it is found again when its lease is over; what was left is another's at once."""
    with one_job(parts.counts, READ_CONTACTS, workspace=workspace_id, reading=reading_id) as job:
        job.outcome = read(parts, workspace_id, reading_id, stopping)
        if job.outcome == MORE:
            parts.queue.read_contacts(workspace_id, reading_id)


def _place_or_say(parts: Wiring, workspace_id: str, drafting_id: str) -> None:
    """Do it, or say what failed; the rest of a long run has its turn after the other work."""
    with one_job(parts.counts, PLACE_DRAFTS, workspace=workspace_id, drafting=drafting_id) as job:
        job.outcome = place(parts, workspace_id, drafting_id)
        if job.outcome == MORE:
            parts.queue.place_drafts(workspace_id, drafting_id)


def _look_or_say(parts: Wiring, workspace_id: str) -> None:
    """Look for unclear drafts, or say by its kind alone what failed."""
    try:
        look_for_unclear(parts.openers_of(workspace_id), parts.mailboxes.drafts)
    except Exception as error:  # the next minute tries again
        log.error("drafts_not_looked_for", workspace=workspace_id, error=type(error).__name__)  # noqa: TRY400  # no traceback


def _log(workspace_id: str, done: Daily) -> None:
    if done.moved or done.asked or done.erased:
        log.info("daily", workspace=workspace_id, moved=done.moved, asked=done.asked, erased=done.erased)
    for departure_id, error in done.failed.items():
        log.error("daily_failed", workspace=workspace_id, departure=departure_id, error=error)
    if done.connected:
        log.warning("account_not_ended", workspace=workspace_id, people=done.connected)
    if done.away:
        log.info("drafts_away", workspace=workspace_id, count=done.away)
    for seen in done.drafts:
        log.info("draft_left", workspace=workspace_id, letter=seen.draft.letter_id, fate=seen.fate)

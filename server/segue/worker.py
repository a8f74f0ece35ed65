"""Wires the jobs: readings, runs of drafts, the daily one; who they are done for, and what the log says of it."""

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
from segue.doors.wiring import Wiring
from segue.jobs.daily import schedule
from segue.jobs.queue import open_queue
from segue.jobs.wake_ups import PLACE_DRAFTS, READ_CONTACTS, sweep_for
from segue.jobs.worker import work

log = structlog.get_logger()


def see_to(parts: Wiring, workspace_id: str) -> Daily:
    """Do the daily job of one company; safe to do again, and twice at once."""
    done = daily(partial(parts.desk_of, workspace_id), parts.mailboxes.drafts, parts.erasures, parts.identities)
    _log(workspace_id, done)
    parts.records.forget_sessions(parts.clock())
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


def read(parts: Wiring, workspace_id: str, reading_id: str) -> None:
    """Carry out a reading of contacts; safe to do again, and twice at once."""
    done = carry_out(parts.openers_of(workspace_id), reading_id, parts.mailboxes.contacts)
    if done is not None:
        log.info("reading", workspace=workspace_id, reading=reading_id, state=done.state, rows=done.rows)


def lost_readings(parts: Wiring) -> Iterator[tuple[str, str]]:
    """Yield the workspace's and the reading's id for each whose job got lost."""
    for workspace in parts.records.workspaces():
        with parts.look_of(workspace.id) as desk:
            found = lost(desk)
        yield from ((workspace.id, reading_id) for reading_id in found)


def place(parts: Wiring, workspace_id: str, drafting_id: str) -> bool:
    """Go on with a run of drafts; safe to do again, and twice at once. Says whether it can go on at once."""
    done = work_on(parts.openers_of(workspace_id), drafting_id, parts.mailboxes.drafts, parts.mailboxes.drafts_allowed)
    if done is None:
        return False
    log.info("drafting", workspace=workspace_id, drafting=drafting_id, state=done.state, why=done.error)
    return done.state is DraftingState.RUNNING and done.not_before is None


def lost_draftings(parts: Wiring) -> Iterator[tuple[str, str]]:
    """Yield the ids of each run that nobody is at and that may go on, and look for the drafts that are unclear."""
    for workspace in parts.records.workspaces():
        with parts.look_of(workspace.id) as desk:
            found = lost_runs(desk)
        yield from ((workspace.id, drafting_id) for drafting_id in found)
        _look_or_say(parts, workspace.id)


def run(settings: Settings, until_stdin_ends: bool = False) -> None:
    """Take jobs until stopped; the first look is now, since the machine may have slept."""
    parts = parts_of(settings)
    queue = open_queue(settings.queue, parts.key)
    wake = schedule(queue, partial(due, parts), partial(_see_to_or_say, parts))
    readings = sweep_for(queue, READ_CONTACTS, partial(_read_or_say, parts), partial(lost_readings, parts))
    drafts = sweep_for(queue, PLACE_DRAFTS, partial(_place_or_say, parts), partial(lost_draftings, parts))
    for look in (wake.look, readings.look, drafts.look):
        look()
    work(queue, until_stdin_ends)


def _see_to_or_say(parts: Wiring, workspace_id: str) -> None:
    """Do it, or say by its kind alone what failed: what an exception tells may hold names."""
    try:
        see_to(parts, workspace_id)
    except Exception as error:  # the next hour tries again
        log.error("daily_failed", workspace=workspace_id, error=type(error).__name__)  # noqa: TRY400  # no traceback


def _read_or_say(parts: Wiring, workspace_id: str, reading_id: str) -> None:
    """Do it, or say by its kind alone what failed; it is found again when its lease is over."""
    try:
        read(parts, workspace_id, reading_id)
    except Exception as error:  # the sweep tries again
        log.error("reading_failed", workspace=workspace_id, reading=reading_id, error=type(error).__name__)  # noqa: TRY400  # no traceback


def _place_or_say(parts: Wiring, workspace_id: str, drafting_id: str) -> None:
    """Do it, or say by its kind alone what failed; the rest of a long run has its turn after the other work."""
    try:
        if place(parts, workspace_id, drafting_id):
            parts.queue.place_drafts(workspace_id, drafting_id)
    except Exception as error:  # the sweep tries again
        log.error("drafting_failed", workspace=workspace_id, drafting=drafting_id, error=type(error).__name__)  # noqa: TRY400  # no traceback


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

"""Wires the jobs: readings of contacts, and the daily one; who they are done for, and what the log says of it."""

from collections.abc import Iterator
from functools import partial

import structlog

from segue.app import parts_of
from segue.config import Settings
from segue.desk.carry_out import carry_out, lost
from segue.desk.daily import Daily, daily, is_due
from segue.doors.wiring import Wiring
from segue.jobs.daily import schedule
from segue.jobs.queue import open_queue
from segue.jobs.readings import schedule_readings
from segue.jobs.worker import work

log = structlog.get_logger()


def see_to(parts: Wiring, workspace_id: str) -> Daily:
    """Do the daily job of one company; safe to do again, and twice at once."""
    done = daily(partial(parts.desk_of, workspace_id), parts.mailboxes.drafts, parts.erasures)
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


def run(settings: Settings, until_stdin_ends: bool = False) -> None:
    """Take jobs until stopped; the first look is now, since the machine may have slept."""
    parts = parts_of(settings)
    queue = open_queue(settings.queue, parts.key)
    wake = schedule(queue, partial(due, parts), partial(_see_to_or_say, parts))
    sweep = schedule_readings(queue, partial(_read_or_say, parts), partial(lost_readings, parts))
    wake.look()
    sweep.look()
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


def _log(workspace_id: str, done: Daily) -> None:
    if done.moved or done.asked or done.erased:
        log.info("daily", workspace=workspace_id, moved=done.moved, asked=done.asked, erased=done.erased)
    for departure_id, error in done.failed.items():
        log.error("daily_failed", workspace=workspace_id, departure=departure_id, error=error)
    for seen in done.drafts:
        log.info("draft_left", workspace=workspace_id, letter=seen.draft.letter_id, fate=seen.fate)

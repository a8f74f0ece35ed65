"""Wires the daily job: which companies have a new day, what is done for each, and what the log says of it."""

from collections.abc import Iterator
from functools import partial

import structlog

from segue.app import parts_of
from segue.config import Settings
from segue.desk.daily import Daily, daily, is_due
from segue.desk.desk import Desk
from segue.doors.wiring import Wiring
from segue.jobs.daily import schedule
from segue.jobs.queue import open_queue
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
        with parts.records.reading(workspace.id) as stores:
            wanted = is_due(Desk(stores, parts.packs, parts.key, parts.clock(), parts.new_id))
        if wanted:
            yield workspace.id


def run(settings: Settings, until_stdin_ends: bool = False) -> None:
    """Take jobs until stopped; the first look is now, since the machine may have slept."""
    parts = parts_of(settings)
    queue = open_queue(settings.queue, parts.key)
    wake = schedule(queue, partial(due, parts), partial(_see_to_or_say, parts))
    wake.look()
    work(queue, until_stdin_ends)


def _see_to_or_say(parts: Wiring, workspace_id: str) -> None:
    """Do it, or say by its kind alone what failed: what an exception tells may hold names."""
    try:
        see_to(parts, workspace_id)
    except Exception as error:  # the next hour tries again
        log.error("daily_failed", workspace=workspace_id, error=type(error).__name__)  # noqa: TRY400  # no traceback


def _log(workspace_id: str, done: Daily) -> None:
    if done.moved or done.asked or done.erased:
        log.info("daily", workspace=workspace_id, moved=done.moved, asked=done.asked, erased=done.erased)
    for departure_id, error in done.failed.items():
        log.error("daily_failed", workspace=workspace_id, departure=departure_id, error=error)
    for seen in done.drafts:
        log.info("draft_left", workspace=workspace_id, letter=seen.draft.letter_id, fate=seen.fate)

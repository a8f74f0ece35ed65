"""Who is at a run of drafts, and what he writes of it: taken up, heard of, and given back (H6)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from segue.departure.errors import MailboxBusy, NotFound, NotNow, SegueError
from segue.departure.people import Person
from segue.departure.stage import Verb
from segue.desk.access import permit
from segue.desk.desk import Desk
from segue.desk.ports import GOES_ON, Drafting, DraftingState, OneLetter, Outcome
from segue.desk.release import require_looked
from segue.desk.submitted import DraftRecord

LEASE = timedelta(minutes=2)
"""How long a run is left to whoever took it up and has not been heard of since."""
RENEWED_AFTER = timedelta(seconds=10)
"""How much of a lease is used up before it is written anew."""
WAIT_UNASKED = timedelta(minutes=1)
"""How long a mailbox is left in peace that asks to wait and does not say for how long."""
LONGEST_WAIT = timedelta(days=1)


class NotMine(Exception):
    """The run was erased, or another took it over."""


def lost(desk: Desk) -> list[str]:
    """Return the runs that nobody is at and whose mailbox may be asked now."""
    return [one.id for one in desk.stores.draftings.running() if _is_free(desk, one)]


@dataclass(frozen=True)
class Taken:
    """A run that was taken up, when and whose it is, its letters to go, and what is known of their earlier drafts."""

    at: datetime
    drafting: Drafting
    person: Person
    to_go: tuple[str, ...]
    before: Mapping[str, DraftRecord]


def take(desk: Desk, drafting_id: str) -> Taken | None:
    """Take a run up; None where it rests, waits, or its mailbox is in use."""
    try:
        drafting = desk.stores.draftings.get(drafting_id)
    except NotFound:
        return None
    if not _is_free(desk, drafting) or any(_is_at(desk, one, drafting) for one in desk.stores.draftings.running()):
        return None
    drafting = replace(drafting, taken=drafting.taken + 1, leased_until=desk.now + LEASE, not_before=None)
    desk.stores.draftings.save(drafting)
    letters = desk.stores.draftings.letters(drafting_id)
    to_go = tuple(one.letter_id for one in letters if one.outcome is Outcome.TODO)
    drafts = desk.stores.draftings.drafts(drafting.departure_id, drafting.person_id)
    before = {one.letter_id: one for one in drafts if one.ref and one.unclear_at is None}
    return Taken(desk.now, drafting, desk.stores.people.get(drafting.person_id), to_go, before)


def hear(desk: Desk, taken: Drafting, seen: list[OneLetter]) -> bool:
    """Note what came of letters and keep the lease; says whether nobody paused or ended it. Raises NotMine."""
    drafting = _mine(desk, taken)
    desk.stores.draftings.note(drafting.id, seen)
    if drafting.leased_until is None or drafting.leased_until - desk.now < LEASE - RENEWED_AFTER:
        desk.stores.draftings.save(replace(drafting, leased_until=desk.now + LEASE))
    return drafting.state is DraftingState.RUNNING


def require_allowed(desk: Desk, taken: Drafting) -> None:
    """Raise what keeps all letters of a run from leaving; each is checked again by itself before it is placed."""
    person = desk.stores.people.get(taken.person_id)
    require_looked(permit(desk, person, taken.departure_id, Verb.HAND_OUT), person.id)
    if not person.active:
        raise NotNow("drafting_off")
    if not desk.policy.bulk_drafts:
        raise NotNow("drafting_switched_off")


def give_back(desk: Desk, taken: Drafting, trouble: SegueError | None) -> Drafting:
    """Leave a run as it now stands: over, stopped by trouble, or for the next to go on with. Raises NotMine."""
    drafting = replace(_mine(desk, taken), leased_until=None)
    if drafting.state in GOES_ON:
        drafting = _after(desk, drafting, trouble)
    desk.stores.draftings.save(drafting)
    return drafting


def wait_of(busy: SegueError) -> timedelta:
    """Return for how long a mailbox asked to be left in peace."""
    seconds = busy.values.get("wait_seconds")
    wanted = timedelta(seconds=float(seconds)) if isinstance(seconds, int | float) else WAIT_UNASKED
    return min(max(wanted, timedelta(seconds=1)), LONGEST_WAIT)


def _is_free(desk: Desk, drafting: Drafting) -> bool:
    waits = drafting.not_before is not None and drafting.not_before > desk.now
    return drafting.state is DraftingState.RUNNING and not _is_leased(desk, drafting) and not waits


def _is_at(desk: Desk, other: Drafting, drafting: Drafting) -> bool:
    """Say whether somebody is at another run for the same mailbox."""
    return other.id != drafting.id and other.person_id == drafting.person_id and _is_leased(desk, other)


def _is_leased(desk: Desk, drafting: Drafting) -> bool:
    return drafting.leased_until is not None and drafting.leased_until > desk.now


def _after(desk: Desk, drafting: Drafting, trouble: SegueError | None) -> Drafting:
    if not desk.stores.draftings.counts(drafting.id).get(Outcome.TODO):
        over = replace(drafting, state=DraftingState.DONE, ended_at=desk.now)
    elif isinstance(trouble, MailboxBusy):
        return replace(drafting, not_before=desk.now + wait_of(trouble))
    elif trouble is not None:
        values = {name: str(value) for name, value in trouble.values.items()}
        stopped = replace(drafting, state=DraftingState.STOPPED, error=trouble.code, error_values=values)
        over = replace(stopped, ended_at=desk.now)
    else:
        return drafting
    desk.record("", "end_drafting", drafting.departure_id, drafting.id, why=over.error or over.state)
    return over


def _mine(desk: Desk, taken: Drafting) -> Drafting:
    """Return the run as it is; raises NotMine when it is this caller's no more."""
    try:
        drafting = desk.stores.draftings.get(taken.id)
    except NotFound as gone:
        raise NotMine from gone
    if drafting.taken != taken.taken:
        raise NotMine
    return drafting

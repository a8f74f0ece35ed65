"""One turn of a run of drafts, in one transaction: what came of letters is noted, and the next ones are begun (H6)."""

from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime

from segue.departure.errors import MailboxBusy, MailboxRefused, NotConnected, NotFound, SegueError
from segue.desk.desk import Desk
from segue.desk.drafting_lease import NotMine, Taken, hear, require_allowed
from segue.desk.drafting_outcomes import graver, outcome_of
from segue.desk.one_draft import Begun, begin_draft, note_made
from segue.desk.ports import OneLetter, Outcome, Placed
from segue.desk.unconfirmed import Unconfirmed, unconfirmed_contacts

MOST_REFUSED = 3
"""Refusals in a row that stop a run: the fault is not the letters'."""


@dataclass(frozen=True)
class Answered:
    """What a mailbox answered that was asked for the draft of a letter: the draft, or why it did nothing."""

    begun: Begun
    came: Placed | SegueError


Came = Answered | OneLetter
"""What came of a letter: an answer that is to be noted, or what was noted already."""


@dataclass(frozen=True)
class ToAsk:
    """A letter to ask the mailbox about: one that was ``begun``, an ``orphan`` to remove, else one with a past."""

    letter_id: str
    begun: Begun | None = None
    orphan: Placed | None = None


@dataclass
class Slice:
    """What is being done of a run: letters to go, those on their way, and what keeps more from being begun.

    None is begun after ``until``. ``is_lost`` once another took the run over; ``orphans`` are drafts that were made of
    letters erased meanwhile.
    """

    taken: Taken
    to_go: deque[str]
    until: datetime
    refused_in_a_row: int = 0
    trouble: SegueError | None = None
    failed: Exception | None = None
    is_lost: bool = False
    orphans: list[ToAsk] = field(default_factory=list)
    on_their_way: dict[Future[Came], ToAsk] = field(default_factory=dict)

    @property
    def is_stopped(self) -> bool:
        """Say whether something keeps more letters from being begun."""
        return self.is_lost or self.trouble is not None or self.failed is not None


def turn(desk: Desk, now: Slice, came: Sequence[tuple[ToAsk, Future[Came]]], room: int) -> list[ToAsk]:
    """Note what came of letters, and return those to ask the mailbox about next: they were checked at this moment."""
    seen = [one for letter, future in came if (one := _noted(desk, now, letter, future))]
    goes_on = _goes_on(desk, now, seen)
    orphans, now.orphans = now.orphans, []
    return [*orphans, *(_begun(desk, now, room - len(orphans)) if goes_on else [])]


def _goes_on(desk: Desk, now: Slice, seen: list[OneLetter]) -> bool:
    """Keep the lease, and say whether more letters may be begun; what was made is noted whoever has the run."""
    try:
        goes_on = hear(desk, now.taken.drafting, seen)
        require_allowed(desk, now.taken.drafting)
    except NotMine:
        now.is_lost = True
    except SegueError as closed:
        now.trouble = graver(now.trouble, closed)
    return not now.is_stopped and goes_on


def _begun(desk: Desk, now: Slice, room: int) -> list[ToAsk]:
    """Begin the next letters; what keeps one of them from leaving is noted of that one."""
    begun, left = list[ToAsk](), list[OneLetter]()
    unconfirmed = unconfirmed_contacts(desk, desk.stores.departures.get(now.taken.drafting.departure_id))
    while now.to_go and len(begun) < room and not now.is_stopped and desk.now < now.until:
        letter_id = now.to_go.popleft()
        try:
            begun.append(_next(desk, now.taken, letter_id, unconfirmed))
        except Exception as said:
            left += filter(None, [_outcome(now, letter_id, said)])
    desk.stores.draftings.note(now.taken.drafting.id, left)
    return begun


def _next(desk: Desk, taken: Taken, letter_id: str, unconfirmed: Unconfirmed) -> ToAsk:
    """Begin a letter, unless an earlier draft of it has to be seen to first."""
    if letter_id in taken.before:
        return ToAsk(letter_id)
    begun = begin_draft(desk, taken.person, letter_id, unconfirmed)
    return ToAsk(letter_id, begun if begun.is_new else None)


def _noted(desk: Desk, now: Slice, letter: ToAsk, future: Future[Came]) -> OneLetter | None:
    """Write what came of a letter and return it, None where it is still to do."""
    try:
        one = _written(desk, now, letter.letter_id, future.result())
    except Exception as said:
        return _counted(now, _outcome(now, letter.letter_id, said))
    return _counted(now, one)


def _written(desk: Desk, now: Slice, letter_id: str, came: Came) -> OneLetter:
    if isinstance(came, OneLetter):
        return came
    try:
        note_made(desk, now.taken.person, came.begun, came.came)
    except NotFound:
        if isinstance(came.came, Placed):
            now.orphans.append(ToAsk(letter_id, orphan=came.came))
        raise
    if isinstance(came.came, SegueError):
        raise came.came
    return OneLetter(letter_id, Outcome.PLACED)


def _outcome(now: Slice, letter_id: str, said: Exception) -> OneLetter | None:
    """Return what an error means for its letter, None where it is still to do; what concerns more is kept."""
    try:
        return outcome_of(letter_id, said)
    except (MailboxBusy, NotConnected) as trouble:
        now.trouble = graver(now.trouble, trouble)
        return None
    except Exception as failed:  # nobody foresaw it: its letter is shown, and whoever runs this hears of it
        now.failed = failed
        return OneLetter(letter_id, Outcome.REFUSED, "failed")


def _counted(now: Slice, one: OneLetter | None) -> OneLetter | None:
    """Return what came of a letter; too many refusals in a row stop the run."""
    if one is not None:
        now.refused_in_a_row = now.refused_in_a_row + 1 if one.outcome is Outcome.REFUSED else 0
        if now.refused_in_a_row >= MOST_REFUSED:
            now.trouble = graver(now.trouble, MailboxRefused())
    return one

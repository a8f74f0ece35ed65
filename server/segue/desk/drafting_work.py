"""Carrying out a run of drafts: a few letters at a time, each in transactions of its own (H6).

Whoever is killed on the way is followed by another when his lease is over: what came of each letter stands in the
rows, and a letter whose draft may have been made is never made again (``one_draft``). The mailbox says how fast.
"""

from collections import deque
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from functools import partial

from segue.departure.errors import (
    MailboxBusy,
    MailboxRefused,
    MailboxTrouble,
    NotConnected,
    NotFound,
    NotNow,
    SegueError,
)
from segue.departure.people import Person
from segue.desk.drafting_lease import NotMine, Taken, give_back, hear, require_allowed, take, wait_of
from segue.desk.one_draft import place_draft
from segue.desk.ports import DraftBox, DraftFate, Drafting, OneLetter, Outcome
from segue.desk.readings import Openers
from segue.desk.submitted import DraftRecord

SLICE = 200
"""Letters in one go: other work in the queue has its turn between two."""
MOST_REFUSED = 3
"""Refusals in a row that stop a run: the fault is not the letters'."""

BoxOf = Callable[[Person], DraftBox]
IsOffered = Callable[[Person], bool]
"""Whether the setting of a person's mailbox lets letters be put in Drafts by themselves."""


@dataclass
class _Slice:
    """What is being done of a run: letters to go, those on their way, and what keeps more from being begun."""

    taken: Taken
    to_go: deque[str]
    refused_in_a_row: int = 0
    trouble: SegueError | None = None
    failed: Exception | None = None
    on_their_way: dict[Future[OneLetter], str] = field(default_factory=dict)


def work_on(
    openers: Openers, drafting_id: str, box_of: BoxOf, is_offered: IsOffered, in_flight: int = 4
) -> Drafting | None:
    """Go on with a run as far as it goes now; returns it as it then stands, None when it was not this caller's to do.

    It is *running* still where the mailbox asked to wait or the slice was over. What nobody foresaw passes through
    once the letters on their way are noted; its letter is noted as refused.
    """
    with openers.change() as desk:
        taken = take(desk, drafting_id)
    if taken is None:
        return None
    now = _Slice(taken, deque(taken.to_go))
    try:
        _go(openers, now, partial(_offered_box, box_of, is_offered), in_flight)
        with openers.change() as desk:
            drafting = give_back(desk, taken.drafting, now.trouble)
    except NotMine:
        return None
    if now.failed is not None:
        raise now.failed
    return drafting


def _go(openers: Openers, now: _Slice, box_of: BoxOf, in_flight: int) -> None:
    """Keep a few letters on their way until the slice is over, or something keeps more from being begun."""
    try:
        box = box_of(now.taken.person)
    except SegueError as trouble:
        now.trouble = trouble
        return
    left, seen = SLICE, list[OneLetter]()
    with ThreadPoolExecutor(in_flight) as pool:
        while True:
            goes_on = _heard(openers, now, seen)
            while goes_on and left and now.to_go and len(now.on_their_way) < in_flight:
                letter_id, left = now.to_go.popleft(), left - 1
                now.on_their_way[pool.submit(_drafted, openers, now.taken, letter_id, box)] = letter_id
            if not now.on_their_way:
                return
            done, _ = wait(now.on_their_way, return_when=FIRST_COMPLETED)
            seen = [one for future in done if (one := _outcome(now, future, now.on_their_way.pop(future)))]


def _offered_box(box_of: BoxOf, is_offered: IsOffered, person: Person) -> DraftBox:
    """Return a person's Drafts; a setting changes only with a new start, after which the run is taken up anew."""
    if not is_offered(person):
        raise NotNow("drafting_switched_off")
    return box_of(person)


def _heard(openers: Openers, now: _Slice, seen: list[OneLetter]) -> bool:
    """Note what came of letters; says whether more may be begun."""
    with openers.change() as desk:
        goes_on = hear(desk, now.taken.drafting, seen)
        try:
            require_allowed(desk, now.taken.drafting)
        except SegueError as closed:
            now.trouble = _graver(now.trouble, closed)
    return goes_on and now.trouble is None and now.failed is None


def _drafted(openers: Openers, taken: Taken, letter_id: str, box: DraftBox) -> OneLetter:
    """Place one letter's draft and say what came of it; raises what concerns more than this letter."""
    try:
        _require_none_gone(taken.before.get(letter_id), box)
        place_draft(openers.change, taken.person, letter_id, box)
    except (MailboxBusy, NotConnected):
        raise
    except MailboxRefused as refused:
        return OneLetter(letter_id, Outcome.REFUSED, refused.code)
    except (MailboxTrouble, OSError) as silent:
        if not _is_begun(openers, letter_id):  # it was asked something else: nothing was made
            raise MailboxBusy() from silent
        return OneLetter(letter_id, Outcome.UNCLEAR)
    except NotFound:
        return OneLetter(letter_id, Outcome.LEFT, "letter_not_released")
    except SegueError as left:
        is_unclear = left.code == "draft_unclear"
        return OneLetter(letter_id, Outcome.UNCLEAR) if is_unclear else OneLetter(letter_id, Outcome.LEFT, left.code)
    return OneLetter(letter_id, Outcome.PLACED)


def _require_none_gone(before: DraftRecord | None, box: DraftBox) -> None:
    """Raise NotNow where a letter's outdated draft is in the mailbox no more: its owner may have sent it."""
    if before is not None and box.fate(before.ref, before.stamp) in (DraftFate.GONE, DraftFate.SENT):
        raise NotNow("draft_gone")


def _is_begun(openers: Openers, letter_id: str) -> bool:
    with openers.look() as desk:
        known = desk.stores.letters.draft(letter_id)
    return known is not None and known.unclear_at is not None


def _outcome(now: _Slice, future: Future[OneLetter], letter_id: str) -> OneLetter | None:
    """Return what came of a letter, None where it is still to do; what concerns more than this letter is kept."""
    try:
        one = future.result()
    except (MailboxBusy, NotConnected) as trouble:
        now.trouble = _graver(now.trouble, trouble)
        return None
    except Exception as failed:  # nobody foresaw it: its letter is shown, and whoever runs this hears of it
        now.failed = failed
        return OneLetter(letter_id, Outcome.REFUSED, "failed")
    now.refused_in_a_row = now.refused_in_a_row + 1 if one.outcome is Outcome.REFUSED else 0
    if now.refused_in_a_row >= MOST_REFUSED:
        now.trouble = _graver(now.trouble, MailboxRefused())
    return one


def _graver(known: SegueError | None, other: SegueError) -> SegueError:
    """Return which of two troubles counts: one that a person has to see to, else the longer wait."""
    if known is None or not isinstance(other, MailboxBusy):
        return other
    return other if isinstance(known, MailboxBusy) and wait_of(other) > wait_of(known) else known

"""Carrying out a run of drafts: a few letters at a time, each turn in a transaction of its own (H6).

Between two turns the mailbox is asked, and only for letters that the turn checked and wrote to be about to be made.
Whoever is killed on the way is followed by another when his lease is over: what came of each letter stands in the
rows, and a letter whose draft may have been made is never made again (``one_draft``). The mailbox says how fast.
"""

from collections import deque
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import timedelta
from functools import partial

from segue.departure.errors import MailboxBusy, MailboxTrouble, NotNow, SegueError
from segue.departure.people import Person
from segue.desk.drafting_lease import NotMine, Taken, give_back, take
from segue.desk.drafting_outcomes import NOT_THERE
from segue.desk.drafting_turn import Answered, Came, Slice, ToAsk, turn
from segue.desk.one_draft import NOT_DONE, ask_for_draft, place_draft, removed_untouched
from segue.desk.ports import DraftBox, DraftFate, Drafting, OneLetter, Outcome
from segue.desk.readings import Openers
from segue.desk.submitted import DraftRecord

SLICE = 200
"""Letters in one go: other work in the queue has its turn between two."""
LONGEST_SLICE = timedelta(seconds=10)
"""How long letters are begun in one go, however slow the mailbox: who stops the worker waits for the end of it."""

BoxOf = Callable[[Person], DraftBox]
IsOffered = Callable[[Person], bool]
"""Whether the setting of a person's mailbox lets letters be put in Drafts by themselves."""


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
    now = Slice(taken, deque(taken.to_go[:SLICE]), until=taken.at + LONGEST_SLICE)
    try:
        _go(openers, now, partial(_offered_box, box_of, is_offered), in_flight)
        with openers.change() as desk:
            drafting = give_back(desk, taken.drafting, now.trouble)
    except NotMine:
        return None
    if now.failed is not None:
        raise now.failed
    return drafting


def _go(openers: Openers, now: Slice, box_of: BoxOf, in_flight: int) -> None:
    """Keep a few letters on their way until the slice is over, or something keeps more from being begun."""
    try:
        box = box_of(now.taken.person)
    except SegueError as trouble:
        now.trouble = trouble
        return
    done = set[Future[Came]]()
    with ThreadPoolExecutor(in_flight) as pool:
        while True:
            came = [(now.on_their_way.pop(one), one) for one in done]
            with openers.change() as desk:
                to_ask = turn(desk, now, came, in_flight - len(now.on_their_way))
            now.on_their_way |= {pool.submit(_asked, openers, now.taken, one, box): one for one in to_ask}
            if not now.on_their_way:
                return
            done, _ = wait(now.on_their_way, return_when=FIRST_COMPLETED)


def _offered_box(box_of: BoxOf, is_offered: IsOffered, person: Person) -> DraftBox:
    """Return a person's Drafts; a setting changes only with a new start, after which the run is taken up anew."""
    if not is_offered(person):
        raise NotNow("drafting_switched_off")
    return box_of(person)


def _asked(openers: Openers, taken: Taken, letter: ToAsk, box: DraftBox) -> Came:
    """Ask the mailbox about one letter; raises what leaves open whether its draft was made."""
    if letter.orphan is not None:
        removed_untouched(box, letter.orphan)
        return OneLetter(letter.letter_id, Outcome.LEFT, NOT_THERE)
    if letter.begun is not None:
        return Answered(letter.begun, ask_for_draft(box, letter.begun))
    return _placed(openers, taken, letter.letter_id, box)


def _placed(openers: Openers, taken: Taken, letter_id: str, box: DraftBox) -> OneLetter:
    """Place the draft of a letter that had one before, or may have it; each step is a transaction of its own."""
    try:
        _require_none_gone(taken.before.get(letter_id), box)
        place_draft(openers.change, taken.person, letter_id, box)
    except NOT_DONE:
        raise
    except (MailboxTrouble, OSError) as silent:
        if not _is_begun(openers, letter_id):  # it was asked something else: nothing was made
            raise MailboxBusy() from silent
        raise
    return OneLetter(letter_id, Outcome.PLACED)


def _require_none_gone(before: DraftRecord | None, box: DraftBox) -> None:
    """Raise NotNow where a letter's outdated draft is in the mailbox no more: its owner may have sent it."""
    if before is not None and box.fate(before.ref, before.stamp) in (DraftFate.GONE, DraftFate.SENT):
        raise NotNow("draft_gone")


def _is_begun(openers: Openers, letter_id: str) -> bool:
    with openers.look() as desk:
        known = desk.stores.letters.draft(letter_id)
    return known is not None and known.unclear_at is not None

"""Drafts of which nobody knows whether they were made: looked for again, and taken over when they are found (H6).

A mailbox may find late what was made. What it does not find after the last look is its owner's to see to
(``drafts_to_check``); nothing is ever made again here. The mailbox is asked between two transactions.
"""

from collections.abc import Callable
from dataclasses import replace

from segue.departure.errors import MailboxBusy, NotFound, SegueError
from segue.departure.people import Person
from segue.desk.desk import Desk
from segue.desk.drafts_to_check import is_to_look_for
from segue.desk.hand_out import released_letter
from segue.desk.left_drafts import owner_of
from segue.desk.one_draft import note_placed
from segue.desk.ports import DraftBox
from segue.desk.readings import Openers
from segue.desk.release import ReleasedLetter
from segue.desk.submitted import DraftRecord

BoxOf = Callable[[Person], DraftBox]


def look_for_unclear(openers: Openers, box_of: BoxOf) -> int:
    """Look once for each unclear draft whose time has come; returns how many were found.

    A mailbox that asks to wait is left in peace until the next time.
    """
    with openers.look() as desk:
        due = [one for one in desk.stores.draftings.unclear_drafts() if is_to_look_for(one, desk.now)]
    found, busy = 0, set[str]()
    for draft in due:
        if draft.person_id not in busy:
            try:
                found += _looked_for(openers, draft, box_of)
            except MailboxBusy:
                busy.add(draft.person_id)
    return found


def _looked_for(openers: Openers, draft: DraftRecord, box_of: BoxOf) -> bool:
    with openers.look() as desk:
        owner, released = owner_of(desk, draft), _released(desk, draft)
    ref = _found(owner, released, box_of) if owner is not None and released is not None else None
    with openers.change() as desk:
        return _noted(desk, draft, owner, ref)


def _found(owner: Person, released: ReleasedLetter, box_of: BoxOf) -> str | None:
    try:
        return box_of(owner).find(released)
    except MailboxBusy:
        raise
    except (SegueError, OSError):  # not connected, or no answer: it counts as not found
        return None


def _released(desk: Desk, draft: DraftRecord) -> ReleasedLetter | None:
    """Return the letter if it may leave as it was drafted; nobody looks for what is no letter any more."""
    try:
        released = released_letter(desk, desk.stores.people.get(draft.person_id), draft.letter_id)
    except SegueError:
        return None
    return released if released.digest == draft.digest else None


def _noted(desk: Desk, draft: DraftRecord, owner: Person | None, ref: str | None) -> bool:
    """Write what came of a look, unless somebody was quicker; says whether the draft is there."""
    if desk.stores.letters.draft(draft.letter_id) != draft:
        return False
    try:
        letter = desk.stores.letters.get(draft.letter_id)
    except NotFound:  # the draft's record is seen to with those whose letters are gone
        return False
    if ref and owner is not None:
        note_placed(desk, owner, draft, ref, "")
        return True
    if draft.looks == 0:
        desk.record(draft.person_id, "draft_unclear", letter.departure_id, letter.id, digest=draft.digest)
    desk.stores.letters.save_draft(replace(draft, looks=draft.looks + 1))
    return False

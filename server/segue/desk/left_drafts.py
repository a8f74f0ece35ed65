"""Drafts whose letters are gone: what nobody touched is removed from the mailbox, what was edited is listed (H6, A4).

The mailbox is asked between two transactions, never inside one. What fails is tried again by the
daily job, since the record of a draft stays until the draft is seen to be gone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from segue.departure.errors import NotFound, SegueError
from segue.departure.people import Person
from segue.desk.desk import Desk, OpenDesk
from segue.desk.ports import DraftBox
from segue.desk.submitted import DraftRecord


class Fate(StrEnum):
    """What became of a draft.

    One that was *edited*, or whose mailbox is *unreachable*, is looked at again later; *unsure* is what a
    crash left: its owner has to look.
    """

    REMOVED = "removed"
    GONE = "gone"
    UNSURE = "unsure"
    EDITED = "edited"
    UNREACHABLE = "unreachable"


SETTLED = (Fate.REMOVED, Fate.GONE, Fate.UNSURE)
TO_LOOK_AT = (Fate.UNSURE, Fate.EDITED, Fate.UNREACHABLE)
"""What may still stand in a mailbox."""


@dataclass(frozen=True)
class Seen:
    """One draft, and what became of it."""

    draft: DraftRecord
    fate: Fate


def clear_left_drafts(open_desk: OpenDesk, box_of: Callable[[Person], DraftBox]) -> list[Seen]:
    """Remove the untouched drafts of letters that are gone, and say of each what became of it."""
    with open_desk() as desk:
        left = [(draft, owner_of(desk, draft)) for draft in desk.stores.letters.drafts_left()]
    seen = [Seen(draft, cleared(draft, owner, box_of)) for draft, owner in left]
    done = [one for one in seen if one.fate in SETTLED]
    if done:
        with open_desk() as desk:
            for one in done:
                desk.stores.letters.forget_draft(one.draft.letter_id)
    return seen


def owner_of(desk: Desk, draft: DraftRecord) -> Person | None:
    """Return whose mailbox it is, None where nobody has it any more."""
    try:
        return desk.stores.people.get(draft.person_id)
    except NotFound:
        return None


def cleared(draft: DraftRecord, owner: Person | None, box_of: Callable[[Person], DraftBox]) -> Fate:
    """Remove a draft that nobody touched, and say what became of it; for between two transactions."""
    if owner is None:
        return Fate.GONE
    try:
        fate = _in_box(draft, box_of(owner)) if draft.ref else Fate.UNSURE
    except (SegueError, OSError):
        return Fate.UNREACHABLE
    is_unsure = not draft.placed and draft.digest  # cut short while it was made
    return Fate.UNSURE if fate is Fate.GONE and is_unsure else fate


def _in_box(draft: DraftRecord, box: DraftBox) -> Fate:
    stamp = box.stamp(draft.ref)
    if stamp is None:
        return Fate.GONE
    if stamp != draft.stamp:
        return Fate.EDITED
    box.remove(draft.ref)
    return Fate.REMOVED

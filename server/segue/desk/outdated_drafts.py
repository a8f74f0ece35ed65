"""Drafts of letters that wait again, were sent back or read differently now (H6).

What nobody touched is removed from the mailbox, what was edited is listed for its owner (``drafts_to_check``). First it
is written down that the draft is no longer one of the letter, then the mailbox is asked, outside any transaction; what
fails or was cut short is found again by the next daily job.
"""

from collections.abc import Callable
from dataclasses import replace

from segue.departure.letter_state import LetterState, Told
from segue.departure.people import Person
from segue.desk.desk import Desk, OpenDesk
from segue.desk.left_drafts import SETTLED, Fate, Seen, cleared, owner_of
from segue.desk.openings import in_force
from segue.desk.ports import DraftBox
from segue.desk.steps import save_step
from segue.desk.submitted import DraftRecord


def clear_outdated_drafts(open_desk: OpenDesk, box_of: Callable[[Person], DraftBox]) -> list[Seen]:
    """Remove the untouched drafts of letters that are not approved as they stand there; say of each what became of it.

    A draft that is being made, or nobody knows of whether it was, is left alone.
    """
    with open_desk() as desk:
        outdated = [(_disowned(desk, draft), owner_of(desk, draft)) for draft in outdated_drafts(desk)]
    seen = [Seen(draft, cleared(draft, owner, box_of) if draft.ref else Fate.EDITED) for draft, owner in outdated]
    done = [one for one in seen if one.fate in SETTLED]
    if done:
        with open_desk() as desk:
            for one in done:
                _settle(desk, one)
    return seen


def outdated_drafts(desk: Desk) -> list[DraftRecord]:
    """Return what is known of the drafts that are none of their letters any more."""
    return [draft for draft in desk.stores.letters.drafts_outdated() if not _is_approved(desk, draft)]


def _is_approved(desk: Desk, draft: DraftRecord) -> bool:
    letter, approval = desk.stores.letters.get(draft.letter_id), desk.stores.letters.approval(draft.letter_id)
    word = in_force(approval, letter, desk.key) if approval and letter.state is LetterState.APPROVED else None
    return word is not None and word.digest == draft.digest


def _disowned(desk: Desk, draft: DraftRecord) -> DraftRecord:
    """Write down that a draft holds no letter that may leave: whoever makes one anew looks for it first."""
    noted = replace(draft, digest="", placed=False)
    if noted != draft:
        desk.stores.letters.save_draft(noted)
    return noted


def _settle(desk: Desk, seen: Seen) -> None:
    """Forget a draft that is gone, unless another was begun meanwhile; one that was removed told nobody."""
    forgotten = desk.stores.letters.drop_draft(seen.draft)
    if not forgotten or seen.fate is not Fate.REMOVED:
        return
    letter = desk.stores.letters.get(seen.draft.letter_id)
    desk.record("", "remove_draft", letter.departure_id, letter.id)
    if letter.status is Told.DRAFTED:
        save_step(desk, letter, replace(letter, status=Told.TO_DO))

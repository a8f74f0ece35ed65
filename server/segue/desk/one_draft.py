"""One letter to a Drafts folder, once: never two drafts of it, and none that nobody knows of is made again (H6)."""

from contextlib import suppress
from dataclasses import replace
from typing import NoReturn

from segue.departure.errors import (
    MailboxBusy,
    MailboxRefused,
    MailboxTrouble,
    NotConnected,
    NotFound,
    NotNow,
)
from segue.departure.letter_state import Told
from segue.departure.people import Person
from segue.desk.desk import Desk, OpenDesk
from segue.desk.hand_out import released_letter
from segue.desk.mark import note_status
from segue.desk.ports import DraftBox, Placed
from segue.desk.release import ReleasedLetter
from segue.desk.submitted import DraftRecord

NOT_DONE = (MailboxBusy, MailboxRefused, NotConnected)
"""What a mailbox says when it did nothing."""


def place_draft(open_desk: OpenDesk, actor: Person, letter_id: str, box: DraftBox) -> ReleasedLetter:
    """Put one letter in the Drafts folder, once, whatever happens on the way; returns what was placed.

    What is about to be done is committed first, in the transaction that checks the release. Who then hears nothing
    looks for the draft and takes it over; one that is not found is never made again here (H6). Raises NotNow
    ``draft_unclear`` for such a one, and ``draft_edited`` where an earlier draft is its owner's to see to: neither is
    removed or doubled (``drafts_to_check``); and whatever the mailbox raises.
    """
    with open_desk() as desk:
        released = released_letter(desk, actor, letter_id)
        known = _own_draft(desk, actor, letter_id)
        if known is None:
            record = _begun(desk, actor, released)
    if known is None:
        return _made(open_desk, actor, released, record, box)
    if known.unclear_at is not None:
        return _looked_for(open_desk, actor, released, known, box)
    if known.placed and known.digest == released.digest:
        return released
    if not known.ref or not _removed_untouched(box, known.ref, known.stamp):
        _leave_to_its_owner(open_desk, actor, known, released)
    return _made_in_place_of(open_desk, actor, known, box)


def note_placed(desk: Desk, actor: Person, record: DraftRecord, ref: str, stamp: str) -> None:
    """Write that a draft is there; raises NotFound when its letter was erased.

    A letter that changed, closed or became another's meanwhile keeps its status: the draft is no longer its own.
    """
    placed = replace(record, placed=True, ref=ref, stamp=stamp, unclear_at=None, looks=0, gone_at=None)
    desk.stores.letters.save_draft(placed)
    desk.stores.draftings.settle(record.letter_id)
    letter = desk.stores.letters.get(record.letter_id)
    desk.record(actor.id, "place_draft", letter.departure_id, letter.id, digest=record.digest)
    if letter.status is Told.TO_DO and letter.digest == record.digest:
        with suppress(NotNow, NotFound):
            note_status(desk, actor, letter.id, Told.DRAFTED)


def _begun(desk: Desk, actor: Person, released: ReleasedLetter) -> DraftRecord:
    """Write that a draft is about to be made: whoever finds no more than this does not know whether it was."""
    record = DraftRecord(
        desk.stores.workspace.id, released.letter_id, released.digest, person_id=actor.id, unclear_at=desk.now
    )
    desk.stores.letters.save_draft(record)
    desk.record(actor.id, "begin_draft", released.content.departure_id, record.letter_id, digest=record.digest)
    return record


def _made(
    open_desk: OpenDesk, actor: Person, released: ReleasedLetter, record: DraftRecord, box: DraftBox
) -> ReleasedLetter:
    try:
        placed = box.place(released)
    except NOT_DONE as said:
        with open_desk() as desk:
            desk.stores.letters.drop_draft(record)
            desk.record(actor.id, "draft_not_made", released.content.departure_id, record.letter_id, why=said.code)
        raise
    except (MailboxTrouble, OSError):
        ref = box.find(released)
        if not ref:
            raise
        placed = Placed(ref)  # it may have been edited already
    _keep(open_desk, actor, record, box, placed)
    return released


def _looked_for(
    open_desk: OpenDesk, actor: Person, released: ReleasedLetter, known: DraftRecord, box: DraftBox
) -> ReleasedLetter:
    """Take over the draft of an earlier try if it is there; it may have been edited, so it gets no stamp."""
    ref = box.find(released) if known.digest == released.digest else None
    if ref:
        _keep(open_desk, actor, known, box, Placed(ref))
        return released
    if known.digest == released.digest and box.finds_at_once:
        return _made(open_desk, actor, released, known, box)
    raise NotNow("draft_unclear")


def _made_in_place_of(open_desk: OpenDesk, actor: Person, known: DraftRecord, box: DraftBox) -> ReleasedLetter:
    """Make a draft where an outdated one was removed, unless the letter was closed or drafted meanwhile."""
    with open_desk() as desk:
        released = released_letter(desk, actor, known.letter_id)
        if desk.stores.letters.draft(known.letter_id) not in (known, None):
            raise NotNow("draft_unclear")
        record = _begun(desk, actor, released)
    return _made(open_desk, actor, released, record, box)


def _keep(open_desk: OpenDesk, actor: Person, record: DraftRecord, box: DraftBox, placed: Placed) -> None:
    """Note a draft as placed; when its letter was erased meanwhile, nothing that was made here stays in the mailbox."""
    try:
        with open_desk() as desk:
            note_placed(desk, actor, record, placed.ref, placed.stamp)
    except NotFound:
        _removed_untouched(box, placed.ref, placed.stamp)
        raise


def _removed_untouched(box: DraftBox, ref: str, stamp: str) -> bool:
    """Remove a draft that is as it was made; says whether none is left there."""
    now = box.stamp(ref)
    if now is not None and now == stamp:
        box.remove(ref)
        return True
    return now is None


def _leave_to_its_owner(open_desk: OpenDesk, actor: Person, known: DraftRecord, released: ReleasedLetter) -> NoReturn:
    """Write down that a draft holds no letter that may leave, so that it is listed; raises NotNow."""
    with open_desk() as desk:
        if known.digest and desk.stores.letters.draft(known.letter_id) == known:
            desk.stores.letters.save_draft(replace(known, digest="", placed=False))
            desk.record(actor.id, "leave_draft", released.content.departure_id, known.letter_id)
    raise NotNow("draft_edited")


def _own_draft(desk: Desk, actor: Person, letter_id: str) -> DraftRecord | None:
    """Return what is known of a draft in the actor's own mailbox; another's, from before, is not his to remove."""
    known = desk.stores.letters.draft(letter_id)
    return known if known and known.person_id in ("", actor.id) else None

"""One letter to a Drafts folder, once: never two drafts of it, and none that nobody knows of is made again (H6)."""

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import NoReturn

from segue.departure.errors import (
    MailboxBusy,
    MailboxRefused,
    MailboxTrouble,
    NotConnected,
    NotFound,
    NotNow,
    SegueError,
)
from segue.departure.letter_state import Told
from segue.departure.people import Person
from segue.desk.desk import Desk, OpenDesk
from segue.desk.hand_out import released_letter
from segue.desk.mark import note_status
from segue.desk.ports import DraftBox, Placed
from segue.desk.release import ReleasedLetter
from segue.desk.submitted import DraftRecord
from segue.desk.unconfirmed import Unconfirmed

NOT_DONE = (MailboxBusy, MailboxRefused, NotConnected)
"""What a mailbox says when it did nothing."""


@dataclass(frozen=True)
class Begun:
    """A letter that may leave now, and the record of its draft: ``is_new`` where that was just written.

    ``may_be_there`` is one that may have been made after a backup that was restored since.
    """

    released: ReleasedLetter
    record: DraftRecord
    is_new: bool
    may_be_there: bool = False


def place_draft(open_desk: OpenDesk, actor: Person, letter_id: str, box: DraftBox) -> ReleasedLetter:
    """Put one letter in the Drafts folder, once, whatever happens on the way; returns what was placed.

    What is about to be done is committed first, in the transaction that checks the release. Who then hears nothing
    looks for the draft and takes it over; one that is not found is never made again here (H6). Raises NotNow
    ``draft_unclear`` for such a one, and ``draft_edited`` where an earlier draft is its owner's to see to: neither is
    removed or doubled (``drafts_to_check``); and whatever the mailbox raises.
    """
    with open_desk() as desk:
        begun = begin_draft(desk, actor, letter_id)
    released, known = begun.released, begun.record
    if begun.is_new:
        return _made(open_desk, actor, begun, box)
    if known.unclear_at is not None:
        return _looked_for(open_desk, actor, begun, box)
    if known.placed and known.digest == released.digest:
        return released
    if not known.ref or not removed_untouched(box, Placed(known.ref, known.stamp)):
        _leave_to_its_owner(open_desk, actor, known, released)
    return _made_in_place_of(open_desk, actor, known, box)


def begin_draft(desk: Desk, actor: Person, letter_id: str, unconfirmed: Unconfirmed | None = None) -> Begun:
    """Check that a letter may leave, and write that its draft is about to be made, unless one is known of.

    Whoever finds no more than that does not know whether it was made. Raises as ``released_letter``.
    """
    released = released_letter(desk, actor, letter_id, unconfirmed)
    known = _own_draft(desk, actor, letter_id)
    return _begun(desk, actor, released) if known is None else Begun(released, known, is_new=False)


def ask_for_draft(box: DraftBox, begun: Begun) -> Placed | SegueError:
    """Have one draft made, between two transactions; an error that is returned says that nothing was done.

    Whatever is raised leaves open whether the draft was made.
    """
    released = begun.released
    if begun.may_be_there and (known := _found_first(box, released)):
        return known
    try:
        return box.place(released)
    except NOT_DONE as said:
        return said
    except (MailboxTrouble, OSError):
        ref = box.find(released)
        if not ref:
            raise
        return Placed(ref)  # it may have been edited already


def _found_first(box: DraftBox, released: ReleasedLetter) -> Placed | SegueError | None:
    """Look for a draft before it is made; an error says that nothing was done, not even looked."""
    try:
        ref = box.find(released)
    except NOT_DONE as said:
        return said
    except (MailboxTrouble, OSError):
        return MailboxBusy()
    return Placed(ref) if ref else None


def note_made(desk: Desk, actor: Person, begun: Begun, came: Placed | SegueError) -> None:
    """Write what came of asking for a draft; raises NotFound when its letter was erased."""
    if isinstance(came, Placed):
        note_placed(desk, actor, begun.record, came.ref, came.stamp)
        return
    desk.stores.letters.drop_draft(begun.record)
    departure_id = begun.released.content.departure_id
    desk.record(actor.id, "draft_not_made", departure_id, begun.record.letter_id, why=came.code)


def note_placed(desk: Desk, actor: Person, record: DraftRecord, ref: str, stamp: str) -> None:
    """Write that a draft is there; raises NotFound when its letter was erased.

    A letter that changed, closed or became another's meanwhile keeps its status: the draft is no longer its own. One
    that a look found and noted before whoever made it could is not noted twice; only its maker knows the stamp.
    """
    placed = replace(record, placed=True, ref=ref, stamp=stamp, unclear_at=None, looks=0, gone_at=None)
    known = desk.stores.letters.draft(record.letter_id)
    desk.stores.letters.save_draft(placed)
    if known is not None and replace(known, stamp=stamp) == placed:
        return
    desk.stores.draftings.settle(record.letter_id)
    letter = desk.stores.letters.get(record.letter_id)
    desk.record(actor.id, "place_draft", letter.departure_id, letter.id, digest=record.digest)
    if letter.status is Told.TO_DO and letter.digest == record.digest:
        with suppress(NotNow, NotFound):
            note_status(desk, actor, letter.id, Told.DRAFTED)


def removed_untouched(box: DraftBox, placed: Placed) -> bool:
    """Remove a draft that is as it was made; says whether none is left there."""
    now = box.stamp(placed.ref)
    if now is not None and now == placed.stamp:
        box.remove(placed.ref)
        return True
    return now is None


def _begun(desk: Desk, actor: Person, released: ReleasedLetter) -> Begun:
    record = DraftRecord(
        desk.stores.workspace.id, released.letter_id, released.digest, person_id=actor.id, unclear_at=desk.now
    )
    desk.stores.letters.save_draft(record)
    desk.record(actor.id, "begin_draft", released.content.departure_id, record.letter_id, digest=record.digest)
    departure = desk.stores.departures.get(released.content.departure_id)
    return Begun(released, record, is_new=True, may_be_there=departure.restored is not None)


def _made(open_desk: OpenDesk, actor: Person, begun: Begun, box: DraftBox) -> ReleasedLetter:
    """Make a draft and note it; when its letter was erased meanwhile, nothing that was made stays in the mailbox."""
    _keep(open_desk, actor, begun, ask_for_draft(box, begun), box)
    return begun.released


def _looked_for(open_desk: OpenDesk, actor: Person, begun: Begun, box: DraftBox) -> ReleasedLetter:
    """Take over the draft of an earlier try if it is there; it may have been edited, so it gets no stamp."""
    is_its = begun.record.digest == begun.released.digest
    ref = box.find(begun.released) if is_its else None
    if ref:
        _keep(open_desk, actor, begun, Placed(ref), box)
        return begun.released
    if is_its and box.finds_at_once:
        return _made(open_desk, actor, begun, box)
    raise NotNow("draft_unclear")


def _made_in_place_of(open_desk: OpenDesk, actor: Person, known: DraftRecord, box: DraftBox) -> ReleasedLetter:
    """Make a draft where an outdated one was removed, unless the letter was closed or drafted meanwhile."""
    with open_desk() as desk:
        released = released_letter(desk, actor, known.letter_id)
        if desk.stores.letters.draft(known.letter_id) not in (known, None):
            raise NotNow("draft_unclear")
        begun = _begun(desk, actor, released)
    return _made(open_desk, actor, begun, box)


def _keep(open_desk: OpenDesk, actor: Person, begun: Begun, came: Placed | SegueError, box: DraftBox) -> None:
    """Note what came of asking for a draft, and raise it where nothing was made."""
    try:
        with open_desk() as desk:
            note_made(desk, actor, begun, came)
    except NotFound:
        if isinstance(came, Placed):
            removed_untouched(box, came)
        raise
    if isinstance(came, SegueError):
        raise came


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

"""Handing out: approved bytes to a compose window or a Drafts folder. It never sends (H1)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from segue.departure.errors import NotFound, NotNow, NotReleased, SegueError
from segue.departure.letter_state import Told
from segue.departure.people import Person
from segue.departure.stage import Verb
from segue.desk.access import permit, require_teller
from segue.desk.contact_points import why_on_hold
from segue.desk.desk import Desk, OpenDesk
from segue.desk.mark import set_status
from segue.desk.ports import DraftBox
from segue.desk.release import ReleasedLetter, release
from segue.desk.submitted import DraftRecord, SubmittedLetter

INSERT_WITHIN = timedelta(minutes=10)
"""How long a pane may insert the bytes that it was handed; then it has to ask again."""


@dataclass(frozen=True)
class HandedOut:
    """A released letter and the moment until which it may be inserted."""

    letter: ReleasedLetter
    expires_at: datetime


def open_letter(desk: Desk, actor: Person, letter_id: str) -> HandedOut:
    """Hand one letter to a compose window and record that; raises NotFound, NotApproved, NotReleased."""
    letter, released = _released(desk, actor, letter_id)
    desk.stores.letters.save(replace(letter, opened_at=desk.now))
    desk.record(actor.id, "open", letter.departure_id, letter.id, digest=released.digest)
    return HandedOut(released, desk.now + INSERT_WITHIN)


def released_letter(desk: Desk, actor: Person, letter_id: str) -> ReleasedLetter:
    """Return a letter if it may leave now; raises NotFound, NotApproved, NotReleased."""
    return _released(desk, actor, letter_id)[1]


def place_draft(open_desk: OpenDesk, actor: Person, letter_id: str, box: DraftBox) -> ReleasedLetter:
    """Put one letter in the Drafts folder, once, whatever happens on the way; returns what was placed.

    What is about to be done is committed first; after a crash the mailbox is asked before anything
    is made again, so that there are never two drafts of one letter. Raises NotNow where an earlier draft
    was edited: that one is its owner's to see to (``drafts_to_check``), and is neither removed nor doubled.
    """
    with open_desk() as desk:
        released = released_letter(desk, actor, letter_id)
        known = _own_draft(desk, actor, letter_id)
        if known and known.digest == released.digest and known.placed:
            return released
        outdated, stamp = (known.ref, known.stamp) if known else ("", "")
        record = DraftRecord(desk.stores.workspace.id, letter_id, released.digest, False, outdated, actor.id, stamp)
        desk.stores.letters.save_draft(record)
        desk.record(actor.id, "place_draft", released.content.departure_id, letter_id, digest=released.digest)
    if outdated and not _removed_untouched(box, outdated, stamp):
        raise NotNow("draft_edited")
    found = box.find(released)
    ref = found or box.place(released)
    # A draft of an earlier try may have been edited since: without a stamp it is never taken for untouched.
    stamp = "" if found else box.stamp(ref) or ""
    try:
        with open_desk() as desk:
            _note_placed(desk, actor, replace(record, placed=True, ref=ref, stamp=stamp))
    except NotFound:  # the letter was erased meanwhile: nothing that was made here stays in the mailbox
        _removed_untouched(box, ref, stamp)
        raise
    return released


def drafts_to_check(desk: Desk, actor: Person, departure_id: str) -> list[SubmittedLetter]:
    """Return the letters of which a draft may stand in the actor's mailbox that only he can see to (H6).

    He edited it before the letter changed, or nobody knows whether it was made.
    """
    drafts = desk.stores.letters.drafts_unsettled(departure_id)
    return [desk.stores.letters.get(draft.letter_id) for draft in drafts if draft.person_id == actor.id]


def _removed_untouched(box: DraftBox, ref: str, stamp: str) -> bool:
    """Remove a draft that is as it was made; says whether none is left there."""
    now = box.stamp(ref)
    if now is not None and now == stamp:
        box.remove(ref)
        return True
    return now is None


def _own_draft(desk: Desk, actor: Person, letter_id: str) -> DraftRecord | None:
    """Return what is known of a draft in the actor's own mailbox; another's, from before, is not his to remove."""
    known = desk.stores.letters.draft(letter_id)
    return known if known and known.person_id in ("", actor.id) else None


def _note_placed(desk: Desk, actor: Person, record: DraftRecord) -> None:
    desk.stores.letters.save_draft(record)
    if desk.stores.letters.get(record.letter_id).status is Told.TO_DO:
        set_status(desk, actor, record.letter_id, Told.DRAFTED)


def open_letters(desk: Desk, actor: Person, departure_id: str) -> list[str]:
    """Return the ids of all letters that may leave now and are still to be told."""
    permit(desk, actor, departure_id, Verb.HAND_OUT)
    ids = []
    for letter in desk.stores.letters.all(departure_id):
        if letter.status in (Told.SENT, Told.SKIPPED):
            continue
        try:
            _released(desk, actor, letter.id)
        except SegueError:
            continue
        ids.append(letter.id)
    return ids


def _released(desk: Desk, actor: Person, letter_id: str) -> tuple[SubmittedLetter, ReleasedLetter]:
    letter = desk.stores.letters.get(letter_id)
    departure = desk.stores.departures.get(letter.departure_id)
    require_teller(desk, actor, departure, letter)
    try:
        return letter, release(desk, departure, letter, desk.stores.letters.approval(letter_id))
    except NotReleased as closed:
        if closed.code == "contact_needs_manager":  # who may know more is told more
            raise why_on_hold(desk, actor, departure, letter) or closed from closed
        raise

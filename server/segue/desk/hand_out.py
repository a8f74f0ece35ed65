"""Handing out: approved bytes to a compose window or a Drafts folder. It never sends (H1)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from segue.departure.errors import NotFound, SegueError
from segue.departure.people import Person
from segue.desk.access import as_leaver
from segue.desk.desk import Desk, OpenDesk
from segue.desk.mark import set_status
from segue.desk.ports import DraftBox
from segue.desk.release import ReleasedLetter, release
from segue.desk.submitted import DraftRecord, SubmittedLetter, Told

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
    return HandedOut(released, desk.now + INSERT_WITHIN)


def released_letter(desk: Desk, actor: Person, letter_id: str) -> ReleasedLetter:
    """Return a letter if it may leave now; raises NotFound, NotApproved, NotReleased."""
    return _released(desk, actor, letter_id)[1]


def place_draft(open_desk: OpenDesk, actor: Person, letter_id: str, box: DraftBox) -> ReleasedLetter:
    """Put one letter in the Drafts folder, once, whatever happens on the way; returns what was placed.

    What is about to be done is committed first; after a crash the mailbox is asked before anything
    is made again, so that there are never two drafts of one letter.
    """
    with open_desk() as desk:
        released = released_letter(desk, actor, letter_id)
        known = desk.stores.letters.draft(letter_id)
        if known and known.digest == released.digest and known.placed:
            return released
        outdated = known.ref if known else ""
        desk.stores.letters.save_draft(
            DraftRecord(desk.stores.workspace.id, letter_id, released.digest, placed=False, ref=outdated)
        )
    if outdated:
        box.remove(outdated)
    ref = box.find(released) or box.place(released)
    with open_desk() as desk:
        desk.stores.letters.save_draft(DraftRecord(desk.stores.workspace.id, letter_id, released.digest, True, ref))
        letter = desk.stores.letters.get(letter_id)
        if letter.status is Told.TO_DO:
            set_status(desk, actor, letter_id, Told.DRAFTED)
    return released


def open_letters(desk: Desk, actor: Person, departure_id: str) -> list[str]:
    """Return the ids of all letters that may leave now and are still to be told."""
    as_leaver(desk, actor, departure_id)
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
    if departure.leaver_id != actor.id:
        raise NotFound()
    approval = desk.stores.letters.approval(letter_id)
    return letter, release(departure, letter, approval, desk.zone, desk.key, desk.now)

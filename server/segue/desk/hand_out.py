"""Handing out: approved bytes to a compose window; ``one_draft`` puts them in a Drafts folder. It never sends (H1)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from segue.departure.errors import NotReleased, SegueError
from segue.departure.letter_state import Told
from segue.departure.people import Person
from segue.departure.stage import Verb
from segue.desk.access import permit, require_teller
from segue.desk.contact_points import why_on_hold
from segue.desk.desk import Desk
from segue.desk.release import ReleasedLetter, release
from segue.desk.submitted import SubmittedLetter

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

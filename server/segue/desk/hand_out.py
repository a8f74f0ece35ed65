"""Handing out: approved bytes to a compose window; ``one_draft`` puts them in a Drafts folder. It never sends (H1)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from segue.departure.errors import NotNow, NotReleased, SegueError
from segue.departure.letter_state import BEGUN, OVER, Told
from segue.departure.people import Person
from segue.departure.stage import Verb
from segue.desk.access import permit, require_teller
from segue.desk.contact_points import why_on_hold
from segue.desk.desk import Desk
from segue.desk.release import ReleasedLetter, release
from segue.desk.submitted import SubmittedLetter
from segue.desk.unconfirmed import Unconfirmed

INSERT_WITHIN = timedelta(minutes=10)
"""How long a pane may insert the bytes that it was handed; then it has to ask again."""


@dataclass(frozen=True)
class HandedOut:
    """A released letter and the moment until which it may be inserted."""

    letter: ReleasedLetter
    expires_at: datetime


def open_letter(desk: Desk, actor: Person, letter_id: str, *, again: bool = False) -> HandedOut:
    """Hand one letter to a compose window and record that.

    Raises NotFound, NotApproved, NotReleased; NotNow ``letter_told_already`` for a client who knows or is skipped, and
    ``letter_in_drafts`` for a letter that stands in a Drafts folder, unless the actor wants it ``again``.
    """
    letter, released = _released(desk, actor, letter_id)
    if letter.status in OVER:
        raise NotNow("letter_told_already")
    if letter.status is Told.DRAFTED and not again:
        raise NotNow("letter_in_drafts")
    desk.stores.letters.save(replace(letter, opened_at=desk.now))
    desk.record(actor.id, "open", letter.departure_id, letter.id, digest=released.digest)
    return HandedOut(released, desk.now + INSERT_WITHIN)


def released_letter(
    desk: Desk, actor: Person, letter_id: str, unconfirmed: Unconfirmed | None = None
) -> ReleasedLetter:
    """Return a letter if it may leave now; raises NotFound, NotApproved, NotReleased."""
    return _released(desk, actor, letter_id, unconfirmed)[1]


def open_letters(desk: Desk, actor: Person, departure_id: str, *, again: bool = False) -> list[str]:
    """Return the ids of all letters that may leave now and are still to do, in the order of telling.

    With ``again`` those that stand in a mail program are among them; one that came back never is.
    """
    permit(desk, actor, departure_id, Verb.HAND_OUT)
    ids = []
    for letter in desk.stores.letters.all(departure_id):
        if letter.status not in (BEGUN | {Told.TO_DO} if again else {Told.TO_DO}):
            continue
        try:
            _released(desk, actor, letter.id)
        except SegueError:
            continue
        ids.append(letter.id)
    return ids


def _released(
    desk: Desk, actor: Person, letter_id: str, unconfirmed: Unconfirmed | None = None
) -> tuple[SubmittedLetter, ReleasedLetter]:
    letter = desk.stores.letters.get(letter_id)
    departure = desk.stores.departures.get(letter.departure_id)
    require_teller(desk, actor, departure, letter)
    try:
        return letter, release(desk, departure, letter, desk.stores.letters.approval(letter_id), unconfirmed)
    except NotReleased as closed:
        if closed.code == "contact_needs_manager":  # who may know more is told more
            raise why_on_hold(desk, actor, departure, letter) or closed from closed
        raise

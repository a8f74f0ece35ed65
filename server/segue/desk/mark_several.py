"""One word on several letters, and taking back what was said: of one letter or of all at once (H7)."""

from collections.abc import Collection
from datetime import datetime

from segue.departure.departure import Departure
from segue.departure.errors import NotApproved, NotFound, NotNow
from segue.departure.letter_state import KNOWS, Told, require_markable
from segue.departure.people import Person
from segue.departure.stage import Verb, after
from segue.desk.access import require_teller
from segue.desk.desk import Desk
from segue.desk.mark import require_last_told, require_reason, take_step
from segue.desk.reconsider import reconsider
from segue.desk.submitted import StatusChange, SubmittedLetter
from segue.desk.tellers import as_teller

Step = tuple[SubmittedLetter, Told, str]
"""A letter as it was, and the status and reason that it is to have."""


def mark_several(
    desk: Desk, actor: Person, departure_id: str, letter_ids: Collection[str], status: Told, reason: str = ""
) -> int:
    """Set one status, with one reason, for several letters that the actor hands out; returns how many changed.

    A letter that cannot have it stays as it is: not approved, another's, withdrawn or corrected meanwhile. Raises
    NotFound, NotNow when the departure is over, InputError for a skip without a reason.
    """
    departure = _marked_by(desk, actor, departure_id)
    require_reason(status, reason)
    letters = desk.stores.letters.some(departure_id, letter_ids)
    return _take(desk, actor, departure, [(letter, status, reason) for letter in letters])


def undo_marks(desk: Desk, actor: Person, departure_id: str, at: datetime) -> int:
    """Give their former status and reason back to all letters that the actor marked at one moment; returns how many.

    A letter of which something was said since stays. Raises NotFound, NotNow when the departure is over.
    """
    departure = _marked_by(desk, actor, departure_id)
    said = {one.letter_id: one for one in desk.stores.letters.changes_at(departure_id, actor.id, at)}
    letters = desk.stores.letters.some(departure_id, said)
    steps = [(letter, *_before(desk, letter, said[letter.id])) for letter in letters]
    return _take(desk, actor, departure, steps)


def _marked_by(desk: Desk, actor: Person, departure_id: str) -> Departure:
    departure = as_teller(desk, actor, departure_id)
    after(departure.stage, Verb.MARK)
    return departure


def _take(desk: Desk, actor: Person, departure: Departure, steps: list[Step]) -> int:
    changed = [one for one in steps if _may_take(desk, actor, departure, *one[:2])]
    for letter, status, reason in changed:
        take_step(desk, actor, letter, status, reason)
    untold = {letter.id for letter, status, _ in changed if letter.status in KNOWS and status not in KNOWS}
    if untold:
        reconsider(desk, departure, untold)  # what changed meanwhile did not concern letters that had gone out
    return len(changed)


def _may_take(desk: Desk, actor: Person, departure: Departure, letter: SubmittedLetter, status: Told) -> bool:
    try:
        require_teller(desk, actor, departure, letter)
        require_markable(letter.state, status)
        require_last_told(desk, letter, status)
    except (NotFound, NotApproved, NotNow):
        return False
    return letter.status is not status


def _before(desk: Desk, letter: SubmittedLetter, step: StatusChange) -> tuple[Told, str]:
    """Return the status before a letter's last step and its reason; what was begun of a letter that changed is gone."""
    try:
        require_markable(letter.state, step.before)
    except NotApproved:
        return Told.TO_DO, ""
    history = desk.stores.letters.history(letter.id)
    return step.before, history[-2].reason if len(history) > 1 else ""

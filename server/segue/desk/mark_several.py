"""One word on several letters, and taking back what was said: of one letter or of all at once (H7)."""

from collections.abc import Collection
from datetime import datetime

from segue.departure.departure import Departure
from segue.departure.errors import NotApproved, NotFound
from segue.departure.letter_state import KNOWS, Told, require_markable
from segue.departure.people import Person
from segue.departure.stage import Verb, after
from segue.desk.access import require_teller
from segue.desk.desk import Desk
from segue.desk.mark import Step, require_reason, take_steps
from segue.desk.reconsider import reconsider
from segue.desk.submitted import StatusChange, SubmittedLetter
from segue.desk.tellers import as_teller


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
    said = {one.letter_id: (one, former) for one, former in desk.stores.letters.changes_at(departure_id, actor.id, at)}
    letters = desk.stores.letters.some(departure_id, said)
    steps = [(letter, *_before(letter, *said[letter.id])) for letter in letters]
    return _take(desk, actor, departure, steps)


def _marked_by(desk: Desk, actor: Person, departure_id: str) -> Departure:
    departure = as_teller(desk, actor, departure_id)
    after(departure.stage, Verb.MARK)
    return departure


def _take(desk: Desk, actor: Person, departure: Departure, steps: list[Step]) -> int:
    followed = _followed(desk, departure.id, {letter.id for letter, status, _ in steps if _takes_back(letter, status)})
    changed = [one for one in steps if _may_take(desk, actor, departure, one) and one[0].id not in followed]
    take_steps(desk, actor, departure.id, changed)
    untold = {letter.client_id for letter, status, _ in changed if _takes_back(letter, status)}
    if untold:
        reconsider(desk, departure, untold)  # what changed meanwhile did not concern letters that had gone out
    return len(changed)


def _may_take(desk: Desk, actor: Person, departure: Departure, step: Step) -> bool:
    letter, status, _ = step
    try:
        require_teller(desk, actor, departure, letter)
        require_markable(letter.state, status)
    except (NotFound, NotApproved):
        return False
    return letter.status is not status


def _takes_back(letter: SubmittedLetter, status: Told) -> bool:
    """Say whether a client who was told counts as told no more."""
    return letter.status in KNOWS and status not in KNOWS


def _followed(desk: Desk, departure_id: str, letter_ids: Collection[str]) -> set[str]:
    """Return which letters are followed by another by which their clients know: that one is taken back first."""
    marks = desk.stores.letters.marks(departure_id) if letter_ids else []
    known = [one for one in marks if one.status in KNOWS]
    last = {one.client_id: one.number for one in known}  # they come by number
    return {one.id for one in known if one.id in letter_ids and one.number < last[one.client_id]}


def _before(letter: SubmittedLetter, step: StatusChange, former: str) -> tuple[Told, str]:
    """Return the status before a letter's last step and its reason; what was begun of a letter that changed is gone."""
    try:
        require_markable(letter.state, step.before)
    except NotApproved:
        return Told.TO_DO, ""
    return step.before, former

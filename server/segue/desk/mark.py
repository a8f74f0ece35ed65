"""Marking how far the telling of a client is; every step is kept and can be taken back (H7)."""

from collections.abc import Collection
from dataclasses import dataclass

from segue.departure.departure import Departure
from segue.departure.errors import ChangedMeanwhile, InputError, NotNow
from segue.departure.letter_state import KNOWS, Told, require_markable
from segue.departure.people import Person
from segue.departure.stage import Verb, after
from segue.desk.access import require_teller
from segue.desk.desk import Desk
from segue.desk.on_hold import next_letter
from segue.desk.reconsider import reconsider
from segue.desk.submitted import StatusChange, SubmittedLetter
from segue.desk.tellers import modes_told_by

LONGEST_REASON = 200
Step = tuple[SubmittedLetter, Told, str]
"""A letter as it was, and the status and reason that it is to have."""


@dataclass(frozen=True)
class Marked:
    """The status now and before, and the next letter to tell by (None when all are told)."""

    status: Told
    previous: Told
    next_id: str | None


def set_status(
    desk: Desk, actor: Person, letter_id: str, status: Told, reason: str = "", expected: Told | None = None
) -> Marked:
    """Set the status of one client's letter, and say which letter is next; raises as ``note_status`` does."""
    departure, letter = note_status(desk, actor, letter_id, status, reason, expected)
    following = next_letter(desk, departure, modes_told_by(actor, departure))
    return Marked(status, letter.status, following)


def note_status(
    desk: Desk, actor: Person, letter_id: str, status: Told, reason: str = "", expected: Told | None = None
) -> tuple[Departure, SubmittedLetter]:
    """Set the status of one client's letter, as told by who hands it out; the same again changes nothing.

    ``expected`` is the status that the actor had before him: a late click in one door takes back nothing that was said
    in another. Returns its departure, and the letter as it was. Raises NotFound for another's letter, NotNow when the
    departure is over or asked about anew, NotApproved for "sent" or "inserted" where nothing could have been,
    InputError for a skip without a reason, ChangedMeanwhile ``marked_meanwhile`` where something else was said since,
    NotNow ``letter_followed`` for taking back what a later letter corrects.
    """
    letter = desk.stores.letters.get(letter_id)
    departure = desk.stores.departures.get(letter.departure_id)
    require_teller(desk, actor, departure, letter)
    after(departure.stage, Verb.MARK)
    _require_as_seen(desk, letter, status, expected)
    require_markable(letter.state, status)
    require_last_told(desk, letter, status)
    require_reason(status, reason)
    if status is not letter.status:
        take_steps(desk, actor, departure.id, [(letter, status, reason)])
    if letter.status in KNOWS and status not in KNOWS:
        reconsider(desk, departure, {letter.client_id})  # what changed did not concern a letter that had gone out
    return departure, letter


def require_last_told(desk: Desk, letter: SubmittedLetter, status: Told) -> None:
    """Raise NotNow for taking back that a client was told, where he knows by a later letter: that one comes first."""
    if letter.status not in KNOWS or status in KNOWS:
        return
    known = [one for one in desk.stores.letters.of_client(letter.client_id) if one.status in KNOWS]
    if any(one.number > letter.number for one in known):
        raise NotNow("letter_followed")


def require_reason(status: Told, reason: str) -> None:
    """Raise InputError for a skip without a reason."""
    if status is Told.SKIPPED and not reason.strip():
        raise InputError("skip_reason_missing", field="reason")


def take_steps(desk: Desk, actor: Person, departure_id: str, steps: Collection[Step]) -> None:
    """Write statuses that were checked, each another than before, with who said so; raises ChangedMeanwhile."""
    changes = [
        StatusChange(
            letter.workspace_id, letter.id, actor.id, desk.now, letter.status, status, reason.strip()[:LONGEST_REASON]
        )
        for letter, status, reason in steps
    ]
    desk.stores.letters.take_steps(departure_id, changes)
    for one in changes:
        desk.record(actor.id, "mark", departure_id, one.letter_id, status=one.after)


def _require_as_seen(desk: Desk, letter: SubmittedLetter, status: Told, expected: Told | None) -> None:
    if expected is None or letter.status in (expected, status):
        return
    steps = desk.stores.letters.history(letter.id)
    if not steps:  # written anew for this client, since the actor looked
        raise ChangedMeanwhile()
    last = steps[-1]
    name = desk.stores.people.get(last.person_id).name if last.person_id else "Segue"
    raise ChangedMeanwhile("marked_meanwhile", client=letter.client_name, name=name, status=last.after, at=last.at)

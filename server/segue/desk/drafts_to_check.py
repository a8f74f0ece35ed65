"""Drafts that only the owner of the mailbox can see to, and what he says of them (H6, H7)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from segue.departure.errors import InputError
from segue.departure.letter_state import Told
from segue.departure.people import Person
from segue.departure.stage import Verb
from segue.desk.access import permit, require_teller
from segue.desk.desk import Desk
from segue.desk.mark import note_status
from segue.desk.one_draft import note_placed
from segue.desk.submitted import DraftRecord, SubmittedLetter

LOOKS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30))
"""How long after a failure a draft is looked for again: a mailbox may find late what was made. Then its owner looks."""


class Why(StrEnum):
    """Why a draft has to be looked at: *looking* is what Segue does by itself, *unclear* what it could not find."""

    EDITED = "edited"
    LOOKING = "looking"
    UNCLEAR = "unclear"
    GONE = "gone"


class Said(StrEnum):
    """What the owner of a mailbox says of a draft."""

    THERE = "there"
    NOT_THERE = "not_there"
    SENT = "sent"
    DELETED = "deleted"


@dataclass(frozen=True)
class DraftToCheck:
    """A letter whose draft has to be looked at, and what its owner may say; ``again_at`` is when Segue looks again."""

    letter: SubmittedLetter
    why: Why
    answers: tuple[Said, ...] = ()
    again_at: datetime | None = None


def drafts_to_check(desk: Desk, actor: Person, departure_id: str) -> list[DraftToCheck]:
    """Return what may stand in the actor's mailbox, or left it, that only he can see to.

    He edited it before the letter changed, nobody knows whether it was made, or it is in his Drafts no more.
    """
    unsettled = [one for one in desk.stores.letters.drafts_unsettled(departure_id) if one.person_id == actor.id]
    standing = desk.stores.draftings.standing_drafts(departure_id, actor.id)
    return [_to_check(desk, one) for one in (*unsettled, *(one for one in standing if one.gone_at))]


def say_of_draft(desk: Desk, actor: Person, letter_id: str, said: str) -> None:
    """Write what the owner of a mailbox says of a draft of his, of what he may say now.

    Raises NotFound for another's, InputError ``choice_unknown``, NotNow where the departure is over.
    """
    letter = desk.stores.letters.get(letter_id)
    require_teller(desk, actor, permit(desk, actor, letter.departure_id, Verb.HAND_OUT), letter)
    known = desk.stores.letters.draft(letter_id)
    is_his = known is not None and known.person_id == actor.id
    if known is None or not is_his or said not in _to_check(desk, known).answers:
        raise InputError("choice_unknown", field="said")
    desk.record(actor.id, "say_of_draft", letter.departure_id, letter_id, said=said)
    if said == Said.THERE:
        note_placed(desk, actor, known, "", "")
    elif said == Said.SENT:
        note_status(desk, actor, letter_id, Told.SENT)
    else:
        _forget(desk, actor, letter, known)


def is_to_look_for(draft: DraftRecord, now: datetime) -> bool:
    """Say whether it is time to look for a draft of which nobody knows whether it was made."""
    again_at = looks_again_at(draft)
    return again_at is not None and again_at <= now


def looks_again_at(draft: DraftRecord) -> datetime | None:
    """Return when Segue looks for an unclear draft next, None when it is its owner's to do."""
    if draft.unclear_at is None or draft.looks >= len(LOOKS):
        return None
    return draft.unclear_at + LOOKS[draft.looks]


def _to_check(desk: Desk, draft: DraftRecord) -> DraftToCheck:
    letter = desk.stores.letters.get(draft.letter_id)
    if draft.placed:
        return DraftToCheck(letter, Why.GONE, (Said.SENT, Said.DELETED) if draft.gone_at else ())
    if draft.unclear_at is None:  # one that Segue can look at is looked at when it is made again
        return DraftToCheck(letter, Why.EDITED, () if draft.ref else (Said.NOT_THERE,))
    if draft.digest != letter.digest:
        return DraftToCheck(letter, Why.UNCLEAR, (Said.NOT_THERE,))
    again_at = looks_again_at(draft)
    if again_at is not None:
        return DraftToCheck(letter, Why.LOOKING, again_at=max(again_at, desk.now))
    return DraftToCheck(letter, Why.UNCLEAR, (Said.NOT_THERE, Said.THERE))


def _forget(desk: Desk, actor: Person, letter: SubmittedLetter, known: DraftRecord) -> None:
    """Forget a draft that is not there; its client is told by another."""
    desk.stores.letters.drop_draft(known)
    if letter.status is Told.DRAFTED:
        note_status(desk, actor, letter.id, Told.TO_DO)

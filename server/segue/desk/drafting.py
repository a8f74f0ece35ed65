"""Putting all letters in the Drafts folder, as the person who hands them out begins, pauses and ends it (H6).

``drafting_work`` does it, in another process, letter by letter.
"""

from dataclasses import replace

from segue.departure.departure import Departure
from segue.departure.errors import NotAllowed, NotFound, NotNow
from segue.departure.letter_state import LetterState, Told
from segue.departure.people import Person
from segue.departure.stage import Verb
from segue.desk.access import permit
from segue.desk.call_first import held_for_call
from segue.desk.desk import Desk
from segue.desk.on_hold import on_hold
from segue.desk.ports import GOES_ON, Drafting, DraftingState, OneLetter, Outcome
from segue.desk.submitted import DraftRecord, SubmittedLetter
from segue.desk.tellers import as_teller, closed_for, modes_told_by

TO_GO_ON = frozenset({DraftingState.PAUSED, DraftingState.STOPPED})
TO_DRAFT = (Told.TO_DO, Told.DRAFTED)
"""Letters that were inserted in a message of their own get no draft beside it."""


def may_draft(desk: Desk, is_offered: bool) -> bool:
    """Say whether policy and the mailbox's own setting (``is_offered``) let letters be put in Drafts by themselves."""
    return is_offered and desk.policy.bulk_drafts


def to_draft(desk: Desk, actor: Person, departure: Departure) -> list[OneLetter]:
    """Return what is to be done with each approved letter of the actor's; whether it may leave is asked at its turn."""
    modes = modes_told_by(actor, departure)
    held = {letter.id for letter in on_hold(desk, departure)} | held_for_call(desk, departure)
    approved = [one for one in desk.stores.letters.all(departure.id) if one.state is LetterState.APPROVED]
    mine = [one for one in approved if one.content.mode in modes and one.status in TO_DRAFT and one.id not in held]
    drafts = {one.letter_id: one for one in desk.stores.draftings.drafts(departure.id, actor.id)}
    return [_planned(one, drafts.get(one.id)) for one in mine]


def begin_drafting(desk: Desk, actor: Person, departure_id: str, is_offered: bool) -> Drafting:
    """Begin to put all letters that may leave now in the actor's Drafts; one run at a time for him and a departure.

    Raises NotFound, NotAllowed ``drafting_off``, NotNow ``drafting_under_way`` and ``nothing_to_draft``, NotReleased.
    """
    departure = as_teller(desk, actor, departure_id)
    permit(desk, actor, departure_id, Verb.HAND_OUT)
    _require_offered(desk, is_offered)
    if closed := closed_for(desk, actor, departure):
        raise closed
    before = desk.stores.draftings.newest(departure_id, actor.id)
    if before is not None and before.state in GOES_ON:
        raise NotNow("drafting_under_way")
    letters = to_draft(desk, actor, departure)
    if not any(one.outcome is Outcome.TODO for one in letters):
        raise NotNow("nothing_to_draft")
    drafting = Drafting(desk.new_id(), departure_id, actor.id, desk.now)
    if before is not None:  # what the mailbox asked for holds for whoever comes next
        drafting = replace(drafting, not_before=before.not_before)
    desk.stores.draftings.save(drafting)
    desk.stores.draftings.add_letters(drafting.id, letters)
    desk.record(actor.id, "begin_drafting", departure_id, drafting.id, letters=len(letters))
    return drafting


def pause_drafting(desk: Desk, actor: Person, departure_id: str, drafting_id: str) -> Drafting:
    """Let a run rest after the letters that are on their way; one that rests already, or is over, stays as it is."""
    drafting = own_drafting(desk, actor, departure_id, drafting_id)
    if drafting.state is not DraftingState.RUNNING:
        return drafting
    return _saved(desk, actor, replace(drafting, state=DraftingState.PAUSED), "pause_drafting")


def resume_drafting(desk: Desk, actor: Person, departure_id: str, drafting_id: str, is_offered: bool) -> Drafting:
    """Go on with a run that rests or was stopped: what was refused is tried again, once. Raises NotAllowed, NotNow."""
    drafting = own_drafting(desk, actor, departure_id, drafting_id)
    permit(desk, actor, departure_id, Verb.HAND_OUT)
    _require_offered(desk, is_offered)
    if drafting.state not in TO_GO_ON:
        return drafting
    if drafting.state is DraftingState.STOPPED:
        refused = [one for one in desk.stores.draftings.letters(drafting.id) if one.outcome is Outcome.REFUSED]
        desk.stores.draftings.note(drafting.id, [OneLetter(one.letter_id, Outcome.TODO) for one in refused])
    again = replace(drafting, state=DraftingState.RUNNING, error="", error_values={}, ended_at=None)
    return _saved(desk, actor, again, "resume_drafting")


def cancel_drafting(desk: Desk, actor: Person, departure_id: str, drafting_id: str) -> Drafting:
    """End a run after the letters that are on their way; what was placed stays. One that is over stays as it is."""
    drafting = own_drafting(desk, actor, departure_id, drafting_id)
    if drafting.state not in GOES_ON:
        return drafting
    ended = replace(drafting, state=DraftingState.CANCELLED, ended_at=desk.now)
    return _saved(desk, actor, ended, "cancel_drafting")


def own_drafting(desk: Desk, actor: Person, departure_id: str, drafting_id: str) -> Drafting:
    """Return a run of the actor's own for a departure; raises NotFound for any other."""
    drafting = desk.stores.draftings.get(drafting_id)
    if drafting.person_id != actor.id or drafting.departure_id != departure_id:
        raise NotFound()
    return drafting


def _require_offered(desk: Desk, is_offered: bool) -> None:
    if not may_draft(desk, is_offered):
        raise NotAllowed("drafting_off")


def _saved(desk: Desk, actor: Person, drafting: Drafting, verb: str) -> Drafting:
    desk.stores.draftings.save(drafting)
    desk.record(actor.id, verb, drafting.departure_id, drafting.id)
    return drafting


def _planned(letter: SubmittedLetter, known: DraftRecord | None) -> OneLetter:
    """Say what a run would do with a letter: one whose draft is gone may have been sent, so it is left alone."""
    if known is None:
        gone = letter.status is Told.DRAFTED
        return OneLetter(letter.id, Outcome.LEFT, "draft_gone") if gone else OneLetter(letter.id, Outcome.TODO)
    if known.unclear_at is not None:
        return OneLetter(letter.id, Outcome.UNCLEAR)
    is_there = known.placed and known.digest == letter.digest
    return OneLetter(letter.id, Outcome.ALREADY if is_there else Outcome.TODO)

"""Whether drafts still stand where they were put: what a mailbox says was sent is sent, the rest is asked (H7)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace

from segue.departure.errors import NotFound, NotNow, SegueError
from segue.departure.letter_state import Told
from segue.departure.people import Person
from segue.departure.terms import SenderMode
from segue.desk.access import teller_of
from segue.desk.desk import Desk
from segue.desk.mark import note_status
from segue.desk.ports import DraftBox, DraftFate
from segue.desk.readings import Openers
from segue.desk.submitted import DraftRecord
from segue.desk.tellers import as_teller, is_teller
from segue.desk.unneeded_connections import OVER

AT_ONCE = 4
"""How many questions a mailbox is asked at a time, as with drafts that are placed."""
MOST_LOOKED_AT = 200
"""Drafts that are looked at in one go, as while their owner waits: seconds, at what a mailbox answers."""
Fates = list[tuple[DraftRecord, DraftFate]]


def look_at_drafts(openers: Openers, actor: Person, departure_id: str, box: DraftBox) -> int:
    """Look at the drafts of letters that nobody said were sent; returns how many stand in the Drafts no more.

    One that the mailbox says was sent counts as sent; one that is gone is its owner's to say of. Raises NotFound,
    and what the mailbox raises once nothing could be looked at.
    """
    with openers.look() as desk:
        as_teller(desk, actor, departure_id)
        standing = _to_look_at(desk, actor, departure_id)[:MOST_LOOKED_AT]
    return _looked_at(openers, actor, departure_id, standing, box)


def look_at_all_drafts(openers: Openers, departure_id: str, box_of: Callable[[Person], DraftBox]) -> int:
    """Look at all drafts of a departure, as the daily job does; returns how many stand in the Drafts no more.

    A mailbox that does not answer is looked at the next day; its owner has seen nothing of it.
    """
    with openers.look() as desk:
        departure = desk.stores.departures.get(departure_id)
        if departure.stage in OVER:
            return 0
        tellers = {teller_of(departure, mode) for mode in SenderMode} - {""}
        standing = [
            (who, drafts)
            for who in (desk.stores.people.get(one) for one in sorted(tellers))
            if is_teller(desk, who, departure) and (drafts := _to_look_at(desk, who, departure_id))
        ]
    away = 0
    for who, drafts in standing:
        with suppress(SegueError, OSError):
            box = box_of(who)
            for first in range(0, len(drafts), MOST_LOOKED_AT):
                part = drafts[first : first + MOST_LOOKED_AT]
                away += _looked_at(openers, who, departure_id, part, box, by="")
    return away


def draft_to_open(desk: Desk, actor: Person, letter_id: str) -> str:
    """Return the reference of the actor's own draft of a letter; raises NotFound."""
    known = desk.stores.letters.draft(letter_id)
    if known is None or known.person_id != actor.id or not known.ref:
        raise NotFound("draft_gone")
    return known.ref


def _to_look_at(desk: Desk, owner: Person, departure_id: str) -> list[DraftRecord]:
    standing = desk.stores.draftings.standing_drafts(departure_id, owner.id)
    return [one for one in standing if one.ref and not one.gone_at]


def _looked_at(
    openers: Openers,
    owner: Person,
    departure_id: str,
    drafts: list[DraftRecord],
    box: DraftBox,
    by: str | None = None,
) -> int:
    """Look at drafts and note what became of them; ``by`` is who asked, "" for nobody, else their owner."""
    seen = _seen(drafts, lambda one: box.fate(one.ref, one.stamp))
    away = [(draft, fate) for draft, fate in seen if fate in (DraftFate.GONE, DraftFate.SENT)]
    if away:
        with openers.change() as desk:
            for draft, fate in away:
                _note(desk, owner, draft, fate)
            desk.record(owner.id if by is None else by, "look_at_drafts", departure_id, count=len(away))
    return len(away)


def _seen(drafts: list[DraftRecord], fate: Callable[[DraftRecord], DraftFate]) -> Fates:
    """Ask of each draft, as far as the mailbox answers."""
    seen: Fates = []
    with ThreadPoolExecutor(AT_ONCE) as pool:
        try:
            for one in zip(drafts, pool.map(fate, drafts), strict=True):
                seen.append(one)  # what was answered is kept when the next is not
        except (SegueError, OSError):
            if not seen:
                raise
    return seen


def _note(desk: Desk, actor: Person, draft: DraftRecord, fate: DraftFate) -> None:
    """Write what became of a draft, unless something was said or done of it meanwhile."""
    if desk.stores.letters.draft(draft.letter_id) != draft:
        return
    desk.stores.letters.save_draft(replace(draft, gone_at=desk.now))
    if fate is DraftFate.SENT:
        with suppress(NotNow, NotFound):  # it changed, closed or became another's meanwhile: its owner is asked
            note_status(desk, actor, draft.letter_id, Told.SENT)

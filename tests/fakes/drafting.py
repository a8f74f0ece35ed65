"""Runs of drafts at an office, begun and gone on with as the product does it."""

from typing import Any

from fakes.intake import openers
from fakes.office import ADMINISTRATOR, LEAVER, Office
from segue.departure.people import Person
from segue.departure.policy import Policy
from segue.desk.drafting import begin_drafting
from segue.desk.drafting_work import work_on
from segue.desk.drafts_to_check import drafts_to_check
from segue.desk.ports import DraftBox, Drafting, Outcome
from segue.desk.unclear_drafts import look_for_unclear


def switched_on(office: Office) -> Office:
    """Let the administrator allow it."""
    with office.desk() as desk:
        desk.stores.policies.add(Policy(bulk_drafts=True), desk.now, ADMINISTRATOR.id)
    return office


def begin(office: Office, who: Person = LEAVER, is_offered: bool = True) -> Drafting:
    """Let somebody begin a run."""
    with office.desk() as desk:
        return begin_drafting(desk, who, office.departure_id, is_offered)


def go_on(office: Office, drafting: Drafting, box: DraftBox, is_offered: bool = True, **more: Any) -> Drafting | None:
    """Go on with a run as the worker does."""
    return work_on(openers(office), drafting.id, lambda person: box, lambda person: is_offered, **more)


def look_again(office: Office, box: DraftBox) -> int:
    """Look for unclear drafts as the sweep does."""
    return look_for_unclear(openers(office), lambda person: box)


def as_it_stands(office: Office, drafting: Drafting) -> Drafting:
    """Return a run as it now is."""
    with office.look() as desk:
        return desk.stores.draftings.get(drafting.id)


def came_to(office: Office, drafting: Drafting) -> dict[str, tuple[Outcome, str]]:
    """Return what came of each letter, by the client's first name."""
    names = {letter.id: letter.client_name.split()[0] for letter in office.letters()}
    with office.look() as desk:
        letters = desk.stores.draftings.letters(drafting.id)
    return {names[one.letter_id]: (one.outcome, one.code) for one in letters}


def to_check(office: Office, who: Person = LEAVER) -> dict[str, str]:
    """Return why drafts have to be looked at, by the client's first name."""
    with office.look() as desk:
        return {
            one.letter.client_name.split()[0]: one.why.value for one in drafts_to_check(desk, who, office.departure_id)
        }

"""Whether the last day left letters to be moved to the manager: asked of the records, since it is asked often (P7)."""

from segue.departure.departure import Departure
from segue.departure.stage import Stage
from segue.departure.terms import SenderMode
from segue.desk.desk import Desk
from segue.desk.submitted import SubmittedLetter
from segue.desk.writing import kind_of, mode_of

MOVED = "move_to_manager"
"""The verb as the audit names it."""


def is_due(desk: Desk, departure: Departure) -> bool:
    """Say whether letters have to be moved: the last day is over, and not all is in the manager's wording yet.

    Who took a departure over gives the letters himself, so that there only those count that are there already.
    """
    over = desk.today > departure.last_day and departure.stage is Stage.AGREED
    mode = mode_of(desk, departure)
    if not over or mode is not SenderMode.MANAGER or not desk.terms(departure).may_tell:
        return False
    if desk.stores.letters.has_outdated(departure.id, mode, kind_of(desk, departure)):
        return True
    return not departure.taken_over and not desk.stores.audit.holds(departure.id, MOVED)


def is_outdated(desk: Desk, departure: Departure, letter: SubmittedLetter) -> bool:
    """Say whether a letter is not in the wording in which it would be written now."""
    return (letter.facts.mode, letter.facts.kind) != (mode_of(desk, departure), kind_of(desk, departure))

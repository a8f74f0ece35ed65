"""What an error that one letter of a run came to means: for that letter, or for all of them (H6)."""

from segue.departure.errors import MailboxBusy, MailboxRefused, MailboxTrouble, NotConnected, NotFound, SegueError
from segue.desk.drafting_lease import wait_of
from segue.desk.ports import OneLetter, Outcome

NOT_THERE = "letter_not_released"
"""What is said of a letter that is gone, or another's: not more than of one that may not leave."""


def outcome_of(letter_id: str, said: Exception) -> OneLetter:
    """Return what came of a letter; raises again what concerns more than this letter, and what nobody foresaw."""
    match said:
        case MailboxBusy() | NotConnected():
            raise said
        case MailboxRefused():
            return OneLetter(letter_id, Outcome.REFUSED, said.code)
        case MailboxTrouble() | OSError() | SegueError(code="draft_unclear"):
            return OneLetter(letter_id, Outcome.UNCLEAR)
        case NotFound():
            return OneLetter(letter_id, Outcome.LEFT, NOT_THERE)
        case SegueError():
            return OneLetter(letter_id, Outcome.LEFT, said.code)
    raise said


def graver(known: SegueError | None, other: SegueError) -> SegueError:
    """Return which of two troubles counts: one that a person has to see to, else the longer wait."""
    if known is None or not isinstance(other, MailboxBusy):
        return other
    return other if isinstance(known, MailboxBusy) and wait_of(other) > wait_of(known) else known

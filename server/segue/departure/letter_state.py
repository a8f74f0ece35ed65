"""What was decided of a letter and how far its client is told, as tables beside those of ``stage`` (P1, P5, H7)."""

from enum import StrEnum

from segue.departure.errors import NotApproved


class LetterState(StrEnum):
    """What the approver said of the letter as it now reads."""

    WAITING = "waiting"
    APPROVED = "approved"
    REJECTED = "rejected"


class LetterVerb(StrEnum):
    """What can happen to a letter; *change* is any change of a protected fact, or that it is given again."""

    APPROVE = "approve"
    REJECT = "reject"
    CHANGE = "change"


LETTER_MOVES: dict[LetterState, dict[LetterVerb, LetterState]] = {
    state: {
        LetterVerb.APPROVE: LetterState.APPROVED,
        LetterVerb.REJECT: LetterState.REJECTED,
        LetterVerb.CHANGE: LetterState.WAITING,
    }
    for state in LetterState
}
"""State and verb to the state that follows: the last word counts, and a change takes every word back."""


class Told(StrEnum):
    """How far the telling of one client is (H7). *Sent* is told by the person, never done by us.

    *Phoned* is a client who was told by phone and needs no letter; *bounced* one whose letter came back.
    """

    TO_DO = "to_do"
    INSERTED = "inserted"
    DRAFTED = "drafted"
    SENT = "sent"
    PHONED = "phoned"
    BOUNCED = "bounced"
    SKIPPED = "skipped"


NEEDS_APPROVAL = frozenset({Told.INSERTED, Told.DRAFTED, Told.SENT, Told.BOUNCED})
"""What can only be said of a letter that could have left the server."""

KNOWS = frozenset({Told.SENT, Told.PHONED})
"""The client has heard it."""

OVER = KNOWS | {Told.SKIPPED}
"""Nobody has to do anything more by this letter."""

BEGUN = frozenset({Told.INSERTED, Told.DRAFTED})
"""It stands in a mail program, and nobody said that it went out."""


def require_markable(state: LetterState, status: Told) -> None:
    """Raise NotApproved for a status that a letter in this state cannot have."""
    if status in NEEDS_APPROVAL and state is not LetterState.APPROVED:
        raise NotApproved()

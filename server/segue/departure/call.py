"""A call to one of the most important clients, before the letter or after it (H8)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CallOutcome(StrEnum):
    """What came of a call.

    *Reached* was spoken with; a *message* was left; *no answer* means to try again; *letter instead* is nobody to call.
    """

    REACHED = "reached"
    MESSAGE = "message"
    NO_ANSWER = "no_answer"
    LETTER_INSTEAD = "letter_instead"


SETTLED = frozenset({CallOutcome.REACHED, CallOutcome.MESSAGE, CallOutcome.LETTER_INSTEAD})
"""After these the letter may follow; after no answer somebody calls again."""

LONGEST_NOTE = 300


@dataclass(frozen=True)
class Call:
    """One call: with whom, by whom, when (aware), and what came of it.

    ``note`` is for colleagues, at most 300 characters, and never part of a letter; ``withdrawn_at`` (aware) is when it
    was taken back as an error, None where it stands.
    """

    id: str
    workspace_id: str
    departure_id: str
    client_id: str
    person_id: str
    at: datetime
    outcome: CallOutcome
    note: str = ""
    withdrawn_at: datetime | None = None

    @property
    def stands(self) -> bool:
        """Say whether nobody took it back."""
        return self.withdrawn_at is None


def was_reached(calls: Iterable[Call]) -> bool:
    """Say whether a client was spoken with, by the calls to him: then his letter opens with that."""
    return any(one.stands and one.outcome is CallOutcome.REACHED for one in calls)


def is_settled(calls: Iterable[Call]) -> bool:
    """Say whether a client's letter may follow, by the calls to him."""
    return any(one.stands and one.outcome in SETTLED for one in calls)

"""Putting all letters in a person's Drafts folder: where each run stands, letter by letter (H6)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from segue.desk.submitted import DraftRecord


class DraftingState(StrEnum):
    """Where a run stands: *stopped* by trouble that a person has to see to; its ``error`` says which."""

    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    DONE = "done"
    CANCELLED = "cancelled"


GOES_ON = frozenset({DraftingState.RUNNING, DraftingState.PAUSED, DraftingState.STOPPED})
"""States in which a run is not over."""


class Outcome(StrEnum):
    """What came of one letter: *already* there before the run, *left* alone (its code says why), *refused* for good.

    *Unclear* is one of which nobody knows whether its draft was made.
    """

    TODO = "todo"
    PLACED = "placed"
    ALREADY = "already"
    LEFT = "left"
    UNCLEAR = "unclear"
    REFUSED = "refused"


@dataclass(frozen=True)
class OneLetter:
    """What came of one letter of a run; ``code`` is that of the error whose advice is shown with it."""

    letter_id: str
    outcome: Outcome
    code: str = ""


@dataclass(frozen=True)
class Drafting:
    """One run for one person and departure. ``not_before`` is until when the mailbox asked to wait.

    ``taken`` counts how often somebody took it up, the last of whom has it until ``leased_until``; ``error`` with
    ``error_values`` is why it stopped; ``ended_at`` is when, or when it was over. Moments are aware.
    """

    id: str
    departure_id: str
    person_id: str
    started_at: datetime
    state: DraftingState = DraftingState.RUNNING
    error: str = ""
    error_values: dict[str, str] = field(default_factory=dict)
    taken: int = 0
    leased_until: datetime | None = None
    not_before: datetime | None = None
    ended_at: datetime | None = None


class Draftings(Protocol):
    """The runs, what came of each letter in them, and the drafts that have to be looked for or at."""

    def get(self, drafting_id: str) -> Drafting:
        """Return one; raises NotFound."""

    def newest(self, departure_id: str, person_id: str) -> Drafting | None:
        """Return a person's last run for a departure."""

    def running(self) -> list[Drafting]:
        """Return the runs of every departure that are to go on by themselves, oldest first."""

    def save(self, drafting: Drafting) -> None:
        """Write one."""

    def add_letters(self, drafting_id: str, letters: list[OneLetter]) -> None:
        """Write which letters a new run is about."""

    def note(self, drafting_id: str, letters: list[OneLetter]) -> None:
        """Write what came of letters; one that is gone is no error."""

    def letters(self, drafting_id: str) -> list[OneLetter]:
        """Return what came of each letter, by company and client."""

    def counts(self, drafting_id: str) -> Mapping[Outcome, int]:
        """Return how many letters came to each outcome."""

    def settle(self, letter_id: str) -> None:
        """Note that the draft of a letter is there that was unclear, left alone or refused."""

    def drafts(self, departure_id: str, person_id: str) -> list[DraftRecord]:
        """Return what is known of the drafts of a departure's letters in a person's mailbox."""

    def unclear_drafts(self) -> list[DraftRecord]:
        """Return the drafts of every departure of which nobody knows whether they were made, oldest first."""

    def standing_drafts(self, departure_id: str, person_id: str) -> list[DraftRecord]:
        """Return the drafts that a person was given of letters that nobody said were sent, by company and client."""

"""Letters on their way, as the records keep them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from segue.departure.kind import DepartureKind
from segue.departure.terms import SenderMode
from segue.desk.submitted import Approval, DraftRecord, StatusChange, SubmittedLetter

Modes = Collection[SenderMode]
"""Letters of these sender modes; none named are all of them."""


@dataclass(frozen=True)
class LetterFilter:
    """Which letters of a departure: ``query`` is looked for in client, company and address."""

    query: str = ""
    status: str = ""
    approved_only: bool = False
    modes: Modes = ()


class Letters(Protocol):
    """Submitted letters, approvals, status history and drafts."""

    def get(self, letter_id: str) -> SubmittedLetter:
        """Return one; raises NotFound."""

    def all(self, departure_id: str) -> list[SubmittedLetter]:
        """Return all, by company and client."""

    def page(
        self, departure_id: str, wanted: LetterFilter, offset: int, limit: int
    ) -> tuple[int, list[SubmittedLetter]]:
        """Return how many match and one page of them, by company and client."""

    def counts(self, departure_id: str, modes: Modes = ()) -> dict[tuple[str, str], int]:
        """Return how many letters there are for each (state, status), of some sender modes or of all."""

    def has_outdated(self, departure_id: str, mode: SenderMode, kind: DepartureKind) -> bool:
        """Say whether a letter that was not sent is of another sender mode, or tells of another kind of departure."""

    def next_approved(self, departure_id: str, modes: Modes = ()) -> str | None:
        """Return the id of the next approved letter that is still to do, of some sender modes or of all.

        One that stands in somebody's Drafts comes after all others.
        """

    def save(self, letter: SubmittedLetter) -> SubmittedLetter:
        """Write one and return it with its next version; raises ChangedMeanwhile when the version is old."""

    def remove(self, letter_id: str) -> None:
        """Withdraw a letter that nobody was told by."""

    def approve(self, approval: Approval) -> None:
        """Store an approval with its bytes."""

    def approval(self, letter_id: str) -> Approval | None:
        """Return the newest approval of a letter."""

    def changed(self, change: StatusChange) -> None:
        """Add to the status history."""

    def history(self, letter_id: str) -> list[StatusChange]:
        """Return the status history, oldest first."""

    def draft(self, letter_id: str) -> DraftRecord | None:
        """Return what is known of a letter's draft."""

    def save_draft(self, draft: DraftRecord) -> None:
        """Write what is about to be done, or was done, with a draft."""

    def drafts_unsettled(self, departure_id: str) -> list[DraftRecord]:
        """Return the drafts of a departure's letters that were begun and not noted as placed."""

    def drafts_outdated(self) -> list[DraftRecord]:
        """Return the drafts placed for letters that are not sent, and not approved with the same digest, or to go."""

    def drop_draft(self, draft: DraftRecord) -> bool:
        """Forget a draft that is still as it is known here; says whether it was."""

    def drafts_left(self) -> list[DraftRecord]:
        """Return the drafts whose letters are gone."""

    def forget_draft(self, letter_id: str) -> None:
        """Forget a draft whose letter is gone."""

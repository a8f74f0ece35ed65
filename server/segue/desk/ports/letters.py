"""Letters on their way, as the records keep them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from segue.departure.kind import DepartureKind
from segue.departure.terms import SenderMode
from segue.desk.submitted import Approval, Approved, DraftRecord, Mark, StatusChange, SubmittedLetter, Telling

Modes = Collection[SenderMode]
"""Letters of these sender modes; none named are all of them."""


class Part(StrEnum):
    """Which part of a queue is looked at.

    *Left* is everybody for whom something is still to be done, whatever it is; *waiting* whose letter is not approved;
    *begun* what stands in a mail program. The others are called as the status is.
    """

    ALL = "all"
    LEFT = "left"
    CALL_FIRST = "call_first"
    BEGUN = "begun"
    BOUNCED = "bounced"
    WAITING = "waiting"
    SENT = "sent"
    PHONED = "phoned"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class LetterFilter:
    """Which letters of a departure: ``query`` is looked for in client, company and address.

    ``firm`` is a company's key (``company_key``), ``locale`` the client's language.
    """

    query: str = ""
    status: str = ""
    modes: Modes = ()
    part: Part = Part.ALL
    firm: str = ""
    locale: str = ""


class Letters(Protocol):
    """Submitted letters, approvals, status history and drafts."""

    def get(self, letter_id: str) -> SubmittedLetter:
        """Return one; raises NotFound."""

    def some(self, departure_id: str, letter_ids: Collection[str]) -> list[SubmittedLetter]:
        """Return those of some ids that are there, in the order of telling."""

    def all(self, departure_id: str) -> list[SubmittedLetter]:
        """Return all, in the order of telling: the important companies first, then by company and client."""

    def of_client(self, client_id: str) -> list[SubmittedLetter]:
        """Return one client's letters, the one with the news first."""

    def of_clients(self, client_ids: Collection[str]) -> list[SubmittedLetter]:
        """Return some clients' letters, of each client the one with the news first."""

    def page(
        self, departure_id: str, wanted: LetterFilter, offset: int, limit: int
    ) -> tuple[int, list[SubmittedLetter]]:
        """Return how many match and one page of them, in the order of telling, what stands in Drafts last."""

    def ids(self, departure_id: str, wanted: LetterFilter) -> list[str]:
        """Return the ids of all that match, in the order of telling, what stands in Drafts last."""

    def tellings(self, departure_id: str) -> list[Telling]:
        """Return every letter by which a client knows, and every later one to anybody, without their texts."""

    def counts(self, departure_id: str, modes: Modes = (), *, of_news: bool = False) -> dict[tuple[str, str], int]:
        """Return how many letters there are for each (state, status), of some sender modes or of all.

        Those ``of_news`` alone are one a client: without the later ones, which correct them.
        """

    def marks(self, departure_id: str) -> list[Mark]:
        """Return how far every letter is, without the letters: those with the news first."""

    def approvals(self, departure_id: str) -> list[Approved]:
        """Return who approved how many letters under which policy, the earliest first."""

    def languages(self, departure_id: str, modes: Modes = ()) -> list[tuple[str, int]]:
        """Return the clients' languages, with how many letters there are in each."""

    def has_outdated(self, departure_id: str, mode: SenderMode, kind: DepartureKind) -> bool:
        """Say whether a letter that was not sent is of another sender mode, or tells of another kind of departure."""

    def next_approved(self, departure_id: str, modes: Modes = (), without: Collection[str] = ()) -> str | None:
        """Return the id of the next approved letter that is still to do, of some sender modes or of all.

        One that stands in somebody's Drafts comes after all others; those of the ids ``without`` do not come.
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

    def changes_at(self, departure_id: str, person_id: str, at: datetime) -> list[tuple[StatusChange, str]]:
        """Return what one person said at one moment, each with the reason that the letter's status had before it.

        Only of those letters of which nothing was said since.
        """

    def take_steps(self, departure_id: str, changes: Collection[StatusChange]) -> None:
        """Give letters their next status and add to their histories; raises ChangedMeanwhile, for another's as well."""

    def draft(self, letter_id: str) -> DraftRecord | None:
        """Return what is known of a letter's draft."""

    def save_draft(self, draft: DraftRecord) -> None:
        """Write what is about to be done, or was done, with a draft."""

    def with_drafts(self, departure_id: str) -> set[str]:
        """Return the ids of a departure's letters of which a draft stands in a mailbox, or may."""

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

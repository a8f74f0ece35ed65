"""A letter on its way: composed, read by the approver, handed out, told."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from segue.departure.approval import LetterBytes
from segue.letters.facts import LetterFacts


class LetterState(StrEnum):
    """What the approver said of the letter as it now reads."""

    WAITING = "waiting"
    APPROVED = "approved"
    REJECTED = "rejected"


class Told(StrEnum):
    """How far the telling of one client is (H7). *Sent* is told by the person, never done by us."""

    TO_DO = "to_do"
    INSERTED = "inserted"
    DRAFTED = "drafted"
    SENT = "sent"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class SubmittedLetter:
    """One client's letter as it now reads, with the ``facts`` that it was composed of.

    ``variant`` and ``values`` group letters for reading (P3); ``comment`` holds the approver's
    words when rejecting; ``opened_at`` is the aware moment of the last hand-out.
    """

    id: str
    workspace_id: str
    departure_id: str
    client_id: str
    client_name: str
    company: str
    content: LetterBytes
    digest: str
    facts: LetterFacts
    variant: str
    values: dict[str, str] = field(hash=False)
    state: LetterState = LetterState.WAITING
    comment: str = ""
    status: Told = Told.TO_DO
    status_reason: str = ""
    opened_at: datetime | None = None
    version: int = 0


@dataclass(frozen=True)
class Approval:
    """The approver's word on one letter: the very bytes, their keyed digest, who and when (UTC)."""

    id: str
    workspace_id: str
    letter_id: str
    approver_id: str
    at: datetime
    content: LetterBytes
    digest: str


@dataclass(frozen=True)
class StatusChange:
    """One step in the telling of a client, with who said so."""

    workspace_id: str
    letter_id: str
    person_id: str
    at: datetime
    before: Told
    after: Told
    reason: str = ""


@dataclass(frozen=True)
class DraftRecord:
    """What is about to be put, or was put, in a mailbox: written before the mailbox is touched."""

    workspace_id: str
    letter_id: str
    digest: str
    placed: bool = False
    ref: str = ""

"""A letter on its way: composed, read by the approver, handed out, told."""

from dataclasses import dataclass, field
from datetime import datetime

from segue.departure.approval import LetterBytes
from segue.departure.findings import Finding
from segue.departure.letter_state import LetterState, Told
from segue.letters.announced import Announced
from segue.letters.facts import LetterFacts


@dataclass(frozen=True)
class SubmittedLetter:
    """One client's letter as it now reads, with the ``facts`` that it was composed of.

    ``variant`` and ``values`` group letters for reading (P3); ``findings`` is what the proofreader saw
    when it was written; ``before`` holds the bytes as the approver may have read them last, None while
    nothing changed since; ``comment`` holds his words when he last rejected it, until he approves;
    ``opened_at`` is the aware moment of the last hand-out. ``number`` is 0 for the letter with the news, and counts the
    client's correcting letters from 1 (L3). ``other`` is the same letter with the other opening, for a client who is
    called first: which of the two goes out is the call's to say, and both are read beforehand (H8).
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
    findings: tuple[Finding, ...] = ()
    before: LetterBytes | None = None
    state: LetterState = LetterState.WAITING
    comment: str = ""
    status: Told = Told.TO_DO
    status_reason: str = ""
    opened_at: datetime | None = None
    number: int = 0
    other: LetterBytes | None = None
    version: int = 0

    @property
    def is_given_unchanged(self) -> bool:
        """Say whether a letter that was sent back waits again as it was."""
        return self.state is LetterState.WAITING and bool(self.comment) and self.before is None


@dataclass(frozen=True)
class Telling:
    """One letter without its text: what it announces, and how far it is."""

    letter_id: str
    client_id: str
    number: int
    state: LetterState
    status: Told
    announced: Announced


@dataclass(frozen=True)
class Approval:
    """The approver's word on one letter: the very bytes, their keyed digest, who, when (UTC), under which policy.

    ``other`` are the bytes with the other opening, where there is one (H8).
    """

    id: str
    workspace_id: str
    letter_id: str
    approver_id: str
    at: datetime
    content: LetterBytes
    digest: str
    policy_version: int = 0
    other: LetterBytes | None = None


@dataclass(frozen=True)
class StatusChange:
    """One step in the telling of a client, with who said so: "" is Segue itself, as when a letter changed."""

    workspace_id: str
    letter_id: str
    person_id: str
    at: datetime
    before: Told
    after: Told
    reason: str = ""


@dataclass(frozen=True)
class Mark:
    """How far one letter is, without its text: what was said of it last, by whom, when (aware), and why.

    ``person_id`` is "" and ``at`` None where nobody has said anything yet; ``id`` is the letter's.
    """

    id: str
    client_id: str
    number: int
    state: LetterState
    status: Told
    reason: str = ""
    at: datetime | None = None
    person_id: str = ""


@dataclass(frozen=True)
class Approved:
    """How many letters one person approved under one version of the policy, and when the first and the last (aware)."""

    approver_id: str
    policy_version: int
    letters: int
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True)
class DraftRecord:
    """What is about to be put, or was put, in a mailbox: written before the mailbox is touched.

    ``person_id`` is whose mailbox; ``stamp`` is the mailbox's own mark of the draft as it was placed,
    "" where it is not known. ``digest`` is that of the bytes, "" for a draft that is to go because its letter
    changed. The record outlives its letter until the draft itself is seen to.

    ``unclear_at`` is since when a draft may or may not be there: from the moment before it is made until it is known
    to have been made. ``looks`` is how often it was looked for since. ``gone_at`` is when a placed one was seen to be
    in the Drafts no more, which may mean that its owner sent it. Moments are aware.
    """

    workspace_id: str
    letter_id: str
    digest: str
    placed: bool = False
    ref: str = ""
    person_id: str = ""
    stamp: str = ""
    unclear_at: datetime | None = None
    looks: int = 0
    gone_at: datetime | None = None

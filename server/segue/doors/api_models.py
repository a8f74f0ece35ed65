"""What the API takes and gives; the OpenAPI document is made from these."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from segue.departure.letter_state import LetterState, Told
from segue.desk.ports import Part
from segue.desk.test_copy import CopyFor
from segue.doors.api_call_models import CallSheetView


class Problem(BaseModel):
    """A failure (RFC 9457): ``code`` is stable, ``detail`` says to the person what to do.

    ``instance``, of a failure of the server's own, has the number under which its log tells of it.
    """

    type: str
    title: str
    status: int
    detail: str
    code: str
    instance: str | None = None


class SessionPerson(BaseModel):
    """Who is signed in."""

    name: str


class SessionDeparture(BaseModel):
    """The departure that the pane is about."""

    id: str
    title: str


class SessionQuery(BaseModel):
    """Which departure the pane is about; one that is not the person's is as if none were named."""

    model_config = ConfigDict(extra="ignore")
    departure: str = Field("", max_length=64)


class Session(BaseModel):
    """The start of every pane."""

    person: SessionPerson
    locale: str
    csrf: str
    departure: SessionDeparture | None
    departures: list[SessionDeparture]
    practice: bool


class TextsQuery(BaseModel):
    """Which texts: those under one prefix, or under several with commas between."""

    model_config = ConfigDict(extra="ignore")
    prefix: str = Field("pane", max_length=80, pattern=r"^[a-z_.,]*$")


class QueueQuery(BaseModel):
    """Which part of the queue; ``later`` are ids, with commas between, of letters whose turn is after all others."""

    model_config = ConfigDict(extra="ignore")
    part: Part = Part.ALL
    q: str = Field("", max_length=200)
    later: str = Field("", max_length=4_000)
    offset: int = Field(0, ge=0, le=1_000_000)
    limit: int = Field(50, ge=1, le=200)


class QueueGate(BaseModel):
    """Whether letters may leave now, and why not."""

    open: bool
    code: str
    message: str


class QueuePart(BaseModel):
    """How many letters a part of the queue has."""

    part: Part
    count: int


CallDue = Literal["", "first", "held"]
"""The client is to be called before the letter; *held* says that by company policy the letter waits for it."""


class QueueLetter(BaseModel):
    """One line of the queue; ``firm`` is the same for the same company, however its name is written.

    ``second`` is a letter to a client who was told before: what has changed since, or who follows.
    """

    id: str
    client: str
    company: str
    firm: str
    to: list[str]
    language: str
    state: LetterState
    status: Told
    reason: str
    call: CallDue
    second: bool


class Queue(BaseModel):
    """The queue: counts over all letters, and one page of those that match.

    ``next`` is whose turn it is, with the id as ``next_id`` too; his letter may wait for a call.
    """

    total: int
    told: int
    parts: list[QueuePart]
    matching: int
    gate: QueueGate
    next_id: str | None
    next: QueueLetter | None
    letters: list[QueueLetter]


class LetterPreview(BaseModel):
    """A letter to look at, marked inside while it is not approved."""

    subject: str
    text: str
    html: str
    language: str
    direction: str
    approved: bool


class FindingView(BaseModel):
    """Something the proofreader saw."""

    id: str
    severity: str
    message: str


class LetterView(BaseModel):
    """One letter with everything that belongs beside it; ``calls`` where its client is one of the most important."""

    id: str
    client: str
    company: str
    firm: str
    to: list[str]
    language: str
    state: LetterState
    status: Told
    reason: str
    call: CallDue
    second: bool
    calls: CallSheetView | None
    preview: LetterPreview
    findings: list[FindingView]
    may_say: list[str]
    may_not_say: list[str]


class HandedOutLetter(BaseModel):
    """Approved bytes to insert, until ``expires_at``."""

    id: str
    to: list[str]
    cc: list[str]
    subject: str
    text: str
    html: str
    language: str
    direction: str
    digest: str
    expires_at: datetime


class OpenQuery(BaseModel):
    """Whether a letter that stands in a Drafts folder already is wanted once more."""

    model_config = ConfigDict(extra="ignore")
    again: bool = False


class CopyWanted(BaseModel):
    """Whom a test copy is for."""

    model_config = ConfigDict(extra="forbid")
    to: CopyFor = CopyFor.ME


class HandedOutTestCopy(HandedOutLetter):
    """An approved letter marked as a test; ``readers`` are the only recipients that its message may have."""

    test: Literal[True]
    readers: list[str]


class ReplyView(BaseModel):
    """The answer to one question; ``question`` is in the person's language, the answer in the client's."""

    id: str
    question: str
    text: str
    html: str


class HandedOutReplies(BaseModel):
    """The approved answers to one client, to insert until ``expires_at``."""

    id: str
    to: list[str]
    language: str
    direction: str
    expires_at: datetime
    replies: list[ReplyView]


class StatusChange(BaseModel):
    """What the person says of one client's telling; ``expected`` is the status that was before him."""

    model_config = ConfigDict(extra="forbid")
    status: Told
    reason: str = Field("", max_length=200)
    expected: Told | None = None


class StatusResult(BaseModel):
    """The status now and before, and what is next."""

    status: Told
    previous: Told
    next_id: str | None

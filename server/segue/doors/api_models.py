"""What the API takes and gives; the OpenAPI document is made from these."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from segue.departure.letter_state import LetterState, Told


class Problem(BaseModel):
    """A failure (RFC 9457): ``code`` is stable, ``detail`` says to the person what to do."""

    type: str
    title: str
    status: int
    detail: str
    code: str


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
    """Which texts."""

    model_config = ConfigDict(extra="ignore")
    prefix: str = Field("pane", max_length=40, pattern=r"^[a-z_.]*$")


class QueueQuery(BaseModel):
    """Which part of the queue."""

    model_config = ConfigDict(extra="ignore")
    q: str = Field("", max_length=200)
    offset: int = Field(0, ge=0, le=1_000_000)
    limit: int = Field(50, ge=1, le=200)


class QueueGate(BaseModel):
    """Whether letters may leave now, and why not."""

    open: bool
    code: str
    message: str


class QueueLetter(BaseModel):
    """One line of the queue."""

    id: str
    client: str
    company: str
    to: list[str]
    language: str
    state: LetterState
    status: Told
    reason: str


class Queue(BaseModel):
    """The queue: counts over all letters, and one page of those that match."""

    total: int
    told: int
    matching: int
    gate: QueueGate
    next_id: str | None
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
    """One letter with everything that belongs beside it."""

    id: str
    client: str
    company: str
    to: list[str]
    state: LetterState
    status: Told
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


class StatusChange(BaseModel):
    """What the person says of one client's telling."""

    model_config = ConfigDict(extra="forbid")
    status: Told
    reason: str = Field("", max_length=200)


class StatusResult(BaseModel):
    """The status now and before, and what is next."""

    status: Told
    previous: Told
    next_id: str | None

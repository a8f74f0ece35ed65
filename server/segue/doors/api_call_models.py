"""What the API takes and gives of calls; the OpenAPI document is made from these."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from segue.departure.call import LONGEST_NOTE, CallOutcome
from segue.departure.letter_state import Told


class CallPhone(BaseModel):
    """A number as it was read, what ``tel:`` needs of it, and the time there in the person's words."""

    number: str
    dialled: str
    there: str
    unusual: bool


class LoggedCall(BaseModel):
    """One call of the log; ``withdrawn`` says that it was taken back."""

    id: str
    at: datetime
    by: str
    outcome: CallOutcome
    note: str
    withdrawn: bool


class CallSheetView(BaseModel):
    """One of the most important clients.

    ``due`` says whether he is to be called before his letter or after it; ``points`` are what to say in his language,
    which nobody may say before ``approved``, and ``gist`` the same in ``gist_language``, none where the person reads
    the client's. ``closed`` says why no call can be logged now, "" when one can.
    """

    letter_id: str | None
    client: str
    company: str
    status: Told | None
    due: Literal["first", "again", ""]
    phones: list[CallPhone]
    language: str
    points: list[str]
    approved: bool
    gist: list[str]
    gist_language: str
    closed: str
    refers_to_call: bool
    calls: list[LoggedCall]


class CallList(BaseModel):
    """Whom to call; ``holds`` says that by company policy letters wait for the call."""

    holds: bool
    clients: list[CallSheetView]


class CallSaid(BaseModel):
    """What came of a call; the note is for colleagues, and part of no letter."""

    model_config = ConfigDict(extra="forbid")
    outcome: CallOutcome
    note: str = Field("", max_length=LONGEST_NOTE)

"""The tables. Every row of a company's carries its workspace id, and every query names it."""

from segue.records.rows.base import Row
from segue.records.rows.clients import ClientRow, ContactRow, LabelRow, UndoCardRow, UndoClientRow, UndoRow
from segue.records.rows.company import AuditRow, ErasedRow, PolicyRow
from segue.records.rows.letters import (
    ApprovalRow,
    CallRow,
    DepartureRow,
    DraftingLetterRow,
    DraftingRow,
    DraftRow,
    LetterRow,
    StatusRow,
)
from segue.records.rows.people import (
    AddressRow,
    ApproverRow,
    AttemptRow,
    BrowserRow,
    ConnectionRow,
    GrantRow,
    PersonRow,
    SessionRow,
    SubjectRow,
    TokenRow,
    WorkspaceRow,
)
from segue.records.rows.reading import (
    AccountListRow,
    AccountRow,
    AccountWordRow,
    ProblemRow,
    ReadingBytesRow,
    ReadingRow,
)

__all__ = [
    "AccountListRow",
    "AccountRow",
    "AccountWordRow",
    "AddressRow",
    "ApprovalRow",
    "ApproverRow",
    "AttemptRow",
    "AuditRow",
    "BrowserRow",
    "CallRow",
    "ClientRow",
    "ConnectionRow",
    "ContactRow",
    "DepartureRow",
    "DraftRow",
    "DraftingLetterRow",
    "DraftingRow",
    "ErasedRow",
    "GrantRow",
    "LabelRow",
    "LetterRow",
    "PersonRow",
    "PolicyRow",
    "ProblemRow",
    "ReadingBytesRow",
    "ReadingRow",
    "Row",
    "SessionRow",
    "StatusRow",
    "SubjectRow",
    "TokenRow",
    "UndoCardRow",
    "UndoClientRow",
    "UndoRow",
    "WorkspaceRow",
]

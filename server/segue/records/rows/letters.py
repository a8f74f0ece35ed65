"""Departures, letters, and what became of them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from segue.records.rows.base import Row


class DepartureRow(Row):
    """A departure; contact points and terms are whole answers and kept as such."""

    __tablename__ = "departure"
    id: Mapped[str] = mapped_column(primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"), index=True)
    leaver_id: Mapped[str] = mapped_column(ForeignKey("person.id"), unique=True)
    approver_id: Mapped[str] = mapped_column(index=True)
    last_day: Mapped[date]
    asked_at: Mapped[datetime | None]
    facts: Mapped[dict[str, Any]]
    version: Mapped[int]
    revision: Mapped[int] = mapped_column(default=0)


class LetterRow(Row):
    """A submitted letter."""

    __tablename__ = "letter"
    __table_args__ = (
        Index("ix_letter_list", "departure_id", "company", "client_name", "id"),
        # What the queue is counted and sorted by, and no more: the letters themselves are left alone.
        Index(
            "ix_letter_queue",
            *("departure_id", "workspace_id", "mode", "state", "status", "client_id", "client_name", "number", "id"),
        ),
        UniqueConstraint("client_id", "number"),
    )
    id: Mapped[str] = mapped_column(primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"))
    departure_id: Mapped[str] = mapped_column(ForeignKey("departure.id"))
    client_id: Mapped[str] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    number: Mapped[int]
    client_name: Mapped[str]
    company: Mapped[str]
    search: Mapped[str]
    state: Mapped[str]
    status: Mapped[str]
    status_reason: Mapped[str]
    comment: Mapped[str]
    digest: Mapped[str]
    variant: Mapped[str]
    mode: Mapped[str]
    kind: Mapped[str]
    findings: Mapped[list[Any]]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    content: Mapped[dict[str, Any]]
    other: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    facts: Mapped[dict[str, Any]]
    values: Mapped[dict[str, Any]]
    opened_at: Mapped[datetime | None]
    version: Mapped[int]


class ApprovalRow(Row):
    """An approval with the bytes that it is bound to."""

    __tablename__ = "approval"
    id: Mapped[str] = mapped_column(primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"))
    letter_id: Mapped[str] = mapped_column(ForeignKey("letter.id", ondelete="CASCADE"), index=True)
    approver_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    digest: Mapped[str]
    content: Mapped[dict[str, Any]]
    other: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    policy_version: Mapped[int]


class StatusRow(Row):
    """One step in the telling of a client; ``person_id`` is NULL where no person took it."""

    __tablename__ = "status_change"
    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"))
    letter_id: Mapped[str] = mapped_column(ForeignKey("letter.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    before: Mapped[str]
    after: Mapped[str]
    reason: Mapped[str]


class CallRow(Row):
    """A call to a client; it goes with him."""

    __tablename__ = "call"
    id: Mapped[str] = mapped_column(primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"))
    departure_id: Mapped[str] = mapped_column(ForeignKey("departure.id"), index=True)
    client_id: Mapped[str] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    outcome: Mapped[str]
    note: Mapped[str]
    withdrawn_at: Mapped[datetime | None]


class DraftRow(Row):
    """What is about to be put, or was put, in a mailbox. It outlives its letter until the draft itself is seen to."""

    __tablename__ = "draft"
    letter_id: Mapped[str] = mapped_column(primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"))
    digest: Mapped[str]
    placed: Mapped[bool]
    ref: Mapped[str]
    person_id: Mapped[str]
    stamp: Mapped[str]
    unclear_at: Mapped[datetime | None]
    looks: Mapped[int]
    gone_at: Mapped[datetime | None]


class DraftingRow(Row):
    """A run that puts all letters in a person's Drafts folder."""

    __tablename__ = "drafting"
    id: Mapped[str] = mapped_column(primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"))
    departure_id: Mapped[str] = mapped_column(ForeignKey("departure.id"), index=True)
    person_id: Mapped[str]
    at: Mapped[datetime]
    state: Mapped[str] = mapped_column(index=True)
    facts: Mapped[dict[str, Any]]


class DraftingLetterRow(Row):
    """What came of one letter in such a run."""

    __tablename__ = "drafting_letter"
    drafting_id: Mapped[str] = mapped_column(ForeignKey("drafting.id", ondelete="CASCADE"), primary_key=True)
    letter_id: Mapped[str] = mapped_column(ForeignKey("letter.id", ondelete="CASCADE"), primary_key=True, index=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"))
    outcome: Mapped[str]
    code: Mapped[str]

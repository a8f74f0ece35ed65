"""What is read: contacts, and the account list beside the clients."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from segue.records.rows.base import Row


class AccountListRow(Row):
    """Where the company's own account list for a departure came from."""

    __tablename__ = "account_list"
    departure_id: Mapped[str] = mapped_column(ForeignKey("departure.id"), primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"))
    source: Mapped[str]
    at: Mapped[datetime]
    person_id: Mapped[str]
    owners: Mapped[list[Any]]
    asks_owner: Mapped[bool]


class AccountRow(Row):
    """One account of such a list."""

    __tablename__ = "account"
    departure_id: Mapped[str] = mapped_column(ForeignKey("departure.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"))
    name: Mapped[str]
    row: Mapped[int]
    domains: Mapped[list[Any]]
    emails: Mapped[list[Any]]
    owners: Mapped[list[Any]]


class AccountWordRow(Row):
    """What a person said of an account; it outlives the list of which he said it."""

    __tablename__ = "account_word"
    __table_args__ = (UniqueConstraint("departure_id", "account_key", "company_key"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"))
    departure_id: Mapped[str] = mapped_column(ForeignKey("departure.id"))
    said: Mapped[str]
    account_key: Mapped[str]
    account: Mapped[str]
    company_key: Mapped[str]
    company: Mapped[str]
    reason: Mapped[str]


class ReadingRow(Row):
    """A reading of contacts; what it is looked for by stands in columns of its own."""

    __tablename__ = "reading"
    id: Mapped[str] = mapped_column(primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"))
    departure_id: Mapped[str] = mapped_column(ForeignKey("departure.id"), index=True)
    at: Mapped[datetime]
    state: Mapped[str] = mapped_column(index=True)
    fingerprint: Mapped[str]
    facts: Mapped[dict[str, Any]]


class ReadingBytesRow(Row):
    """One part of what was uploaded for a reading."""

    __tablename__ = "reading_bytes"
    reading_id: Mapped[str] = mapped_column(ForeignKey("reading.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"))
    content: Mapped[bytes]


class ProblemRow(Row):
    """A row of a source that could not be kept, for a person to mend."""

    __tablename__ = "problem_row"
    __table_args__ = (Index("ix_problem_row_list", "departure_id", "code", "left_out", "source", "row", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"))
    departure_id: Mapped[str] = mapped_column(ForeignKey("departure.id"))
    reading_id: Mapped[str] = mapped_column(ForeignKey("reading.id", ondelete="CASCADE"), index=True)
    source: Mapped[str]
    row: Mapped[int]
    code: Mapped[str]
    left_out: Mapped[bool]
    problem: Mapped[dict[str, Any]]

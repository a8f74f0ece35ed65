"""What a company keeps when departures are gone: policy, audit, erasures."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from segue.records.rows.base import Row


class PolicyRow(Row):
    """One version of a company's policy."""

    __tablename__ = "policy"
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    person_id: Mapped[str]
    content: Mapped[dict[str, Any]]


class AuditRow(Row):
    """One entry of the audit. It refers to nothing, because it outlives what it speaks of."""

    __tablename__ = "audit"
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    person_id: Mapped[str]
    verb: Mapped[str]
    departure_id: Mapped[str] = mapped_column(index=True)
    subject_id: Mapped[str]
    details: Mapped[dict[str, Any]]
    mac: Mapped[str]


class ErasedRow(Row):
    """What was erased, by a keyed hash."""

    __tablename__ = "erased"
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    hashed: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]

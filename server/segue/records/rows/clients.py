"""Contacts, clients, and what can be undone."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from segue.records.rows.base import Row


class ContactRow(Row):
    """A contact as read, or ``mended`` by a person; ``apart`` is of versions before pins and is not read any more."""

    __tablename__ = "contact"
    __table_args__ = (UniqueConstraint("departure_id", "source", "key"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"))
    departure_id: Mapped[str] = mapped_column(ForeignKey("departure.id"), index=True)
    client_id: Mapped[str] = mapped_column(index=True)
    source: Mapped[str]
    key: Mapped[str]
    apart: Mapped[bool] = mapped_column(default=False)
    pin: Mapped[str]
    home: Mapped[str]
    gone: Mapped[bool] = mapped_column(default=False)
    mended: Mapped[bool] = mapped_column(default=False)
    contact: Mapped[dict[str, Any]]


class ClientRow(Row):
    """A client; what lists filter and sort by stands in columns of its own."""

    __tablename__ = "client"
    __table_args__ = (
        Index("ix_client_list", "departure_id", "company", "name", "id"),
        # What the numbers above the lists count, and no more: the rows themselves are left alone.
        Index("ix_client_firms", "departure_id", "firm", "workspace_id", "merged_into", "in_tray"),
        Index(
            "ix_client_counts",
            *("departure_id", "merged_into", "workspace_id", "locale", "chosen", "in_tray", "asked", "proposed"),
        ),
    )
    id: Mapped[str] = mapped_column(primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"))
    departure_id: Mapped[str] = mapped_column(ForeignKey("departure.id"))
    name: Mapped[str]
    company: Mapped[str]
    firm: Mapped[str]
    locale: Mapped[str]
    register: Mapped[str]
    contact_point_id: Mapped[str]
    importance: Mapped[str]
    search: Mapped[str]
    chosen: Mapped[bool]
    in_tray: Mapped[bool]
    asked: Mapped[bool]
    proposed: Mapped[bool]
    wording: Mapped[int | None]
    merged_into: Mapped[str] = mapped_column(index=True)
    facts: Mapped[dict[str, Any]]
    version: Mapped[int]


class LabelRow(Row):
    """A label of a client."""

    __tablename__ = "client_label"
    __table_args__ = (Index("ix_client_label_list", "departure_id", "workspace_id", "label"),)
    client_id: Mapped[str] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), primary_key=True)
    label: Mapped[str] = mapped_column(primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"))
    departure_id: Mapped[str] = mapped_column(ForeignKey("departure.id"), index=True)


class UndoRow(Row):
    """A change of the client list that can be undone."""

    __tablename__ = "undo"
    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"))
    departure_id: Mapped[str] = mapped_column(ForeignKey("departure.id"), index=True)
    at: Mapped[datetime]
    person_id: Mapped[str]
    verb: Mapped[str]
    matches: Mapped[bool]
    clients: Mapped[int]


class UndoClientRow(Row):
    """What a change did to one client; it goes with him."""

    __tablename__ = "undo_client"
    undo_id: Mapped[int] = mapped_column(ForeignKey("undo.id", ondelete="CASCADE"), primary_key=True)
    client_id: Mapped[str] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), primary_key=True, index=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"))
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    is_new: Mapped[bool]


class UndoCardRow(Row):
    """Where a change took one contact from; it goes with the contact."""

    __tablename__ = "undo_card"
    undo_id: Mapped[int] = mapped_column(ForeignKey("undo.id", ondelete="CASCADE"), primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True, index=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"))
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]

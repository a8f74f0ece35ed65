"""Companies, their people, and how these sign in."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from segue.records.rows.base import Row


class WorkspaceRow(Row):
    """A company."""

    __tablename__ = "workspace"
    id: Mapped[str] = mapped_column(primary_key=True)
    company: Mapped[str]
    zone: Mapped[str]
    own_domains: Mapped[list[Any]]
    google_domains: Mapped[list[Any]]
    microsoft_tenants: Mapped[list[Any]]
    confidential_viewers: Mapped[list[Any]]
    daily_at: Mapped[datetime | None]


class PersonRow(Row):
    """An employee, apart from addresses and provider subjects."""

    __tablename__ = "person"
    id: Mapped[str] = mapped_column(primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"), index=True)
    name: Mapped[str]
    job_title: Mapped[str]
    phone: Mapped[str]
    gender: Mapped[str]
    interface_locale: Mapped[str]
    is_administrator: Mapped[bool]
    active: Mapped[bool]


class AddressRow(Row):
    """An e-mail address of a person; ``normal`` is its normalised form."""

    __tablename__ = "person_address"
    __table_args__ = (UniqueConstraint("workspace_id", "normal"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"))
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    address: Mapped[str]
    normal: Mapped[str]
    is_primary: Mapped[bool]


class SubjectRow(Row):
    """How a provider names a person."""

    __tablename__ = "person_subject"
    __table_args__ = (UniqueConstraint("workspace_id", "provider", "subject"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"))
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    provider: Mapped[str]
    subject: Mapped[str]


class ApproverRow(Row):
    """Who approves for whom."""

    __tablename__ = "approver"
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    leaver_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    approver_id: Mapped[str] = mapped_column(ForeignKey("person.id"))


class SessionRow(Row):
    """A signed-in browser, under the digest of its cookie's secret."""

    __tablename__ = "session"
    digest: Mapped[str] = mapped_column(primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"))
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    csrf: Mapped[str]
    expires_at: Mapped[datetime]


class ConnectionRow(Row):
    """A person's account at a provider, and the sealed tokens with which it is used."""

    __tablename__ = "connection"
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"))
    provider: Mapped[str]
    address: Mapped[str]
    granted: Mapped[list[Any]]
    sealed: Mapped[str]
    access_until: Mapped[datetime]
    renewing_until: Mapped[datetime | None]
    made_at: Mapped[datetime]
    ended_why: Mapped[str]
    challenge: Mapped[str]


class BrowserRow(Row):
    """A browser whose extension works for a person."""

    __tablename__ = "browser"
    id: Mapped[str] = mapped_column(primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"))
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str]
    made_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_why: Mapped[str]


class GrantRow(Row):
    """A code that connects a browser once, under its keyed digest; known for a while after its use."""

    __tablename__ = "browser_grant"
    digest: Mapped[str] = mapped_column(primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"))
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str]
    expires_at: Mapped[datetime]
    name: Mapped[str]
    redirect: Mapped[str]
    challenge: Mapped[str]
    browser_id: Mapped[str]
    used_at: Mapped[datetime | None]


class TokenRow(Row):
    """A token of a browser, under its keyed digest; it stays after its use, so that a second one is seen."""

    __tablename__ = "browser_token"
    digest: Mapped[str] = mapped_column(primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"))
    browser_id: Mapped[str] = mapped_column(ForeignKey("browser.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class AttemptRow(Row):
    """How often something was tried, by a keyed digest of who and what; of no company, since who tries has none."""

    __tablename__ = "attempt"
    digest: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]
    since: Mapped[datetime]
    until: Mapped[datetime]

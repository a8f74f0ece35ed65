"""The tables. Every row of a company's carries its workspace id, and every query names it."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, ForeignKey, Index, MetaData, String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept as UTC; SQLite forgets zones, so it is put back when read."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive moment and turn any other into UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        return value.replace(tzinfo=UTC) if value else None


class Row(DeclarativeBase):
    """The base of all tables."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: Moment, dict[str, Any]: JSON, list[Any]: JSON, str: String}  # noqa: RUF012


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


class LetterRow(Row):
    """A submitted letter."""

    __tablename__ = "letter"
    __table_args__ = (Index("ix_letter_list", "departure_id", "company", "client_name", "id"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"))
    departure_id: Mapped[str] = mapped_column(ForeignKey("departure.id"))
    client_id: Mapped[str] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), unique=True)
    client_name: Mapped[str]
    company: Mapped[str]
    search: Mapped[str]
    state: Mapped[str]
    status: Mapped[str]
    status_reason: Mapped[str]
    comment: Mapped[str]
    digest: Mapped[str]
    variant: Mapped[str]
    findings: Mapped[list[Any]]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    content: Mapped[dict[str, Any]]
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
    policy_version: Mapped[int]


class StatusRow(Row):
    """One step in the telling of a client."""

    __tablename__ = "status_change"
    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"))
    letter_id: Mapped[str] = mapped_column(ForeignKey("letter.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    before: Mapped[str]
    after: Mapped[str]
    reason: Mapped[str]


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

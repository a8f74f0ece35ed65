"""Employees in the database."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from segue.departure.errors import NotAllowed, NotFound
from segue.departure.people import Person
from segue.desk.ports import SignedIn
from segue.records.everybody import CODE, ONE, WHOSE, everybody, ids_of, person_of, read
from segue.records.readable import readable
from segue.records.rows import AddressRow, ApproverRow, BrowserRow, GrantRow, PersonRow, SessionRow, SubjectRow


class SqlPeople:
    """Implements ``segue.desk.ports.People``; whatever reads a person raises Damaged where the row cannot be read."""

    def __init__(self, session: Session, workspace_id: str) -> None:
        self._session = session
        self._workspace_id = workspace_id
        self._known: dict[str, Person] = {}
        self._ids: dict[str, str | None] = {}

    def get(self, person_id: str) -> Person:
        """Return a person, read once a transaction; raises NotFound."""
        if person_id not in self._known:
            own = {"of_id": person_id, "of_company": self._workspace_id}
            with readable(CODE):
                found = self._session.execute(ONE, own).one_or_none()
                if found is None:
                    raise NotFound("person_unknown")
                self._known[person_id] = person_of(found[0], found[1] or "")
        return self._known[person_id]

    def by_address(self, address: str) -> Person | None:
        """Return whose address it is."""
        normal = address.strip().casefold()
        if normal not in self._ids:
            wanted = {"of_company": self._workspace_id, "of_normal": normal}
            self._ids[normal] = self._session.scalar(WHOSE, wanted)
        person_id = self._ids[normal]
        return self.get(person_id) if person_id else None

    def all(self) -> list[Person]:
        """Return everybody, by name; one question to the database, however many they are."""
        return read(self._session, everybody(self._workspace_id))

    def names(self) -> dict[str, str]:
        """Return everybody's name by id, and read no more of them."""
        mine = select(PersonRow.id, PersonRow.name).where(PersonRow.workspace_id == self._workspace_id)
        with readable(CODE):
            return dict(self._session.execute(mine).all())

    def some(self, person_ids: Collection[str]) -> list[Person]:
        """Return those of some people who are there, by name."""
        mine = everybody(self._workspace_id).where(PersonRow.id.in_(sorted(person_ids)))
        return read(self._session, mine) if person_ids else []

    def page(self, query: str, offset: int, limit: int) -> tuple[int, list[Person]]:
        """Return how many people have something in their name or address, and one page of them, by name."""
        if query.strip():
            found = ids_of(self._session, self._workspace_id, query)
            return len(found), self.some(found[offset : offset + limit])
        count = select(func.count()).where(PersonRow.workspace_id == self._workspace_id)
        one_page = everybody(self._workspace_id).offset(offset).limit(limit)
        return self._session.scalar(count) or 0, read(self._session, one_page)

    def save(self, person: Person) -> None:
        """Add or change a person and his primary address; raises NotFound for another company's."""
        known = self._session.get(PersonRow, person.id)
        if known is not None and known.workspace_id != self._workspace_id:
            raise NotFound("person_unknown")
        self._session.merge(
            PersonRow(
                id=person.id,
                workspace_id=self._workspace_id,
                name=person.name,
                job_title=person.job_title,
                phone=person.phone,
                gender=person.gender.value,
                interface_locale=person.interface_locale,
                is_administrator=person.is_administrator,
                active=person.active,
            )
        )
        self._session.flush()
        self._save_address(person)
        self._known.pop(person.id, None)
        self._ids.clear()

    def bind(self, person_id: str, provider: str, subject: str) -> None:
        """Bind a provider's subject to a person once; raises NotAllowed when bound otherwise.

        A second account of the same address is somebody else, until the administrator unbinds the first.
        """
        bound = self.by_subject(provider, subject)
        if bound is not None:
            if bound.id != person_id:
                raise NotAllowed("subject_bound")
            return
        if provider in self.providers_of(person_id):
            raise NotAllowed("person_bound")
        self._session.add(
            SubjectRow(workspace_id=self._workspace_id, person_id=person_id, provider=provider, subject=subject)
        )
        self._session.flush()

    def unbind(self, person_id: str) -> None:
        """Forget how a person signs in; his sessions and browsers end."""
        self.get(person_id)
        for table in (SubjectRow, SessionRow, GrantRow, BrowserRow):
            mine = delete(table).where(table.person_id == person_id, table.workspace_id == self._workspace_id)
            self._session.execute(mine)

    def subjects(self) -> dict[str, list[str]]:
        """Return by person's id the providers that he signs in with."""
        found: dict[str, list[str]] = {}
        rows = select(SubjectRow).where(SubjectRow.workspace_id == self._workspace_id)
        for row in self._session.scalars(rows.order_by(SubjectRow.provider)):
            found.setdefault(row.person_id, []).append(row.provider)
        return found

    def providers_of(self, person_id: str) -> list[str]:
        """Return the providers that one person signs in with."""
        mine = select(SubjectRow.provider).where(
            SubjectRow.person_id == person_id, SubjectRow.workspace_id == self._workspace_id
        )
        return list(self._session.scalars(mine.order_by(SubjectRow.provider)))

    def sessions(self, person_id: str) -> list[datetime]:
        """Return when each of a person's sign-ins ends."""
        mine = select(SessionRow.expires_at).where(
            SessionRow.person_id == person_id, SessionRow.workspace_id == self._workspace_id
        )
        return list(self._session.scalars(mine.order_by(SessionRow.expires_at)))

    def session_ends(self, session: SignedIn) -> datetime | None:
        """Return when a sign-in ends, None when it has ended."""
        return self._session.scalar(select(SessionRow.expires_at).where(*self._signed_in(session)))

    def prolong_session(self, session: SignedIn, until: datetime) -> None:
        """Let a sign-in that is used live on."""
        self._session.execute(update(SessionRow).where(*self._signed_in(session)).values(expires_at=until))

    def end_sessions(self, person_id: str) -> None:
        """End all sign-ins of a person; the accounts that they were made by stay bound."""
        mine = SessionRow.person_id == person_id, SessionRow.workspace_id == self._workspace_id
        self._session.execute(delete(SessionRow).where(*mine))

    def by_subject(self, provider: str, subject: str) -> Person | None:
        """Return who signs in with a provider's subject."""
        wanted = select(SubjectRow.person_id).where(
            SubjectRow.workspace_id == self._workspace_id,
            SubjectRow.provider == provider,
            SubjectRow.subject == subject,
        )
        person_id = self._session.scalar(wanted)
        return self.get(person_id) if person_id else None

    def approver_of(self, leaver_id: str) -> Person | None:
        """Return who approves for a leaver, as the administrator set it."""
        row = self._session.get(ApproverRow, (self._workspace_id, leaver_id))
        return self.get(row.approver_id) if row else None

    def set_approver(self, leaver_id: str, approver_id: str) -> None:
        """Set who approves for a leaver."""
        self._session.merge(ApproverRow(workspace_id=self._workspace_id, leaver_id=leaver_id, approver_id=approver_id))
        self._session.flush()

    def approvers(self) -> dict[str, str]:
        """Return every assignment: leaver's id to approver's id."""
        pairs = select(ApproverRow.leaver_id, ApproverRow.approver_id)
        mine = pairs.where(ApproverRow.workspace_id == self._workspace_id)
        return dict(self._session.execute(mine).all())

    def approved_by(self, approver_id: str) -> list[str]:
        """Return the ids of everybody for whom a person approves."""
        mine = ApproverRow.workspace_id == self._workspace_id, ApproverRow.approver_id == approver_id
        return list(self._session.scalars(select(ApproverRow.leaver_id).where(*mine)))

    def _signed_in(self, session: SignedIn) -> tuple[ColumnElement[bool], ...]:
        """Return how one sign-in is found: of a person's few, the one with its forms' secret."""
        own = SessionRow.workspace_id == self._workspace_id, SessionRow.person_id == session.person_id
        return (*own, SessionRow.csrf == session.csrf)

    def _save_address(self, person: Person) -> None:
        mine = select(AddressRow).where(
            AddressRow.workspace_id == self._workspace_id, AddressRow.person_id == person.id, AddressRow.is_primary
        )
        row = self._session.scalar(mine) or AddressRow(
            workspace_id=self._workspace_id, person_id=person.id, is_primary=True
        )
        row.address, row.normal = person.address, person.address.casefold()
        self._session.add(row)
        self._session.flush()

"""Letters, approvals, status history and drafts in the database."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.util import identity_key

from segue.departure.approval import LetterBytes
from segue.departure.errors import ChangedMeanwhile, NotFound
from segue.departure.findings import Finding
from segue.departure.kind import DepartureKind
from segue.departure.letter_state import KNOWS, LetterState, Told
from segue.departure.terms import SenderMode
from segue.desk.ports import LetterFilter, Modes
from segue.desk.submitted import Approval, Approved, DraftRecord, Mark, StatusChange, SubmittedLetter, Telling
from segue.letters.facts import LetterFacts
from segue.records.announced import PARTS, AnnouncedRead
from segue.records.contacts import batches
from segue.records.convert import from_json, to_json
from segue.records.departures import SqlDepartures
from segue.records.letter_marks import approvals_of, approved, mark, marks_of
from segue.records.letter_queue import conditions, in_modes, in_order
from segue.records.letter_steps import add_steps, change_in, last_said, take_steps
from segue.records.rows import ApprovalRow, ClientRow, DraftRow, LetterRow, StatusRow

IN_ORDER = (LetterRow.company, LetterRow.client_name, LetterRow.id)

# Past the session's map of rows, which costs more than the statement does.
_ADD_DRAFT = insert(DraftRow.__table__)  # type: ignore[arg-type]
_CHANGE_DRAFT = update(DraftRow.__table__).where(DraftRow.__table__.c.letter_id == bindparam("of_letter"))  # type: ignore[arg-type]


class SqlLetters:
    """Implements ``segue.desk.ports.Letters``."""

    def __init__(self, session: Session, workspace_id: str, departures: SqlDepartures) -> None:
        self._session = session
        self._workspace_id = workspace_id
        self._departures = departures

    def get(self, letter_id: str) -> SubmittedLetter:
        """Return one; raises NotFound."""
        return _letter(self._row(letter_id))

    def some(self, departure_id: str, letter_ids: Collection[str]) -> list[SubmittedLetter]:
        """Return those of some ids that are there, in the order of telling."""
        rows: dict[str, LetterRow] = {}
        for batch in batches(sorted(set(letter_ids))):
            found = self._session.scalars(select(LetterRow).where(*self._of(departure_id), LetterRow.id.in_(batch)))
            rows |= {row.id: row for row in found}
        ids = self._with_clients(select(LetterRow.id), departure_id).order_by(*in_order(departure_id))
        return [_letter(rows[one]) for one in self._session.scalars(ids) if one in rows]

    def all(self, departure_id: str) -> list[SubmittedLetter]:
        """Return all, in the order of telling: the important companies first, then by company and client."""
        rows = self._with_clients(select(LetterRow), departure_id).order_by(*in_order(departure_id)[1:])
        return [_letter(row) for row in self._session.scalars(rows)]

    def of_client(self, client_id: str) -> list[SubmittedLetter]:
        """Return one client's letters, the one with the news first."""
        return self.of_clients([client_id])

    def of_clients(self, client_ids: Collection[str]) -> list[SubmittedLetter]:
        """Return some clients' letters, of each client the one with the news first."""
        found: list[SubmittedLetter] = []
        for batch in batches(sorted(set(client_ids))):
            mine = (LetterRow.client_id.in_(batch), LetterRow.workspace_id == self._workspace_id)
            rows = select(LetterRow).where(*mine).order_by(LetterRow.client_id, LetterRow.number)
            found += [_letter(row) for row in self._session.scalars(rows)]
        return found

    def page(
        self, departure_id: str, wanted: LetterFilter, offset: int, limit: int
    ) -> tuple[int, list[SubmittedLetter]]:
        """Return how many match and one page of them, in the order of telling, what stands in Drafts last."""
        matching = self.ids(departure_id, wanted)  # no letter's text is sorted along
        page = matching[offset : offset + limit]
        rows = {row.id: row for row in self._session.scalars(select(LetterRow).where(LetterRow.id.in_(page)))}
        return len(matching), [_letter(rows[one]) for one in page]

    def ids(self, departure_id: str, wanted: LetterFilter) -> list[str]:
        """Return the ids of all that match, in the order of telling, what stands in Drafts last."""
        ids = self._with_clients(select(LetterRow.id), departure_id).where(*conditions(wanted))
        return list(self._session.scalars(ids.order_by(*in_order(departure_id))))

    def tellings(self, departure_id: str) -> list[Telling]:
        """Return every letter by which a client knows, and every later one to anybody, without their texts."""
        wanted = or_(LetterRow.status.in_(sorted(KNOWS)), LetterRow.number > 0)
        columns = (LetterRow.id, LetterRow.client_id, LetterRow.number, LetterRow.state, LetterRow.status)
        rows = self._session.execute(select(*columns, *PARTS).where(*self._of(departure_id), wanted))
        read = AnnouncedRead()
        return [
            Telling(id, client_id, number, LetterState(state), Told(status), read.of(tuple(parts)))
            for id, client_id, number, state, status, *parts in rows
        ]

    def counts(self, departure_id: str, modes: Modes = (), *, of_news: bool = False) -> dict[tuple[str, str], int]:
        """Return how many letters there are for each (state, status), of some sender modes or of all.

        Those ``of_news`` alone are one a client: without the later ones, which correct them.
        """
        wanted = [*self._of(departure_id), *in_modes(modes)]
        if of_news:
            wanted.append(LetterRow.number == 0)
        counted = select(LetterRow.state, LetterRow.status, func.count()).where(*wanted)
        grouped = counted.group_by(LetterRow.state, LetterRow.status)
        return {(state, status): n for state, status, n in self._session.execute(grouped)}

    def has_outdated(self, departure_id: str, mode: SenderMode, kind: DepartureKind) -> bool:
        """Say whether a letter that was not sent is of another sender mode, or tells of another kind of departure."""
        other = or_(LetterRow.mode != mode.value, LetterRow.kind != kind.value)
        found = select(LetterRow.id).where(*self._of(departure_id), LetterRow.status.not_in(sorted(KNOWS)), other)
        return self._session.scalar(found.limit(1)) is not None

    def marks(self, departure_id: str) -> list[Mark]:
        """Return how far every letter is, without the letters: those with the news first."""
        return [mark(row) for row in self._session.execute(marks_of(self._of(departure_id)))]

    def approvals(self, departure_id: str) -> list[Approved]:
        """Return who approved how many letters under which policy, the earliest first."""
        return [approved(row) for row in self._session.execute(approvals_of(self._of(departure_id)))]

    def languages(self, departure_id: str, modes: Modes = ()) -> list[tuple[str, int]]:
        """Return the clients' languages, with how many letters there are in each."""
        counted = self._with_clients(select(ClientRow.locale, func.count()), departure_id).where(*in_modes(modes))
        rows = self._session.execute(counted.group_by(ClientRow.locale).order_by(ClientRow.locale))
        return [(locale, count) for locale, count in rows]

    def next_approved(self, departure_id: str, modes: Modes = (), without: Collection[str] = ()) -> str | None:
        """Return the id of the next approved letter that is still to do, of some sender modes or of all.

        One that stands in somebody's Drafts comes after all others; those of the ids ``without`` do not come.
        """
        todo = self._with_clients(select(LetterRow.id), departure_id).where(
            *in_modes(modes),
            LetterRow.state == LetterState.APPROVED.value,
            LetterRow.status.in_([Told.TO_DO.value, Told.DRAFTED.value]),
        )
        ids = self._session.scalars(todo.order_by(*in_order(departure_id)).limit(len(without) + 1))
        return next((one for one in ids if one not in without), None)

    def save(self, letter: SubmittedLetter) -> SubmittedLetter:
        """Write one and return it with its next version; raises ChangedMeanwhile when the version is old."""
        row = self._session.get(LetterRow, letter.id)
        if row is None:
            row = LetterRow(id=letter.id, workspace_id=self._workspace_id, version=0, client_id=letter.client_id)
            row.departure_id, row.number = letter.departure_id, letter.number
            self._session.add(row)
        if row.version != letter.version or row.workspace_id != self._workspace_id:
            raise ChangedMeanwhile("letter_changed_meanwhile")
        _fill(row, letter)
        self._session.flush()
        self._departures.touch(letter.departure_id)
        return _letter(row)

    def remove(self, letter_id: str) -> None:
        """Withdraw a letter that nobody was told by."""
        row = self._session.get(LetterRow, letter_id)
        if row is not None and row.workspace_id == self._workspace_id:
            self._departures.touch(row.departure_id)
            self._session.execute(delete(LetterRow).where(LetterRow.id == letter_id))
            self._session.expunge(row)

    def approve(self, approval: Approval) -> None:
        """Store an approval with its bytes."""
        self._row(approval.letter_id)
        self._session.add(
            ApprovalRow(
                id=approval.id,
                workspace_id=self._workspace_id,
                letter_id=approval.letter_id,
                approver_id=approval.approver_id,
                at=approval.at,
                digest=approval.digest,
                content=to_json(approval.content),
                policy_version=approval.policy_version,
                other=to_json(approval.other) if approval.other else None,
            )
        )
        self._session.flush()

    def approval(self, letter_id: str) -> Approval | None:
        """Return the newest approval of a letter."""
        newest = select(ApprovalRow).where(
            ApprovalRow.letter_id == letter_id, ApprovalRow.workspace_id == self._workspace_id
        )
        row = self._session.scalar(newest.order_by(ApprovalRow.at.desc(), ApprovalRow.id.desc()).limit(1))
        if row is None:
            return None
        content = from_json(row.content, LetterBytes)
        said = (row.id, row.workspace_id, row.letter_id, row.approver_id, row.at, content, row.digest)
        return Approval(*said, row.policy_version, _bytes(row.other))

    def changed(self, change: StatusChange) -> None:
        """Add to the status history."""
        self._row(change.letter_id)
        add_steps(self._session, self._workspace_id, [change])

    def take_steps(self, departure_id: str, changes: Collection[StatusChange]) -> None:
        """Give letters their next status and add to their histories; raises ChangedMeanwhile, for another's as well."""
        if changes:
            take_steps(self._session, self._workspace_id, changes)
            add_steps(self._session, self._workspace_id, changes)
            self._departures.touch(departure_id)

    def history(self, letter_id: str) -> list[StatusChange]:
        """Return the status history, oldest first."""
        rows = select(StatusRow).where(StatusRow.letter_id == letter_id, StatusRow.workspace_id == self._workspace_id)
        return [change_in(row) for row in self._session.scalars(rows.order_by(StatusRow.id))]

    def changes_at(self, departure_id: str, person_id: str, at: datetime) -> list[tuple[StatusChange, str]]:
        """Return what one person said at one moment, each with the reason that the letter's status had before it.

        Only of those letters of which nothing was said since.
        """
        rows = self._session.execute(last_said(self._of(departure_id), person_id, at))
        return [(change_in(row), reason) for row, reason in rows]

    def draft(self, letter_id: str) -> DraftRecord | None:
        """Return what is known of a letter's draft."""
        row = self._session.get(DraftRow, letter_id)
        if row is None or row.workspace_id != self._workspace_id:
            return None
        return draft_of(row)

    def save_draft(self, draft: DraftRecord) -> None:
        """Write what is about to be done, or was done, with a draft."""
        self._row(draft.letter_id)
        said = {**vars(draft), "workspace_id": self._workspace_id}
        changed = self._session.connection().execute(_CHANGE_DRAFT, said | {"of_letter": draft.letter_id})
        if not changed.rowcount:
            self._session.connection().execute(_ADD_DRAFT, said)
        known = self._session.identity_map.get(identity_key(DraftRow, draft.letter_id))
        if known is not None:
            self._session.expunge(known)  # it is read anew

    def with_drafts(self, departure_id: str) -> set[str]:
        """Return the ids of a departure's letters of which a draft stands in a mailbox, or may."""
        known = select(DraftRow.letter_id).join(LetterRow, LetterRow.id == DraftRow.letter_id)
        return set(self._session.scalars(known.where(*self._of(departure_id))))

    def drafts_unsettled(self, departure_id: str) -> list[DraftRecord]:
        """Return the drafts of a departure's letters that were begun and not noted as placed."""
        begun = select(DraftRow).join(LetterRow, LetterRow.id == DraftRow.letter_id).where(~DraftRow.placed)
        return [
            draft_of(row) for row in self._session.scalars(begun.where(*self._of(departure_id)).order_by(*IN_ORDER))
        ]

    def drafts_outdated(self) -> list[DraftRecord]:
        """Return the drafts placed for letters that are not sent, and not approved with the same digest, or to go."""
        other = or_(LetterRow.state != LetterState.APPROVED.value, LetterRow.digest != DraftRow.digest)
        wanted = (
            select(DraftRow)
            .join(LetterRow, LetterRow.id == DraftRow.letter_id)
            .where(DraftRow.workspace_id == self._workspace_id, LetterRow.status != Told.SENT.value)
            .where(or_(DraftRow.digest == "", and_(DraftRow.placed, other)))
        )
        return [draft_of(row) for row in self._session.scalars(wanted.order_by(*IN_ORDER))]

    def drop_draft(self, draft: DraftRecord) -> bool:
        """Forget a draft that is still as it is known here; says whether it was."""
        if self.draft(draft.letter_id) != draft:
            return False
        self._session.execute(delete(DraftRow).where(DraftRow.letter_id == draft.letter_id))
        return True

    def drafts_left(self) -> list[DraftRecord]:
        """Return the drafts whose letters are gone."""
        return [draft_of(row) for row in self._session.scalars(select(DraftRow).where(*self._left()))]

    def forget_draft(self, letter_id: str) -> None:
        """Forget a draft whose letter is gone."""
        self._session.execute(delete(DraftRow).where(DraftRow.letter_id == letter_id, *self._left()))

    def _row(self, letter_id: str) -> LetterRow:
        row = self._session.get(LetterRow, letter_id)
        if row is None or row.workspace_id != self._workspace_id:
            raise NotFound("letter_unknown")
        return row

    def _left(self) -> list[ColumnElement[bool]]:
        has_letter = select(LetterRow.id).where(LetterRow.id == DraftRow.letter_id).exists()
        return [DraftRow.workspace_id == self._workspace_id, ~has_letter]

    def _with_clients(self, asked: Select[*tuple[Any, ...]], departure_id: str) -> Select[*tuple[Any, ...]]:
        return asked.select_from(LetterRow).join(ClientRow).where(*self._of(departure_id))

    def _of(self, departure_id: str) -> list[ColumnElement[bool]]:
        return [LetterRow.departure_id == departure_id, LetterRow.workspace_id == self._workspace_id]


def draft_of(row: DraftRow) -> DraftRecord:
    """Return what a row says of a draft."""
    names = ("letter_id", "digest", "placed", "ref", "person_id", "stamp", "unclear_at", "looks", "gone_at")
    return DraftRecord(row.workspace_id, **{name: getattr(row, name) for name in names})


def _fill(row: LetterRow, letter: SubmittedLetter) -> None:
    row.client_name, row.company = letter.client_name, letter.company
    row.search = " ".join((letter.client_name, letter.company, *letter.content.to)).casefold()
    row.state, row.status, row.status_reason = letter.state.value, letter.status.value, letter.status_reason
    row.comment, row.digest, row.variant, row.values = letter.comment, letter.digest, letter.variant, letter.values
    row.content, row.facts, row.findings = (to_json(part) for part in (letter.content, letter.facts, letter.findings))
    row.before, row.other = (to_json(part) if part else None for part in (letter.before, letter.other))
    row.mode, row.kind = letter.content.mode, letter.facts.kind.value
    row.opened_at, row.version = letter.opened_at, letter.version + 1


def _bytes(made: dict[str, Any] | None) -> LetterBytes | None:
    return from_json(made, LetterBytes) if made else None


def _letter(row: LetterRow) -> SubmittedLetter:
    return SubmittedLetter(
        id=row.id,
        workspace_id=row.workspace_id,
        departure_id=row.departure_id,
        client_id=row.client_id,
        client_name=row.client_name,
        company=row.company,
        content=from_json(row.content, LetterBytes),
        digest=row.digest,
        facts=from_json(row.facts, LetterFacts),
        variant=row.variant,
        values=dict(row.values),
        findings=tuple(from_json(one, Finding) for one in row.findings),
        before=_bytes(row.before),
        other=_bytes(row.other),
        number=row.number,
        state=LetterState(row.state),
        comment=row.comment,
        status=Told(row.status),
        status_reason=row.status_reason,
        opened_at=row.opened_at,
        version=row.version,
    )

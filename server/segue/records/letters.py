"""Letters, approvals, status history and drafts in the database."""

from sqlalchemy import ColumnElement, and_, delete, func, or_, select
from sqlalchemy.orm import Session

from segue.departure.approval import LetterBytes
from segue.departure.errors import ChangedMeanwhile, NotFound
from segue.departure.findings import Finding
from segue.departure.kind import DepartureKind
from segue.departure.letter_state import LetterState, Told
from segue.departure.terms import SenderMode
from segue.desk.ports import LetterFilter, Modes
from segue.desk.submitted import Approval, DraftRecord, StatusChange, SubmittedLetter
from segue.letters.facts import LetterFacts
from segue.records.convert import from_json, to_json
from segue.records.departures import SqlDepartures
from segue.records.rows import ApprovalRow, DraftRow, LetterRow, StatusRow

IN_ORDER = (LetterRow.company, LetterRow.client_name, LetterRow.id)


class SqlLetters:
    """Implements ``segue.desk.ports.Letters``."""

    def __init__(self, session: Session, workspace_id: str, departures: SqlDepartures) -> None:
        self._session = session
        self._workspace_id = workspace_id
        self._departures = departures

    def get(self, letter_id: str) -> SubmittedLetter:
        """Return one; raises NotFound."""
        row = self._session.get(LetterRow, letter_id)
        if row is None or row.workspace_id != self._workspace_id:
            raise NotFound("letter_unknown")
        return _letter(row)

    def all(self, departure_id: str) -> list[SubmittedLetter]:
        """Return all, by company and client."""
        rows = self._session.scalars(select(LetterRow).where(*self._of(departure_id)).order_by(*IN_ORDER))
        return [_letter(row) for row in rows]

    def page(
        self, departure_id: str, wanted: LetterFilter, offset: int, limit: int
    ) -> tuple[int, list[SubmittedLetter]]:
        """Return how many match and one page of them, by company and client."""
        conditions = [*self._of(departure_id), *_conditions(wanted)]
        total = self._session.scalar(select(func.count()).select_from(LetterRow).where(*conditions)) or 0
        rows = select(LetterRow).where(*conditions).order_by(*IN_ORDER).offset(offset).limit(limit)
        return total, [_letter(row) for row in self._session.scalars(rows)]

    def counts(self, departure_id: str, modes: Modes = ()) -> dict[tuple[str, str], int]:
        """Return how many letters there are for each (state, status), of some sender modes or of all."""
        wanted = [*self._of(departure_id), *_in(modes)]
        counted = select(LetterRow.state, LetterRow.status, func.count()).where(*wanted)
        grouped = counted.group_by(LetterRow.state, LetterRow.status)
        return {(state, status): n for state, status, n in self._session.execute(grouped)}

    def has_outdated(self, departure_id: str, mode: SenderMode, kind: DepartureKind) -> bool:
        """Say whether a letter that was not sent is of another sender mode, or tells of another kind of departure."""
        other = or_(
            LetterRow.facts["mode"].as_string() != mode.value, LetterRow.facts["kind"].as_string() != kind.value
        )
        found = select(LetterRow.id).where(*self._of(departure_id), LetterRow.status != Told.SENT.value, other)
        return self._session.scalar(found.limit(1)) is not None

    def next_approved(self, departure_id: str, modes: Modes = ()) -> str | None:
        """Return the id of the next approved letter that is still to do, of some sender modes or of all.

        One that stands in somebody's Drafts comes after all others: it is to leave from there.
        """
        todo = select(LetterRow.id).where(
            *self._of(departure_id),
            *_in(modes),
            LetterRow.state == LetterState.APPROVED.value,
            LetterRow.status.in_([Told.TO_DO.value, Told.DRAFTED.value]),
        )
        return self._session.scalar(todo.order_by(LetterRow.status == Told.DRAFTED.value, *IN_ORDER).limit(1))

    def save(self, letter: SubmittedLetter) -> SubmittedLetter:
        """Write one and return it with its next version; raises ChangedMeanwhile when the version is old."""
        row = self._session.get(LetterRow, letter.id)
        if row is None:
            row = LetterRow(id=letter.id, workspace_id=self._workspace_id, version=0, client_id=letter.client_id)
            row.departure_id = letter.departure_id
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
        self.get(approval.letter_id)
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
        return Approval(*said, row.policy_version)

    def changed(self, change: StatusChange) -> None:
        """Add to the status history."""
        self.get(change.letter_id)
        self._session.add(
            StatusRow(
                workspace_id=self._workspace_id,
                letter_id=change.letter_id,
                person_id=change.person_id,
                at=change.at,
                before=change.before.value,
                after=change.after.value,
                reason=change.reason,
            )
        )
        self._session.flush()

    def history(self, letter_id: str) -> list[StatusChange]:
        """Return the status history, oldest first."""
        rows = select(StatusRow).where(StatusRow.letter_id == letter_id, StatusRow.workspace_id == self._workspace_id)
        return [
            StatusChange(r.workspace_id, r.letter_id, r.person_id, r.at, Told(r.before), Told(r.after), r.reason)
            for r in self._session.scalars(rows.order_by(StatusRow.id))
        ]

    def draft(self, letter_id: str) -> DraftRecord | None:
        """Return what is known of a letter's draft."""
        row = self._session.get(DraftRow, letter_id)
        if row is None or row.workspace_id != self._workspace_id:
            return None
        return draft_of(row)

    def save_draft(self, draft: DraftRecord) -> None:
        """Write what is about to be done, or was done, with a draft."""
        self.get(draft.letter_id)
        self._session.merge(DraftRow(**{**vars(draft), "workspace_id": self._workspace_id}))
        self._session.flush()

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

    def _left(self) -> list[ColumnElement[bool]]:
        has_letter = select(LetterRow.id).where(LetterRow.id == DraftRow.letter_id).exists()
        return [DraftRow.workspace_id == self._workspace_id, ~has_letter]

    def _of(self, departure_id: str) -> list[ColumnElement[bool]]:
        return [LetterRow.departure_id == departure_id, LetterRow.workspace_id == self._workspace_id]


def _conditions(wanted: LetterFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [
        LetterRow.search.contains(word, autoescape=True) for word in wanted.query.casefold().split()
    ]
    conditions += _in(wanted.modes)
    if wanted.status:
        conditions.append(LetterRow.status == wanted.status)
    if wanted.approved_only:
        conditions.append(LetterRow.state == LetterState.APPROVED.value)
    return conditions


def _in(modes: Modes) -> list[ColumnElement[bool]]:
    """Return the condition for letters of some sender modes, none for all of them."""
    return [LetterRow.content["mode"].as_string().in_([str(mode) for mode in modes])] if modes else []


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
    row.before = to_json(letter.before) if letter.before else None
    row.opened_at, row.version = letter.opened_at, letter.version + 1


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
        before=from_json(row.before, LetterBytes) if row.before else None,
        state=LetterState(row.state),
        comment=row.comment,
        status=Told(row.status),
        status_reason=row.status_reason,
        opened_at=row.opened_at,
        version=row.version,
    )

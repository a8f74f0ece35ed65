"""Runs that put all letters in a Drafts folder, in the database, and the drafts that have to be looked for or at."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from segue.departure.errors import NotFound
from segue.departure.letter_state import Told
from segue.desk.ports import Drafting, DraftingState, OneLetter, Outcome
from segue.desk.submitted import DraftRecord
from segue.records.convert import from_json, to_json
from segue.records.departures import SqlDepartures
from segue.records.letters import IN_ORDER, draft_of
from segue.records.rows import DraftingLetterRow, DraftingRow, DraftRow, LetterRow

NOT_PLACED = (Outcome.UNCLEAR, Outcome.LEFT, Outcome.REFUSED)
_table = DraftingRow.__table__.c
_letters = DraftingLetterRow.__table__.c
_OF_LETTER = (_letters.letter_id == bindparam("of_letter"), _letters.workspace_id == bindparam("in_workspace"))
_CHANGE = update(DraftingLetterRow.__table__).where(*_OF_LETTER)  # type: ignore[arg-type]
_NOTE = _CHANGE.where(_letters.drafting_id == bindparam("in_drafting"))
_SETTLE = _CHANGE.where(_letters.outcome.in_(NOT_PLACED)).values(outcome=Outcome.PLACED, code="")


class SqlDraftings:
    """Implements ``segue.desk.ports.Draftings``."""

    def __init__(self, session: Session, workspace_id: str, departures: SqlDepartures) -> None:
        self._session = session
        self._workspace_id = workspace_id
        self._departures = departures

    def get(self, drafting_id: str) -> Drafting:
        """Return one; raises NotFound."""
        found = self._session.scalar(self._mine().where(_table.id == drafting_id))
        if found is None:
            raise NotFound()
        return from_json(found, Drafting)

    def newest(self, departure_id: str, person_id: str) -> Drafting | None:
        """Return a person's last run for a departure."""
        own = self._mine().where(_table.departure_id == departure_id, _table.person_id == person_id)
        found = self._session.scalar(own.order_by(_table.at.desc(), _table.id.desc()).limit(1))
        return from_json(found, Drafting) if found else None

    def running(self) -> list[Drafting]:
        """Return the runs of every departure that are to go on by themselves, oldest first."""
        wanted = self._mine().where(_table.state == DraftingState.RUNNING.value).order_by(_table.at, _table.id)
        return [from_json(facts, Drafting) for facts in self._session.scalars(wanted)]

    def save(self, drafting: Drafting) -> None:
        """Write one."""
        self._departures.get(drafting.departure_id)
        values = {"at": drafting.started_at, "state": drafting.state, "facts": to_json(drafting)}
        mine = (_table.id == drafting.id, _table.workspace_id == self._workspace_id)
        changed: Any = self._session.execute(update(DraftingRow).where(*mine).values(**values))
        if not changed.rowcount:
            own = {"id": drafting.id, "workspace_id": self._workspace_id, "departure_id": drafting.departure_id}
            own["person_id"] = drafting.person_id
            self._session.execute(insert(DraftingRow).values(**own, **values))

    def add_letters(self, drafting_id: str, letters: list[OneLetter]) -> None:
        """Write which letters a new run is about."""
        own = {"drafting_id": drafting_id, "workspace_id": self._workspace_id}
        rows = [own | {"letter_id": one.letter_id, "outcome": one.outcome, "code": one.code} for one in letters]
        if rows:
            self._session.execute(insert(DraftingLetterRow), rows)

    def note(self, drafting_id: str, letters: list[OneLetter]) -> None:
        """Write what came of letters; one that is gone is no error."""
        own = {"in_drafting": drafting_id, "in_workspace": self._workspace_id}
        told = [own | {"of_letter": one.letter_id, "outcome": one.outcome, "code": one.code} for one in letters]
        if told:
            self._session.connection().execute(_NOTE, told)

    def letters(self, drafting_id: str) -> list[OneLetter]:
        """Return what came of each letter, by company and client."""
        rows = select(DraftingLetterRow).join(LetterRow, LetterRow.id == DraftingLetterRow.letter_id)
        found = self._session.scalars(rows.where(*self._of(drafting_id)).order_by(*IN_ORDER))
        return [OneLetter(row.letter_id, Outcome(row.outcome), row.code) for row in found]

    def counts(self, drafting_id: str) -> Mapping[Outcome, int]:
        """Return how many letters came to each outcome."""
        counted = select(DraftingLetterRow.outcome, func.count()).where(*self._of(drafting_id))
        return {
            Outcome(outcome): n for outcome, n in self._session.execute(counted.group_by(DraftingLetterRow.outcome))
        }

    def settle(self, letter_id: str) -> None:
        """Note that the draft of a letter is there that was unclear, left alone or refused."""
        self._session.connection().execute(_SETTLE, {"of_letter": letter_id, "in_workspace": self._workspace_id})

    def drafts(self, departure_id: str, person_id: str) -> list[DraftRecord]:
        """Return what is known of the drafts of a departure's letters in a person's mailbox."""
        own = (LetterRow.departure_id == departure_id, DraftRow.person_id.in_(["", person_id]))
        return [draft_of(row) for row in self._session.scalars(self._drafts().where(*own))]

    def unclear_drafts(self) -> list[DraftRecord]:
        """Return the drafts of every departure of which nobody knows whether they were made, oldest first."""
        begun = self._drafts().where(~DraftRow.placed, DraftRow.unclear_at.is_not(None))
        return [draft_of(row) for row in self._session.scalars(begun.order_by(DraftRow.unclear_at, DraftRow.letter_id))]

    def standing_drafts(self, departure_id: str, person_id: str) -> list[DraftRecord]:
        """Return the drafts that a person was given of letters that nobody said were sent, by company and client."""
        drafted = (LetterRow.departure_id == departure_id, LetterRow.status == Told.DRAFTED.value)
        wanted = self._drafts().where(*drafted, DraftRow.placed, DraftRow.person_id == person_id)
        return [draft_of(row) for row in self._session.scalars(wanted.order_by(*IN_ORDER))]

    def _drafts(self) -> Select[DraftRow]:
        own = DraftRow.workspace_id == self._workspace_id
        return select(DraftRow).join(LetterRow, LetterRow.id == DraftRow.letter_id).where(own)

    def _of(self, drafting_id: str) -> tuple[Any, ...]:
        return DraftingLetterRow.drafting_id == drafting_id, DraftingLetterRow.workspace_id == self._workspace_id

    def _mine(self) -> Select[Any]:
        return select(_table.facts).where(_table.workspace_id == self._workspace_id)

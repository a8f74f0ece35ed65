"""What stays on record: who did what, and what was erased."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from segue.departure.audit import Entry


@dataclass(frozen=True)
class AuditFilter:
    """Which entries: of one departure, "" for all; ``only`` those of some, None for all, and ``without`` those of some.

    What was done with no departure counts as that of ""; ``subject_id`` is what it was done to, "" for anything.
    """

    departure_id: str = ""
    subject_id: str = ""
    only: frozenset[str] | None = None
    without: frozenset[str] = frozenset()


class Audit(Protocol):
    """The append-only record of the workspace."""

    def last(self) -> Entry | None:
        """Return the newest entry."""

    def append(self, entry: Entry) -> None:
        """Add an entry, chained already; there can be only one for each ``seq``."""

    def entries(self, departure_id: str = "") -> Iterator[Entry]:
        """Yield every entry in order, or those of one departure; raises Damaged where one cannot be read."""

    def count(self, wanted: AuditFilter) -> int:
        """Return how many entries match."""

    def newest(self, wanted: AuditFilter, offset: int, limit: int) -> list[Entry | int]:
        """Return one page of those that match, newest first; of an entry that cannot be read, its number alone."""

    def holds(self, departure_id: str, verb: str) -> bool:
        """Say whether something was done with a departure before."""

    def last_at(self, departure_id: str, verb: str) -> datetime | None:
        """Return when something was done with a departure last (aware), None where it never was."""

    def doers(self, departure_id: str, verbs: Collection[str], statuses: Collection[str]) -> set[tuple[str, str]]:
        """Return who did one of some verbs with what, or gave it one of some statuses: pairs of subject and person."""


@dataclass(frozen=True)
class Erasure:
    """Something that was erased, so that neither a reading nor a backup brings it back.

    ``kind`` is a ``departure.erasure.ErasedKind``, which says what ``hashed`` is.
    """

    kind: str
    hashed: str
    at: datetime


class ErasureLog(Protocol):
    """Every erasure once more, in a file outside the database: what is erased again after a backup was restored."""

    def add(self, workspace_id: str, erasure: Erasure) -> None:
        """Add one, safely on the disk when this returns."""


class Erased(Protocol):
    """What was erased."""

    def add(self, erasure: Erasure) -> None:
        """Remember an erasure; the same again changes nothing."""

    def holds(self, kind: str, hashed: str) -> bool:
        """Say whether something was erased."""

    def all(self) -> list[Erasure]:
        """Return every erasure, oldest first."""

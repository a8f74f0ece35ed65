"""Readings of contacts: where each stands, what was uploaded for it, and the rows that need a person."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from segue.clients.contact import RowProblem
from segue.clients.look import Look
from segue.desk.ports.outside import Page

CHUNK_BYTES = 1_000_000
"""How much of an upload one row of the database holds."""


class SourceKind(StrEnum):
    """Where contacts come from."""

    FILE = "file"
    PASTED = "pasted"
    MAILBOX = "mailbox"


class ReadingState(StrEnum):
    """Where a reading stands: *uploaded* while its bytes come in, *waiting* until somebody takes it up."""

    UPLOADED = "uploaded"
    ASKS_MAPPING = "asks_mapping"
    WAITING = "waiting"
    READING = "reading"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


UNDER_WAY = frozenset({ReadingState.WAITING, ReadingState.READING})
OPEN = UNDER_WAY | {ReadingState.UPLOADED, ReadingState.ASKS_MAPPING}
"""States in which a reading is not over, and its bytes are kept."""


@dataclass(frozen=True)
class Counts:
    """What a reading brought: contacts kept, new, changed, gone from the source, not kept since erased; and clients."""

    kept: int = 0
    new: int = 0
    changed: int = 0
    gone: int = 0
    erased: int = 0
    clients: int = 0


@dataclass(frozen=True)
class Reading:
    """One reading of one source. ``source`` is what its contacts name; reading it again has the same.

    ``rows`` of ``total_rows`` and ``read_bytes`` of ``size_bytes`` say how far it is (0: nobody knows); ``problems``
    counts all rows not kept, by code; ``error`` with ``error_values`` is why it failed; ``meanings`` is what a person
    said of each column, None when nobody was asked; ``look`` is kept while that is asked. ``taken`` counts how often
    somebody took it up, the last of whom has it until ``leased_until``; ``not_before`` is until when its mailbox asked
    to be left alone. Moments are aware.
    """

    id: str
    departure_id: str
    person_id: str
    kind: SourceKind
    source: str
    at: datetime
    state: ReadingState = ReadingState.UPLOADED
    size_bytes: int = 0
    read_bytes: int = 0
    rows: int = 0
    total_rows: int = 0
    counts: Counts = field(default_factory=Counts)
    problems: dict[str, int] = field(default_factory=dict)
    error: str = ""
    error_values: dict[str, str] = field(default_factory=dict)
    meanings: tuple[str, ...] | None = None
    fingerprint: str = ""
    look: Look | None = None
    taken: int = 0
    leased_until: datetime | None = None
    not_before: datetime | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True)
class StoredProblem:
    """A row that could not be kept, of which reading, and whether a person left it out; ``id`` is 0 until stored."""

    problem: RowProblem
    reading_id: str
    left_out: bool = False
    id: int = 0


class Readings(Protocol):
    """Readings, and the bytes that were uploaded for them."""

    def get(self, reading_id: str) -> Reading:
        """Return one; raises NotFound."""

    def all(self, departure_id: str) -> list[Reading]:
        """Return those of a departure, newest first."""

    def open(self) -> list[Reading]:
        """Return those of every departure that are not over, oldest first."""

    def meanings_of(self, departure_id: str, fingerprint: str) -> tuple[str, ...] | None:
        """Return what was last said of the columns of a table of this layout, None when nobody was asked."""

    def save(self, reading: Reading) -> None:
        """Write one."""

    def add_bytes(self, reading_id: str, number: int, content: bytes) -> None:
        """Keep the next part of an upload, of CHUNK_BYTES but for the last one; parts count from 0."""

    def bytes_of(self, reading_id: str, number: int) -> bytes:
        """Return one part of an upload; raises NotFound when it was deleted."""

    def add_page(self, reading_id: str, number: int, page: Page) -> None:
        """Keep the next page of an address book, so that it is not read again; pages count from 0."""

    def pages_of(self, reading_id: str) -> list[Page]:
        """Return the pages that are kept of an address book, in their order."""

    def drop_bytes(self, reading_id: str) -> None:
        """Delete what was uploaded, and the pages."""


class ProblemRows(Protocol):
    """The rows that could not be kept: the first ones of each reading."""

    def all(self, departure_id: str) -> list[StoredProblem]:
        """Return all that are kept of a departure, by source and row."""

    def of_sources(self, departure_id: str, sources: Collection[str]) -> list[StoredProblem]:
        """Return those of some sources."""

    def some(self, departure_id: str, ids: Collection[int]) -> list[StoredProblem]:
        """Return those of some ids that are there, in the order of their rows."""

    def counts(self, departure_id: str, left_out: bool = False) -> dict[str, int]:
        """Return how many there are by code."""

    def page(self, departure_id: str, code: str, left_out: bool, offset: int, limit: int) -> list[StoredProblem]:
        """Return one page of those of a code, by source and row."""

    def put(self, departure_id: str, sources: Collection[str], rows: Collection[StoredProblem]) -> None:
        """Put rows in the place of all those of some sources."""

    def leave_out(self, departure_id: str, ids: Collection[int], left_out: bool) -> None:
        """Note that a person left rows out, or put them back."""

    def remove(self, departure_id: str, ids: Collection[int]) -> None:
        """Forget rows."""

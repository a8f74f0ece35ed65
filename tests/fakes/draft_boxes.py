"""A Drafts folder in memory, and the ways in which a real one goes wrong."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from segue.departure.errors import MailboxUnclear
from segue.desk.ports import DraftFate, Placed
from segue.desk.ports.outside import fate_by_stamp
from segue.desk.release import ReleasedLetter


class Crash(Exception):
    """The process ended here."""


@dataclass
class MemoryDrafts:
    """Implements ``DraftBox``: markers of the drafts by reference. Asked to, it keeps two of one letter."""

    drafts: dict[str, str] = field(default_factory=dict)
    made: int = 0
    edits: dict[str, int] = field(default_factory=dict)
    sent: set[str] = field(default_factory=set)
    finds_at_once: bool = False
    _one: threading.Lock = field(default_factory=threading.Lock)

    def place(self, letter: ReleasedLetter) -> Placed:
        """Make one draft."""
        with self._one:
            self.made += 1
            ref = f"draft-{self.made}"
            self.drafts[ref] = letter.marker
            return Placed(ref, f"{ref} 0")

    def find(self, letter: ReleasedLetter) -> str | None:
        """Return the reference of the draft that was made of these very bytes."""
        return next((ref for ref, marker in list(self.drafts.items()) if marker == letter.marker), None)

    def remove(self, ref: str) -> None:
        """Remove a draft; one that is gone already is no error."""
        self.drafts.pop(ref, None)

    def stamp(self, ref: str) -> str | None:
        """Return a mark that changes whenever the draft is edited."""
        return f"{ref} {self.edits.get(ref, 0)}" if ref in self.drafts else None

    def fate(self, ref: str, stamp: str) -> DraftFate:
        """Say how a draft stands; this mailbox knows which were sent, once somebody says so (``send``)."""
        return DraftFate.SENT if ref in self.sent else fate_by_stamp(self.stamp(ref), stamp)

    def edit(self, ref: str) -> None:
        """Edit a draft, as its owner would."""
        self.edits[ref] = self.edits.get(ref, 0) + 1


@dataclass
class Faulty:
    """A box that goes wrong once: ``before`` or ``after`` the draft is made, or ``on_remove``.

    The process ends there, unless ``how`` is another way to go wrong: the connection that drops, for instance.
    """

    box: MemoryDrafts
    when: str
    how: Callable[[str], Exception] = Crash

    @property
    def finds_at_once(self) -> bool:
        """Say what the box says."""
        return self.box.finds_at_once

    def place(self, letter: ReleasedLetter) -> Placed:
        """Make one draft, or fail before, or make it and lose the answer."""
        self._fail("before")
        placed = self.box.place(letter)
        self._fail("after")
        return placed

    def find(self, letter: ReleasedLetter) -> str | None:
        """Look for a draft."""
        return self.box.find(letter)

    def remove(self, ref: str) -> None:
        """Remove a draft, then fail."""
        self.box.remove(ref)
        self._fail("on_remove")

    def stamp(self, ref: str) -> str | None:
        """Return a mark of a draft."""
        return self.box.stamp(ref)

    def fate(self, ref: str, stamp: str) -> DraftFate:
        """Say how a draft stands."""
        return self.box.fate(ref, stamp)

    def _fail(self, moment: str) -> None:
        if self.when == moment:
            self.when = ""
            raise self.how(moment)


@dataclass
class Scripted(MemoryDrafts):
    """A box that goes by a script: for each letter in turn an error, raised instead of making a draft, or None.

    ``lost`` errors are raised after the draft was made; it is found only when ``late`` is over. ``on_place`` is called
    with each letter before anything else.
    """

    script: list[Exception | None] = field(default_factory=list)
    late: bool = False
    on_place: Callable[[ReleasedLetter], None] = lambda letter: None
    most_at_once: int = 0
    _now: int = 0

    def place(self, letter: ReleasedLetter) -> Placed:
        """Make one draft, or do what the script says."""
        with self._one:
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)
            step = self.script.pop(0) if self.script else None
        try:
            self.on_place(letter)
            if step is not None and not isinstance(step, Lost):
                raise step
            placed = super().place(letter)
            if step is not None:
                raise step
            return placed
        finally:
            with self._one:
                self._now -= 1

    def find(self, letter: ReleasedLetter) -> str | None:
        """Find a draft, unless the index is late."""
        return None if self.late else super().find(letter)


class Lost(MailboxUnclear):
    """The draft was made, and the answer lost."""

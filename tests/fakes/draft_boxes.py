"""A Drafts folder in memory, and the ways in which a real one goes wrong."""

from dataclasses import dataclass, field

from segue.desk.release import ReleasedLetter


class Crash(Exception):
    """The process ended here."""


@dataclass
class MemoryDrafts:
    """Implements ``DraftBox``: markers of the drafts by reference. Asked to, it keeps two of one letter."""

    drafts: dict[str, str] = field(default_factory=dict)
    made: int = 0
    edits: dict[str, int] = field(default_factory=dict)

    def place(self, letter: ReleasedLetter) -> str:
        """Make one draft and return its reference."""
        self.made += 1
        self.drafts[f"draft-{self.made}"] = letter.marker
        return f"draft-{self.made}"

    def find(self, letter: ReleasedLetter) -> str | None:
        """Return the reference of the draft that was made of these very bytes."""
        return next((ref for ref, marker in self.drafts.items() if marker == letter.marker), None)

    def remove(self, ref: str) -> None:
        """Remove a draft; one that is gone already is no error."""
        self.drafts.pop(ref, None)

    def stamp(self, ref: str) -> str | None:
        """Return a mark that changes whenever the draft is edited."""
        return f"{ref} {self.edits.get(ref, 0)}" if ref in self.drafts else None

    def edit(self, ref: str) -> None:
        """Edit a draft, as its owner would."""
        self.edits[ref] = self.edits.get(ref, 0) + 1


@dataclass
class Faulty:
    """A box that goes wrong once: ``before`` or ``after`` the draft is made, or ``on_remove``."""

    box: MemoryDrafts
    when: str

    def place(self, letter: ReleasedLetter) -> str:
        """Make one draft, or fail before, or make it and lose the answer."""
        self._fail("before")
        ref = self.box.place(letter)
        self._fail("after")
        return ref

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

    def _fail(self, moment: str) -> None:
        if self.when == moment:
            self.when = ""
            raise Crash(moment)

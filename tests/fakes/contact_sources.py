"""An address book in memory, and the ways in which a real one goes wrong."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from segue.clients.contact import Contact, RowProblem
from segue.desk.ports import Page


@dataclass
class MemoryContacts:
    """Implements ``ContactSource``: pages of ``size`` rows; ``asked`` lists which pages were read.

    ``goes_wrong`` holds what is raised instead of a page, once; a ``forgotten`` place is read from the start.
    """

    rows: list[Contact | RowProblem]
    size: int = 2
    asked: list[int] = field(default_factory=list)
    goes_wrong: dict[int, BaseException] = field(default_factory=dict)
    forgotten: bool = False

    def pages(self, after: str = "") -> Iterator[Page]:
        """Yield the pages from the start, or those after a place."""
        number = 0 if self.forgotten else int(after or "0")
        self.forgotten = False
        while number == 0 or number * self.size < len(self.rows):
            self.asked.append(number)
            if number in self.goes_wrong:
                raise self.goes_wrong.pop(number)
            begins, ends = number * self.size, (number + 1) * self.size
            after = str(number + 1) if ends < len(self.rows) else ""
            yield Page(tuple(self.rows[begins:ends]), after, len(self.rows), number == 0)
            number += 1

    def size_bytes(self) -> None:
        """Return None: nobody knows."""
        return

"""An address book as a folder of files."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from segue.clients.contact import Contact, RowProblem
from segue.clients.reading import read_contacts
from segue.desk.ports import Page

_PAGE = 1000
SUFFIXES = (".vcf", ".csv", ".xlsx")


@dataclass(frozen=True)
class FolderContacts:
    """Every .vcf, .csv and .xlsx in a folder; implements ``ContactSource``."""

    folder: Path

    def pages(self, after: str = "") -> Iterator[Page]:
        """Yield what the files hold, in the order of their names, always from the start; raises UnreadableFile."""
        outcomes, first = self._outcomes(), True
        while part := tuple(islice(outcomes, _PAGE)):
            yield Page(part, first=first)
            first = False

    def _outcomes(self) -> Iterator[Contact | RowProblem]:
        for path in self.files():
            with path.open("rb") as stream:
                yield from read_contacts(path.name, stream)

    def size_bytes(self) -> int:
        """Return how much there is to read."""
        return sum(path.stat().st_size for path in self.files())

    def files(self) -> list[Path]:
        """Return the address books in the folder."""
        if not self.folder.is_dir():
            return []
        return sorted(path for path in self.folder.iterdir() if path.suffix.lower() in SUFFIXES)

"""Address books as files: a folder of them, or one that was uploaded."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from segue.clients.contact import Contact, RowProblem
from segue.clients.reading import read_contacts

SUFFIXES = (".vcf", ".csv")


@dataclass(frozen=True)
class UploadedContacts:
    """One uploaded file; implements ``ContactSource``."""

    filename: str
    stream: BinaryIO

    def contacts(self) -> Iterator[Contact | RowProblem]:
        """Yield what the file holds; raises UnreadableFile."""
        return read_contacts(self.filename, self.stream)


@dataclass(frozen=True)
class FolderContacts:
    """Every .vcf and .csv in a folder; implements ``ContactSource``."""

    folder: Path

    def contacts(self) -> Iterator[Contact | RowProblem]:
        """Yield what the files hold, in the order of their names; raises UnreadableFile."""
        for path in self.files():
            with path.open("rb") as stream:
                yield from read_contacts(path.name, stream)

    def files(self) -> list[Path]:
        """Return the address books in the folder."""
        if not self.folder.is_dir():
            return []
        return sorted(path for path in self.folder.iterdir() if path.suffix.lower() in SUFFIXES)

"""A Drafts folder of .eml files; implements ``DraftBox``."""

import hashlib
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from segue.desk.ports.outside import DraftFate, Placed, fate_by_stamp
from segue.desk.release import ReleasedLetter
from segue.providers.local.eml import eml


@dataclass(frozen=True)
class FolderDrafts:
    """One file a letter, named after its marker, so that the same bytes are never there twice."""

    folder: Path
    finds_at_once: ClassVar[bool] = True

    def place(self, letter: ReleasedLetter) -> Placed:
        """Write the draft whole or not at all, under its own file name; one that is there already stays as it is."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path, content = self.folder / _name(letter), eml(letter)
        with tempfile.NamedTemporaryFile(dir=self.folder, suffix=".part") as part:  # its owner's alone to read
            part.write(content)
            part.flush()
            with suppress(FileExistsError):
                os.link(part.name, path)
        return Placed(path.name, _stamp(content))

    def find(self, letter: ReleasedLetter) -> str | None:
        """Return the draft's file name if it is there."""
        return _name(letter) if (self.folder / _name(letter)).is_file() else None

    def remove(self, ref: str) -> None:
        """Remove a draft; one that is gone already is no error."""
        (self.folder / Path(ref).name).unlink(missing_ok=True)

    def stamp(self, ref: str) -> str | None:
        """Return the digest of the file, None when it is gone."""
        try:
            return _stamp((self.folder / Path(ref).name).read_bytes())
        except (FileNotFoundError, IsADirectoryError):
            return None

    def fate(self, ref: str, stamp: str) -> DraftFate:
        """Say how a draft stands; a file that is gone says nothing of why."""
        return fate_by_stamp(self.stamp(ref), stamp)


def _stamp(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _name(letter: ReleasedLetter) -> str:
    return hashlib.sha256(letter.marker.encode()).hexdigest()[:24] + ".eml"

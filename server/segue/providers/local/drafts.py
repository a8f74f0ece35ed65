"""A Drafts folder of .eml files; implements ``DraftBox``."""

import hashlib
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from segue.desk.release import ReleasedLetter
from segue.providers.local.eml import eml


@dataclass(frozen=True)
class FolderDrafts:
    """One file a letter, named after its marker, so that the same bytes are never there twice."""

    folder: Path

    def place(self, letter: ReleasedLetter) -> str:
        """Write the draft whole or not at all, and return its file name; one that is there already stays as it is."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / _name(letter)
        with tempfile.NamedTemporaryFile(dir=self.folder, suffix=".part") as part:  # its owner's alone to read
            part.write(eml(letter))
            part.flush()
            with suppress(FileExistsError):
                os.link(part.name, path)
        return path.name

    def find(self, letter: ReleasedLetter) -> str | None:
        """Return the draft's file name if it is there."""
        return _name(letter) if (self.folder / _name(letter)).is_file() else None

    def remove(self, ref: str) -> None:
        """Remove a draft; one that is gone already is no error."""
        (self.folder / Path(ref).name).unlink(missing_ok=True)

    def stamp(self, ref: str) -> str | None:
        """Return the digest of the file, None when it is gone."""
        try:
            return hashlib.sha256((self.folder / Path(ref).name).read_bytes()).hexdigest()
        except (FileNotFoundError, IsADirectoryError):
            return None


def _name(letter: ReleasedLetter) -> str:
    return hashlib.sha256(letter.marker.encode()).hexdigest()[:24] + ".eml"

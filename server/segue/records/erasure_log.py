"""The log of erasures: one line of JSON each, in a file outside the database, with hashes and identifiers only."""

import fcntl
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from segue.departure.erasure import ErasedKind
from segue.departure.errors import InputError
from segue.desk.ports import Erasure

LONGEST_LINE = 1_000


@dataclass(frozen=True)
class FileErasures:
    """Implements ``segue.desk.ports.ErasureLog``. Who writes holds the file alone, on whatever host.

    The lock is the file system's own (``flock``), which Linux keeps on NFS between machines too; one that has none
    raises OSError, and nothing is erased.
    """

    path: Path

    def add(self, workspace_id: str, erasure: Erasure) -> None:
        """Add one, safely on the disk when this returns."""
        said = {"at": erasure.at.isoformat(), "workspace": workspace_id, "kind": erasure.kind, "hashed": erasure.hashed}
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.write((_separator(file.fileno()) + json.dumps(said) + "\n").encode())
            file.flush()
            os.fsync(file.fileno())

    def lines(self) -> Iterator[tuple[str, Erasure] | int]:
        """Yield (workspace's id, erasure) for each line, and the number of each that cannot be read.

        A line that a power cut tore is one of these; a file that is not there holds nothing.
        """
        if not self.path.exists():
            return
        with self.path.open(encoding="utf-8", errors="replace") as file:
            for number, line in enumerate(iter(lambda: file.readline(LONGEST_LINE), ""), 1):
                if line.strip():
                    yield _read(line) or number


def _separator(descriptor: int) -> str:
    """Return a line break where the line before has none."""
    size = os.fstat(descriptor).st_size
    return "\n" if size and os.pread(descriptor, 1, size - 1) != b"\n" else ""


def _read(line: str) -> tuple[str, Erasure] | None:
    try:
        said = json.loads(line)
        kind, hashed, at = ErasedKind(said["kind"]), _text(said["hashed"]), datetime.fromisoformat(said["at"])
        return (_text(said["workspace"]), Erasure(kind, hashed, at)) if at.tzinfo else None
    except (ValueError, KeyError, TypeError, RecursionError, InputError):
        return None


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise InputError("field_missing")
    return value

"""Reads pack.toml: every value is asked for by path and kind, and a wrong one names itself."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from segue.departure.errors import BrokenSetup
from segue.letters.clause_file import read_toml


@dataclass(frozen=True)
class PackFile:
    """The facts of one language as written. Every reader raises BrokenSetup naming file and key."""

    name: str
    content: dict[str, Any]

    @classmethod
    def read(cls, folder: Path) -> "PackFile":
        """Read the pack.toml of a folder."""
        return cls(f"{folder.name}/pack.toml", read_toml(folder / "pack.toml"))

    def broken(self, detail: str) -> BrokenSetup:
        """Return the failure for something wrong in this file."""
        return BrokenSetup(detail=f"{self.name}: {detail}")

    def _at(self, *path: str) -> Any:
        value: Any = self.content
        for key in path:
            value = value.get(key) if isinstance(value, dict) else None
        return value

    def text(self, *path: str) -> str:
        """Return a text that must be there."""
        value = self._at(*path)
        if not isinstance(value, str) or not value:
            raise self.broken(f"{'.'.join(path)} must be a text")
        return value

    def choice(self, key: str, values: tuple[str, ...]) -> str:
        """Return a text that must be one of some."""
        value = self.text(key)
        if value not in values:
            raise self.broken(f"{key} must be one of {', '.join(values)}")
        return value

    def texts(self, *path: str, length: int | None = None) -> tuple[str, ...]:
        """Return a list of texts, of an exact length if one is given."""
        value = self._at(*path)
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            raise self.broken(f"{'.'.join(path)} must be a list of texts")
        if length is not None and len(value) != length:
            raise self.broken(f"{'.'.join(path)} must have {length} entries")
        return tuple(value)

    def table(self, *path: str) -> dict[str, Any]:
        """Return a table; an absent one is empty."""
        value = self._at(*path)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise self.broken(f"{'.'.join(path)} must be a table")
        return value

    def rows(self, *path: str) -> list[dict[str, Any]]:
        """Return a list of tables that must not be empty."""
        value = self._at(*path)
        if not isinstance(value, list) or not value or not all(isinstance(row, dict) for row in value):
            raise self.broken(f"{'.'.join(path)} must be a list of tables")
        return value

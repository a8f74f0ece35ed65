"""Secrets at rest: Fernet with keys that can be changed; the newest seals, every known one opens (A2)."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from segue.departure.errors import BrokenSetup, Damaged
from segue.private import private_folder


class Seal:
    """Seals texts and opens them again. ``keys`` says Fernet's keys, the newest first.

    What no known key opens makes it ask once more: another process may have sealed it with a key that is newer than
    this one. Raises BrokenSetup for keys that are none.
    """

    def __init__(self, keys: Callable[[], Iterable[str]]) -> None:
        self._ask = keys
        self._keys = _fernet(keys())

    def seal(self, text: str) -> str:
        """Return a text sealed with the newest key."""
        return self._keys.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """Return what was sealed; raises Damaged when no key opens it."""
        try:
            return self._keys.decrypt(sealed.encode()).decode()
        except InvalidToken:
            self._keys = _fernet(self._ask())
        try:
            return self._keys.decrypt(sealed.encode()).decode()
        except InvalidToken as error:
            raise Damaged("tokens_unreadable") from error


def _fernet(keys: Iterable[str]) -> MultiFernet:
    try:
        return MultiFernet([Fernet(key) for key in keys])
    except ValueError as error:
        raise BrokenSetup(detail="SEGUE_TOKEN_KEYS: each has to be a key as `segue keys new` prints one") from error


def new_key() -> str:
    """Return a fresh key."""
    return Fernet.generate_key().decode()


def kept_keys(path: Path) -> list[str]:
    """Return the keys in a file, the newest first; where there is none, one is made for its owner's eyes only."""
    private_folder(path.parent)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").split()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(new_key() + "\n")
        file.flush()
        os.fsync(file.fileno())
    return path.read_text(encoding="ascii").split()


def add_key(path: Path) -> None:
    """Put a new key before those in a file, whole or not at all."""
    keys = [new_key(), *kept_keys(path)]
    fresh = path.with_suffix(".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
        file.write("\n".join(keys) + "\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)

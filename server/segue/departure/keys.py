"""The installation's secret key, and those before it: new things are made with the newest, old ones still hold.

A ``Key`` is the newest key as bytes. Whoever only makes something takes it as it is; whoever checks what was made
earlier asks ``every`` key.
"""

from collections.abc import Iterable
from typing import Self


class Key(bytes):
    """The newest key; ``earlier`` are the ones that it took the place of, the newest first."""

    earlier: tuple[bytes, ...]

    def __new__(cls, newest: bytes, earlier: Iterable[bytes] = ()) -> Self:
        """Return the newest key with those before it."""
        key = super().__new__(cls, newest)
        key.earlier = tuple(earlier)
        return key


def every(key: bytes) -> tuple[bytes, ...]:
    """Return a key and those before it, the newest first."""
    return (key, *key.earlier) if isinstance(key, Key) else (key,)

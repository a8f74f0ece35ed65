"""Approval is bound to bytes: a keyed digest over everything that is handed out (P5)."""

import hmac
import json
from dataclasses import dataclass

from segue.departure.keys import every

_CANONICAL = json.JSONEncoder(sort_keys=True, ensure_ascii=True, separators=(",", ":"))


@dataclass(frozen=True)
class LetterBytes:
    """Everything that leaves the server for one client, and for whom; what an approval covers."""

    departure_id: str
    sender: str
    mode: str
    client_id: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    language: str
    subject: str
    text: str
    html: str


def seen(content: LetterBytes, other: LetterBytes | None, key: bytes) -> str:
    """Return what a person who reads a letter has in front of him: its digest, and that of its other opening (H8).

    Which of both goes out is the call's to say, not the reader's, so it is the same either way round.
    """
    return "+".join(sorted(digest(one, key) for one in (content, other) if one))


def digest(letter: LetterBytes, key: bytes) -> str:
    """Return the HMAC-SHA256 of the letter's canonical JSON, as hexadecimal."""
    return hmac.digest(key, _CANONICAL.encode(vars(letter)).encode("ascii"), "sha256").hex()


def matches(letter: LetterBytes, expected: str, key: bytes, other: LetterBytes | None = None) -> bool:
    """Say, in constant time, whether a letter, with its other opening, is what the digest was made of."""
    return key_of(letter, expected, key, other) is not None


def key_of(letter: LetterBytes, expected: str, key: bytes, other: LetterBytes | None = None) -> bytes | None:
    """Return the key under which a digest was made of a letter, with its other opening: the newest or an earlier one.

    Whatever else is made of the same word takes it too, so that a new key disowns nothing that was approved before.
    """
    fits = (one for one in every(key) if hmac.compare_digest(seen(letter, other, one), expected))
    return next(fits, None)

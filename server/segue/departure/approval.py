"""Approval is bound to bytes: a keyed digest over everything that is handed out (P5)."""

import hmac
import json
from dataclasses import dataclass

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


def digest(letter: LetterBytes, key: bytes) -> str:
    """Return the HMAC-SHA256 of the letter's canonical JSON, as hexadecimal."""
    return hmac.digest(key, _CANONICAL.encode(vars(letter)).encode("ascii"), "sha256").hex()


def matches(letter: LetterBytes, expected: str, key: bytes) -> bool:
    """Say, in constant time, whether a letter is what the digest was made of."""
    return hmac.compare_digest(digest(letter, key), expected)

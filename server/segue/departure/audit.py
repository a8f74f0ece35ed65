"""The append-only record of who did what, chained by a keyed digest so that no row can go unnoticed (A3).

Each entry's ``mac`` covers its own content and the entry before it. Removing, changing or
reordering rows breaks the chain; cutting off its end shows against a head exported earlier.
Entries hold identifiers and digests only: no letter text, no names.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from segue.departure.keys import every

START = "0" * 64


@dataclass(frozen=True)
class Entry:
    """One thing that was done. ``at`` is aware, ``seq`` counts from 1, ``person_id`` "" is Segue itself."""

    seq: int
    at: datetime
    person_id: str
    verb: str
    departure_id: str = ""
    subject_id: str = ""
    details: dict[str, str] = field(default_factory=dict, hash=False)
    mac: str = ""


@dataclass(frozen=True)
class Head:
    """The newest entry when it was exported; kept outside, it shows later whether the end was cut off."""

    seq: int
    mac: str


@dataclass(frozen=True)
class Break:
    """Where a chain does not hold, and why: ``missing``, ``changed`` or ``cut_off``."""

    seq: int
    why: str


def mac_of(entry: Entry, before: str, key: bytes) -> str:
    """Return the HMAC-SHA256 over an entry and the ``mac`` of the one before it (``START`` for the first)."""
    at = entry.at.astimezone(UTC).isoformat()
    said = [entry.seq, at, entry.person_id, entry.verb, entry.departure_id, entry.subject_id]
    canonical = json.dumps([before, *said, entry.details], sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hmac.new(audit_key(key), canonical.encode("ascii"), hashlib.sha256).hexdigest()


def audit_key(key: bytes) -> bytes:
    """Return the audit's own key, derived from the installation's."""
    return hmac.new(key, b"segue audit", hashlib.sha256).digest()


def broken_at(entries: Iterable[Entry], key: bytes, head: Head | None = None) -> Break | None:
    """Return the first place where the chain does not hold, None when it is whole; entries in order of ``seq``."""
    before, expected = START, 1
    at_head = ""
    for entry in entries:
        if entry.seq != expected:
            return Break(expected, "missing")
        if not any(hmac.compare_digest(entry.mac, mac_of(entry, before, one)) for one in every(key)):
            return Break(entry.seq, "changed")
        before, expected = entry.mac, expected + 1
        at_head = entry.mac if head and entry.seq == head.seq else at_head
    if head and head.seq >= expected:
        return Break(expected, "cut_off")
    if head and head.seq and at_head != head.mac:
        return Break(head.seq, "changed")
    return None

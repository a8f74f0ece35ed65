"""What the rows about mailboxes measure, at a provider aside that counts what reaches it."""

import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bench.aside import aside
from bench.mailbox_office import drafting_of, reading_from
from bench.mailbox_work import Worked, worked

ROUNDS = 3
LATENCY_SECONDS = 0.04
IN_FLIGHT = 4
SAME_PAGES = "bare requests and JSON, same pages"


@dataclass(frozen=True)
class Read:
    """An address book read: page by page into contacts, the same pages bare, and a reading carried out whole."""

    pages: Worked
    bare: Worked
    whole: Worked
    calls: int


@dataclass(frozen=True)
class Drafted:
    """A run of drafts gone through, and what the provider saw of it."""

    work: Worked
    seen: dict[str, Any]


@cache
def read(provider: str, count: int) -> Read:
    """Read an address book of some contacts; of the short pieces the best of three each, by turns."""
    with aside(provider, contacts=count) as there, tempfile.TemporaryDirectory() as data:
        reading_id = reading_from(Path(data), there)
        bare = f"{provider}_bare"
        turns = [(worked("pages", data, there), worked(bare, data, there)) for _ in range(ROUNDS)]
        before = there.seen()["calls"]
        whole = worked("read", data, there, reading_id)
        best = (min(pieces, key=lambda one: one.seconds) for pieces in zip(*turns, strict=True))
        return Read(*best, whole, there.seen()["calls"] - before)


@cache
def drafted(provider: str, count: int, **told: float) -> Drafted:
    """Place the drafts of some letters, 40 ms a request; ``told`` is more for the provider.

    Raises RuntimeError for a draft too few or too many, for a call refused, and for too many at once.
    """
    with aside(provider, latency_seconds=LATENCY_SECONDS, **told) as there, tempfile.TemporaryDirectory() as data:
        drafting_id = drafting_of(Path(data), there, count)
        found = Drafted(worked("draft", data, there, drafting_id), there.seen())
    wrong = found.seen["drafts"] != count or found.seen["refusals"] or found.seen["most_at_once"] > IN_FLIGHT
    if wrong:
        raise RuntimeError(f"{count} letters came to {found.seen}")
    return found

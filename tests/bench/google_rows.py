"""The rows about Google: reading an address book and placing drafts, at a Google aside that counts what reaches it."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bench.google_aside import google_aside
from bench.google_office import drafting_of, reading_from
from bench.google_work import Worked, worked
from bench.row import Row

MANY, FEW = 25_000, 25
LETTERS, FEW_LETTERS = 1_000, 10
ROUNDS = 3
LEAST_CALLS = MANY // 1_000 + 1
LATENCY_SECONDS = 0.04
UNITS_PER_MINUTE, UNITS = 12_000, 10
"""Twice a mailbox's quota of today, so that it is over in a minute; making a draft costs ten units."""
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
    """A run of drafts gone through, and what Google saw of it."""

    work: Worked
    seen: dict[str, Any]


@cache
def read(count: int) -> Read:
    """Read an address book of some contacts; of the short pieces the best of three each, by turns."""
    with google_aside(contacts=count) as google, tempfile.TemporaryDirectory() as data:
        reading_id = reading_from(Path(data), google)
        turns = [(worked("pages", data, google), worked("bare", data, google)) for _ in range(ROUNDS)]
        before = google.seen()["calls"]
        whole = worked("read", data, google, reading_id)
        pages, bare = (min(pieces, key=lambda one: one.seconds) for pieces in zip(*turns, strict=True))
        return Read(pages, bare, whole, google.seen()["calls"] - before)


@cache
def drafted(count: int) -> Drafted:
    """Place the drafts of some letters; raises RuntimeError for one too few or too many, and for a call refused."""
    told = {"latency_seconds": LATENCY_SECONDS, "units_per_minute": UNITS_PER_MINUTE}
    with google_aside(**told) as google, tempfile.TemporaryDirectory() as data:
        drafting_id = drafting_of(Path(data), google, count)
        found = Drafted(worked("draft", data, google, drafting_id), google.seen())
    wrong = found.seen["drafts"] != count or found.seen["refusals"] or found.seen["most_at_once"] > IN_FLIGHT
    if wrong:
        raise RuntimeError(f"{count} letters came to {found.seen}")
    return found


def google_contacts() -> Row:
    """Read 25,000 people from Google into contacts: names taken apart, addresses checked; Google's own time in both."""
    found = read(MANY)
    return Row("25,000 contacts from Google", found.pages.seconds, "s", found.bare.seconds, SAME_PAGES)


def google_contacts_processor() -> Row:
    """The same in the processor's time on this side alone, which Google's own is no part of."""
    found = read(MANY)
    figures = found.pages.processor_seconds, found.bare.processor_seconds
    return Row("25,000 from Google, processor", figures[0], "s", figures[1], SAME_PAGES)


def google_reading() -> Row:
    """The whole reading, as the worker does it: each page kept, everybody matched, the client list written."""
    found = read(MANY)
    return Row("25,000 from Google to client list", found.whole.seconds, "s", found.bare.seconds, SAME_PAGES)


def google_reading_calls() -> Row:
    """The calls of that reading, against a thousand people a page and one call for the labels."""
    return Row("calls for 25,000 contacts", read(MANY).calls, "calls", LEAST_CALLS, "25 pages and the labels")


def google_reading_memory() -> Row:
    """The most memory of that reading's process, against the one of 25 people."""
    figures = read(MANY).whole.held_mib, read(FEW).whole.held_mib
    return Row("memory, 25,000 from Google", figures[0], "MiB", figures[1], "25 contacts")


def google_drafts() -> Row:
    """Place 1,000 drafts, 40 ms a request, against what twice today's quota allows; above 1.053 it is under 95 %."""
    floor = LETTERS * UNITS / UNITS_PER_MINUTE * 60
    return Row("1,000 drafts at Google", drafted(LETTERS).work.seconds, "s", floor, "the quota, 10 units a draft")


def google_draft_calls() -> Row:
    """The calls of that run; nothing was unclear, so that nothing had to be looked for."""
    return Row("calls for 1,000 drafts", drafted(LETTERS).seen["calls"], "calls", LETTERS, "one a draft")


def google_drafts_in_flight() -> Row:
    """The most calls that were on their way at once, as Google saw it."""
    figure = drafted(LETTERS).seen["most_at_once"]
    return Row("drafts on their way at once", figure, "calls", IN_FLIGHT, "the most that may be")


def google_draft_memory() -> Row:
    """The most memory of that run's process, against the one of 10 drafts."""
    figures = drafted(LETTERS).work.held_mib, drafted(FEW_LETTERS).work.held_mib
    return Row("memory, 1,000 drafts", figures[0], "MiB", figures[1], "10 drafts")


GOOGLE: list[Callable[[], Row]] = [
    google_contacts,
    google_contacts_processor,
    google_reading,
    google_reading_calls,
    google_reading_memory,
    google_drafts,
    google_draft_calls,
    google_drafts_in_flight,
    google_draft_memory,
]
"""Rows about Google."""

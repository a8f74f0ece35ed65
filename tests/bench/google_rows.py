"""The rows about Google: reading an address book and placing drafts, at a Google aside that counts what reaches it."""

from collections.abc import Callable

from bench.mailbox_runs import IN_FLIGHT, SAME_PAGES, Drafted, Read
from bench.mailbox_runs import drafted as drafted_at
from bench.mailbox_runs import read as read_at
from bench.row import Row

MANY, FEW = 25_000, 25
LETTERS, FEW_LETTERS = 1_000, 10
LEAST_CALLS = MANY // 1_000 + 1
UNITS_PER_MINUTE, UNITS = 12_000, 10
"""Twice a mailbox's quota of today, so that it is over in a minute; making a draft costs ten units."""


def read(count: int) -> Read:
    """Read an address book at Google."""
    return read_at("google", count)


def drafted(count: int) -> Drafted:
    """Place the drafts of some letters at Google."""
    return drafted_at("google", count, units_per_minute=UNITS_PER_MINUTE)


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

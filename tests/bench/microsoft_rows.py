"""The rows about Microsoft: reading an address book and placing drafts, at a Microsoft aside."""

from collections.abc import Callable

from bench.mailbox_runs import IN_FLIGHT, LATENCY_SECONDS, SAME_PAGES, drafted, read
from bench.row import Row

MANY, FEW = 25_000, 25
LETTERS = 1_000
LEAST_CALLS = MANY // 1_000 + 1


def microsoft_contacts() -> Row:
    """Read 25,000 people from Microsoft into contacts: addresses checked, keys given; Microsoft's own time in both."""
    found = read("microsoft", MANY)
    return Row("25,000 contacts from Microsoft", found.pages.seconds, "s", found.bare.seconds, SAME_PAGES)


def microsoft_contacts_processor() -> Row:
    """The same in the processor's time on this side alone, which Microsoft's own is no part of."""
    found = read("microsoft", MANY)
    figures = found.pages.processor_seconds, found.bare.processor_seconds
    return Row("25,000 from Microsoft, processor", figures[0], "s", figures[1], SAME_PAGES)


def microsoft_reading() -> Row:
    """The whole reading, as the worker does it: each page kept, everybody matched, the client list written."""
    found = read("microsoft", MANY)
    return Row("25,000 from Microsoft to client list", found.whole.seconds, "s", found.bare.seconds, SAME_PAGES)


def microsoft_reading_calls() -> Row:
    """The calls of that reading, against a thousand people a page and one call for the folders."""
    calls = read("microsoft", MANY).calls
    return Row("calls for 25,000 at Microsoft", calls, "calls", LEAST_CALLS, "25 pages and the folders")


def microsoft_reading_memory() -> Row:
    """The most memory of that reading's process, against the one of 25 people."""
    figures = read("microsoft", MANY).whole.held_mib, read("microsoft", FEW).whole.held_mib
    return Row("memory, 25,000 from Microsoft", figures[0], "MiB", figures[1], "25 contacts")


def microsoft_drafts() -> Row:
    """Place 1,000 drafts, 40 ms a request, against four in flight all the time; a refused call fails the row."""
    floor = LETTERS * LATENCY_SECONDS / IN_FLIGHT
    seconds = drafted("microsoft", LETTERS).work.seconds
    return Row("1,000 drafts at Microsoft", seconds, "s", floor, "four in flight, 40 ms each")


def microsoft_draft_calls() -> Row:
    """The calls of that run; nothing was unclear, so that nothing had to be looked for."""
    calls = drafted("microsoft", LETTERS).seen["calls"]
    return Row("calls for 1,000 at Microsoft", calls, "calls", LETTERS, "one a draft")


def microsoft_drafts_in_flight() -> Row:
    """The most calls that were on their way at once, as Microsoft saw it."""
    figure = drafted("microsoft", LETTERS).seen["most_at_once"]
    return Row("drafts in flight at Microsoft", figure, "calls", IN_FLIGHT, "the most that may be")


MICROSOFT: list[Callable[[], Row]] = [
    microsoft_contacts,
    microsoft_contacts_processor,
    microsoft_reading,
    microsoft_reading_calls,
    microsoft_reading_memory,
    microsoft_drafts,
    microsoft_draft_calls,
    microsoft_drafts_in_flight,
]
"""Rows about Microsoft."""

"""Reading an address book page by page: each page is kept as it comes, so that who is killed goes on after it (C1, C8).

A mailbox that asks to wait is left alone until then; the sweep goes on with the reading.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from segue.clients.contact import Contact, RowProblem
from segue.clients.limits import MAX_ROWS
from segue.departure.errors import MailboxBusy, MailboxTrouble, UnreadableFile
from segue.desk.ports import ContactSource, Page, Reading, ReadingState
from segue.desk.reading_lease import LEASE, NotMine, mine
from segue.desk.readings import Openers

BUSY_FOR = timedelta(minutes=1)
"""How long a mailbox is left alone that does not say for how long."""
LONGEST_WAIT = timedelta(hours=1)
IsStopping = Callable[[], bool]
"""Whether the process was asked to end, so that somebody else is to go on."""


class Leaves(MailboxBusy):
    """The process is to end: no mailbox asked for anything, and whoever comes next goes on at once."""


def all_pages(
    openers: Openers, taken: Reading, book: ContactSource, is_stopping: IsStopping
) -> list[Contact | RowProblem]:
    """Read what is not yet read of an address book, and return all of it.

    Raises UnreadableFile ``file_too_many``, NotMine, Leaves, and whatever the source raises.
    """
    with openers.look() as desk:
        kept = desk.stores.readings.pages_of(taken.id)
    read = [one for page in kept for one in page.outcomes]
    number = len(kept)
    for page in book.pages(kept[-1].after if kept else ""):
        if page.first:
            read, number = [], 0
        read += page.outcomes
        if len(read) > MAX_ROWS:
            raise UnreadableFile("file_too_many", file=read[-1].source, limit=MAX_ROWS)
        _keep(openers, taken, page, number, len(read))
        number += 1
        leave_if(bool(page.after) and is_stopping())
    return read


def leave_if(stops: bool) -> None:
    """Raise Leaves where the process is to end."""
    if stops:
        raise Leaves()


def put_off(openers: Openers, taken: Reading, trouble: MailboxTrouble) -> Reading | None:
    """Leave a reading for later, as its mailbox asked, or for another; being put off counts as no being taken up."""
    told = trouble.values.get("wait_seconds")
    wait = min(timedelta(seconds=max(told, 1)), LONGEST_WAIT) if isinstance(told, int | float) else BUSY_FOR
    wait = timedelta() if isinstance(trouble, Leaves) else wait
    with openers.change() as desk:
        try:
            reading = replace(mine(desk, taken), state=ReadingState.WAITING, taken=taken.taken - 1)
        except NotMine:
            return None
        reading = replace(reading, leased_until=None, not_before=desk.now + wait)
        desk.stores.readings.save(reading)
        return reading


def _keep(openers: Openers, taken: Reading, page: Page, number: int, rows: int) -> None:
    with openers.change() as desk:
        reading = mine(desk, taken)
        if page.first:
            desk.stores.readings.drop_bytes(taken.id)
        if page.after:
            desk.stores.readings.add_page(taken.id, number, page)
        reading = replace(reading, rows=rows, total_rows=_total(page, rows))
        desk.stores.readings.save(replace(reading, leased_until=desk.now + LEASE))


def _total(page: Page, rows: int) -> int:
    """Return how many rows there are, 0 where nobody knows; what held nothing is told apart only at the end."""
    if page.total is None:
        return 0
    return max(page.total, rows) if page.after else rows

"""Carrying out a reading: parsed first, in bounded memory and outside any transaction, then written at once.

Whoever is killed on the way leaves nothing half written: the reading is found again when its lease is over
(``lost``), and done from its start, or, of a mailbox, from the page that comes next. Of two who carry out the same one,
only the one with the lease writes.
"""

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import BinaryIO, cast

from segue.clients.contact import Contact, RowProblem
from segue.clients.pasted import PASTED, contacts_in_pasted
from segue.clients.reading import read_contacts
from segue.departure.errors import (
    InputError,
    MailboxBusy,
    MailboxUnclear,
    NotFound,
    SegueError,
    UnreadableFile,
)
from segue.departure.people import Person
from segue.desk.address_book import IsStopping, all_pages, leave_if, put_off
from segue.desk.contacts import Plan, keep, plan
from segue.desk.desk import Desk
from segue.desk.ports import UNDER_WAY, ContactSource, Counts, Reading, ReadingState, SourceKind
from segue.desk.problem_rows import keep_problems
from segue.desk.reading_lease import LEASE, NotMine, mine
from segue.desk.readings import Openers, end
from segue.desk.stored_bytes import StoredBytes

QUEUED_FOR = timedelta(minutes=1)
"""How long a job may take to come; after that it counts as lost."""
MOST_TAKEN = 3
"""How often a reading is taken up; one that ends every process that reads it is not tried for ever."""
ROWS_BETWEEN = 1_000
"""After how many rows it says how far it is."""
_TRIES = 3

AddressBook = Callable[[Person], ContactSource | None]
Outcomes = Iterator[Contact | RowProblem]


def _never() -> bool:
    return False


def carry_out(
    openers: Openers, reading_id: str, address_book: AddressBook, is_stopping: IsStopping = _never
) -> Reading | None:
    """Read what a reading stands for and keep it; returns it as it ended, None when it was not this caller's to do.

    What cannot be read ends it as failed, with the reason; a mailbox that asks to wait leaves it waiting, and so does a
    process that ``is_stopping``. Whatever else goes wrong passes through, and it is tried again later.
    """
    taken = _taken(openers, reading_id)
    if taken is None or taken.state not in UNDER_WAY:
        return taken
    try:
        return _done(openers, taken, address_book, is_stopping)
    except NotMine:
        return None
    except (MailboxBusy, MailboxUnclear) as busy:
        return put_off(openers, taken, busy)
    except SegueError as error:
        return _failed(openers, taken, error)


def lost(desk: Desk) -> list[str]:
    """Return the readings whose job did not come, or whose reader has not been heard of."""
    return [one.id for one in desk.stores.readings.open() if _is_free(desk, one, QUEUED_FOR)]


def _is_free(desk: Desk, reading: Reading, queued_for: timedelta = timedelta()) -> bool:
    if reading.state is ReadingState.READING:
        return reading.leased_until is None or reading.leased_until <= desk.now
    free_at = max(reading.at + queued_for, reading.not_before or reading.at)
    return reading.state is ReadingState.WAITING and free_at <= desk.now


def _taken(openers: Openers, reading_id: str) -> Reading | None:
    """Take a reading up, unless somebody else has it, or it is over."""
    with openers.change() as desk:
        try:
            reading = desk.stores.readings.get(reading_id)
        except NotFound:
            return None
        if not _is_free(desk, reading):
            return None
        if reading.taken >= MOST_TAKEN:
            return end(desk, reading, ReadingState.FAILED, "reading_gave_up")
        reading = replace(reading, state=ReadingState.READING, taken=reading.taken + 1, read_bytes=0)
        reading = replace(reading, leased_until=desk.now + LEASE, not_before=None)
        desk.stores.readings.save(reading)
        return reading


def _done(openers: Openers, taken: Reading, address_book: AddressBook, is_stopping: IsStopping) -> Reading:
    with openers.look() as desk:
        person = desk.stores.people.get(taken.person_id)
    raw = StoredBytes(taken.size_bytes, lambda number: _part(openers, taken, number))
    if taken.kind is SourceKind.MAILBOX:
        read = all_pages(openers, taken, _book(address_book(person)), is_stopping)
    else:
        read = _all_of(openers, taken, raw, is_stopping)
    for left in reversed(range(_TRIES)):
        with openers.look() as desk:
            planned = plan(desk, person, taken.departure_id, read)
        with openers.change() as desk:
            reading = mine(desk, taken)
            if desk.stores.departures.revision(taken.departure_id) != planned.revision:
                if left:
                    continue
                planned = plan(desk, person, taken.departure_id, read)
            sources = {one.source for one in read}
            return _kept(desk, person, replace(reading, rows=len(read)), planned, sources)
    raise NotMine


def _kept(desk: Desk, person: Person, reading: Reading, planned: Plan, sources: set[str]) -> Reading:
    loaded = keep(desk, person, planned)
    problems = [one for one in loaded.problems if one.code != "row_erased"]
    counted = keep_problems(desk, reading, sources | {reading.source}, problems)
    numbers = (loaded.kept, loaded.new, loaded.changed, loaded.missing, planned.erased, loaded.clients)
    whole = replace(reading, counts=Counts(*numbers), problems=counted, read_bytes=reading.size_bytes)
    return end(desk, whole, ReadingState.DONE)


def _book(mailbox: ContactSource | None) -> ContactSource:
    if mailbox is None:
        raise InputError("mailbox_empty")
    return mailbox


def _outcomes(reading: Reading, raw: StoredBytes) -> Outcomes:
    stream = cast(BinaryIO, io.BufferedReader(raw))
    if reading.kind is SourceKind.PASTED:
        return contacts_in_pasted(stream.read().decode())
    return read_contacts(reading.source, stream, _mapping(reading))


def _mapping(reading: Reading) -> Mapping[int, str] | None:
    return None if reading.meanings is None else dict(enumerate(reading.meanings))


def _all_of(openers: Openers, taken: Reading, raw: StoredBytes, is_stopping: IsStopping) -> list[Contact | RowProblem]:
    read: list[Contact | RowProblem] = []
    for one in _outcomes(taken, raw):
        read.append(one)
        if len(read) % ROWS_BETWEEN == 0:
            _tell(openers, taken, len(read), raw.tell())
            leave_if(is_stopping())
    if taken.kind is SourceKind.PASTED and not any(isinstance(one, Contact) for one in read):
        raise UnreadableFile("paste_no_addresses", file=PASTED)
    _tell(openers, taken, len(read), raw.tell())
    return read


def _tell(openers: Openers, taken: Reading, rows: int, read_bytes: int) -> None:
    with openers.change() as desk:
        reading = mine(desk, taken)
        told = replace(reading, rows=rows, read_bytes=min(read_bytes, taken.size_bytes))
        desk.stores.readings.save(replace(told, leased_until=desk.now + LEASE))


def _part(openers: Openers, taken: Reading, number: int) -> bytes:
    with openers.look() as desk:
        try:
            return desk.stores.readings.bytes_of(taken.id, number)
        except NotFound as gone:
            raise NotMine from gone


def _failed(openers: Openers, taken: Reading, error: SegueError) -> Reading | None:
    values = {name: str(value) for name, value in error.values.items()}
    with openers.change() as desk:
        try:
            return end(desk, mine(desk, taken), ReadingState.FAILED, error.code, values)
        except NotMine:
            return None

"""Readings of contacts, from an upload, a paste or a mailbox, until they are over (C1, C8).

What is uploaded stands in the records, in parts, until it is read: the process that reads it may be another, on
another machine, and may have to begin anew. ``carry_out`` does that.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import BinaryIO

from segue.clients.client import Client
from segue.clients.columns import meanings_told
from segue.clients.look import Look
from segue.departure.errors import InputError, NotFound, NotNow
from segue.departure.people import Person
from segue.departure.stage import Verb
from segue.desk.access import as_leader, permit
from segue.desk.desk import Desk, OpenDesk
from segue.desk.ports import CHUNK_BYTES, OPEN, UNDER_WAY, ClientFilter, Reading, ReadingState, SourceKind

KEPT_FOR = timedelta(days=1)
"""How long an upload waits for a person's word, or for somebody to read it."""
_PARTS_AT_ONCE = 8
_MOST_SOURCE_CHARS = 200


@dataclass(frozen=True)
class Openers:
    """How work that takes long opens the desk again and again: to look, and to change."""

    look: Callable[[], AbstractContextManager[Desk]]
    change: OpenDesk


@dataclass(frozen=True)
class Incoming:
    """What comes in: from where, under which name; ``look`` is what a table is, and ``asks`` that a person will say."""

    kind: SourceKind
    source: str
    stream: BinaryIO | None = None
    look: Look | None = None
    asks: bool = False


def take_in(open_desk: OpenDesk, actor: Person, departure_id: str, incoming: Incoming) -> Reading:
    """Keep what comes in, a few parts in each transaction, and return the reading: waiting, or asking for a mapping.

    Raises NotNow ``reading_under_way`` while another one of this departure is not over.
    """
    with open_desk() as desk:
        reading = _begun(desk, actor, departure_id, incoming)
    size = _stored(open_desk, reading.id, incoming.stream) if incoming.stream else 0
    with open_desk() as desk:
        reading = _uploading(desk, reading.id)
        reading = replace(_ready(desk, reading, incoming), size_bytes=size)
        desk.stores.readings.save(reading)
    return reading


def say_meanings(desk: Desk, actor: Person, departure_id: str, reading_id: str, meanings: Sequence[str]) -> Reading:
    """Say what each column means, so that the reading can go on; the next file of this layout is read the same way.

    Raises NotNow ``reading_over``; InputError as ``clients.columns.meanings_told``.
    """
    permit(desk, actor, departure_id, Verb.CHOOSE_CLIENTS)
    reading = own_reading(desk, actor, departure_id, reading_id)
    if reading.state is not ReadingState.ASKS_MAPPING or reading.look is None:
        raise NotNow("reading_over")
    told = tuple(meanings_told(dict(enumerate(meanings)), len(reading.look.header)))
    reading = replace(reading, state=ReadingState.WAITING, meanings=told, look=None)
    desk.stores.readings.save(reading)
    return reading


def cancel(desk: Desk, actor: Person, departure_id: str, reading_id: str) -> None:
    """Stop a reading that is not over; nothing of it is kept."""
    reading = own_reading(desk, actor, departure_id, reading_id)
    if reading.state in OPEN:
        end(desk, reading, ReadingState.CANCELLED)
        desk.record(actor.id, "cancel_reading", departure_id, reading_id)


def own_reading(desk: Desk, actor: Person, departure_id: str, reading_id: str) -> Reading:
    """Return a reading of a departure that the actor leads; raises NotFound for any other."""
    as_leader(desk, actor, departure_id)
    reading = desk.stores.readings.get(reading_id)
    if reading.departure_id != departure_id:
        raise NotFound()
    return reading


def read_before(desk: Desk, departure_id: str) -> list[Reading]:
    """Return the last reading of each file or mailbox that was read, newest first: what can be read again."""
    done = (one for one in desk.stores.readings.all(departure_id) if one.state is ReadingState.DONE)
    last: dict[tuple[str, str], Reading] = {}
    for one in done:
        if one.kind is not SourceKind.PASTED:
            last.setdefault((one.kind, one.source), one)
    return list(last.values())


def who_is_gone(desk: Desk, departure_id: str, clients: Sequence[Client]) -> frozenset[str]:
    """Return the ids of those, of one page of clients, of whom nothing stands in any source any more."""
    if not desk.stores.clients.page(departure_id, ClientFilter(gone=True), 0, 0)[0]:
        return frozenset()
    contacts = desk.stores.contacts.of_clients(departure_id, [client.id for client in clients])
    return frozenset(one.client_id for one in contacts) - {one.client_id for one in contacts if not one.gone}


def end(
    desk: Desk,
    reading: Reading,
    state: ReadingState,
    error: str = "",
    values: dict[str, str] | None = None,
) -> Reading:
    """Bring a reading to its end: what was uploaded for it is deleted at once."""
    over = replace(reading, state=state, error=error, error_values=values or {}, look=None)
    over = replace(over, leased_until=None, ended_at=desk.now)
    desk.stores.readings.drop_bytes(reading.id)
    desk.stores.readings.save(over)
    return over


def forget_old_uploads(desk: Desk) -> int:
    """End what nobody went on with for a day, so that no upload is kept for longer; returns how many."""
    old = [one for one in desk.stores.readings.open() if desk.now - one.at >= KEPT_FOR]
    for reading in old:
        end(desk, reading, ReadingState.FAILED, "reading_too_old")
    return len(old)


def _begun(desk: Desk, actor: Person, departure_id: str, incoming: Incoming) -> Reading:
    """Begin a reading; one of this departure that never came to be read makes room for it."""
    permit(desk, actor, departure_id, Verb.CHOOSE_CLIENTS)
    for other in desk.stores.readings.all(departure_id):
        if other.state in UNDER_WAY:
            raise NotNow("reading_under_way")
        if other.state in OPEN:
            end(desk, other, ReadingState.CANCELLED)
    source = incoming.source[:_MOST_SOURCE_CHARS]
    reading = Reading(desk.new_id(), departure_id, actor.id, incoming.kind, source, desk.now)
    desk.stores.readings.save(reading)
    return reading


def _stored(open_desk: OpenDesk, reading_id: str, stream: BinaryIO) -> int:
    """Keep a stream part by part, without holding the records for longer than a few of them; returns its size."""
    stream.seek(0)
    number = size = 0
    part = stream.read(CHUNK_BYTES)
    while part:
        with open_desk() as desk:
            _uploading(desk, reading_id)
            for _ in range(_PARTS_AT_ONCE):
                desk.stores.readings.add_bytes(reading_id, number, part)
                number, size = number + 1, size + len(part)
                part = stream.read(CHUNK_BYTES)
                if not part:
                    break
    return size


def _uploading(desk: Desk, reading_id: str) -> Reading:
    reading = desk.stores.readings.get(reading_id)
    if reading.state is not ReadingState.UPLOADED:
        raise NotNow("reading_over")
    return reading


def _ready(desk: Desk, reading: Reading, incoming: Incoming) -> Reading:
    """Return a reading that waits to be carried out, or asks; a layout that a person explained is not asked again."""
    look = incoming.look
    if look is None or look.kind != "table":
        return replace(reading, state=ReadingState.WAITING)
    known = _meanings_before(desk, reading.departure_id, look)
    if incoming.asks or (known is None and not look.is_plain):
        told = replace(look, proposed=known) if known else look
        return replace(reading, state=ReadingState.ASKS_MAPPING, fingerprint=look.fingerprint, look=told)
    return replace(reading, state=ReadingState.WAITING, fingerprint=look.fingerprint, meanings=known)


def _meanings_before(desk: Desk, departure_id: str, look: Look) -> tuple[str, ...] | None:
    known = desk.stores.readings.meanings_of(departure_id, look.fingerprint) if look.fingerprint else None
    return known if known and len(known) == len(look.proposed) else None


def refusal_of(reading: Reading) -> InputError:
    """Return why a reading failed, as it is said at a field."""
    return InputError(reading.error, field=reading.kind, **reading.error_values)

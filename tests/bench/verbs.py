"""The verbs that matter on PostgreSQL, against the same on SQLite: the same calls, in one process."""

import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

from bench.importing import book
from bench.kept_in import POSTGRESQL, SQLITE, kept_in
from bench.row import Row
from fakes.office import FACTS, LEAVER, Office, contact
from segue import clock
from segue.clients.contact import Contact
from segue.clients.reading import read_contacts
from segue.departure.letter_state import Told
from segue.desk.contacts import load_contacts
from segue.desk.mark_several import mark_several
from segue.desk.reading import hand_for_reading

CONTACTS, LETTERS, MARKED, LOOKS = 25_000, 1_000, 500, 30
READING, COMPOSING, APPROVING, MARKING, LOOKING = (
    f"reading {CONTACTS:,} contacts",
    f"composing and handing over {LETTERS:,} letters",
    f"approving {LETTERS:,} letters",
    f"marking {MARKED} letters",
    "the overview page",
)


@cache
def seconds(store: str) -> dict[str, float]:
    """Return what each verb takes on a store."""
    with kept_in(store), tempfile.TemporaryDirectory() as folder:
        return {**_reading(Path(folder) / "many"), **_handing_out(Path(folder) / "office")}


def _reading(folder: Path) -> dict[str, float]:
    office, path = Office(folder, now=clock.now()).begun(_facts()), book(folder, "csv", CONTACTS)
    with path.open("rb") as raw:
        contacts = [one for one in read_contacts(path.name, raw) if isinstance(one, Contact)]

    def read() -> None:
        with office.desk() as desk:
            load_contacts(desk, LEAVER, office.departure_id, contacts)

    return {READING: _taken(read)}


def _handing_out(folder: Path) -> dict[str, float]:
    people = [contact(f"Client {n:04}", f"client{n}@firm{n % 400}.example", f"Firm {n % 400}") for n in range(LETTERS)]
    office = Office(folder, now=clock.now()).listed(*people, facts=_facts())
    ids = [client.id for client in office.clients()]

    def hand_over() -> None:
        with office.desk() as desk:
            hand_for_reading(desk, LEAVER, office.departure_id, ids)

    def mark() -> None:
        with office.desk() as desk:
            mark_several(desk, LEAVER, office.departure_id, letters[:MARKED], Told.SENT)

    taken = {COMPOSING: _taken(hand_over), APPROVING: _taken(office.approve)}
    letters, visitor = [one.id for one in office.letters()], office.as_(LEAVER)
    taken[MARKING] = _taken(mark)
    visitor.get(f"/departures/{office.departure_id}")
    looked = _taken(lambda: [visitor.get(f"/departures/{office.departure_id}") for _ in range(LOOKS)])
    return {**taken, LOOKING: looked / LOOKS}


def _facts() -> object:
    last_day = clock.now().date() + timedelta(days=60)
    return replace(FACTS, last_day=last_day, contact_from=last_day - timedelta(days=10))


def _taken(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _row(verb: str) -> Callable[[], Row]:
    def measure() -> Row:
        here, there = seconds(POSTGRESQL)[verb], seconds(SQLITE)[verb]
        return Row(f"{verb}, PostgreSQL", here * 1000, "ms", there * 1000, "SQLite")

    measure.__name__ = "verb_" + "".join(letter if letter.isalnum() else "_" for letter in verb)
    measure.__doc__ = f"The verb on PostgreSQL, against SQLite: {verb}."
    return measure


VERBS: list[Callable[[], Row]] = [_row(verb) for verb in (READING, COMPOSING, APPROVING, MARKING, LOOKING)]
"""Rows about the two stores."""

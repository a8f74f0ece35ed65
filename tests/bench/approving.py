"""What the rows about approving need: 500 letters in 8 languages that wait, their approver signed in; and a release."""

import sqlite3
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from bench.bare import APPROVAL, LETTER, PRAGMAS
from fakes.office import FACTS, LEAVER, MANAGER, Office, contact
from segue import clock
from segue.desk.hand_out import released_letter
from segue.desk.ports import SignedIn

CLIENTS = 500
LANGUAGES = ("en-GB", "en-US", "it", "ru", "id", "hi", "pt-BR", "pt-PT")
TIMES = 300


@dataclass(frozen=True)
class Waiting:
    """A prepared data folder, the address of the approver's page, and his own headers."""

    database: Path
    page: str
    headers: dict[str, str]


def waiting(folder: Path) -> Waiting:
    """Fill a folder with letters that wait to be read, and sign their approver in."""
    office = _given(folder, CLIENTS)
    session = SignedIn("office", MANAGER.id, "bench-token")
    office.records.open_session(session, "bench-secret", clock.now() + timedelta(hours=1))
    if len(office.letters()) != CLIENTS:
        raise RuntimeError(f"{len(office.letters())} letters instead of {CLIENTS}")
    office.engine.dispose()
    headers = {"Cookie": "segue=bench-secret"}
    return Waiting(folder / "segue.db", f"/departures/{office.departure_id}/read", headers)


def release_and_reads_ms(folder: Path) -> tuple[float, float]:
    """Milliseconds of the check before one letter leaves, and of merely reading the letter and its approval."""
    office = _given(folder, len(LANGUAGES)).approve()
    ids = [letter.id for letter in office.letters()]
    with office.look() as desk:
        ours = _median_ms(lambda turn: released_letter(desk, LEAVER, ids[turn % len(ids)]))
    office.engine.dispose()
    connection = sqlite3.connect(folder / "segue.db", isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    floor = _median_ms(lambda turn: _read(connection, ids[turn % len(ids)]))
    connection.close()
    return ours, floor


def _given(folder: Path, count: int) -> Office:
    now = clock.now()
    last_day = now.date() + timedelta(days=60)
    facts = replace(FACTS, last_day=last_day, contact_from=last_day - timedelta(days=10))
    contacts = [
        contact(f"Client {number:03}", f"client{number}@firm{number % 90}.example", f"Firm {number % 90}",
                language=LANGUAGES[number % len(LANGUAGES)])
        for number in range(count)
    ]  # fmt: skip
    return Office(folder, now=now).given(*contacts, facts=facts)


def _read(connection: sqlite3.Connection, letter_id: str) -> None:
    connection.execute(LETTER, (letter_id,)).fetchone()
    connection.execute("SELECT * FROM departure").fetchone()
    connection.execute(APPROVAL, (letter_id,)).fetchone()


def _median_ms(work: Callable[[int], object]) -> float:
    taken = []
    for turn in range(TIMES):
        begun = time.perf_counter()
        work(turn)
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken) * 1000

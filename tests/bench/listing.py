"""The client list at its longest: a page of it, a search, its companies, and everybody with a label chosen at once."""

import json
import sqlite3
import statistics
import time
from dataclasses import dataclass
from pathlib import Path

from fakes.office import LEAVER, Office
from segue.clients.client import Client
from segue.desk.choose import choose_by

LABELS = ("Clients", "City: Rome", "City: Milan", "Newsletter", "Owner: Mara")
LANGUAGES = ("en-GB", "en-US", "it", "ru", "id", "hi", "pt-BR", "pt-PT")
BATCH = 5_000


@dataclass(frozen=True)
class Listed:
    """A list of some length, and its leaver's browser."""

    office: Office

    def page_ms(self, path: str, times: int = 15) -> float:
        """Return the median time of one page, in milliseconds."""
        visitor, address = self.office.as_(LEAVER), f"/departures/{self.office.departure_id}/{path}"
        taken = []
        for _ in range(times + 2):
            begun = time.perf_counter()
            answer = visitor.get(address)
            taken.append(time.perf_counter() - begun)
            if answer.status_code != 200:
                raise RuntimeError(f"{path} answered {answer.status_code}")
        return statistics.median(taken[2:]) * 1000

    def choosing_seconds(self) -> float:
        """Return the time to choose everybody with a label, in seconds."""
        begun = time.perf_counter()
        with self.office.desk() as desk:
            choose_by(desk, LEAVER, self.office.departure_id, "Clients", "", True)
        return time.perf_counter() - begun

    def rewriting_seconds(self) -> float:
        """Return the time to read, change and write the same rows by hand, the least that choosing them needs."""
        begun = time.perf_counter()
        with sqlite3.connect(self.office.folder / "segue.db") as database:
            rows = database.execute("SELECT id, facts FROM client").fetchall()
            changed = [(json.dumps({**json.loads(facts), "chosen": True}), id) for id, facts in rows]
            database.executemany("UPDATE client SET facts = ?, chosen = 1, version = version + 1 WHERE id = ?", changed)
        return time.perf_counter() - begun


def listed(folder: Path, count: int) -> Listed:
    """Fill a folder with a departure of so many people, a few of them to a company."""
    office = Office(folder).begun()
    for start in range(0, count, BATCH):
        people = [_client(office.departure_id, number) for number in range(start, min(start + BATCH, count))]
        with office.desk() as desk:
            desk.stores.clients.save_all(people)
    return Listed(office)


def _client(departure_id: str, number: int) -> Client:
    firm = number // 6
    return Client(
        f"c-{number:05}",
        "office",
        departure_id,
        (f"person{number}@firm{firm}.example",),
        f"Person {number:05}",
        company=f"Firm {firm:04} S.r.l.",
        phones=(f"+39 051 {1_000_000 + number}",),
        labels=("Clients", LABELS[1 + number % 4]),
        locale=LANGUAGES[firm % len(LANGUAGES)],
        locale_reason="domain",
        question=("Ada Rossi", "Bruno Sala") if number % 500 == 0 else (),
    )

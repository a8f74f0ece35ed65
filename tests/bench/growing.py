"""What one departure's pages and calls cost while ten, a hundred, a thousand others of 200 clients stand beside it."""

import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bench.approving import _given
from bench.copies import chain, copy_departure, let_it_know
from bench.row import Row
from bench.serving import BIN, environment_of
from fakes.office import ADMINISTRATOR, LEAVER, MANAGER, Office
from segue.departure.letter_state import Told
from segue.desk.mark_several import mark_several
from segue.doors.wiring import EXTENSION
from segue.worker import due, see_to

CLIENTS, TOLD, TIMES = 200, 100, 7
FEW, MANY = 10, 1_000
LONG_ENOUGH_SECONDS = 2.0


@dataclass(frozen=True)
class Sight:
    """Something that is opened: by whom, in what way, where."""

    what: str
    who: Any
    path: str
    method: str = "GET"
    is_of_one: bool = True


SIGHTS = (
    Sight("leaver's first page", LEAVER, "/"),
    Sight("manager's first page", MANAGER, "/"),
    Sight("overview", LEAVER, "/departures/{departure}"),
    Sight("pulse", LEAVER, "/departures/{departure}/pulse"),
    Sight("queue", LEAVER, "/api/v1/departures/{departure}/queue"),
    Sight("letter", LEAVER, "/api/v1/letters/{letter}"),
    Sight("open", LEAVER, "/api/v1/letters/{letter}/open", "POST"),
    Sight("report", MANAGER, "/departures/{departure}/report"),
    Sight("audit of one", ADMINISTRATOR, "/admin/audit?departure={departure}"),
    Sight("audit page", ADMINISTRATOR, "/admin/audit", is_of_one=False),
    Sight("departures page", ADMINISTRATOR, "/admin/departures", is_of_one=False),
    Sight("people page", ADMINISTRATOR, "/admin/people", is_of_one=False),
)
DAILY, SWEEP, VERIFY, SIZE, BACKUP = "daily job", "what is due", "audit verified", "database", "backup"
WHOLE = (DAILY, SWEEP, VERIFY, SIZE, BACKUP)
UNITS = {SIZE: "MiB"}


@cache
def grown(counts: tuple[int, ...] = (FEW, 100, MANY)) -> dict[int, dict[str, float]]:
    """Return, by how many departures there are, what everything takes: milliseconds, and MiB of the database."""
    with tempfile.TemporaryDirectory() as folder:
        office, found, there = _company(Path(folder)), {}, 1
        for count in counts:
            copy_departure(office.engine, there, count - 1)
            chain(office.engine, office.key)
            let_it_know(office.engine)
            found[count], there = _measured(office), count
        office.engine.dispose()
    return found


def _company(folder: Path) -> Office:
    office = _given(folder, CLIENTS).approve()
    with office.desk() as desk:
        mark_several(desk, LEAVER, office.departure_id, [one.id for one in office.letters()[:TOLD]], Told.SENT)
    office.engine.dispose()  # making it read the file past SQLite, which ends SQLite's locks on it
    return office


def _measured(office: Office) -> dict[str, float]:
    letter = next(one.id for one in office.letters() if one.status is Told.TO_DO)
    places = {"departure": office.departure_id, "letter": letter}
    found = {one.what: _taken_ms(_asks(office, one, places)) for one in SIGHTS}
    parts = office.app.extensions[EXTENSION]
    verifies = office.as_(ADMINISTRATOR)
    found[VERIFY] = _taken_ms(lambda: _good(verifies.get("/admin/audit?verify=yes")))
    found[SWEEP] = _taken_ms(lambda: list(due(parts)))
    found[DAILY] = _taken_ms(lambda: see_to(parts, "office"))
    found[SIZE] = (office.folder / "segue.db").stat().st_size / 2**20
    found[BACKUP] = _taken_ms(lambda: _backed_up(office.folder))
    return found


def _asks(office: Office, sight: Sight, places: dict[str, str]) -> Callable[[], object]:
    visitor, path = office.as_(sight.who), sight.path.format(**places)
    if sight.method == "GET":
        return lambda: _good(visitor.get(path))
    return lambda: _good(visitor.call(sight.method, path))


def _backed_up(folder: Path) -> None:
    told = environment_of({"SEGUE_DATA_DIR": str(folder)})
    with tempfile.TemporaryDirectory() as place:
        command = [BIN / "segue", "backup", "--to", place]
        subprocess.run(command, env=told, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _taken_ms(work: Callable[[], object]) -> float:
    """Return the median of some times; of one that takes long, the first two or three are enough."""
    taken: list[float] = []
    while len(taken) < TIMES and sum(taken) < LONG_ENOUGH_SECONDS:
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken[1:] or taken) * 1000


def _good(answer: Any) -> None:
    if answer.status_code not in (200, 302):
        raise RuntimeError(f"{answer.request.path} answered {answer.status_code}")


def _row(what: str) -> Callable[[], Row]:
    def measure() -> Row:
        figure, floor = (grown()[count][what] for count in (MANY, FEW))
        return Row(f"{what}, {MANY:,} departures", figure, UNITS.get(what, "ms"), floor, f"the same of {FEW}")

    measure.__name__ = "grown_" + "".join(letter if letter.isalpha() else "_" for letter in what)
    measure.__doc__ = f"{what} in a company of a thousand departures, against the same company with ten."
    return measure


GROWING: list[Callable[[], Row]] = [_row(what) for what in (*(one.what for one in SIGHTS), *WHOLE)]
"""Rows about growth; about one where one departure alone is concerned."""

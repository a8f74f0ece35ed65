"""The work of the rows about mailboxes, each piece in a process of its own: ``python -m bench.mailbox_work read …``.

It is done by the product's own parts, as its settings and database wire them; each piece says how long it took and the
most memory that it held.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench.aside import Aside
from bench.bare_pages import google_pages, microsoft_pages
from bench.held import most_held_kib
from bench.serving import AS_EVERYWHERE, ROOT

if TYPE_CHECKING:
    from segue.doors.wiring import Wiring


@dataclass(frozen=True)
class Worked:
    """What a piece of work took; ``processor_seconds`` are this side's alone."""

    seconds: float
    processor_seconds: float
    held_mib: float


def worked(what: str, data: str, there: Aside, *more: str) -> Worked:
    """Do a piece of work in a process of its own, on a data folder."""
    command = [sys.executable, "-m", "bench.mailbox_work", what, *more]
    given = {"PYTHONPATH": str(ROOT / "tests"), "SEGUE_DATA_DIR": data, "BENCH_ACCESS": there.access}
    environment = {**os.environ, **AS_EVERYWHERE, **there.settings, **given}
    told = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    seconds, processor_seconds, kib = json.loads(told.stdout.splitlines()[-1])
    return Worked(seconds, processor_seconds, kib / 1024)


def main(what: str, *given: str) -> None:
    """Do it, and say what it took."""
    work = WORK[what](*given)
    begun, processor = time.perf_counter(), time.process_time()
    work()
    took = time.perf_counter() - begun, time.process_time() - processor, most_held_kib()
    sys.stdout.write(f"\n{json.dumps(took)}\n")


def _parts() -> "Wiring":
    from segue.app import parts_of
    from segue.config import load_settings

    return parts_of(load_settings())


def _pages() -> Callable[[], None]:
    """Read the address book into contacts, and keep nothing."""
    parts = _parts()
    with parts.look_of("office") as desk:
        person = desk.stores.people.get("mara")
    book = parts.mailboxes.contacts(person)

    def work() -> None:
        assert book
        for _ in book.pages():
            pass

    return work


def _read(reading_id: str) -> Callable[[], None]:
    """Carry out a reading as the worker does: every page kept, everybody matched, the client list written."""
    from segue.worker import read

    parts = _parts()
    return lambda: read(parts, "office", reading_id)


def _draft(drafting_id: str) -> Callable[[], None]:
    """Go on with a run of drafts as the worker does, until it is over or has to wait."""
    from segue.worker import MORE, place

    parts = _parts()

    def work() -> None:
        while place(parts, "office", drafting_id) == MORE:
            pass

    return work


WORK: dict[str, Callable[..., Callable[[], object]]] = {
    "google_bare": google_pages,
    "microsoft_bare": microsoft_pages,
    "pages": _pages,
    "read": _read,
    "draft": _draft,
}


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Importing 25,000 contacts: as CSV and as vCard, against the bare parsers; and the memory that it takes."""

import csv
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from vobject.base import textLineToContentLine

from bench.full import FAMILIES, GIVEN
from bench.held import most_held_kib

CONTACTS = 25_000
HEADER = (
    "First Name",
    "Middle Name",
    "Last Name",
    "Organization Name",
    "Labels",
    "E-mail 1 - Value",
    "Phone 1 - Value",
)


def book(folder: Path, kind: str, count: int = CONTACTS) -> Path:
    """Write an address book of some contacts: "csv" with Google's columns, or "vcf"."""
    path = folder / f"book{count}.{kind}"
    with path.open("w", encoding="utf-8", newline="") as out:
        if kind == "csv":
            csv.writer(out).writerows([HEADER, *(_row(number) for number in range(count))])
        else:
            out.writelines(_card(number) for number in range(count))
    return path


def read_and_bare_seconds(path: Path) -> tuple[float, float]:
    """Return the seconds that our reader and the bare parser of a format take for one file, the best of three each."""
    bare = _bare_csv if path.suffix == ".csv" else _bare_cards
    return min(_seconds(lambda: _ours(path)) for _ in range(3)), min(_seconds(lambda: bare(path)) for _ in range(3))


def peak_mib(path: Path) -> float:
    """Return the most memory that a process of its own held while it read a file."""
    asked = [sys.executable, "-m", "bench.importing", str(path)]
    return float(subprocess.run(asked, capture_output=True, text=True, check=True).stdout) / 1024


def main(path: Path) -> None:
    """Read a file and write the most memory that this process held, in KiB, as Linux tells it."""
    _ours(path)
    sys.stdout.write(str(most_held_kib()))


def _ours(path: Path) -> None:
    from segue.clients.reading import read_contacts

    with path.open("rb") as stream:
        _drained(read_contacts(path.name, stream))


def _bare_csv(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as stream:
        _drained(csv.reader(stream))


def _bare_cards(path: Path) -> None:
    """Split the cards at their ends, and let vobject take every line apart."""
    with path.open(encoding="utf-8") as stream:
        for card in stream.read().split("END:VCARD\n"):
            _drained(textLineToContentLine(line) for line in card.splitlines() if line)


def _drained(rows: Iterable[object]) -> None:
    for _ in rows:
        pass


def _seconds(work: Callable[[], None]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _person(number: int) -> tuple[str, str, str]:
    return GIVEN[number % 10], FAMILIES[number // 10 % 10], f"firm{number // 4}.example"


def _row(number: int) -> tuple[str, ...]:
    given, family, firm = _person(number)
    return (
        given,
        "",
        family,
        f"Firm {number // 4}",
        "* myContacts ::: Clients",
        f"p{number}@{firm}",
        f"+4420794{number:05}",
    )


def _card(number: int) -> str:
    given, family, firm = _person(number)
    lines = ("BEGIN:VCARD", "VERSION:3.0", f"UID:{number}", f"N:{family};{given};;;", f"FN:{given} {family}")
    more = (f"ORG:Firm {number // 4}", f"EMAIL;TYPE=WORK:p{number}@{firm}", f"TEL;TYPE=CELL:+4420794{number:05}")
    return "\n".join((*lines, *more, "CATEGORIES:Clients,myContacts", "END:VCARD", ""))


if __name__ == "__main__":
    main(Path(sys.argv[1]))

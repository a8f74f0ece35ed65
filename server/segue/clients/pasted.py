"""A pasted list of addresses: one or many a line, out of a mail's recipients, a sheet, or somebody's notes (C1)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from segue.clients.columns import meanings_of
from segue.clients.contact import Contact, RowProblem
from segue.clients.csv_records import delimiter_of, records_in
from segue.clients.entry import Entry, KeyMaker
from segue.clients.heading import heading_of
from segue.clients.limits import MAX_ROWS
from segue.clients.outcome import outcome
from segue.clients.table import contacts_in_table
from segue.departure.errors import UnreadableFile

PASTED = "pasted"
"""The source of pasted contacts, which has no file name of its own."""

_LEAD = re.compile(r"^\s*(?:\d+[.)]|(?:to|cc|bcc|from|a|an|para|кому|копия|kepada|से|प्रति)\s*:)\s+", re.IGNORECASE)
"""A number in a list, or the name of a field of a mail."""
_WORD = re.compile(r"[^\s<>()\[\]{},;\"|]+")
_AT = re.compile(r"(?<=\w)\s*[(\[]\s*at\s*[)\]]\s*(?=\w)", re.IGNORECASE)
"""How an address is written to hide it from programs."""
_MARKS = " \t,;|<>()[]{}\"'*•·–—:-"
_PHONE = re.compile(r"[+\d][\d\s./-]{5,}")


@dataclass
class _Person:
    """One address of a line and what stands on either side of it, parted at semicolons and tabs."""

    address: str = ""
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)


def contacts_in_pasted(text: str) -> Iterator[Contact | RowProblem]:
    """Yield a contact for each address, and a problem for each name or broken address that stands alone.

    Understands ``Name <address>``, ``"Rossi, Anna <a@x>"``, ``address, name``, recipients in a row parted by commas or
    semicolons, and rows copied from a sheet, with a header or without. ``row`` is the line.

    Raises UnreadableFile ``file_too_many`` (``limit``).
    """
    lines = [f"{line}\n" for line in text.replace("\x00", "").splitlines()]
    rows = _of_sheet(lines) or _of_lines(lines)
    for count, row in enumerate(rows, start=1):
        if count > MAX_ROWS:
            raise UnreadableFile("file_too_many", file=PASTED, limit=MAX_ROWS)
        yield row


def _of_sheet(lines: list[str]) -> Iterator[Contact | RowProblem] | None:
    """Read what was copied from a sheet: it has a header, or cells parted by tabs with addresses in a column."""
    first = [line for line in lines if line.strip()][:10]
    delimiter = delimiter_of(first)
    named = bool(first) and "email" in meanings_of([cell.strip('" \n') for cell in first[0].split(delimiter)])
    tabs = len(first) > 1 and all("\t" in line for line in first)
    if not (named or tabs):
        return None
    heading = heading_of(records_in(lines, delimiter))
    return contacts_in_table(PASTED, heading) if "email" in heading.meanings else None


def _of_lines(lines: list[str]) -> Iterator[Contact | RowProblem]:
    keys = KeyMaker()
    for row, line in enumerate(lines, start=1):
        for person in _people(_AT.sub("@", _LEAD.sub("", line))):
            yield outcome(PASTED, _entry(row, person), keys)


def _people(line: str) -> list[_Person]:
    """Part a line at its addresses; what stands between two belongs to the second, as mail programs write it."""
    people: list[_Person] = []
    at = 0
    for word in _WORD.finditer(line):
        address = word[0].strip("'.:*")
        if "@" in address and len(address) > 1:
            people.append(_Person(address.removeprefix("mailto:"), _chunks(line[at : word.start()])))
            at = word.end()
    rest = _chunks(line[at:])
    if len(people) == 1:
        people[0].before, people[0].after = [", ".join(people[0].before)][: len(people[0].before)], rest
        return people
    if people and rest and not people[0].before:  # addresses first, names after them
        for person, following in zip(people, [*people[1:], _Person(before=rest)], strict=True):
            person.after, following.before = following.before, []
        return people
    alone = [_Person(before=[chunk]) for person in people for chunk in person.before[:-1]]
    return [*people, *alone, *(_Person(before=[chunk]) for chunk in rest)]


def _entry(row: int, person: _Person) -> Entry:
    """Return what is known of a person: a name before the address, else behind it; then phone and company."""
    names, rest = person.before[-1:], person.after
    phone = next((chunk for chunk in rest if _PHONE.fullmatch(chunk)), "")
    rest = [part for chunk in rest if chunk != phone for part in _at_commas(chunk, whole=not names)]
    full = names[0] if names else rest.pop(0) if rest else ""
    entry = Entry(row, full=full, company=rest[0] if rest else "")
    entry.email, entry.phone = [person.address] if person.address else [], [phone] if phone else []
    return entry


def _at_commas(chunk: str, *, whole: bool) -> list[str]:
    return [chunk] if whole else [part.strip(_MARKS) for part in chunk.split(",") if part.strip(_MARKS)]


def _chunks(text: str) -> list[str]:
    parts = (part.strip(_MARKS).removesuffix("mailto").strip(_MARKS) for part in re.split(r"[;\t|\n]", text))
    return [part for part in parts if part]

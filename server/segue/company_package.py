"""A company's data as one file to take along: lists of JSON, the letters that left as text, the audit as a table."""

import json
import os
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from segue import __version__
from segue.departure.errors import BrokenSetup
from segue.departure.people import Workspace
from segue.desk.audit_export import as_csv
from segue.desk.ports import Records
from segue.records.export import LEFT_OUT, TEXTS, Exported, Shown

ABOUT: dict[str, str] = {
    "account": "accounts of the company's own list, beside a hand-over's clients",
    "account_list": "where such a list came from",
    "account_word": "what was said of single accounts",
    "approval": "who approved which letter when, under which policy; the digest is of the bytes in the letter",
    "approver": "who approves for whom",
    "browser": "browsers that were connected",
    "call": "calls to clients who were called first",
    "client": "clients, with everything chosen for them",
    "client_label": "their labels",
    "connection": "accounts that people connected; no token is here",
    "contact": "contacts as they were read",
    "departure": "hand-overs: dates, contact points, the question and the answer",
    "draft": "drafts that were put in mailboxes",
    "drafting": "runs that put all letters in Drafts",
    "drafting_letter": "what came of each letter in such a run",
    "erased": "what was erased, by keyed hashes",
    "letter": "letters; the text only of those that have left and hold no private contact",
    "person": "employees",
    "person_address": "their addresses",
    "person_subject": "how their provider names them",
    "policy": "every version of the policy",
    "problem_row": "rows that could not be kept",
    "reading": "readings of contacts",
    "status_change": "how far the telling of each client was, step by step",
    "workspace": "the company's settings",
}
"""Each kind, and what it is."""


def write_package(records: Records, kinds: Iterable[Exported], workspace: Workspace, to: Path, now: datetime) -> int:
    """Write it as a new file that its owner alone reads; returns how many letters are in it as text.

    It has its name only once it is whole. Raises BrokenSetup where it cannot be written, or something is there.
    """
    if to.exists():
        raise BrokenSetup(detail=f"{to} is there already, and nothing is overwritten")
    with _written_beside(to) as packed:
        letters = 0
        for one in kinds:
            letters += _add_texts(packed, one.rows) if one.kind == TEXTS else _add(packed, one)
        with packed.open("audit.csv", "w") as file, records.reading(workspace.id) as stores:
            for line in as_csv(workspace.id, stores.audit.entries()):
                file.write(line.encode())
        packed.writestr("README.txt", _readme(workspace, now, letters))
    return letters


def _add(packed: zipfile.ZipFile, one: Exported) -> int:
    """Write one kind as a list; returns that no letter was written as text."""
    with packed.open(f"{one.kind}.json", "w", force_zip64=True) as file:
        between = b"[\n"
        for row in one.rows:
            file.write(between + json.dumps(row, ensure_ascii=False, default=_plain).encode())
            between = b",\n"
        file.write(b"\n]\n" if between == b",\n" else b"[]\n")
    return 0


def _add_texts(packed: zipfile.ZipFile, letters: Iterable[Shown]) -> int:
    """Write each letter as a text of its own; returns how many."""
    count = 0
    for count, letter in enumerate(letters, 1):  # noqa: B007  # how many there were
        packed.writestr(f"{TEXTS}/{letter['id']}.txt", _as_text(letter))
    return count


def _as_text(letter: Shown) -> str:
    """Return a letter as a text to read: whom it is to, what became of it, and the approved words."""
    content = letter["content"]
    head = [
        *(("To", ", ".join(content["to"])), ("Cc", ", ".join(content["cc"])), ("From", content["sender"])),
        *(("Subject", content["subject"]), ("Language", content["language"]), ("Status", letter["status"])),
    ]
    return "".join(f"{name}: {value}\n" for name, value in head if value) + f"\n{content['text']}\n"


def _readme(workspace: Workspace, now: datetime, letters: int) -> str:
    files = "".join(f"{kind}.json: {about}\n" for kind, about in sorted(ABOUT.items()))
    without = "".join(f"- {table}: {why}\n" for table, why in sorted(LEFT_OUT.items()) if table != "audit")
    return f"""{workspace.company}: everything that Segue {__version__} held on {now.isoformat(timespec="seconds")}

Text is UTF-8, moments are UTC, each JSON file is a list with one object a row; ids lead from one to the other.

{files}audit.csv: who did what when; its cells are safe to open in a spreadsheet
letters/: {letters} letters to read, as they were handed out

Not in here: keys and tokens of any kind, texts of letters that have not left, the leaver's private contact, the names
that no letter may hold, and the tables

{without}"""


@contextmanager
def _written_beside(to: Path) -> Iterator[zipfile.ZipFile]:
    part = to.with_name(to.name + ".part")
    try:
        part.unlink(missing_ok=True)
        with open(part, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
                yield packed
            file.flush()
            os.fsync(file.fileno())
        part.replace(to)
    except OSError as error:
        raise BrokenSetup(detail=f"{to}: cannot be written: {error.strerror}") from error
    finally:
        part.unlink(missing_ok=True)


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value)

"""A worker that puts letters in a mailbox at a provider and is killed over it, until all of it is done.

``python -m fakes.killed_drafting google FOLDER RUNS`` prints what came of each run, a line each; the last ones are in
the provider's odd modes. The provider outlives whoever is killed; the worker's clock stands in a file. Each worker is a
fork of one process that has read everything: what is measured is the work, not the start.
"""

import json
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from secrets import token_hex

import structlog

import segue.app as application
from fakes.drafting import as_it_stands, begin, switched_on
from fakes.google.elsewhere import GoogleElsewhere
from fakes.microsoft.elsewhere import MicrosoftElsewhere
from fakes.office import LEAVER, Office, contact, packs_read_once
from fakes.provider.elsewhere import Elsewhere
from segue.desk.connections import connect
from segue.desk.drafting import resume_drafting
from segue.desk.drafts_to_check import drafts_to_check, looks_again_at
from segue.desk.hand_out import released_letter
from segue.desk.ports import Drafting, DraftingState, Outcome
from segue.desk.unclear_drafts import look_for_unclear
from segue.doors.wiring import Wiring
from segue.records import sqlite
from segue.worker import place

LETTERS = 100
KILLS = 8
"""Of each run, at most; then it may come to its end."""
PROVIDERS: dict[str, type[Elsewhere]] = {"google": GoogleElsewhere, "microsoft": MicrosoftElsewhere}


def prepared(folder: Path, there: Elsewhere) -> tuple[str, Drafting]:
    """Bring an office, whose leaver allowed drafts, to a run that was just begun; returns the departure and the run."""
    clients = [contact(f"Ada Client{n}", f"ada{n}@firm{n}.example", f"Firm {n}") for n in range(LETTERS)]
    office = switched_on(Office(folder).approved(*clients))
    account = there.account
    assert account.tokens
    tokens = replace(account.tokens, access_until=office.now + timedelta(minutes=30))
    with office.desk() as desk:
        desk.stores.people.bind(LEAVER.id, account.provider, account.subject)
        connect(desk, LEAVER, replace(account, tokens=tokens))
    run = begin(office)
    (folder / "clock").write_text(office.now.isoformat())
    office.engine.dispose()
    return office.departure_id, run


def opened(folder: Path, departure_id: str) -> Office:
    """Open an office as another process finds it."""
    office = Office(folder, now=datetime.fromisoformat((folder / "clock").read_text()))
    office.departure_id = departure_id
    return office


def parts_of(office: Office, there: Elsewhere) -> Wiring:
    """Return an office's parts as the product makes them, its mailboxes there; a minute of theirs is a second."""
    begun = time.monotonic()
    with packs_read_once():
        return application._wiring(
            there.settings(office),
            office.engine,
            lambda: office.now + timedelta(minutes=time.monotonic() - begun),
            lambda: token_hex(8),
        )


def worker(folder: Path, departure_id: str, run: Drafting, there: Elsewhere) -> None:
    """Do what the worker does, minute by minute, until nothing is left to do by itself."""
    random.seed(os.urandom(8))
    office = opened(folder, departure_id)
    parts = parts_of(office, there)
    while not _is_over(office, run):
        look_for_unclear(parts.openers_of("office"), parts.mailboxes.drafts)
        if as_it_stands(office, run).state is DraftingState.STOPPED:
            with office.desk() as desk:
                resume_drafting(desk, LEAVER, departure_id, run.id, True)
        place(parts, "office", run.id)
        office.move(minutes=5)
        (folder / "next").write_text(parts.clock().isoformat())
        (folder / "next").rename(folder / "clock")


def _is_over(office: Office, run: Drafting) -> bool:
    with office.look() as desk:
        waiting = any(looks_again_at(one) for one in desk.stores.draftings.unclear_drafts())
    return as_it_stands(office, run).state is DraftingState.DONE and not waiting


def killed_until_done(folder: Path, departure_id: str, run: Drafting, there: Elsewhere) -> int:
    """Start a worker, kill it, start the next; returns how many were killed at work."""
    killed = 0
    while True:
        child = os.fork()
        if not child:
            try:
                worker(folder, departure_id, run, there)
                os._exit(0)
            except BaseException as error:
                sys.stderr.write(f"{type(error).__name__}: {error}\n")
                os._exit(1)
        ended = _ended(child, there) if killed < KILLS else os.waitpid(child, 0)[1]
        if not os.WIFSIGNALED(ended):
            assert os.WEXITSTATUS(ended) == 0, "the worker failed"
            return killed
        killed += 1


def _ended(child: int, there: Elsewhere) -> int:
    """Kill a worker at a random point of what he asks the provider, unless he is quicker; returns how he ended."""
    last = there.calls() + random.randint(1, LETTERS // KILLS * 2)
    while there.calls() < last:
        found, ended = os.waitpid(child, os.WNOHANG)
        if found:
            return ended
        time.sleep(0.005)
    time.sleep(random.random() / 50)
    os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1]


def came_of(folder: Path, departure_id: str, run: Drafting, there: Elsewhere) -> dict[str, int]:
    """Count what came of the letters; raises AssertionError for two drafts of one, or one lost unnoticed."""
    office = opened(folder, departure_id)
    found, counted = there.drafts(), Counter[str]()
    with office.look() as desk:
        shown = {one.letter.id for one in drafts_to_check(desk, LEAVER, departure_id)}
        outcomes = {one.letter_id: one.outcome for one in desk.stores.draftings.letters(run.id)}
        for letter in desk.stores.letters.all(departure_id):
            record, marker = desk.stores.letters.draft(letter.id), released_letter(desk, LEAVER, letter.id).marker
            made = [ref for ref, one in found.items() if marker == one.marker or one.to in letter.content.to]
            assert len(made) <= 1, "two drafts of one letter"
            if record is not None and record.placed:
                assert made == [record.ref], "a draft that is not there"
                counted["placed"] += 1
            elif made:
                assert letter.id in shown, "a draft that nobody is told of"
                counted["shown"] += 1
            else:
                assert letter.id in shown or outcomes[letter.id] is Outcome.REFUSED, "a letter that was lost"
                counted["not made"] += 1
    office.engine.dispose()
    return dict(counted)


def main(provider: str, folder: Path, runs: int) -> None:
    """Kill the workers of so many runs."""
    sqlite.PRAGMAS = tuple(one.replace("synchronous=FULL", "synchronous=OFF") for one in sqlite.PRAGMAS)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    there = PROVIDERS[provider](LEAVER.address)
    departure_id, run = prepared(folder / "first", there)
    shutil.copytree(folder / "first", folder / "warm")
    office = opened(folder / "warm", departure_id)
    place(parts_of(office, there), "office", run.id)
    office.engine.dispose()
    for number, mode in enumerate(["usual"] * (runs - len(there.modes)) + [*there.modes]):
        here = folder / str(number)
        shutil.copytree(folder / "first", here)
        there.begin(mode)
        killed = killed_until_done(here, departure_id, run, there)
        came = came_of(here, departure_id, run, there)
        sys.stdout.write(json.dumps({"mode": mode, "killed": killed, **came}) + "\n")
        sys.stdout.flush()
        shutil.rmtree(here)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))

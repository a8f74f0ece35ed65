"""A worker that puts letters in a mailbox at Google and is killed over it, again and again, until all of it is done.

``python -m fakes.killed_drafting FOLDER RUNS`` prints what came of each run, a line each: so many as Google is said to
be, and one each where it rewrites Message-IDs and where it finds late. Google outlives whoever is killed; the worker's
clock stands in a file. Each worker is a fork of one process that has read everything: what is measured is the work,
not the start.
"""

import json
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from secrets import token_hex

import structlog

import segue.app as application
from fakes.at_google import settings_at
from fakes.drafting import as_it_stands, begin, switched_on
from fakes.google.elsewhere import GoogleElsewhere
from fakes.office import LEAVER, Office, contact, packs_read_once
from segue.desk.connections import connect
from segue.desk.drafting import resume_drafting
from segue.desk.drafts_to_check import drafts_to_check, looks_again_at
from segue.desk.hand_out import released_letter
from segue.desk.ports import Account, Drafting, DraftingState, Need, Outcome, Tokens
from segue.desk.unclear_drafts import look_for_unclear
from segue.doors.wiring import Wiring
from segue.providers.google.calls import library
from segue.records import database
from segue.worker import place

LETTERS = 100
KILLS = 8
"""Of each run, at most; then it may come to its end."""
MODES = {"kept": ("kept", 0.0), "rewritten": ("rewritten", 0.0), "late": ("kept", 0.3)}
"""What Google does with a Message-ID, and for how many seconds its search misses a new draft."""
NO_LIMIT = 1_000_000_000


def prepared(folder: Path, google: GoogleElsewhere) -> tuple[str, Drafting]:
    """Bring an office, whose leaver allowed drafts, to a run that was just begun; returns the departure and the run."""
    clients = [contact(f"Ada Client{n}", f"ada{n}@firm{n}.example", f"Firm {n}") for n in range(LETTERS)]
    office = switched_on(Office(folder).approved(*clients))
    tokens = Tokens(google.tokens["access_token"], office.now + timedelta(minutes=30), google.tokens["refresh_token"])
    needs = frozenset({Need.SIGN_IN, Need.DRAFTS})
    with office.desk() as desk:
        desk.stores.people.bind(LEAVER.id, "google", "subject-1")
        connect(desk, LEAVER, Account("google", "subject-1", "norwell.example", LEAVER.address, "", "", needs, tokens))
    run = begin(office)
    (folder / "clock").write_text(office.now.isoformat())
    office.engine.dispose()
    return office.departure_id, run


def opened(folder: Path, departure_id: str) -> Office:
    """Open an office as another process finds it."""
    office = Office(folder, now=datetime.fromisoformat((folder / "clock").read_text()))
    office.departure_id = departure_id
    return office


def parts_of(office: Office, google: GoogleElsewhere) -> Wiring:
    """Return an office's parts as the product makes them, its mailboxes at Google; a minute there is a second here."""
    settings, begun = settings_at(google, office, google_units_per_minute=NO_LIMIT), time.monotonic()
    with packs_read_once():
        return application._wiring(
            settings,
            office.engine,
            lambda: office.now + timedelta(minutes=time.monotonic() - begun),
            lambda: token_hex(8),
        )


def worker(folder: Path, departure_id: str, run: Drafting, google: GoogleElsewhere) -> None:
    """Do what the worker does, minute by minute, until nothing is left to do by itself."""
    random.seed(os.urandom(8))
    office = opened(folder, departure_id)
    parts = parts_of(office, google)
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


def killed_until_done(folder: Path, departure_id: str, run: Drafting, google: GoogleElsewhere) -> int:
    """Start a worker, kill it, start the next; returns how many were killed at work."""
    killed = 0
    while True:
        child = os.fork()
        if not child:
            try:
                worker(folder, departure_id, run, google)
                os._exit(0)
            except BaseException as error:
                sys.stderr.write(f"{type(error).__name__}: {error}\n")
                os._exit(1)
        ended = _ended(child, google) if killed < KILLS else os.waitpid(child, 0)[1]
        if not os.WIFSIGNALED(ended):
            assert os.WEXITSTATUS(ended) == 0, "the worker failed"
            return killed
        killed += 1


def _ended(child: int, google: GoogleElsewhere) -> int:
    """Kill a worker at a random point of what he asks Google, unless he is quicker; returns how he ended."""
    last = google.calls() + random.randint(1, LETTERS // KILLS * 2)
    while google.calls() < last:
        found, ended = os.waitpid(child, os.WNOHANG)
        if found:
            return ended
        time.sleep(0.002)
    time.sleep(random.random() / 50)
    os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1]


def came_of(folder: Path, departure_id: str, run: Drafting, google: GoogleElsewhere) -> dict[str, int]:
    """Count what came of the letters; raises AssertionError for two drafts of one, or one lost unnoticed."""
    office = opened(folder, departure_id)
    there, counted = google.drafts(), Counter[str]()
    with office.look() as desk:
        shown = {one.letter.id for one in drafts_to_check(desk, LEAVER, departure_id)}
        outcomes = {one.letter_id: one.outcome for one in desk.stores.draftings.letters(run.id)}
        for letter in desk.stores.letters.all(departure_id):
            record, marker = desk.stores.letters.draft(letter.id), released_letter(desk, LEAVER, letter.id).marker
            made = [ref for ref, one in there.items() if marker == one.marker or one.to in letter.content.to]
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


def main(folder: Path, runs: int) -> None:
    """Kill the workers of so many runs."""
    database.PRAGMAS = tuple(one.replace("synchronous=FULL", "synchronous=OFF") for one in database.PRAGMAS)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    google = GoogleElsewhere(LEAVER.address)
    library("gmail", "v1", google.addresses.gmail_root)
    departure_id, run = prepared(folder / "first", google)
    shutil.copytree(folder / "first", folder / "warm")
    office = opened(folder / "warm", departure_id)
    place(parts_of(office, google), "office", run.id)
    office.engine.dispose()
    for number, mode in enumerate(["kept"] * runs + ["rewritten", "late"]):
        here = folder / str(number)
        shutil.copytree(folder / "first", here)
        google.begin(*MODES[mode])
        killed = killed_until_done(here, departure_id, run, google)
        came = came_of(here, departure_id, run, google)
        sys.stdout.write(json.dumps({"mode": mode, "killed": killed, **came}) + "\n")
        sys.stdout.flush()
        shutil.rmtree(here)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))

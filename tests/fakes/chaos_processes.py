"""Web and worker processes as they run on hosts of their own: real ones, started as forks, so that starting is quick.

Each has its own data folder, port and process group; keys and database are the same by settings. A minute of theirs is
a second, for all of them alike.
"""

import os
import signal
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NoReturn

import gunicorn.app.wsgiapp  # noqa: F401  # read here, once for all forks

import segue.app as application
import segue.clock
import segue.doors.pages.contacts as contacts_page
import segue.worker  # as above
from fakes.running import free_port
from segue.assets import asset
from segue.cli import main
from segue.doors.texts import Texts
from segue.letters.pack import load_packs

SPEED = 60
INLINE_BYTES = 1_500
"""What is larger is read by a worker; a small one already is, here."""
COMMANDS = {"web": ["serve", "--without-worker"], "worker": ["worker"]}
STOPS_WITHIN_SECONDS = 25
"""What an orchestrator gives a process between asking it to stop and killing it."""


class Nursery:
    """A process that has read everything, has no thread, and forks whoever is to be started."""

    def __init__(self) -> None:
        packs, texts = load_packs(asset("templates", "letters")), Texts(asset("templates", "interface"))
        application.load_packs, application.Texts = (lambda folder: packs), (lambda folder: texts)
        contacts_page.INLINE_BYTES = INLINE_BYTES
        self._here, there = Pipe()
        if not os.fork():
            self._here.close()
            _fork_whoever_is_asked_for(there)
        there.close()

    def born(self, role: str, environment: dict[str, str], log: Path) -> int:
        """Start one and return its process id, which is that of its group as well."""
        self._here.send((role, environment, str(log)))
        return int(self._here.recv())


def _fork_whoever_is_asked_for(pipe: Connection) -> NoReturn:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those that end
    while True:
        try:
            role, environment, log = pipe.recv()
        except EOFError:
            os._exit(0)
        child = os.fork()
        if not child:
            pipe.close()
            _be(role, environment, log)
        pipe.send(child)


def _be(role: str, environment: dict[str, str], log: str) -> NoReturn:
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    written = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(written, 1)
    os.dup2(written, 2)
    for name in [name for name in os.environ if name.startswith("SEGUE_")]:
        del os.environ[name]
    os.environ.update(environment)
    began, then = float(environment["CHAOS_BEGAN"]), datetime.fromisoformat(environment["CHAOS_THEN"])
    segue.clock.now = lambda: then + timedelta(seconds=(time.time() - began) * SPEED)
    status = 0
    try:
        main(COMMANDS[role], prog_name="segue")
    except SystemExit as left:
        status = left.code if isinstance(left.code, int) else 1
    except BaseException as error:
        sys.stderr.write(f"Traceback: {type(error).__name__}\n")
        status = 1
    os._exit(status)


@dataclass
class Host:
    """One process on a host of its own."""

    nursery: Nursery
    role: str
    folder: Path
    settings: dict[str, str]
    pid: int = 0
    port: int = 0

    def start(self) -> None:
        """Start it; it is not waited for."""
        self.port = self.port or free_port()
        own = {"SEGUE_DATA_DIR": str(self.folder), "SEGUE_PORT": str(self.port)}
        self.pid = self.nursery.born(self.role, self.settings | own, self.log)

    def start_again(self) -> None:
        """Start it where it ended by itself, as one does that finds no database; an orchestrator does the same."""
        if not self.lives:
            self.start()

    @property
    def log(self) -> Path:
        """Return the file with what it wrote, of all its lives."""
        return self.folder.with_suffix(".log")

    @property
    def lives(self) -> bool:
        """Say whether anything of it still runs."""
        try:
            os.killpg(self.pid, 0)
        except (ProcessLookupError, PermissionError):
            return False
        return True

    def kill(self) -> None:
        """Kill it with all its children, without a chance to tidy up."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        while self.lives:
            time.sleep(0.005)

    def stop(self) -> float:
        """Ask it to stop and wait until nothing of it runs; returns the seconds, fails when they are too many."""
        asked = time.monotonic()
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGTERM)
        while self.lives:
            assert time.monotonic() - asked < STOPS_WITHIN_SECONDS, f"a {self.role} did not stop"
            time.sleep(0.02)
        return time.monotonic() - asked

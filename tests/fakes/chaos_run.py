"""One run of chaos: two companies, their processes, people at work, and how it all comes to rest."""

import http.client
import os
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, LiteralString

os.environ["PGAPPNAME"] = "chaos"  # its own connections are spared

import psycopg
import structlog
from sqlalchemy import make_url

from fakes.chaos_after import faults, is_at_rest
from fakes.chaos_company import LETTERS, RIVAL, two_companies
from fakes.chaos_load import Load
from fakes.chaos_processes import Host, Nursery
from fakes.google.elsewhere import GoogleElsewhere
from fakes.office import LEAVER
from segue.jobs.daily import schedule
from segue.jobs.queue import make_ready, open_queue
from segue.jobs.wake_ups import PLACE_DRAFTS, READ_CONTACTS, sweep_for
from segue.records.sealed import kept_keys
from segue.serving import _as_variables

MINUTE_SECONDS = 1.0
REST_SECONDS = 60 + LETTERS // 2
CUT = (
    "SELECT pg_terminate_backend(pid) FROM (SELECT pid FROM pg_stat_activity WHERE datname = current_database() "
    "AND application_name <> 'chaos' AND backend_type = 'client backend' ORDER BY random() LIMIT 1) AS one"
)


class Run:
    """Everything is there, and nothing runs yet."""

    def __init__(self, folder: Path, nursery: Nursery, each: int) -> None:
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
        self.there = GoogleElsewhere(LEAVER.address)
        self.there.begin("usual")
        self.companies = two_companies(folder / "office", self.there)
        office = self.companies.office
        self.database = office.settings.database
        self.sql("ALTER DATABASE " + str(make_url(self.database).database) + " SET synchronous_commit = on")
        settings = self._settings()
        self.hosts = [
            Host(nursery, role, folder / f"{role}-{number}", settings)
            for role in ("web", "worker")
            for number in range(each)
        ]
        place = self.database.replace("+psycopg", "", 1)
        make_ready(place)
        self.queue = open_queue(place, office.key)
        self.load = Load(self.companies, self.hosts[:each])
        self._over = threading.Event()

    def _settings(self) -> dict[str, str]:
        office = self.companies.office
        keys = kept_keys(office.settings.token_key_file)
        own = {
            "SEGUE_BASE_URL": "http://localhost",
            "SEGUE_DATABASE_URL": self.database,
            "SEGUE_SECRET_KEY": office.key.decode(),
            "SEGUE_TOKEN_KEYS": " ".join(keys),
            "SEGUE_SESSION_HOURS": "720",
            "CHAOS_BEGAN": str(time.time()),
            "CHAOS_THEN": office.now.isoformat(),
        }
        return _as_variables(self.there.settings(office)) | own

    def begin(self) -> None:
        """Start the processes, wait for the web, and let people begin."""
        for host in self.hosts:
            host.start()
        for web in self.load.webs:
            _wait_for(web)
        self.people = self.load.begin()
        threading.Thread(target=self._minutes, daemon=True).start()

    def _minutes(self) -> None:
        """Put into the queue what the clock puts there: a minute is a second here."""
        looks = [sweep_for(self.queue, name, lambda *ids: None, list).look for name in (READ_CONTACTS, PLACE_DRAFTS)]
        see_to, minute = schedule(self.queue, list, lambda workspace_id: None).see_to, 0
        while not self._over.wait(MINUTE_SECONDS):
            minute += 1
            with suppress(Exception):  # PostgreSQL may be away
                for look in looks:
                    look()
                for workspace_id in ("office", RIVAL) if minute % 5 == 0 else ():
                    see_to(workspace_id)

    def cut(self) -> None:
        """Cut a connection to PostgreSQL, whosever it is."""
        self.sql(CUT)

    def sql(self, statement: LiteralString) -> None:
        """Tell PostgreSQL something."""
        with psycopg.connect(self.database.replace("+psycopg", "", 1), autocommit=True) as connection:
            connection.execute(statement)

    def come_to_rest(self) -> float:
        """Let nobody begin anything, and wait until all that was begun is over; returns the seconds."""
        self.load.over.set()
        for person in self.people:
            person.join()
        began = time.monotonic()
        while not (is_at_rest(self.companies) and self._went_on()):
            assert time.monotonic() - began < REST_SECONDS, "it did not come to rest"
            for host in self.hosts:
                host.start_again()
            time.sleep(0.2)
        self._over.set()
        while self.queue.pending_count():
            assert time.monotonic() - began < REST_SECONDS, "the queue is not empty"
            time.sleep(0.1)
        return time.monotonic() - began

    def _went_on(self) -> bool:
        """Go on with a run of drafts that was stopped; says whether it is over."""
        with self.companies.look("office") as desk:
            run = desk.stores.draftings.newest(self.companies.leaver.departure_id, LEAVER.id)
        if run is not None and run.state in ("stopped", "paused"):
            self.load.draft()
        return run is None or run.state in ("done", "cancelled")

    def told(self) -> dict[str, Any]:
        """Return what was done, and every fault."""
        load = self.load
        done = {"marks": load.marks, "opened": load.opened, "uploads": load.uploads, "erased": load.erased}
        logs = "".join(host.log.read_text() for host in self.hosts)
        found = list(faults(load, self.there))
        found += ["the log tells of somebody"] * ("adavera" in logs.casefold())
        found += ["a traceback in the log"] * ("Traceback" in logs)
        counted = {name: len(one) for name, one in done.items()}
        return {
            **counted,
            "drafts": len(self.there.drafts()),
            "statuses": load.statuses,
            "faults": list(dict.fromkeys(found)),
        }


def _wait_for(web: Host) -> None:
    ends = time.monotonic() + 30
    while time.monotonic() < ends:
        with suppress(OSError):
            connection = http.client.HTTPConnection("127.0.0.1", web.port, timeout=5)
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return
        time.sleep(0.05)
    raise AssertionError("a web process did not get ready: " + web.log.read_text()[-500:])

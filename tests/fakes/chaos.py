"""Web and worker processes on one PostgreSQL, killed at random while people work, until all has come to rest.

``python -m fakes.chaos FOLDER SECONDS EACH`` prints what came of it as JSON: so many web and so many worker processes
for so many seconds. A minute of theirs is a second. With ``SEGUE_TEST_SOAK=1`` PostgreSQL itself is restarted, too.
"""

import json
import os
import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fakes.chaos_processes import Host, Nursery

KILLED_EVERY_SECONDS = 0.6
AWAY_SECONDS = 2.0
WAYS = ("kill", "stop", "cut")
"""Each happens at least once."""


class Killer:
    """Kills one of the processes, asks one to stop, or cuts a connection to PostgreSQL; again and again."""

    def __init__(self, hosts: list[Host], cut: Callable[[], None], break_down: Callable[[float], None] | None) -> None:
        self.hosts, self._cut, self._break_down = hosts, cut, break_down
        self.did: Counter[str] = Counter()
        self.slowest_stop_seconds, self.breakdowns = 0.0, 0
        self._stopping: dict[int, threading.Thread] = {}

    def go_on(self, seconds: float) -> None:
        """Do one of them every now and then."""
        ends, restarts_at = time.monotonic() + seconds, time.monotonic() + seconds / 2
        while time.monotonic() < ends:
            time.sleep(random.uniform(0.5, 1.5) * KILLED_EVERY_SECONDS)
            if self._break_down and time.monotonic() > restarts_at:
                self._break_down(AWAY_SECONDS)
                self.breakdowns += 1
                restarts_at += seconds / 4
            self._one()

    def _one(self) -> None:
        free = [one for one in self.hosts if not self._is_stopping(one)]
        for host in free:
            host.start_again()
        what = random.choices(WAYS, (6, 2, 2))[0] if len(self.did) == len(WAYS) else WAYS[len(self.did)]
        self.did[what] += 1
        if what == "cut" or not free:
            return self._cut()
        host = random.choice(free)
        if what == "kill":
            host.kill()
            host.start()
            return None
        self._stopping[id(host)] = threading.Thread(target=self._stopped, args=(host,))
        self._stopping[id(host)].start()
        return None

    def _stopped(self, host: Host) -> None:
        self.slowest_stop_seconds = max(self.slowest_stop_seconds, host.stop())
        host.start()

    def _is_stopping(self, host: Host) -> bool:
        thread = self._stopping.get(id(host))
        return thread is not None and thread.is_alive()

    def over(self) -> None:
        """Wait until everybody runs again."""
        for thread in self._stopping.values():
            thread.join()


def main(folder: Path, seconds: float, each: int) -> dict[str, Any]:
    """Let it happen; returns what was done and every fault."""
    nursery = Nursery()
    from fakes.chaos_run import Run  # whoever is forked has nothing of it
    from fakes.postgresql import break_down

    run = Run(folder, nursery, each)
    killer = Killer(run.hosts, run.cut, break_down if os.environ.get("SEGUE_TEST_SOAK") == "1" else None)
    try:
        run.begin()
        killer.go_on(seconds)
        killer.over()
        rest_seconds = run.come_to_rest()
        stops = [host.stop() for host in run.hosts]
        told = run.told()
    finally:
        for host in run.hosts:
            host.kill()
    slowest = max(killer.slowest_stop_seconds, *stops)
    return {
        "did": killer.did,
        "breakdowns": killer.breakdowns,
        "rest_seconds": rest_seconds,
        "slowest_stop_seconds": slowest,
        **told,
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]))) + "\n")

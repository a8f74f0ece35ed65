"""Two web and two worker processes on one PostgreSQL, killed at random while people work: nothing lost, nothing twice.

In ``make soak`` there are three of each for ten minutes, and PostgreSQL itself breaks down under them.
"""

import json
import os
import subprocess
import sys

import pytest

from fakes.chaos_processes import STOPS_WITHIN_SECONDS

SOAKED = os.environ.get("SEGUE_TEST_SOAK") == "1"
SECONDS, EACH = (600, 3) if SOAKED else (6, 2)


@pytest.fixture(scope="module")
def came(tmp_path_factory):
    """Return what came of it, done by a process that has nothing else to do."""
    command = [sys.executable, "-m", "fakes.chaos", str(tmp_path_factory.mktemp("chaos")), str(SECONDS), str(EACH)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "SEGUE_TEST_STORE": "postgresql"}
    environment.pop("SEGUE_TEST_DATABASE_URL", None)  # it breaks down a server of its own
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)


@pytest.mark.slow
def test_processes_that_are_killed_under_load_lose_nothing_and_do_nothing_twice(came):
    assert came["faults"] == []
    least = {"kill": 1, "stop": 1, "cut": 1, "marks": 10, "opened": 5, "uploads": 5, "erased": 1, "drafts": 20}
    assert {name: had for name, had in (came | came["did"]).items() if name in least and had < least[name]} == {}


@pytest.mark.slow
def test_who_is_asked_to_stop_does_so_in_time(came):
    assert came["slowest_stop_seconds"] < STOPS_WITHIN_SECONDS


@pytest.mark.slow
@pytest.mark.skipif(SOAKED, reason="there PostgreSQL itself breaks down")
def test_nobody_is_told_to_come_again_but_whose_connection_was_cut(came):
    assert came["statuses"].get("503", 0) <= came["did"].get("cut", 0)

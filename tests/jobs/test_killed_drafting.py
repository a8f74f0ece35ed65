"""A worker killed at random points of a hundred drafts, at a bad provider: nothing twice, nothing lost (H6)."""

import json
import os
import subprocess
import sys
from typing import NamedTuple

import pytest

from fakes.killed_drafting import LETTERS, PROVIDERS

SOAKED = os.environ.get("SEGUE_TEST_SOAK") == "1"


class Runs(NamedTuple):
    """How many runs, and the mode in which what was made cannot be found."""

    usual: int
    long: int
    hidden: str


RUNS = {"google": Runs(4, 200, "rewritten"), "microsoft": Runs(4, 50, "blind")}


@pytest.mark.slow
@pytest.mark.sqlite
@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_worker_killed_again_and_again_makes_no_second_draft_and_loses_no_letter(tmp_path, provider):
    runs, odd = RUNS[provider], list(PROVIDERS[provider].modes)
    count = runs.long if SOAKED else runs.usual
    came = killed(provider, tmp_path, count)
    assert [one["mode"] for one in came] == ["usual"] * (count - len(odd)) + odd
    for one in came:
        told = {name: value for name, value in one.items() if name not in ("mode", "killed")}
        assert one["killed"], "nobody was killed at work"
        assert sum(told.values()) == LETTERS, one
        assert told["placed"] > LETTERS // 2, one
    (hidden,) = [one for one in came if one["mode"] == runs.hidden]
    assert hidden.get("shown"), "what could not be found was not shown"


def killed(provider, folder, count):
    """Kill the workers of so many runs, in a process that has nothing else to do."""
    command = [sys.executable, "-m", "fakes.killed_drafting", provider, str(folder), str(count)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]

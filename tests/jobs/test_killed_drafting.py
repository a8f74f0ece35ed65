"""A worker killed at random points of a hundred drafts, at a bad Google: nothing twice, nothing lost (H6)."""

import json
import os
import subprocess
import sys

import pytest

from fakes.killed_drafting import LETTERS

RUNS = 200 if os.environ.get("SEGUE_SOAK") == "1" else 10


@pytest.mark.slow
def test_a_worker_killed_again_and_again_makes_no_second_draft_and_loses_no_letter(tmp_path):
    command = [sys.executable, "-m", "fakes.killed_drafting", str(tmp_path), str(RUNS)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    came = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["mode"] for one in came] == ["kept"] * RUNS + ["rewritten", "late"]
    for one in came:
        told = {name: value for name, value in one.items() if name not in ("mode", "killed")}
        assert one["killed"], "nobody was killed at work"
        assert sum(told.values()) == LETTERS, one
        assert told["placed"] > LETTERS // 2, one
    assert came[-2]["shown"], "what Google gave another Message-ID was not shown"

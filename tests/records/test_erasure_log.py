"""The log of erasures is one file for all processes and machines: lines never mix, and nothing is half written."""

import fcntl
import subprocess
import sys
import threading
from pathlib import Path

from fakes.office import A_TUESDAY
from segue.departure.erasure import ErasedKind
from segue.desk.ports import Erasure
from segue.records.erasure_log import FileErasures

TORN = '{"at": "2026-'
NAMES = f"""
from datetime import datetime
from pathlib import Path
from segue.departure.erasure import ErasedKind
from segue.desk.ports import Erasure
from segue.records.erasure_log import FileErasures
def erasure(hashed):
    return Erasure(ErasedKind.CLIENT, hashed, datetime.fromisoformat({A_TUESDAY.isoformat()!r}))
"""
FOUR_WRITERS = """
for who in range(4):
    if os.fork() == 0:
        for line in range(100):
            log.add(f"company {who}", erasure(f"{who} {line}" * 20))
        os._exit(0)
sys.exit(max(os.wait()[1] for _ in range(4)))
"""
NO_ROOM = """
resource.setrlimit(resource.RLIMIT_FSIZE, (150, 150))
log.add("company", erasure("first"))
try:
    log.add("company", erasure("second"))
except OSError:
    sys.exit(3)
"""


def erasure(hashed: str) -> Erasure:
    """Return an erasure with a hash of its own."""
    return Erasure(ErasedKind.CLIENT, hashed, A_TUESDAY)


def run(script: str, path: Path) -> int:
    """Run a program of its own on a file, which has these names; returns its exit code."""
    told = f"import os, resource, sys\n{NAMES}\nlog = FileErasures(Path(sys.argv[1]))\n{script}"
    return subprocess.run([sys.executable, "-c", told, str(path)], timeout=60, check=False).returncode


def test_four_processes_that_erase_at_once_lose_no_line(tmp_path) -> None:
    path = tmp_path / "erasures.jsonl"
    assert run(FOUR_WRITERS, path) == 0
    written = list(FileErasures(path).lines())
    assert len(written) == 4 * 100
    assert set(written) == {
        (f"company {who}", erasure(f"{who} {line}" * 20)) for who in range(4) for line in range(100)
    }


def test_who_writes_waits_for_whoever_is_writing_and_begins_after_what_he_left(tmp_path) -> None:
    path = tmp_path / "erasures.jsonl"
    added = threading.Thread(target=FileErasures(path).add, args=("company", erasure("hash")))
    with path.open("a", encoding="utf-8") as another:
        fcntl.flock(another, fcntl.LOCK_EX)
        added.start()
        added.join(0.2)
        another.write(TORN)
    added.join(5)
    assert list(FileErasures(path).lines()) == [1, ("company", erasure("hash"))]


def test_an_erasure_that_finds_no_room_fails_and_the_next_one_is_whole(tmp_path) -> None:
    path = tmp_path / "erasures.jsonl"
    assert run(NO_ROOM, path) == 3
    FileErasures(path).add("company", erasure("third"))
    assert list(FileErasures(path).lines()) == [("company", erasure("first")), 2, ("company", erasure("third"))]

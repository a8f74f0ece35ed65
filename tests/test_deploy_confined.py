"""The image's steps, by hand: as user 10001, on PostgreSQL, where nothing but its own folders can be written."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import make_url

from fakes.postgresql import new_database
from fakes.running import free_port
from house.deployed import DEPLOY, image_words
from segue.records.sealed import new_key

BIN = Path(sys.executable).parent
NEEDED = ("unshare", "setpriv", "mount")
MOUNTS = ("unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt")
CONFINE = """
set -eu
mount -t tmpfs -o mode=0755 tmpfs /mnt
mkdir /mnt/secrets
for name in secret_key token_keys database_url; do printenv "$name" > "/mnt/secrets/$name"; unset "$name"; done
chown -R 0:10001 /mnt/secrets
chmod -R u=rX,g=rX,o= /mnt/secrets
if [ -n "$SOCKET" ]; then touch "/mnt/${SOCKET##*/}"; mount --bind "$SOCKET" "/mnt/${SOCKET##*/}"; fi
if [ -n "$CLOSED" ]; then
  mkdir /mnt/python
  mount --bind "$PYTHON" /mnt/python
  mount -t tmpfs -o mode=0755 tmpfs "$CLOSED"
  mkdir -p "$PYTHON"
  mount --bind /mnt/python "$PYTHON"
fi
while read -r _ at _; do
  case "$at" in /proc*|/sys*|/dev*|/mnt*) ;; *) mount -o remount,bind,ro "$at" ;; esac
done < /proc/self/mounts
install -d -o 10001 -g 10001 -m 0700 /mnt/web /mnt/worker /mnt/tmp /mnt/erasures
exec setpriv --reuid 10001 --regid 10001 --clear-groups --bounding-set=-all --inh-caps=-all --no-new-privs "$@"
"""
"""Makes the mounts and secrets of a container, and goes on as its user; Python may be in somebody's closed folder."""
STEPS = """
set -eu
segue migrate
SEGUE_DATA_DIR=/mnt/web {command} & web=$!
SEGUE_DATA_DIR=/mnt/worker segue worker > /mnt/tmp/worker.log 2>&1 & worker=$!
until grep -q worker_ready /mnt/tmp/worker.log; do kill -0 $worker; sleep 0.5; done
until python -I {healthy}; do kill -0 $web; sleep 0.5; done
if touch /tmp/of_mine; then exit 9; fi
kill -TERM $web $worker
wait $web
wait $worker
"""


def closed(folders: list[Path]) -> list[str]:
    """Return what is above the folders and not open to other users, the uppermost first."""
    above = {one for folder in folders for one in folder.parents}
    return sorted(str(one) for one in above if not one.stat().st_mode & stat.S_IXOTH)


@pytest.fixture
def confined():
    """Return how a shell script is run as in a container; skip where this system does not let us."""
    if os.geteuid() != 0 or not all(map(shutil.which, NEEDED)) or subprocess.run(MOUNTS, check=False).returncode:
        pytest.skip("nobody may make mounts of his own here: the image's steps are run unconfined alone")
    if closed([BIN, DEPLOY]):
        pytest.skip("another user cannot read this checkout: the image's steps are run unconfined alone")
    address = make_url(new_database())
    folder = address.query.get("host")
    socket = str(Path(str(folder)) / ".s.PGSQL.5432") if folder else ""
    at_hand = address.update_query_dict({"host": "/mnt"}) if folder else address
    own = {
        "PATH": f"{BIN}:{os.environ['PATH']}",
        "SOCKET": socket,
        "PYTHON": sys.base_prefix,
        "CLOSED": next(iter(closed([Path(sys.base_prefix)])), ""),
        "TMPDIR": "/mnt/tmp",
        "SEGUE_PORT": str(free_port()),
        "SEGUE_DATA_DIR": "/mnt/tmp/segue",
        "SEGUE_ERASURE_LOG": "/mnt/erasures/erasures.jsonl",
        "PYTHONDONTWRITEBYTECODE": "1",
        "secret_key": new_key(),
        "token_keys": new_key(),
        "database_url": at_hand.render_as_string(False),
    }
    own |= {f"SEGUE_{name.upper()}_FILE": f"/mnt/secrets/{name}" for name in own if name.islower()}

    def run(script: str) -> subprocess.CompletedProcess[str]:
        words = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", CONFINE, "sh", "sh", "-c", script]
        return subprocess.run(words, env=own, cwd="/", capture_output=True, text=True, timeout=60, check=False)

    return run


@pytest.mark.slow
@pytest.mark.loopback
def test_as_in_a_container_it_migrates_gets_healthy_and_ends_when_it_is_told_to(confined) -> None:
    healthy = image_words("HEALTHCHECK.* CMD")[1].replace("/opt/segue", str(DEPLOY / "container"))
    said = confined(STEPS.format(command=" ".join(image_words("CMD")), healthy=healthy))
    assert said.returncode == 0, said.stderr[-2000:]
    assert "Read-only file system" in said.stderr

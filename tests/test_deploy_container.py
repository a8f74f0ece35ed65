"""The container image: its file is clean, its builder gets what it needs, and its commands do what they should."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import tomllib
from pathlib import Path

import pytest

from fakes.running import READY_SECONDS, free_port
from house.deployed import DEPLOY, GRACEFUL_SECONDS, IMAGE_FILE, image_words
from house.page_commands import known
from house.sources import ROOT, text
from segue import serving
from segue.config import Settings
from segue.records.engine import open_engine
from segue.records.migrate import migrate

LET_IN = {line[1:] for line in text(ROOT / ".dockerignore").splitlines() if line.startswith("!")}
BIN = Path(sys.executable).parent
LAST_STAGE = re.split(r"^FROM ", IMAGE_FILE, flags=re.MULTILINE)[-1]


def is_let_in(path: str) -> bool:
    """Say whether the builder gets a file or folder of the checkout."""
    return any(path == one or path.startswith(one + "/") for one in LET_IN)


def test_the_file_is_clean_for_its_linter() -> None:
    words = [BIN / "hadolint", DEPLOY / "container" / "Dockerfile"]
    said = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (said.returncode, said.stdout) == (0, "")


def test_everything_from_an_index_is_held_against_its_hash() -> None:
    installs = re.findall(r"pip\S*(?: --python \S+)? install ([^&\n]+)", IMAGE_FILE)
    assert len(installs) == 3
    assert not [one for one in installs if "--require-hashes" not in one and "--no-index" not in one]


def test_the_builder_gets_everything_that_the_wheel_is_made_of() -> None:
    project = tomllib.loads(text(ROOT / "pyproject.toml"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    sources = [*wheel["packages"], *wheel["force-include"], project["project"]["readme"], "pyproject.toml"]
    assert not [one for one in sources if not is_let_in(one)]


def test_the_builder_gets_every_file_that_is_copied_by_name() -> None:
    copied = [
        word for line in re.findall(r"^COPY (?!--from)(.+) \S+$", IMAGE_FILE, re.MULTILINE) for word in line.split()
    ]
    assert "requirements.lock" in copied
    assert not [one for one in copied if one != "." and not (is_let_in(one) and (ROOT / one).exists())]


def test_the_builder_gets_nothing_but_what_is_named_and_all_of_it_is_there() -> None:
    assert "\n*\n" in text(ROOT / ".dockerignore")
    assert not [one for one in LET_IN if not (ROOT / one).exists()]


@pytest.mark.parametrize(
    "path", [".git/config", "var/demo/segue.db", ".venv/bin/python", "tests/conftest.py", "deploy/compose/segue.env"]
)
def test_no_data_history_or_secret_gets_to_the_builder(path: str) -> None:
    assert not is_let_in(path)


def test_it_runs_as_nobody_in_particular_by_number() -> None:
    assert re.findall(r"^USER (.+)$", LAST_STAGE, re.MULTILINE) == ["10001:10001"]


def test_its_settings_are_settings_and_none_of_them_is_secret() -> None:
    named = set(re.findall(r"SEGUE_[A-Z_]+(?==)", LAST_STAGE))
    assert named == {"SEGUE_DATA_DIR", "SEGUE_HOST"}
    assert {name.removeprefix("SEGUE_").lower() for name in named} <= Settings.model_fields.keys()


def test_its_command_is_one_of_ours() -> None:
    command = image_words("CMD")
    assert command[0] == "segue"
    assert known(command[1:])


def test_the_base_is_pinned_and_the_same_for_every_stage() -> None:
    assert re.findall(r"^ARG PYTHON_IMAGE=(\S+)$", IMAGE_FILE, re.MULTILINE)[0].count(".") == 2
    assert set(re.findall(r"^FROM (\S+)", IMAGE_FILE, re.MULTILINE)) == {"${PYTHON_IMAGE}"}


class NoServer:
    """Stands where gunicorn would begin to serve."""

    def __init__(self, *_: object) -> None:
        """Take what gunicorn takes."""

    def run(self) -> None:
        """Return at once."""


@pytest.mark.loopback
@pytest.mark.parametrize("with_worker", [True, False])
def test_a_web_process_has_a_worker_beside_it_only_when_asked(tmp_path, monkeypatch, with_worker) -> None:
    started = threading.Event()
    monkeypatch.setattr(serving, "WSGIApplication", NoServer)
    monkeypatch.setattr(serving, "_keep_a_worker", started.set)
    monkeypatch.setattr(os, "environ", dict(os.environ))
    monkeypatch.setattr(sys, "argv", [])
    serving.serve(Settings(data_dir=tmp_path, port=free_port()), with_worker)
    assert started.wait(5 if with_worker else 0.1) == with_worker


@pytest.fixture
def web(tmp_path):
    """Run the image's command on a migrated folder, with the environment of a container; yield it and its port."""
    port = free_port()
    migrate(open_engine(Settings(data_dir=tmp_path).database))
    own = {"SEGUE_DATA_DIR": str(tmp_path), "SEGUE_PORT": str(port), "PATH": f"{BIN}:{os.environ['PATH']}"}
    first, *others = image_words("CMD")
    running = subprocess.Popen([BIN / first, *others], env=own, cwd=tmp_path)
    yield running, port
    running.kill()
    running.wait()


def listens(port: int) -> bool:
    """Say whether something listens on a port."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def health_check(port: int) -> int:
    """Return the exit code of the image's health check."""
    words = [word.replace("/opt/segue", str(DEPLOY / "container")) for word in image_words("HEALTHCHECK.* CMD")]
    return subprocess.run([sys.executable, *words[1:]], env={"SEGUE_PORT": str(port)}, check=False).returncode


@pytest.mark.slow
@pytest.mark.loopback
def test_the_image_s_command_gets_healthy_and_ends_in_time_when_it_is_told_to(web) -> None:
    running, port = web
    ends = time.monotonic() + READY_SECONDS
    while not (healthy := listens(port) and health_check(port) == 0) and time.monotonic() < ends:
        time.sleep(0.1)
    assert healthy
    running.send_signal(signal.SIGTERM)
    assert running.wait(GRACEFUL_SECONDS + 5) == 0


def test_the_health_check_fails_where_nothing_answers() -> None:
    assert health_check(1) == 1

"""Segue as it runs: no confirmed step is lost to a kill, and the wheel alone does the whole job."""

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from fakes.main_job import steps
from fakes.running import Running

pytestmark = [pytest.mark.slow, pytest.mark.loopback]
ROOT = Path(__file__).parents[1]
SOAK = os.environ.get("SEGUE_TEST_SOAK") == "1"
KILLED_AFTER = {"the answer", "the approval", "sent"}
"""A start takes seconds; the long form kills after each step."""
WHERE = "import segue, segue.assets as assets; print(segue.__file__, assets.asset('templates'))"


@pytest.fixture
def started():
    """Return a list; what is put into it is killed at the end."""
    running: list[Running] = []
    yield running
    for one in running:
        if one.process.poll() is None:
            one.kill()


def test_a_kill_right_after_a_confirmed_step_loses_nothing(tmp_path, started):
    running = Running(tmp_path / "data")
    started.append(running)
    seen = []
    for what, hand, path, proof in steps(running):
        seen.append(what)
        if SOAK or what in KILLED_AFTER:
            running.restart()
            assert proof in hand.get(path), f"{what} was lost"
    assert len(seen) == 9
    assert set(seen) > KILLED_AFTER


def test_the_wheel_does_the_whole_job_in_a_clean_environment(tmp_path, started):
    command = _installed(tmp_path)
    assert _said(command, "--version").startswith("segue, version")
    where = _said((str(tmp_path / "venv/bin/python"), "-c", WHERE))
    assert str(ROOT) not in where
    assert where.count(str(tmp_path)) == 2
    assert "PREVIEW" in _said(command, "letters", "example")
    running = Running(tmp_path / "data", command, cwd=tmp_path)
    started.append(running)
    done = [what for what, hand, path, proof in steps(running) if proof in hand.get(path)]
    assert (len(done), done[-1]) == (9, "sent")
    for shipped in ("/pane/", "/kept/now/hosts/practice.js", "/static/segue.css", "/practice"):
        assert running.ask("GET", shipped)[0] in (200, 302)


def _installed(folder: Path) -> tuple[str, ...]:
    """Build the wheel and install it in an environment that has the dependencies but not the checkout."""
    _run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder / "dist"), str(ROOT))
    (wheel,) = (folder / "dist").glob("segue-*.whl")
    venv.create(folder / "venv", symlinks=True)
    site = next((folder / "venv").rglob("site-packages"))
    pip = (sys.executable, "-m", "pip", "--python", str(folder / "venv/bin/python"))
    _run(*pip, "install", "--quiet", "--no-deps", "--no-index", str(wheel))
    # Appended as a plain path, so that the .pth file of the checkout beside the dependencies is not read.
    (site / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"] + "\n", encoding="utf-8")
    return (str(folder / "venv/bin/segue"),)


def _run(*words: str) -> None:
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]


def _said(command: tuple[str, ...], *words: str) -> str:
    done = subprocess.run([*command, *words], capture_output=True, text=True, check=False, cwd="/")
    return done.stdout + done.stderr

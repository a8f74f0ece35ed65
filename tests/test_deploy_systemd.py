"""The units of systemd: it reads them without a word, rates them as confined, and they run commands of ours."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from house.deployed import DEPLOY, GRACEFUL_SECONDS, example_settings, open_secrets, with_files_here
from house.page_commands import known, unknown_options
from house.sources import text
from segue.config import load_settings
from segue.jobs.worker import STOPS_WITHIN_SECONDS

PLACE = DEPLOY / "systemd"
UNITS = sorted(path.name for path in PLACE.glob("*.service"))
CONFINED = text(PLACE / "segue-.service.d" / "confined.conf")
SEVERAL = PLACE / "several-machines.conf"
MOST_EXPOSED = 1.5
"""Of 10; systemd calls up to 2 "OK". What is left is the network, without which a web server is none."""
OF_THE_SYSTEM = ("sysinit", "basic", "shutdown", "network-online", "multi-user")


@pytest.fixture(scope="module", params=["one machine", "several machines"])
def root(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay out a system on which the units are installed as the guide says; skip where there is no systemd."""
    if not shutil.which("systemd-analyze"):
        pytest.skip("no systemd-analyze here (.ci/deploy-tools brings it): only what the units say is looked at")
    root = tmp_path_factory.mktemp("root")
    units, program = root / "etc/systemd/system", root / "opt/segue/bin/segue"
    shutil.copytree(PLACE, units)
    if request.param == "several machines":
        shutil.copy(SEVERAL, units / "segue-.service.d")
    for name in OF_THE_SYSTEM:
        (units / f"{name}.target").write_text("[Unit]\nDescription=of the system\n", encoding="utf-8")
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    return root


def analyzed(root: Path, verb: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Return what systemd-analyze says."""
    command = ["systemd-analyze", verb, f"--root={root}", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("unit", UNITS)
def test_systemd_reads_a_unit_without_a_word(root: Path, unit: str) -> None:
    said = analyzed(root, "verify", unit)
    assert (said.returncode, said.stdout, said.stderr) == (0, "", "")


@pytest.mark.parametrize("unit", UNITS)
def test_systemd_rates_a_unit_as_confined(root: Path, unit: str) -> None:
    said = analyzed(root, "security", "--offline=true", f"--threshold={MOST_EXPOSED * 10:.0f}", "--no-pager", unit)
    assert said.returncode == 0, said.stdout[-200:]


@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_runs_a_command_of_ours(unit: str) -> None:
    (line,) = re.findall(r"^ExecStart=(.+)$", text(PLACE / unit), re.MULTILINE)
    assert line.startswith("/opt/segue/bin/segue ")
    assert known(re.findall(r" ([a-z]+)", line))
    assert not unknown_options(f"`{line}`")


@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_has_a_name_for_which_the_confinement_counts(unit: str) -> None:
    assert unit.startswith("segue-")


@pytest.mark.parametrize("unit", ["segue-web.service", "segue-worker.service"])
def test_what_runs_needs_the_migrations_first_and_comes_back(unit: str) -> None:
    content = text(PLACE / unit)
    assert "Requires=segue-migrate.service" in content
    assert re.search(r"^After=segue-migrate.service", content, re.MULTILINE)
    assert "Restart=always" in content


def test_only_what_runs_is_switched_on() -> None:
    assert [unit for unit in UNITS if "[Install]" in text(PLACE / unit)] == [
        "segue-web.service",
        "segue-worker.service",
    ]


def test_they_have_time_to_stop() -> None:
    longest = max(GRACEFUL_SECONDS, STOPS_WITHIN_SECONDS)
    assert int(re.findall(r"^TimeoutStopSec=(\d+)$", CONFINED, re.MULTILINE)[0]) > longest


def test_on_several_machines_they_may_write_where_the_log_of_erasures_is() -> None:
    told = dict(re.findall(r"^(\w+)=(.+)$", text(SEVERAL), re.MULTILINE))
    log = Path(example_settings(PLACE / "segue.env.example")["SEGUE_ERASURE_LOG"])
    assert told == {"RequiresMountsFor": str(log.parent), "ReadWritePaths": str(log.parent)}


def test_who_they_run_as_has_the_same_number_on_every_machine() -> None:
    assert text(PLACE / "segue.sysusers.conf").split()[2].isdecimal()


def test_they_run_as_the_user_that_the_guide_makes() -> None:
    assert text(PLACE / "segue.sysusers.conf").split()[:2] == ["u", "segue"]
    assert "\nUser=segue\n" in CONFINED


def test_segue_takes_the_settings_of_the_example(tmp_path: Path) -> None:
    settings = load_settings(with_files_here(example_settings(PLACE / "segue.env.example"), tmp_path))
    assert settings.google_client_secret.get_secret_value()
    assert settings.metrics_token.get_secret_value()
    assert settings.database.startswith("postgresql")


def test_no_secret_stands_in_a_unit_or_among_the_settings() -> None:
    assert not [name for path in PLACE.rglob("*") if path.is_file() for name in open_secrets(text(path))]

"""The guides to backup, upgrade and removal say what is so: the drill is run as it stands there, step by step."""

import re
import shlex
import shutil
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from fakes.kept import database_url
from fakes.office import TOM, Office, packs_read_once
from house.page_commands import FENCED, commands
from house.sources import ROOT, text
from segue.cli import main
from segue.config import load_settings
from segue.records.snapshot import file_of

GUIDE, REMOVAL = (text(ROOT / "deploy" / name) for name in ("backup.md", "removal.md"))
MOMENT = "2026-09-01T09:00:00+00:00"


def block(page: str, heading: str) -> list[str]:
    """The lines of the first block of code below a heading."""
    (_, below) = page.split(f"\n## {heading}\n", 1)
    return FENCED.findall(below)[0].splitlines()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: Any, clock: Any) -> Office:
    """An office in whose folder the guide's commands are run, with the keys as files of their own."""
    office = Office(tmp_path / "data").approved()
    clock.moment = office.now
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SEGUE_DATA_DIR", "data")
    if elsewhere := database_url(office.folder):
        monkeypatch.setenv("SEGUE_DATABASE_URL", elsewhere)
    for folder in ("kept", "secrets"):
        (tmp_path / folder).mkdir()
    shutil.move(office.folder / "secret.key", tmp_path / "secrets" / "secret_key")
    shutil.move(office.folder / "token.keys", tmp_path / "secrets" / "token_keys")
    monkeypatch.setenv("SEGUE_SECRET_KEY_FILE", "secrets/secret_key")
    return office


def run(line: str, monkeypatch: Any) -> str:
    """Run a line as a shell would, in this process where it is ours; returns what it says."""
    words = [word.replace("Company", "Norwell & Sons") for word in shlex.split(line)]
    if words[0] == "export":
        monkeypatch.setenv(*words[1].split("=", 1))
        return ""
    if words[0] != "segue":
        subprocess.run(words, check=True)  # mkdir and rm, as the guide has them
        return ""
    with packs_read_once():
        done = CliRunner().invoke(main, words[1:])
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.sqlite
def test_the_drill_works_as_it_stands_there(here: Office, monkeypatch: Any) -> None:
    (backup,) = block(GUIDE, "How often")
    run(backup, monkeypatch)
    run(f"segue erase --client {TOM.emails[0]} --yes", monkeypatch)
    shutil.copy(here.settings.erasures, "kept/erasures.jsonl")
    said = "".join(run(line, monkeypatch) for line in block(GUIDE, "A drill"))
    for words in (f"Restored as of {MOMENT}", "1 erasures; 1 clients", "whole   office", "0 letters as text"):
        assert words in said
    assert not Path("drill").exists()


def test_its_lines_for_postgresql_are_the_ones_that_the_command_says(here: Office, monkeypatch: Any) -> None:
    monkeypatch.setenv("SEGUE_DATABASE_URL", "postgresql+psycopg://segue:hush@db.example/segue")
    said = CliRunner().invoke(main, ["backup", "--to", "kept"]).output
    lines = block(GUIDE, "PostgreSQL and snapshots")
    assert [line.strip() for line in said.splitlines() if line.startswith("  ")] == lines


def test_a_company_is_taken_along_and_removed_as_the_guide_says(here: Office, monkeypatch: Any) -> None:
    for line in block(REMOVAL, "1. Take along what is to be kept"):
        run(line, monkeypatch)
    assert Path("company.zip").exists()
    (remove,) = block(REMOVAL, "3. Delete the data")
    run(f'{remove} --yes-remove "Company"', monkeypatch)
    assert here.records.workspaces() == []


def test_the_button_that_it_names_is_there() -> None:
    texts = text(ROOT / "templates" / "interface" / "en.json")
    named = [one for one in re.findall(r"\*\*([^*]+)\*\*", re.sub(r"\s+", " ", GUIDE)) if one.startswith("I have")]
    assert named
    assert all(f'"restored.looked": "{one}"' in texts for one in named)


def test_every_file_of_the_data_folder_is_spoken_of() -> None:
    known = " ".join(commands(GUIDE))
    assert all(
        name in known for name in ("segue.db", "secret.key", "token.keys", "erasures.jsonl", "jobs.db", "metrics")
    )
    assert file_of(load_settings({}).database, datetime.fromisoformat(MOMENT)).name in known

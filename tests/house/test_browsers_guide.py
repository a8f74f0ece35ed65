"""The administrator's guide to the extension says what is so: its commands run, and write what it names."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from house.page_commands import commands
from house.sources import ROOT, text
from segue.cli import main
from segue.extension_package import BROWSERS, manifest_of

GUIDE = text(ROOT / "deploy" / "browsers.md")
TEXTS = json.loads(text(ROOT / "templates" / "interface" / "en.json")).values()
COMMANDS = [line for line in commands(GUIDE) if line.startswith("segue manifests ")]


@pytest.fixture
def written(tmp_path: Path) -> tuple[set[str], str]:
    """The names of everything that the guide's commands write, and what they say last."""
    said = ""
    for number, line in enumerate(COMMANDS):
        words = re.sub(r"--out \S+", f"--out {tmp_path / str(number)}", line).split()[1:]
        done = CliRunner().invoke(main, words)
        assert done.exit_code == 0, done.output
        said = done.output
    return {path.name for folder in tmp_path.iterdir() for path in folder.iterdir() if path.is_file()}, said


def test_its_commands_write_exactly_the_files_that_its_tables_explain(written: tuple[set[str], str]) -> None:
    assert len(COMMANDS) == 2
    assert set(re.findall(r"^\| `([\w.-]+)` \|", GUIDE, re.MULTILINE)) == written[0]


def test_its_setting_is_the_one_that_the_command_names(written: tuple[set[str], str]) -> None:
    (line,) = [one for one in commands(GUIDE) if one.startswith("SEGUE_EXTENSION_REDIRECTS=")]
    assert written[1].splitlines()[-1] == line


def test_it_explains_every_permission_and_no_other() -> None:
    asked = {one for browser in BROWSERS for one in manifest_of(browser)["permissions"]}
    other = re.search(r"^The other permissions.*?\n\n", GUIDE, re.MULTILINE | re.DOTALL)
    assert other
    assert set(re.findall(r"`(\w+)`", other[0])) == asked


def test_every_button_page_and_sentence_of_ours_that_it_names_exists() -> None:
    ours = set(re.findall(r"\*\*([^*]+)\*\*", GUIDE))
    said = set(re.findall(r'the panel says "([^"]+)"', re.sub(r"\s+", " ", GUIDE)))
    assert (len(ours), len(said)) == (10, 1)
    assert (ours | said) - set(TEXTS) == set()


def test_what_it_says_of_mail_pages_private_windows_and_times_is_so() -> None:
    assert len(manifest_of("chrome")["host_permissions"]) == 5
    assert {manifest_of(browser)["incognito"] for browser in BROWSERS} == {"not_allowed"}
    assert "ACCESS_LIVES = timedelta(minutes=10)" in text(ROOT / "server" / "segue" / "desk" / "browsers.py")


def test_a_reader_of_the_readme_finds_it() -> None:
    assert "(deploy/browsers.md)" in text(ROOT / "README.md")

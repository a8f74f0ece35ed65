"""The guide to Microsoft 365 says what is so: its commands run, its settings exist, its tables explain what is."""

import re
from pathlib import Path

from click.testing import CliRunner

from house.page_commands import commands, unknown_commands, unknown_options
from house.sources import ROOT, text
from segue.cli import main
from segue.config import PREFIX, Settings
from segue.doors.outlook import OFFICE

GUIDE = text(ROOT / "deploy" / "microsoft.md")
SCRIPT = text(ROOT / "deploy" / "microsoft" / "register.sh")


def first_column(heading: str) -> set[str]:
    """The code in the first column of the table under a heading of the table."""
    table = GUIDE.split(f"| {heading} |")[1].split("\n\n")[0]
    return {one for row in table.splitlines()[2:] for one in re.findall(r"`([^`]+)`", row.split("|")[1])}


def test_every_command_of_ours_in_it_is_known() -> None:
    assert not unknown_commands(GUIDE) + unknown_options(GUIDE)


def test_its_command_writes_the_files_that_its_table_explains(tmp_path: Path) -> None:
    (line,) = [one for one in commands(GUIDE) if one.startswith("segue manifests outlook")]
    words = re.sub(r"--out \S+", f"--out {tmp_path}", line).split()[1:]
    assert CliRunner().invoke(main, words).exit_code == 0
    assert first_column("file") <= {path.name for path in tmp_path.iterdir()}
    assert len(first_column("file")) == 2


def test_every_setting_that_it_names_exists() -> None:
    named = {name.removesuffix("_FILE").removeprefix(PREFIX).lower() for name in re.findall(rf"{PREFIX}[A-Z_]+", GUIDE)}
    assert len(named) == 8
    assert not named - Settings.model_fields.keys()


def test_it_shows_every_setting_that_the_script_prints() -> None:
    printed = set(re.findall(rf"{PREFIX}[A-Z_]+(?==)", SCRIPT))
    assert f"{PREFIX}MICROSOFT_AUTHORITY" in printed
    assert printed == set(re.findall(rf"^{PREFIX}[A-Z_]+(?==)", GUIDE, re.MULTILINE))


def test_its_script_has_the_options_that_it_names_and_asks_for_what_its_table_explains() -> None:
    named = {one for line in commands(GUIDE) if "register.sh" in line for one in re.findall(r"--[a-z-]+", line)}
    assert named | {"--several-tenants", "--bulk-drafts"} <= set(re.findall(r"^ +(--[a-z-]+)\)", SCRIPT, re.MULTILINE))
    asked = re.findall(r"permissions\+?=\(([^)]*)\)", SCRIPT)
    assert {one for part in asked for one in part.split()} == first_column("permission")


def test_it_names_the_address_that_the_pane_loads_from_microsoft() -> None:
    assert OFFICE.removeprefix("https://") in GUIDE


def test_it_says_plainly_that_nothing_is_sent() -> None:
    assert "Segue never sends a message" in GUIDE


def test_a_reader_of_the_readme_finds_it() -> None:
    assert "(deploy/microsoft.md)" in text(ROOT / "README.md")

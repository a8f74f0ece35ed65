"""The guide to Google Workspace says what is so: its commands run, its settings exist, its addresses answer."""

import json
import re
from pathlib import Path

from click.testing import CliRunner

from house.page_commands import commands, unknown_commands, unknown_options
from house.sources import ROOT, text
from segue.cli import main
from segue.config import PREFIX, Settings
from segue.doors.cards import scopes
from segue.google_manifest import LOGO, deployment_file
from segue.providers.google.scopes import SCOPES

GUIDE = text(ROOT / "deploy" / "google.md")
CONSENT = text(ROOT / "deploy" / "google-consent.md")
OF_THE_SIDEBAR, _, OF_THE_SIGN_IN = CONSENT.partition("## Signing in")


def named_scopes(part: str) -> set[str]:
    """The scopes in the tables of a part of the page."""
    rows = [line for line in part.splitlines() if line.startswith("|")]
    return {one for line in rows for one in re.findall(r"`([\w.]+)`", line)}


def test_every_command_of_ours_in_it_is_known() -> None:
    assert not unknown_commands(GUIDE) + unknown_options(GUIDE)


def test_its_command_writes_the_deployment_file(tmp_path: Path) -> None:
    (line,) = [one for one in commands(GUIDE) if one.startswith("segue manifests google")]
    words = re.sub(r"--out \S+", f"--out {tmp_path}", line).split()[1:]
    assert CliRunner().invoke(main, words).exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["deployment.json"]


def test_every_setting_that_it_names_exists() -> None:
    named = {name.removesuffix("_FILE").removeprefix(PREFIX).lower() for name in re.findall(rf"{PREFIX}[A-Z_]+", GUIDE)}
    assert len(named) == 8
    assert not named - Settings.model_fields.keys()


def test_it_names_the_addresses_that_google_calls_and_no_others() -> None:
    called = {scopes.HOME_PATH, scopes.COMPOSE_PATH, scopes.SETTINGS_PATH, scopes.ACT_PATH}
    assert set(re.findall(r"^\| `(/addon/[\w/]+)` \|", GUIDE, re.MULTILINE)) == called
    assert f"`{LOGO}`" in GUIDE


def test_the_page_on_consent_explains_every_line_of_the_sidebar_and_no_other() -> None:
    asked = json.loads(deployment_file("https://segue.example.com"))["oauthScopes"]
    assert named_scopes(OF_THE_SIDEBAR) == {one.rpartition("/")[2] for one in asked}


def test_the_page_on_consent_explains_every_line_of_the_sign_in_and_no_other() -> None:
    asked = {one.rpartition("/")[2] for scopes_of_need in SCOPES.values() for one in scopes_of_need}
    asked = {{"userinfo.email": "email"}.get(one, one) for one in asked}
    assert named_scopes(OF_THE_SIGN_IN) == asked


def test_a_reader_of_the_readme_finds_both_pages() -> None:
    readme = text(ROOT / "README.md")
    assert "(deploy/google.md)" in readme
    assert "(deploy/google-consent.md)" in readme


def test_it_says_plainly_that_nothing_is_sent() -> None:
    assert "**Segue never sends a message.**" in CONSENT
    assert CONSENT.count("**send**") == 2

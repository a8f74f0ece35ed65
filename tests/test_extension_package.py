"""The extension's packages: what is in them, the same bytes each time, and nothing from elsewhere."""

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path

import jsonschema_rs
import pytest
from click.testing import CliRunner

from fakes.published_schemas import published
from segue.assets import asset
from segue.cli import main
from segue.doors.texts import Texts
from segue.extension_package import BROWSERS, messages_of, package_files, packed

MOST_BYTES = 100_000
# As the stores spell them: chrome.i18n's list of locales, and Firefox takes the same folders.
FOLDERS = {"en", "it", "ru", "id", "hi", "pt_BR", "pt_PT"}
KINDS = {".js", ".json", ".html", ".css", ".png"}
HERE = {"TZ": "UTC", "SOURCE_DATE_EPOCH": "0", "LC_ALL": "C", "PYTHONHASHSEED": "1"}
ELSEWHERE = {"TZ": "Asia/Kolkata", "SOURCE_DATE_EPOCH": "1900000000", "LC_ALL": "ru_RU.UTF-8", "PYTHONHASHSEED": "2"}


@pytest.fixture(scope="module")
def texts():
    return Texts(asset("templates", "interface"))


@pytest.fixture(scope="module", params=BROWSERS)
def files(request, texts):
    """The files of each browser's package."""
    return package_files(request.param, texts)


def written(folder, environment, umask):
    """Write the packages in a process of another place and time, and return their digests."""
    words = [Path(sys.executable).with_name("segue"), "manifests", "extension", "--out", folder]
    subprocess.run(words, check=True, capture_output=True, umask=umask, env={**os.environ, **environment})
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in folder.glob("segue-*")}


@pytest.mark.slow
def test_packages_written_elsewhere_at_another_time_are_the_same_to_the_byte(tmp_path):
    first = written(tmp_path / "here", HERE, 0o022)
    second = written(tmp_path / "elsewhere", ELSEWHERE, 0o077)
    assert len(first) == len(BROWSERS)
    assert first == second


def test_a_package_tells_no_time_and_no_owner(files):
    entries = zipfile.ZipFile(io.BytesIO(packed(files))).infolist()
    assert {(one.date_time, one.external_attr >> 16, one.create_system) for one in entries} == {
        ((1980, 1, 1, 0, 0, 0), 0o100644, 3)
    }


def test_a_package_is_small_and_whole(files):
    package = packed(files)
    assert len(package) < MOST_BYTES
    assert zipfile.ZipFile(io.BytesIO(package)).testzip() is None


def test_a_package_holds_only_what_a_browser_reads_and_a_person_can_read(files):
    assert {Path(name).suffix for name in files} == KINDS
    assert not [name for name, content in files.items() if name.endswith(".js") and b"sourceMappingURL" in content]
    assert max(len(line) for name, one in files.items() if name.endswith(".js") for line in one.splitlines()) < 200


def test_every_file_that_a_manifest_names_is_in_the_package(files):
    named = re.findall(r'"([\w./-]+\.(?:png|js|html|json))"', files["manifest.json"].decode())
    assert named
    assert [name for name in named if name not in files] == []


def test_every_icon_is_as_large_as_the_manifest_says(files):
    icons = json.loads(files["manifest.json"])["icons"]
    assert set(icons) == {"16", "32", "48", "128"}
    for size, path in icons.items():
        assert files[path].startswith(b"\x89PNG\r\n")
        assert [int.from_bytes(files[path][at : at + 4]) for at in (16, 20)] == [int(size)] * 2


def test_a_package_holds_every_language_in_a_folder_that_both_stores_know(files):
    folders = {name.split("/")[1] for name in files if name.startswith("_locales/")}
    assert folders == FOLDERS
    assert json.loads(files["manifest.json"])["default_locale"] in FOLDERS


def test_every_language_says_everything_that_the_extension_asks_for(files):
    scripts = b"\n".join(one for name, one in files.items() if not name.startswith("_locales/")).decode(errors="ignore")
    asked = set(re.findall(r'(?:__MSG_|getMessage\("|data-message=")(extension_\w+?)(?:__)?"', scripts))
    assert {"extension_name", "extension_description", "extension_disconnect"} <= asked
    for folder in FOLDERS:
        assert asked - json.loads(files[f"_locales/{folder}/messages.json"]).keys() == set()


def test_the_languages_fit_chromes_published_schema(files):
    for folder in FOLDERS:
        messages = json.loads(files[f"_locales/{folder}/messages.json"])
        jsonschema_rs.validate(published("chrome-extension-locales-messages.json"), messages)


def test_a_dollar_sign_in_a_text_is_not_taken_for_a_gap(tmp_path):
    (tmp_path / "en.json").write_text(json.dumps({"extension.name": "5 $ off"}), encoding="utf-8")
    assert messages_of(Texts(tmp_path), "en") == {"extension_name": {"message": "5 $$ off"}}


def test_the_command_writes_a_folder_to_load_and_a_package_for_each_browser(tmp_path):
    done = CliRunner().invoke(main, ["manifests", "extension", "--out", str(tmp_path)])
    assert done.exit_code == 0, done.output
    found = sorted(path.name for path in tmp_path.iterdir())
    assert found == ["chrome", "firefox", "segue-chrome.zip", "segue-firefox.xpi"]
    assert json.loads((tmp_path / "firefox" / "manifest.json").read_text(encoding="utf-8"))["sidebar_action"]

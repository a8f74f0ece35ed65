"""The extension's packages: manifests by the browsers' own schemas, least permissions, the same bytes each time."""

import io
import json
import re
import zipfile
from pathlib import Path

import jsonschema_rs
import pytest
from click.testing import CliRunner

from segue.assets import asset
from segue.browser_policies import backend_address, chromium_policies, firefox_policies
from segue.cli import main
from segue.departure.errors import InputError
from segue.doors.texts import Texts
from segue.extension_package import BROWSERS, manifest_of, messages_of, package_files, packed

SCHEMAS = Path(__file__).parents[2] / "shared" / "reference" / "browser"
MAIL_PROGRAMS = {
    "https://mail.google.com/*",
    "https://outlook.office.com/*",
    "https://outlook.office365.com/*",
    "https://outlook.live.com/*",
    "https://outlook.cloud.microsoft/*",
}
AN_ID = "abcdefghijklmnopabcdefghijklmnop"


@pytest.fixture(scope="module")
def texts():
    return Texts(asset("templates", "interface"))


def schema(name):
    if not SCHEMAS.is_dir():
        pytest.skip("the browsers' reference schemas (../shared) are not here")
    return json.loads((SCHEMAS / name).read_text(encoding="utf-8"))


def test_chromes_manifest_fits_chromes_schema():
    jsonschema_rs.validate(schema("chrome-manifest.json"), manifest_of("chrome"))


@pytest.mark.parametrize("browser", BROWSERS)
def test_a_manifest_asks_for_the_mail_programs_and_nothing_else(browser):
    manifest = manifest_of(browser)
    panel = {"chrome": ["sidePanel"], "firefox": []}[browser]
    assert manifest["permissions"] == ["storage", "identity", "scripting", *panel]
    assert set(manifest["host_permissions"]) == MAIL_PROGRAMS
    assert "content_scripts" not in manifest


@pytest.mark.parametrize("browser", BROWSERS)
def test_the_panel_runs_its_own_scripts_alone(browser):
    policy = manifest_of(browser)["content_security_policy"]["extension_pages"]
    assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("browser", BROWSERS)
def test_every_file_that_a_manifest_names_is_in_the_package(browser, texts):
    files = package_files(browser, texts)
    named = re.findall(r'"([\w./-]+\.(?:png|js|html|json))"', files["manifest.json"].decode())
    assert named
    assert [name for name in named if name not in files] == []


@pytest.mark.parametrize("browser", BROWSERS)
def test_a_package_is_the_same_each_time_and_small(browser, texts):
    first, second = (packed(package_files(browser, texts)) for _ in range(2))
    assert first == second
    assert len(first) < 100_000
    assert zipfile.ZipFile(io.BytesIO(first)).testzip() is None


@pytest.mark.parametrize("browser", BROWSERS)
def test_a_package_holds_every_language_as_the_browser_wants_it(browser, texts):
    files = package_files(browser, texts)
    for locale in texts.locales:
        messages = json.loads(files[f"_locales/{locale.replace('-', '_')}/messages.json"])
        jsonschema_rs.validate(schema("chrome-extension-locales-messages.json"), messages)


def test_a_dollar_sign_in_a_text_is_not_taken_for_a_gap(tmp_path):
    (tmp_path / "en.json").write_text(json.dumps({"extension.name": "5 $ off"}), encoding="utf-8")
    assert messages_of(Texts(tmp_path), "en") == {"extension_name": {"message": "5 $$ off"}}


@pytest.mark.parametrize("locale", ["en", "it", "ru", "id", "hi", "pt-BR", "pt-PT"])
def test_at_rest_nothing_says_what_it_is_about(texts, locale):
    shown = " ".join(texts.get(locale, f"extension.{key}") for key in ("name", "description")).casefold()
    about = (
        "leav, depart, successor, farewell, lasc, success, ухо, увол, преемник, keluar, pengganti, छोड़, deix, sa[ií]"
    )
    assert not [word for word in about.split(", ") if re.search(rf"\b{word}", shown)]


def test_firefoxs_policies_fit_firefoxs_schema():
    policies = firefox_policies("https://addons.norwell.example/segue.xpi", "https://segue.norwell.example/")
    jsonschema_rs.validate(schema("firefox-policies.schema.json"), json.loads(policies["policies.json"])["policies"])


@pytest.mark.parametrize("browser", ["chrome", "edge"])
def test_a_policy_installs_the_extension_and_names_the_backend(browser):
    files = chromium_policies(browser, AN_ID, "https://segue.norwell.example/")
    policy = json.loads(files[f"{browser}.json"])
    assert policy["ExtensionSettings"][AN_ID]["installation_mode"] == "force_installed"
    assert policy["3rdparty"]["extensions"][AN_ID] == {"backend": "https://segue.norwell.example"}
    assert '"backend"="https://segue.norwell.example"' in files[f"{browser}.reg"]


def test_a_policy_names_only_what_the_managed_schema_knows():
    known = json.loads(asset("extension", "manifest", "managed.json").read_text(encoding="utf-8"))["properties"]
    policy = json.loads(chromium_policies("chrome", AN_ID, "https://segue.norwell.example")["chrome.json"])
    assert set(policy["3rdparty"]["extensions"][AN_ID]) <= set(known)


@pytest.mark.parametrize(
    "address",
    ["", "segue.norwell.example", "http://segue.norwell.example", "javascript:alert(1)", "https://", "https://a@b.example",
     "https://segue.norwell.example/?x=1", 'https://segue.norwell.example/"', "https://segue.norwell.example/\r\nx", "https://[::1"],
)  # fmt: skip
def test_an_address_that_no_browser_should_be_sent_to_is_refused(address):
    with pytest.raises(InputError) as refused:
        backend_address(address)
    assert refused.value.code == "base_address_unfit"


@pytest.mark.parametrize("address", ["https://segue.norwell.example", "http://localhost:8765", "http://127.0.0.1:8765"])
def test_https_and_this_machine_are_addresses(address):
    assert backend_address(address + "/") == address


@pytest.mark.parametrize("extension_id", ["", "a" * 31, "A" * 32, "q" * 32, 'a"' * 16])
def test_what_is_no_stores_id_is_refused(extension_id):
    with pytest.raises(InputError) as refused:
        chromium_policies("chrome", extension_id, "https://segue.norwell.example")
    assert refused.value.code == "extension_id_unfit"


def test_the_command_writes_a_folder_to_load_and_a_package_for_each_browser(tmp_path):
    done = CliRunner().invoke(main, ["manifests", "extension", "--out", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "chrome",
        "firefox",
        "segue-chrome.zip",
        "segue-firefox.xpi",
    ]
    assert json.loads((tmp_path / "firefox" / "manifest.json").read_text(encoding="utf-8"))["sidebar_action"]


def test_the_command_says_which_policy_is_wanted(tmp_path):
    done = CliRunner().invoke(
        main, ["manifests", "browser-policy", "--base-url", "https://x.example", "--out", str(tmp_path)]
    )
    assert done.exit_code == 2
    assert "--chrome-id" in done.output


def test_the_policy_files_in_the_tree_are_as_the_command_writes_them(tmp_path):
    words = ["--base-url", "https://segue.example.com", "--chrome-id", AN_ID, "--edge-id", AN_ID]
    words += ["--firefox-url", "https://segue.example.com/segue-firefox.xpi", "--out", str(tmp_path)]
    assert CliRunner().invoke(main, ["manifests", "browser-policy", *words]).exit_code == 0
    for path in tmp_path.iterdir():
        assert asset("manifest", "browser-policy", path.name).read_bytes() == path.read_bytes()

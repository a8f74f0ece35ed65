"""Policy files: they install the extension, tell it where Segue is, and fit what the browsers take."""

import json

import jsonschema_rs
import pytest
from click.testing import CliRunner

from fakes.published_schemas import published
from segue.assets import asset
from segue.browser_policies import STORES, backend_address, chromium_policies, firefox_policies
from segue.cli import main
from segue.config import load_settings
from segue.departure.errors import InputError

AN_ID = "abcdefghijklmnopabcdefghijklmnop"
BACKEND = "https://segue.norwell.example"
XPI = "https://addons.norwell.example/segue.xpi"

SETTINGS = {
    "type": "object",
    "additionalProperties": False,
    "required": ["installation_mode"],
    "properties": {
        "installation_mode": {"const": "force_installed"},
        "update_url": {"type": "string", "pattern": "^https://"},
        "override_update_url": {"const": True},
        "install_url": {"type": "string", "pattern": "^https://.+[.]xpi$"},
        "toolbar_pin": {"const": "force_pinned"},
        "toolbar_state": {"const": "force_shown"},
    },
}
TOLD = {
    "type": "object",
    "additionalProperties": False,
    "required": ["backend"],
    "properties": {"backend": {"type": "string", "pattern": "^https://[^/]+$"}},
}


def shape(extensions, id_pattern):
    """Return our own schema of a policy: one extension, installed and told its address, and nothing else."""
    one = {"type": "object", "additionalProperties": False, "minProperties": 1, "maxProperties": 1}
    third = {**one, "properties": {extensions: {**one, "patternProperties": {id_pattern: TOLD}}}}
    parts = {"ExtensionSettings": {**one, "patternProperties": {id_pattern: SETTINGS}}, "3rdparty": third}
    return {"type": "object", "additionalProperties": False, "required": list(parts), "properties": parts}


CHROMIUM = shape("extensions", "^[a-p]{32}$")
FIREFOX = shape("Extensions", "^[{][0-9a-f-]{36}[}]$")


def firefoxs():
    return json.loads(firefox_policies(XPI, f"{BACKEND}/")["policies.json"])["policies"]


def chromiums(browser, **more):
    return json.loads(chromium_policies(browser, AN_ID, f"{BACKEND}/", **more)[f"{browser}.json"])


def test_firefoxs_policies_fit_firefoxs_published_schema():
    jsonschema_rs.validate(published("firefox-policies.schema.json"), firefoxs())


def test_firefoxs_policies_install_one_extension_and_tell_it_its_address():
    jsonschema_rs.validate(FIREFOX, firefoxs())


@pytest.mark.parametrize("browser", STORES)
def test_a_policy_installs_the_extension_from_its_store_and_names_the_backend(browser):
    policy = chromiums(browser)
    jsonschema_rs.validate(CHROMIUM, policy)
    assert policy["ExtensionSettings"][AN_ID]["update_url"] == STORES[browser]
    assert policy["3rdparty"]["extensions"][AN_ID] == {"backend": BACKEND}


@pytest.mark.parametrize("browser", STORES)
def test_the_registry_file_says_what_the_json_says(browser):
    registry = chromium_policies(browser, AN_ID, BACKEND)[f"{browser}.reg"]
    quoted = next(line for line in registry.splitlines() if line.startswith('"ExtensionSettings"'))
    said = json.loads(json.loads(quoted.partition("=")[2]))
    assert said == chromiums(browser)["ExtensionSettings"]
    assert f'"backend"="{BACKEND}"' in registry


@pytest.mark.parametrize("browser", STORES)
def test_a_package_from_elsewhere_is_updated_from_there_too(browser):
    found = chromiums(browser, update_url="https://addons.norwell.example/updates.xml")
    jsonschema_rs.validate(CHROMIUM, found)
    settings = found["ExtensionSettings"][AN_ID]
    assert settings["update_url"] == "https://addons.norwell.example/updates.xml"
    assert settings["override_update_url"] is True


@pytest.mark.parametrize(
    "change",
    [{"ExtensionSettings": {"*": {"installation_mode": "force_installed"}}}, {"3rdparty": {"extensions": {AN_ID: {}}}},
     {"ExtensionSettings": {AN_ID: {"installation_mode": "allowed"}}}, {"ExtensionInstallForcelist": []}],
)  # fmt: skip
def test_a_policy_of_another_shape_is_seen(change):
    assert not jsonschema_rs.is_valid(CHROMIUM, chromiums("chrome") | change)


def test_a_policy_names_only_what_the_managed_schema_knows():
    known = json.loads(asset("extension", "manifest", "managed.json").read_text(encoding="utf-8"))["properties"]
    assert set(chromiums("chrome")["3rdparty"]["extensions"][AN_ID]) <= set(known)


@pytest.mark.parametrize(
    "address",
    ["", "segue.norwell.example", "http://segue.norwell.example", "javascript:alert(1)", "https://", "https://a@b.example",
     "https://segue.norwell.example/?x=1", 'https://segue.norwell.example/"', "https://segue.norwell.example/\r\nx", "https://[::1"],
)  # fmt: skip
def test_an_address_that_no_browser_should_be_sent_to_is_refused(address):
    with pytest.raises(InputError) as refused:
        backend_address(address)
    assert refused.value.code == "base_address_unfit"


@pytest.mark.parametrize("address", [BACKEND, "http://localhost:8765", "http://127.0.0.1:8765"])
def test_https_and_this_machine_are_addresses(address):
    assert backend_address(address + "/") == address


@pytest.mark.parametrize(
    "update_url", ["http://addons.norwell.example/updates.xml", 'https://x.example/"', "ftp://x.example/"]
)
def test_a_package_comes_from_no_unsafe_address(update_url):
    with pytest.raises(InputError) as refused:
        chromium_policies("chrome", AN_ID, BACKEND, update_url=update_url)
    assert refused.value.code == "base_address_unfit"


@pytest.mark.parametrize("extension_id", ["", "a" * 31, "A" * 32, "q" * 32, 'a"' * 16])
def test_what_is_no_stores_id_is_refused(extension_id):
    with pytest.raises(InputError) as refused:
        chromium_policies("chrome", extension_id, BACKEND)
    assert refused.value.code == "extension_id_unfit"


def test_the_command_says_which_policy_is_wanted(tmp_path):
    done = CliRunner().invoke(
        main, ["manifests", "browser-policy", "--base-url", "https://x.example", "--out", str(tmp_path)]
    )
    assert done.exit_code == 2
    assert "--chrome-id" in done.output


def test_the_command_writes_another_place_of_the_package_into_both_browsers_files(tmp_path):
    words = ["--base-url", BACKEND, "--chrome-id", AN_ID, "--edge-id", AN_ID, "--update-url", STORES["chrome"]]
    done = CliRunner().invoke(main, ["manifests", "browser-policy", *words, "--out", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert STORES["chrome"] in (tmp_path / "edge.json").read_text(encoding="utf-8")
    assert STORES["edge"] not in (tmp_path / "edge.reg").read_text(encoding="utf-8")


def test_the_command_names_the_setting_that_lets_the_sign_in_return(tmp_path):
    words = ["--base-url", BACKEND, "--chrome-id", AN_ID, "--edge-id", AN_ID, "--firefox-url", XPI]
    done = CliRunner().invoke(main, ["manifests", "browser-policy", *words, "--out", str(tmp_path)])
    name, _, addresses = done.output.splitlines()[-1].partition("=")
    assert name == "SEGUE_EXTENSION_REDIRECTS"
    # The second is what identity.getRedirectURL() answered in Firefox 153.
    assert addresses.split() == [
        f"https://{AN_ID}.chromiumapp.org/",
        "https://440c87c3fb8e6b96b2c2089fc1a6779a033a5f92.extensions.allizom.org/",
    ]
    assert load_settings({name: addresses}).extension_redirects == addresses


def test_the_policy_files_in_the_tree_are_as_the_command_writes_them(tmp_path):
    words = ["--base-url", "https://segue.example.com", "--chrome-id", AN_ID, "--edge-id", AN_ID]
    words += ["--firefox-url", "https://segue.example.com/segue-firefox.xpi", "--out", str(tmp_path)]
    assert CliRunner().invoke(main, ["manifests", "browser-policy", *words]).exit_code == 0
    for path in tmp_path.iterdir():
        assert asset("manifest", "browser-policy", path.name).read_bytes() == path.read_bytes()

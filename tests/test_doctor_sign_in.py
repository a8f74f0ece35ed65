"""`segue doctor` on what sign-in needs, and on manifests that were written for other settings."""

import json
import os
from datetime import timedelta

import pytest
from click.testing import CliRunner

from fakes.pem import BEGINS, certificate_pem
from segue.cli import main
from segue.config import load_settings
from segue.departure.people import Workspace
from segue.doctor.address import address_checks
from segue.doctor.companies import _allowed
from segue.doctor.manifests import manifest_checks
from segue.doctor.sign_in import sign_in_checks

BASE = "https://segue.norwell.example"
CLIENT = "5e60e000-0000-4000-8000-00000000a550"
TENANT = "11111111-2222-4333-8444-555555555555"
GOOGLES = "1234567890-segue.apps.googleusercontent.com"
CHROMES = "abcdefghijklmnopabcdefghijklmnop"
PEM = certificate_pem()
AT_MICROSOFT = {"microsoft_client_id": CLIENT, "microsoft_client_secret": "s", "base_url": BASE}
AT_GOOGLE = {"google_client_id": GOOGLES, "google_client_secret": "s", "base_url": BASE}


def found(**told):
    return {check.name: (check.ok, check.says) for check in sign_in_checks(load_settings({}, **told))}


def test_each_provider_is_told_its_redirect_address(clock):
    both = [check.says for check in sign_in_checks(load_settings({}, **AT_GOOGLE | AT_MICROSOFT)) if check.ok]
    for provider in ("google", "microsoft"):
        assert any(f"{BASE}/sign-in/{provider}/back" in says for says in both)


def test_the_pane_is_told_its_scope():
    assert found(**AT_MICROSOFT)["Outlook pane"][1].endswith(f"/{CLIENT}/access_as_user")
    assert found(**AT_MICROSOFT, microsoft_api_scope="")["Outlook pane"] == (True, "signs in by a code that is typed")


@pytest.mark.parametrize(
    ("told", "name", "advice"),
    [
        ({}, "sign-in", "SEGUE_GOOGLE_CLIENT_ID (deploy/google.md)"),
        (AT_GOOGLE | {"google_client_id": "12345"}, "Google client", "ends in .apps.googleusercontent.com"),
        (AT_GOOGLE | {"google_client_secret": ""}, "sign-in", "SEGUE_GOOGLE_CLIENT_SECRET_FILE"),
        (AT_GOOGLE | {"google_addon_service_account": "a@b", "base_url": ""}, "Gmail sidebar", "SEGUE_BASE_URL"),
        (AT_MICROSOFT | {"microsoft_client_id": "Segue"}, "Microsoft client", "no application (client) id"),
        (AT_MICROSOFT | {"microsoft_client_secret": ""}, "sign-in", "SEGUE_MICROSOFT_CERTIFICATE_FILE"),
        (AT_MICROSOFT | {"microsoft_client_secret": TENANT}, "sign-in", "its value is needed"),
        (AT_MICROSOFT | {"base_url": ""}, "Outlook pane", "SEGUE_BASE_URL"),
    ],
)
def test_what_sign_in_lacks_is_told(told, name, advice):
    ok, says = found(**told)[name]
    assert (ok, advice in says) == (False, True)


@pytest.mark.parametrize(
    ("moment", "says"),
    [
        (BEGINS - timedelta(days=1), "the certificate is valid from 2026-01-01 only"),
        (BEGINS + timedelta(days=334), ""),
        (BEGINS + timedelta(days=336), "the certificate expires on 2027-01-01: add a new one to the registration"),
        (BEGINS + timedelta(days=366), "the certificate expired on 2027-01-01"),
    ],
)
def test_a_certificate_is_told_before_it_ends(clock, moment, says):
    clock.moment = moment
    ok, told = found(**AT_MICROSOFT | {"microsoft_client_secret": "", "microsoft_certificate": PEM})["sign-in"]
    assert (ok, told.startswith(says or "Microsoft;")) == (not says, True)


def test_everybodys_authority_asks_more_of_the_registration():
    own = {"microsoft_authority": f"https://login.microsoftonline.com/{TENANT}"}
    assert "set SEGUE_MICROSOFT_AUTHORITY" in found(**AT_MICROSOFT)["sign-in"][1]
    assert "AUTHORITY" not in found(**AT_MICROSOFT, **own)["sign-in"][1]


@pytest.mark.parametrize(
    ("told", "google", "microsoft", "says"),
    [
        (AT_MICROSOFT, (), (), (False, "--microsoft-tenant")),
        (AT_MICROSOFT, (), (TENANT,), (True, TENANT)),
        (AT_GOOGLE, (), (TENANT,), (False, "--google-domain")),
        ({}, (), (), (True, "not by a provider")),
    ],
)
def test_a_company_without_accounts_is_told_how_to_name_them(told, google, microsoft, says):
    company = Workspace("w", "Norwell", "Europe/Rome", google_domains=google, microsoft_tenants=microsoft)
    check = _allowed(load_settings({}, **told), company)
    assert (check.ok, says[1] in check.says) == (says[0], True)


@pytest.mark.parametrize(
    ("told", "ok", "says"),
    [
        ({"base_url": BASE}, True, "the one on this machine sets X-Forwarded-For"),
        ({"base_url": BASE, "host": "0.0.0.0"}, True, "see that nobody else can reach that port"),
    ],
)
def test_who_stands_before_the_server_is_told(told, ok, says):
    proxy = {check.name: check for check in address_checks(load_settings({}, **told))}["proxy"]
    assert (proxy.ok, says in proxy.says) == (ok, True)


# Manifests


@pytest.fixture
def written(tmp_path):
    """Write every manifest for the settings of AT_MICROSOFT, and return their folder."""
    outlook = ["outlook", "--base-url", BASE, "--client-id", CLIENT, "--out", str(tmp_path / "outlook")]
    policy = ["browser-policy", "--base-url", BASE, "--chrome-id", CHROMES, "--firefox-url", f"{BASE}/segue.xpi"]
    for words in (outlook, [*policy, "--out", str(tmp_path)], ["google", "--base-url", BASE, "--out", str(tmp_path)]):
        assert CliRunner().invoke(main, ["manifests", *words]).exit_code == 0
    return tmp_path


def compared(folder, **told):
    checks = manifest_checks(load_settings({}, **{**AT_MICROSOFT, **told}), folder)
    return {check.name.removeprefix("manifest "): (check.ok, check.says) for check in checks}


FILES = ("chrome.json", "deployment.json", "outlook/manifest.json", "outlook/manifest.xml", "policies.json")


def test_manifests_of_these_settings_are_well(written):
    assert compared(written) == dict.fromkeys(FILES, (True, "as the settings say"))


def test_manifests_of_another_address_are_each_told(written):
    found = compared(
        written, base_url="https://segue.other.example", microsoft_api_uri=f"api://segue.norwell.example/{CLIENT}"
    )
    assert {name for name, (ok, says) in found.items() if not ok and "another address" in says} == set(FILES)


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"microsoft_client_id": TENANT}, "names another application than SEGUE_MICROSOFT_CLIENT_ID"),
        ({"microsoft_api_uri": "api://own"}, "names another API than api://own"),
    ],
)
def test_a_manifest_of_another_registration_is_told(written, told, says):
    found = compared(written, **told)
    assert [found[name][1].startswith(says) for name in ("outlook/manifest.json", "outlook/manifest.xml")] == [True] * 2
    assert found["deployment.json"][0]


def test_a_sidebar_with_other_scopes_is_told(written):
    file = written / "deployment.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"oauthScopes": ["openid"]}), encoding="utf-8")
    ok, says = compared(written)["deployment.json"]
    assert (ok, says.startswith("asks for other scopes")) == (False, True)


def test_an_extension_whose_sign_in_cannot_return_is_told(written):
    found = compared(written, extension_redirects=f"https://{CHROMES}.chromiumapp.org/")
    assert found["chrome.json"][0]
    assert "which SEGUE_EXTENSION_REDIRECTS lacks" in found["policies.json"][1]


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", b'{"addOns": 1, "oauthScopes": 2}', b"<xml/>"])
def test_a_manifest_that_is_none_is_told(written, content):
    for name in FILES:
        (written / name).write_bytes(content)
    assert not any(ok for ok, _ in compared(written).values())


def test_a_folder_without_manifests_and_an_installation_without_address_are_told(tmp_path):
    assert compared(tmp_path)["manifests"][1].endswith("`segue manifests --help` says how to write them")
    assert compared(tmp_path, base_url="")["manifests"] == (
        False,
        "cannot be compared without an https:// SEGUE_BASE_URL",
    )


def test_the_command_looks_at_the_manifests_that_it_is_given(written, monkeypatch, clock):
    for name in [name for name in os.environ if name.startswith("SEGUE_")]:
        monkeypatch.delenv(name)
    told = {"SEGUE_BASE_URL": BASE, "SEGUE_DATA_DIR": str(written / "none")}
    said = CliRunner().invoke(main, ["doctor", "--offline", "--manifests", str(written)], env=told)
    assert "ok    manifest deployment.json: as the settings say" in said.output

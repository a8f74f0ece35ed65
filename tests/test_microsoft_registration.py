"""The script that registers Segue at Microsoft: what it asks Graph for, over an `az` that only writes down."""

import json
import os
import stat
import subprocess
import sys

import pytest

from house.sources import ROOT

SCRIPT = ROOT / "deploy" / "microsoft" / "register.sh"
APP, OBJECT, TENANT = "11111111-aaaa-4aaa-8aaa-111111111111", "object-1", "22222222-bbbb-4bbb-8bbb-222222222222"
AZ = f"""#!{sys.executable}
import json, os, re, sys
words = sys.argv[1:]
with open(os.environ["AZ_LOG"], "a") as log:
    log.write(json.dumps(words) + "\\n")
said = " ".join(words)
late = os.environ.get("AZ_LATE")
if late and late in said and open(os.environ["AZ_LOG"]).read().count(json.dumps(words)) == 1:
    sys.exit("not there yet")
if "?$filter" in said:
    print(os.environ.get("AZ_THERE", ""), end="")
elif "servicePrincipals(appId" in said:
    print("id-of-" + re.search("value=='([^']+)'", said)[1])
elif "addPassword" in said:
    print("the-secret")
elif words[:2] == ["account", "show"]:
    print("{TENANT}")
elif "POST" in words and said.count("/applications") == 1 and "displayName" in said:
    print("{OBJECT}\\n{APP}")
"""


class Registering:
    """One run of the script."""

    def __init__(self, folder, *words, there="", late=""):
        self.folder, log = folder, folder / "az.log"
        az = folder / "bin" / "az"
        az.parent.mkdir(parents=True)
        for command, text in ((az, AZ), (az.with_name("sleep"), "#!/bin/sh\n")):
            command.write_text(text, encoding="utf-8")
            command.chmod(0o755)
        log.touch()
        told = {"AZ_LOG": str(log), "AZ_THERE": there, "AZ_LATE": late}
        environment = {**os.environ, **told, "PATH": f"{az.parent}:{os.environ['PATH']}"}
        command = ["bash", str(SCRIPT), *words]
        self.done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, check=False)
        self.calls = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]

    def bodies(self, method):
        """What calls of a method carried."""
        found = [words for words in self.calls if method in words and "--body" in words]
        return [json.loads(words[words.index("--body") + 1]) for words in found]


@pytest.fixture
def done(tmp_path):
    return Registering(tmp_path, "--base-url", "https://segue.norwell.example/")


def asked(body):
    (graph,) = body["requiredResourceAccess"]
    return {one["id"].removeprefix("id-of-") for one in graph["resourceAccess"]}


def test_it_registers_one_tenants_sign_in_the_pane_and_what_may_be_read(done):
    assert done.done.returncode == 0, done.done.stderr
    body = done.bodies("POST")[0]
    assert (body["signInAudience"], body["api"]["requestedAccessTokenVersion"]) == ("AzureADMyOrg", 2)
    assert body["web"]["redirectUris"] == ["https://segue.norwell.example/sign-in/microsoft/back"]
    assert body["spa"]["redirectUris"] == ["brk-multihub://segue.norwell.example"]
    assert asked(body) == {"openid", "profile", "offline_access", "Contacts.Read"}


def test_a_port_is_part_of_where_the_pane_is(tmp_path):
    body = Registering(tmp_path, "--base-url", "https://segue.norwell.example:8443").bodies("POST")[0]
    assert body["spa"]["redirectUris"] == ["brk-multihub://segue.norwell.example:8443"]


def test_every_token_tells_a_guest_from_the_tenants_own_people(done):
    claims = done.bodies("POST")[0]["optionalClaims"]
    assert {kind: [one["name"] for one in named] for kind, named in claims.items()} == {
        "idToken": ["acct"],
        "accessToken": ["acct"],
    }


def test_the_api_is_named_as_segue_names_it_and_the_pane_needs_nobodys_consent(done):
    created, (changed,) = done.bodies("POST")[0], done.bodies("PATCH")
    (scope,) = created["api"]["oauth2PermissionScopes"]
    assert (scope["value"], changed["identifierUris"]) == ("access_as_user", [f"api://segue.norwell.example/{APP}"])
    assert changed["api"]["preAuthorizedApplications"] == [{"appId": APP, "delegatedPermissionIds": [scope["id"]]}]


def test_the_secret_is_in_a_file_for_its_owner_and_nowhere_else(done):
    kept = done.folder / "microsoft-client-secret"
    assert kept.read_text(encoding="utf-8") == "the-secret\n"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert "the-secret" not in done.done.stdout + done.done.stderr


def test_it_prints_the_settings_and_where_an_administrator_agrees(done):
    assert f"SEGUE_MICROSOFT_CLIENT_ID={APP}" in done.done.stdout
    back = "https://segue.norwell.example/sign-in/microsoft/back"
    link = f"https://login.microsoftonline.com/{TENANT}/adminconsent?client_id={APP}&redirect_uri={back}"
    assert link in done.done.stdout.splitlines()


AUTHORITY = f"SEGUE_MICROSOFT_AUTHORITY=https://login.microsoftonline.com/{TENANT}"


def test_one_tenants_registration_signs_in_at_that_tenant_alone(tmp_path, done):
    several = Registering(tmp_path / "more", "--base-url", "https://segue.norwell.example", "--several-tenants")
    assert AUTHORITY in done.done.stdout.splitlines()
    assert "AUTHORITY" not in several.done.stdout


def test_what_the_directory_does_not_know_yet_is_asked_for_again(tmp_path):
    late = Registering(tmp_path, "--base-url", "https://segue.norwell.example", late="/servicePrincipals --body")
    assert late.done.returncode == 0, late.done.stderr
    assert len([one for one in late.calls if one[-1] == f'{{"appId":"{APP}"}}']) == 2


def test_only_bulk_drafts_ask_for_the_mailbox_and_only_sister_companies_for_other_tenants(tmp_path):
    words = ("--base-url", "https://segue.norwell.example", "--bulk-drafts", "--several-tenants")
    body = Registering(tmp_path, *words).bodies("POST")[0]
    assert "Mail.ReadWrite" in asked(body)
    assert body["signInAudience"] == "AzureADMultipleOrgs"


def test_a_name_that_is_taken_stops_it_before_anything_is_made(tmp_path):
    taken = Registering(tmp_path, "--base-url", "https://segue.norwell.example", there=APP)
    assert (taken.done.returncode, len(taken.calls)) == (1, 1)


def test_a_secret_that_could_not_be_written_stops_it_before_anything_is_made(tmp_path):
    words = ("--base-url", "https://segue.norwell.example", "--secret-file", "nowhere/secret")
    refused = Registering(tmp_path, *words)
    assert (refused.done.returncode, refused.calls) == (2, [])
    assert "nowhere" in refused.done.stderr


@pytest.mark.parametrize(
    "address", ["http://segue.example", "segue.example", "https://x.example/path", 'https://x"y', ""]
)
def test_an_address_that_cannot_be_right_stops_it(tmp_path, address):
    refused = Registering(tmp_path, "--base-url", address)
    assert refused.done.returncode != 0
    assert refused.calls == []

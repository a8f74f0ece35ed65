"""Microsoft as the settings want it, and what `segue doctor` says of it."""

from dataclasses import replace

import pytest

from fakes.office import Office
from fakes.pem import certificate_pem
from segue.config import load_settings
from segue.departure.errors import BrokenSetup
from segue.doctor import examine
from segue.providers.gate import Refused
from segue.with_microsoft import microsoft_of, pane_scope

CLIENT = "5e60e000-0000-4000-8000-00000000a550"
BASE = "https://segue.norwell.example"
TENANT = "11111111-2222-4333-8444-555555555555"


def settings(**more):
    told = {"microsoft_client_id": CLIENT, "microsoft_client_secret": "s", "base_url": BASE}
    return load_settings({}, **{**told, **more})


def test_without_a_registration_there_is_no_microsoft():
    assert microsoft_of(load_settings({})) is None
    assert pane_scope(load_settings({})) == ""


@pytest.mark.parametrize("authority", ["http://login.microsoftonline.com/organizations", "https://login.example", ""])
def test_an_authority_that_is_none_is_a_broken_setup(authority):
    with pytest.raises(BrokenSetup):
        microsoft_of(settings(microsoft_authority=authority))


def test_a_certificate_without_its_key_is_a_broken_setup():
    with pytest.raises(BrokenSetup):
        microsoft_of(settings(microsoft_certificate=certificate_pem().partition("-----BEGIN PRIVATE")[0]))


@pytest.mark.parametrize(
    ("more", "scope"),
    [
        ({}, f"api://segue.norwell.example/{CLIENT}/access_as_user"),
        ({"microsoft_api_uri": "api://own/"}, "api://own/access_as_user"),
        ({"microsoft_api_scope": "pane"}, f"api://segue.norwell.example/{CLIENT}/pane"),
        ({"microsoft_api_scope": ""}, ""),
    ],
)
def test_the_pane_asks_for_the_installations_own_scope(more, scope):
    assert pane_scope(settings(**more)) == scope


@pytest.mark.parametrize("session", ["book", "mail"])
@pytest.mark.parametrize("path", ["/v1.0/me/events", "/v1.0/users/x/contacts", "/beta/me/contacts", "/v1.0/$batch"])
def test_no_session_reaches_more_than_its_purpose_needs(session, path):
    with pytest.raises(Refused):
        getattr(microsoft_of(settings()), session).get("https://graph.microsoft.com" + path)


@pytest.mark.parametrize("verb", ["createReply", "createForward", "forward", "reply", "se" + "nd"])
def test_no_session_lets_a_message_out(verb):
    with pytest.raises(Refused):
        microsoft_of(settings()).mail.post(f"https://graph.microsoft.com/v1.0/me/messages/AAk=/{verb}")


# The doctor


def said(tmp_path, tenants=(), **more):
    office = Office(tmp_path)
    with office.desk() as desk:
        desk.stores.settings.save(replace(desk.stores.workspace, microsoft_tenants=tenants))
    return {one.name: (one.ok, one.says) for one in examine(settings(data_dir=tmp_path, **more))}


def test_the_doctor_names_the_redirect_address_the_scope_and_the_tenants(tmp_path, clock):
    found = said(tmp_path, (TENANT,))
    assert (found["sign-in"][0], f"{BASE}/sign-in/microsoft/back" in found["sign-in"][1]) == (True, True)
    assert (found["Outlook pane"][0], f"/{CLIENT}/access_as_user" in found["Outlook pane"][1]) == (True, True)
    assert (found["accounts"][0], TENANT in found["accounts"][1]) == (True, True)


@pytest.mark.parametrize(
    ("more", "name", "advice"),
    [
        ({"microsoft_client_secret": ""}, "sign-in", "SEGUE_MICROSOFT_CERTIFICATE_FILE"),
        ({"microsoft_certificate": "no certificate"}, "sign-in", "SEGUE_MICROSOFT_CERTIFICATE"),
        ({"microsoft_authority": "https://login.example"}, "sign-in", "SEGUE_MICROSOFT_AUTHORITY"),
        ({"base_url": ""}, "Outlook pane", "SEGUE_BASE_URL"),
        ({}, "accounts", "--microsoft-tenant"),
    ],
)
def test_the_doctor_says_what_is_missing_at_microsoft(tmp_path, clock, more, name, advice):
    ok, says = said(tmp_path, **more)[name]
    assert (ok, advice in says) == (False, True)


def test_the_doctor_says_what_everybodys_authority_asks_of_the_registration(tmp_path, clock):
    own = {"microsoft_authority": f"https://login.microsoftonline.com/{TENANT}"}
    everybodys, ones = said(tmp_path / "all", (TENANT,)), said(tmp_path / "one", (TENANT,), **own)
    assert "set SEGUE_MICROSOFT_AUTHORITY" in everybodys["sign-in"][1]
    assert "AUTHORITY" not in ones["sign-in"][1]


def test_a_pane_without_a_scope_is_connected_by_a_code(tmp_path, clock):
    assert said(tmp_path, microsoft_api_scope="")["Outlook pane"] == (True, "signs in by a code that is typed")

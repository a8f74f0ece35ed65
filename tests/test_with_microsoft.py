"""Microsoft as the settings want it, and nothing more than they want."""

import pytest

from fakes.pem import certificate_pem
from segue.config import load_settings
from segue.departure.errors import BrokenSetup
from segue.providers.gate import Refused
from segue.with_microsoft import microsoft_of, pane_scope

CLIENT = "5e60e000-0000-4000-8000-00000000a550"
BASE = "https://segue.norwell.example"


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

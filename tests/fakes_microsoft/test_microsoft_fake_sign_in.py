"""Signing in at the Microsoft to test against."""

import json
from base64 import urlsafe_b64decode

import pytest
import requests

from fakes.microsoft import faults
from fakes.microsoft.apps import PRIVATE, tenant_id
from fakes_microsoft.signing_in import CALLBACK, MARA, read

pytestmark = pytest.mark.loopback
HOME = tenant_id("harbour.example")


def test_a_sign_in_leads_back_with_a_code_the_state_and_whose_account_it_is(mara, consented):
    back = consented()
    info = json.loads(urlsafe_b64decode(back["client_info"] + "=="))
    assert (back["state"], info) == ("s1", {"uid": mara.oid, "utid": HOME})


def test_an_id_token_says_who_it_is_and_from_which_tenant(microsoft, mara, exchanged):
    told = read(exchanged()["id_token"])
    named = {name: told[name] for name in ("iss", "aud", "tid", "oid", "preferred_username", "name", "nonce", "ver")}
    assert named == {"iss": f"https://login.microsoftonline.com/{HOME}/v2.0", "aud": microsoft.app.id, "tid": HOME,
                     "oid": mara.oid, "preferred_username": MARA, "name": "Mara Conti", "nonce": "n1",
                     "ver": "2.0"}  # fmt: skip
    assert told["nbf"] == told["iat"] == told["exp"] - 3599 == int(microsoft.clock().timestamp())


def test_a_token_for_graph_carries_everything_ever_consented_to(microsoft, mara, exchanged):
    microsoft.consent(MARA, "Mail.Send")
    assert exchanged("openid Contacts.Read")["scope"] == "Contacts.Read Mail.Send openid"


@pytest.mark.parametrize("scope", ["openid", "openid profile", "Contacts.Read"])
def test_tokens_are_renewed_only_where_that_was_asked_for(mara, exchanged, scope):
    told = exchanged(scope)
    assert ("refresh_token" in told, "id_token" in told) == (False, "openid" in scope)


def test_somebody_who_declines_is_led_back(microsoft, mara, consented):
    microsoft.will_decline()
    back = consented("openid Contacts.Read")
    assert (back["error"], back["state"], back["error_description"][:12]) == ("access_denied", "s1", "AADSTS65004:")


def test_an_administrators_consent_is_missing_until_it_is_given(microsoft, mara, consented):
    microsoft.tenant("harbour.example").users_may_consent = False
    refused = consented("openid Contacts.Read")
    microsoft.administrator_grants("harbour.example", "Contacts.Read")
    assert refused["error_description"].startswith("AADSTS90094: ")
    assert "code" in consented("openid Contacts.Read")


def test_a_person_can_be_sent_to_the_administrator(microsoft, mara, consented):
    microsoft.will_need_administrator(MARA)
    assert consented("openid Contacts.Read")["error_description"].startswith("AADSTS90094: ")
    assert "code" in consented("openid")


def test_nobody_is_asked_where_nothing_may_be_shown(mara, consented):
    back = consented("openid Contacts.Read", prompt="none")
    assert (back["error"], back["error_description"][:12]) == ("interaction_required", "AADSTS65001:")


@pytest.mark.parametrize(
    ("more", "number"),
    [({"client_id": "another"}, 700016), ({"redirect_uri": "https://evil.example/"}, 50011),
     ({"response_type": "token"}, 700054), ({"code_challenge": ""}, 9002325),
     ({"scope": "openid Contacts.Eat"}, 70011), ({"scope": "openid api://another/access"}, 500011),
     ({"tenant": "nowhere.example"}, 90002), ({"tenant": "organizations"}, 50194),
     ({"tenant": "elsewhere.example"}, 700016)],
)  # fmt: skip
def test_a_wrong_request_is_a_page_and_leads_nowhere(microsoft, mara, web, asking, more, number):
    microsoft.tenant("elsewhere.example")
    found = web.get(asking(**more), allow_redirects=False, timeout=5)
    assert (found.status_code, f"AADSTS{number}:" in found.text) == (400, True)


def test_a_guest_has_another_id_and_is_named_by_the_tenant_that_is_home(microsoft, mara, exchanged):
    guest = microsoft.account("tom@elsewhere.example", guest_in="harbour.example")
    microsoft.will_grant(guest.email)
    tokens = exchanged()
    told = read(tokens["id_token"])
    home = json.loads(urlsafe_b64decode(tokens["client_info"] + "=="))
    assert (told["tid"], told["oid"] != guest.oid, told["preferred_username"]) == (HOME, True, guest.email)
    assert (told["idp"], home["utid"]) == (f"https://sts.windows.net/{guest.tid}/", guest.tid)


def test_an_account_of_another_tenant_does_not_come_in(microsoft, mara, web, asking):
    microsoft.will_grant(microsoft.account("tom@elsewhere.example").email)
    assert "AADSTS50020:" in web.get(asking(), timeout=5).text


@pytest.mark.parametrize(
    ("email", "tenant", "tid"),
    [("tom@elsewhere.example", "organizations", tenant_id("elsewhere.example")),
     ("tom@elsewhere.example", "common", tenant_id("elsewhere.example")), ("tom@outlook.com", "common", PRIVATE),
     ("tom@outlook.com", "consumers", PRIVATE)],
)  # fmt: skip
def test_everybody_signs_in_to_a_home_of_his_own_where_the_app_is_everybodys(
    microsoft, mara, exchanged, email, tenant, tid
):
    microsoft.app.multi_tenant = True
    microsoft.will_grant(microsoft.account(email).email)
    assert read(exchanged(tenant=tenant)["id_token"])["iss"] == f"https://login.microsoftonline.com/{tid}/v2.0"


def test_a_private_account_belongs_to_no_organisation(microsoft, mara, web, asking):
    microsoft.app.multi_tenant = True
    microsoft.will_grant(microsoft.account("tom@outlook.com").email)
    assert "AADSTS50020:" in web.get(asking(tenant="organizations"), timeout=5).text


def test_the_answer_can_come_as_a_form(mara, web, asking):
    page = web.get(asking(response_mode="form_post"), timeout=5).text
    assert f'action="{CALLBACK}"' in page
    assert 'name="code"' in page


def test_a_person_at_a_browser_chooses_the_account(microsoft, mara, web, asking):
    microsoft.will_ask()
    page = web.get(asking("openid Contacts.Read"), timeout=5)
    chosen = web.get(asking("openid Contacts.Read", account=MARA), allow_redirects=False, timeout=5)
    assert f"<option>{MARA}" in page.text
    assert (page.status_code, chosen.status_code) == (200, 302)


def test_asking_for_leave_to_send_fails_the_test(microsoft, mara, consented):
    consented("openid Mail.Send")
    with pytest.raises(AssertionError, match=r"Mail\.Send"):
        microsoft.assert_never_sent()
    microsoft.traffic.sending.clear()  # or the fixture would fail this test


def test_each_host_knows_its_own_addresses_only(microsoft, mara, web):
    token = microsoft.tokens_for(MARA, "Contacts.Read")["access_token"]
    told = {"headers": {"Authorization": f"Bearer {token}"}, "timeout": 5}
    at = microsoft.addresses
    assert web.get(f"{at.login}/v1.0/me/contacts", **told).status_code == 404
    assert web.get(f"{at.graph}/{HOME}/v2.0/.well-known/openid-configuration", **told).status_code == 400


def test_the_sign_in_page_can_be_out_of_reach(microsoft, mara, desk):
    microsoft.fails("POST", "*", faults.dropped_before())
    with pytest.raises(requests.ConnectionError):
        desk(grant_type="refresh_token")

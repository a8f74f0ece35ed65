"""Codes and renewals at the token desk of the Microsoft to test against."""

import pytest

from fakes.microsoft import faults
from fakes.microsoft.directory import MULTI_FACTOR
from fakes_microsoft.signing_in import CALLBACK, EVERYTHING, MARA, ORIGIN, VERIFIER, number_in, read

pytestmark = pytest.mark.loopback


@pytest.mark.parametrize(
    ("form", "refused"),
    [({"client_id": "another"}, ("unauthorized_client", 700016)), ({"client_secret": "x"}, ("invalid_client", 7000215)),
     ({"client_secret": ""}, ("invalid_client", 7000218)), ({"code": "x"}, ("invalid_grant", 70000)),
     ({"code_verifier": "w" * 64}, ("invalid_grant", 501481)), ({"redirect_uri": "x"}, ("invalid_request", 50011)),
     ({"grant_type": "password"}, ("unsupported_grant_type", 70003)),
     ({"scope": "openid Contacts.Read api://5e60e000-0000-4000-8000-00000000a550/access_as_user"},
      ("invalid_request", 28000))],
)  # fmt: skip
def test_a_wrong_exchange_is_refused_by_number(mara, consented, desk, form, refused):
    good = {"grant_type": "authorization_code", "code": consented()["code"], "redirect_uri": CALLBACK,
            "code_verifier": VERIFIER, "scope": "openid"}  # fmt: skip
    assert number_in(desk(**{**good, **form})) == refused


def test_a_code_is_good_once_and_for_ten_minutes(microsoft, mara, consented, desk):
    good = {"grant_type": "authorization_code", "redirect_uri": CALLBACK, "code_verifier": VERIFIER}
    first, late = consented()["code"], consented()["code"]
    assert desk(**good, code=first).status_code == 200
    assert number_in(desk(**good, code=first)) == ("invalid_grant", 54005)
    microsoft.clock.move(minutes=10)
    assert number_in(desk(**good, code=late)) == ("invalid_grant", 70008)


def test_a_refusal_says_what_support_asks_for(mara, desk):
    told = desk(grant_type="refresh_token", refresh_token="x").json()
    assert set(told) == {"error", "error_description", "error_codes", "timestamp", "trace_id", "correlation_id",
                         "error_uri"}  # fmt: skip
    assert told["timestamp"] == "2026-09-01 09:00:00Z"


def renewed(desk, tokens, **more):
    """Hand in a refresh token."""
    return desk(grant_type="refresh_token", refresh_token=tokens["refresh_token"], scope=EVERYTHING, **more)


def test_every_renewal_brings_the_next_one_and_the_old_one_stays_good(mara, exchanged, desk):
    first = exchanged(EVERYTHING)
    second = renewed(desk, first).json()
    assert second["refresh_token"] != first["refresh_token"]
    assert (renewed(desk, second).status_code, renewed(desk, first).status_code) == (200, 200)


def test_an_old_renewal_can_be_made_to_end(microsoft, mara, exchanged, desk):
    microsoft.tokens.old_ones_end = True
    first = exchanged(EVERYTHING)
    second = renewed(desk, first).json()
    assert number_in(renewed(desk, first)) == ("invalid_grant", 70000)
    assert renewed(desk, second).status_code == 200


def test_a_changed_password_ends_renewals(microsoft, mara, exchanged, desk):
    tokens = exchanged(EVERYTHING)
    microsoft.tokens.end(MARA)
    found = renewed(desk, tokens)
    assert (number_in(found), found.json()["suberror"]) == (("invalid_grant", 50173), "bad_token")


def test_a_renewal_ends_after_ninety_days_of_rest(microsoft, mara, exchanged, desk):
    tokens = exchanged(EVERYTHING)
    microsoft.clock.move(days=90)
    assert number_in(renewed(desk, tokens)) == ("invalid_grant", 70008)


def test_a_renewal_brings_nothing_that_nobody_consented_to(mara, exchanged, desk):
    tokens = exchanged("openid offline_access Contacts.Read")
    found = renewed(desk, tokens)
    assert (number_in(found), found.json()["suberror"]) == (("invalid_grant", 65001), "consent_required")


def test_who_is_asked_for_more_has_to_sign_in_with_just_that(microsoft, mara, exchanged, consented, desk):
    tokens = exchanged(EVERYTHING)
    microsoft.wants_more(MARA)
    refused = renewed(desk, tokens)
    assert number_in(refused) == ("interaction_required", 50076)
    consented(EVERYTHING)
    assert renewed(desk, tokens).status_code == 400
    consented(EVERYTHING, claims=refused.json()["claims"])
    assert (refused.json()["claims"], renewed(desk, tokens).status_code) == (MULTI_FACTOR, 200)


def test_a_page_in_a_browser_redeems_its_code_without_a_secret(microsoft, mara, consented, desk):
    microsoft.app.spa_redirect_uris.add(f"{ORIGIN}/pane/back")
    own = f"api://{microsoft.app.id}/access_as_user openid offline_access"
    good = {"grant_type": "authorization_code", "redirect_uri": f"{ORIGIN}/pane/back", "code_verifier": VERIFIER,
            "scope": own}  # fmt: skip
    code = consented(own, redirect_uri=f"{ORIGIN}/pane/back")["code"]
    found = desk(**good, code=code, client_secret="", origin=ORIGIN)
    secret = desk(**good, code=consented(own, redirect_uri=f"{ORIGIN}/pane/back")["code"])
    assert (found.headers["Access-Control-Allow-Origin"], read(found.json()["access_token"])["azpacr"]) == ("*", "0")
    assert number_in(secret) == ("invalid_request", 9002327)


def test_the_token_desk_can_fail_as_told(microsoft, mara, exchanged, desk):
    tokens = exchanged(EVERYTHING)
    microsoft.fails("POST", "/*/oauth2/v2.0/token", faults.entra_refuses(50057))
    microsoft.fails("POST", "/*/oauth2/v2.0/token", faults.broken(503), nth=2)
    assert number_in(renewed(desk, tokens)) == ("invalid_grant", 50057)
    assert [renewed(desk, tokens).status_code for _ in range(2)] == [503, 200]

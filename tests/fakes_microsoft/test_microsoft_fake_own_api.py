"""Tokens for our own API at the Microsoft to test against, their keys, and what is done on behalf of people."""

import jwt
import pytest

from fakes.microsoft.apps import LOGIN, tenant_id
from fakes.microsoft.token_desk import ON_BEHALF
from fakes_microsoft.signing_in import MARA, number_in, read

pytestmark = pytest.mark.loopback
HOME = tenant_id("harbour.example")


@pytest.fixture
def on_behalf(microsoft, mara, desk):
    """Hand in a token for our own API."""
    microsoft.consent(MARA, "Contacts.Read")

    def ask(assertion="", **form):
        good = {"grant_type": ON_BEHALF, "requested_token_use": "on_behalf_of", "scope": "Contacts.Read",
                "assertion": assertion or microsoft.api_token(MARA)}  # fmt: skip
        return desk(**{**good, **form})

    return ask


@pytest.fixture
def published(microsoft, web):
    """Read what Entra publishes."""
    return lambda path: web.get(microsoft.addresses.login + path, timeout=5)


def test_a_token_for_our_own_api_has_every_claim_that_the_backend_checks(microsoft, mara):
    told = read(microsoft.api_token(MARA))
    checked = {"iss": f"{LOGIN}/{HOME}/v2.0", "aud": microsoft.app.id, "azp": microsoft.app.id, "azpacr": "0",
               "scp": "access_as_user", "tid": HOME, "oid": mara.oid, "preferred_username": MARA,
               "ver": "2.0"}  # fmt: skip
    assert checked.items() <= told.items()
    assert told["nbf"] == told["iat"] < told["exp"]


def test_a_claim_can_be_replaced(microsoft, mara):
    assert read(microsoft.api_token(MARA, aud="another", exp=1))["aud"] == "another"


def test_the_published_keys_check_a_token_and_name_no_algorithm(microsoft, mara, published):
    (key,) = published(f"/{HOME}/discovery/v2.0/keys").json()["keys"]
    assert ("alg" in key, key["issuer"]) == (False, f"{LOGIN}/{HOME}/v2.0")
    unchecked = {"verify_exp": False, "verify_nbf": False, "verify_iat": False}
    checked = jwt.decode(microsoft.api_token(MARA), jwt.PyJWK({**key, "alg": "RS256"}), ["RS256"],
                         audience=microsoft.app.id, options=unchecked)  # fmt: skip
    assert checked["oid"] == mara.oid


def test_keys_change_and_the_last_one_is_still_published(microsoft, mara, published):
    before = jwt.get_unverified_header(microsoft.api_token(MARA))["kid"]
    microsoft.keys.rotate()
    after = jwt.get_unverified_header(microsoft.api_token(MARA))["kid"]
    assert [one["kid"] for one in published("/common/discovery/v2.0/keys").json()["keys"]] == [after, before]


@pytest.mark.parametrize(
    ("named", "issuer"),
    [(HOME, f"{LOGIN}/{HOME}/v2.0"), ("harbour.example", f"{LOGIN}/{HOME}/v2.0"),
     ("organizations", LOGIN + "/{tenantid}/v2.0"), ("common", LOGIN + "/{tenantid}/v2.0")],
)  # fmt: skip
def test_the_configuration_names_microsofts_real_addresses(published, named, issuer):
    told = published(f"/{named}/v2.0/.well-known/openid-configuration").json()
    tenant = HOME if named == "harbour.example" else named
    assert (told["issuer"], told["token_endpoint"]) == (issuer, f"{LOGIN}/{tenant}/oauth2/v2.0/token")


def test_an_unknown_tenant_has_no_configuration(published):
    found = published("/nowhere.example/v2.0/.well-known/openid-configuration")
    assert (found.status_code, number_in(found)) == (400, ("invalid_request", 90002))


@pytest.mark.parametrize(("host", "status"), [("login.microsoftonline.com", 200), ("evil.example", 400)])
def test_entra_knows_which_hosts_are_its_own(published, host, status):
    found = published(f"/common/discovery/instance?api-version=1.1&authorization_endpoint=https://{host}/t/authorize")
    assert found.status_code == status


def test_a_token_of_ours_becomes_one_for_graph(microsoft, on_behalf, web):
    token = on_behalf().json()["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    assert web.get(f"{microsoft.addresses.graph}/v1.0/me/contacts", headers=headers, timeout=5).status_code == 200


def test_a_token_of_ours_opens_nothing_at_graph(microsoft, mara, web):
    headers = {"Authorization": f"Bearer {microsoft.api_token(MARA)}"}
    assert web.get(f"{microsoft.addresses.graph}/v1.0/me/contacts", headers=headers, timeout=5).status_code == 401


def test_a_token_for_graph_is_no_token_of_ours(microsoft, on_behalf):
    graph = microsoft.tokens_for(MARA, "Contacts.Read")["access_token"]
    assert number_in(on_behalf(graph)) == ("invalid_grant", 500131)


@pytest.mark.parametrize(
    ("change", "number"),
    [({"aud": "another"}, 500131), ({"exp": 1}, 500133), ({"nbf": 9_999_999_999}, 500133), ({"oid": "nobody"}, 50034)],
)  # fmt: skip
def test_a_token_that_is_not_for_us_or_not_now_is_refused(microsoft, on_behalf, change, number):
    assert number_in(on_behalf(microsoft.api_token(MARA, **change))) == ("invalid_grant", number)


def test_a_forged_token_is_refused(microsoft, on_behalf):
    assert number_in(on_behalf(microsoft.keys.forge(microsoft.api_claims(MARA)))) == ("invalid_grant", 50013)


def test_nothing_is_done_on_behalf_of_somebody_who_never_consented(on_behalf):
    found = on_behalf(scope="Mail.ReadWrite")
    assert (number_in(found), found.json()["suberror"]) == (("invalid_grant", 65001), "consent_required")


def test_a_policy_asks_for_more_with_the_claims_to_ask_for(microsoft, on_behalf):
    microsoft.wants_more(MARA, number=50079)
    found = on_behalf()
    assert (number_in(found), "polids" in found.json()["claims"]) == (("interaction_required", 50079), True)

"""The sign-in of the Google to test against."""

import jwt
import pytest

from fakes.google.world import COMPOSE, CONTACTS
from fakes_google.signing_in import CALLBACK, MARA, VERIFIER

pytestmark = [pytest.mark.loopback, pytest.mark.usefixtures("mara")]
CODE = {"grant_type": "authorization_code", "redirect_uri": CALLBACK, "code_verifier": VERIFIER}


def claims(google, web, token, audience=None):
    """Return the claims of a token whose signature is Google's."""
    keys = jwt.PyJWKSet.from_dict(web.get(google.addresses.certs, timeout=5).json())
    key = keys[jwt.get_unverified_header(token)["kid"]]
    told = {"verify_exp": False, "verify_iat": False}  # the fake's clock is not this machine's
    return jwt.decode(token, key, ["RS256"], options=told, audience=audience or google.client.id,
                      issuer="https://accounts.google.com")  # fmt: skip


def test_consent_leads_back_with_the_state_and_a_code(consented):
    back = consented()
    assert (back["state"], back["hd"], bool(back["code"])) == ("s1", "harbour.example", True)


def test_denied_consent_leads_back_with_the_state_and_the_error(google, consented):
    google.will_deny()
    assert consented() == {"state": "s1", "error": "access_denied"}


def test_an_unticked_scope_is_missing_in_the_tokens_and_signing_in_cannot_be_unticked(google, exchanged):
    google.will_grant(MARA, without=[CONTACTS, "openid"])
    assert set(exchanged(f"openid email {CONTACTS} {COMPOSE}")["scope"].split()) == {
        "openid", "https://www.googleapis.com/auth/userinfo.email", COMPOSE}  # fmt: skip


def test_the_id_token_names_the_account_the_client_and_our_nonce(google, web, exchanged):
    found = claims(google, web, exchanged()["id_token"])
    now = int(google.clock().timestamp())
    assert {name: found[name] for name in ("sub", "azp", "hd", "email", "email_verified", "nonce", "iat", "exp")} == {
        "sub": google.accounts[MARA].sub, "azp": google.client.id, "hd": "harbour.example", "email": MARA,
        "email_verified": True, "nonce": "n1", "iat": now, "exp": now + 3600}  # fmt: skip


def test_an_account_of_no_organisation_has_no_hd_whatever_was_asked(google, web, exchanged):
    google.account("private@gmail.com")
    google.will_grant("private@gmail.com")
    assert "hd" not in claims(google, web, exchanged(hd="harbour.example")["id_token"])


def test_an_internal_app_shows_strangers_a_page_and_leads_nowhere(google, web, asking):
    google.client.internal_to = frozenset({"harbour.example"})
    google.account("eve@elsewhere.example", hd="elsewhere.example")
    google.will_grant("eve@elsewhere.example")
    found = web.get(asking(), allow_redirects=False, timeout=5)
    assert (found.status_code, "org_internal" in found.text) == (403, True)


@pytest.mark.parametrize(
    ("wrong", "status", "told"),
    [({"redirect_uri": f"{CALLBACK}/"}, 400, "redirect_uri_mismatch"), ({"client_id": "other"}, 401, "invalid_client"),
     ({"response_type": "token"}, 400, "invalid_request"), ({"code_challenge_method": "plain"}, 400, "invalid_request"),
     ({"code_challenge": ""}, 400, "invalid_request"), ({"scope": "contacts.readonly"}, 400, "invalid_scope")],
)  # fmt: skip
def test_a_wrong_request_shows_a_page_and_leads_nowhere(web, asking, wrong, status, told):
    found = web.get(asking(**wrong), allow_redirects=False, timeout=5)
    assert (found.status_code, told in found.text) == (status, True)


@pytest.mark.parametrize(
    ("wrong", "status", "told"),
    [({"code": "4/0other"}, 400, "invalid_grant"), ({"code_verifier": "w" * 64}, 400, "invalid_grant"),
     ({"redirect_uri": f"{CALLBACK}?x"}, 400, "redirect_uri_mismatch"), ({"client_secret": "x"}, 401, "invalid_client"),
     ({"client_id": "x"}, 401, "invalid_client"), ({"grant_type": "password"}, 400, "unsupported_grant_type")],
)  # fmt: skip
def test_a_code_is_good_only_with_all_that_belongs_to_it(consented, desk, wrong, status, told):
    found = desk(**{**CODE, "code": consented()["code"], **wrong})
    assert (found.status_code, found.json()["error"]) == (status, told)


def test_a_code_is_good_once(consented, desk):
    code = consented()["code"]
    assert [desk(**CODE, code=code).status_code for _ in range(2)] == [200, 400]


def test_a_code_is_good_for_ten_minutes(google, consented, desk):
    code = consented()["code"]
    google.clock.move(minutes=10)
    assert desk(**CODE, code=code).json()["error"] == "invalid_grant"


def test_a_refresh_token_comes_with_the_first_consent_only_unless_consent_is_asked_anew(exchanged):
    first, second, anew = exchanged(), exchanged(), exchanged(prompt="consent")
    assert ["refresh_token" in one for one in (first, second, anew)] == [True, False, True]


def test_without_offline_access_there_is_no_refresh_token(exchanged):
    assert "refresh_token" not in exchanged(access_type="online")


def test_what_was_granted_before_is_included_when_asked_for(exchanged):
    exchanged(f"openid email {CONTACTS}")
    assert CONTACTS not in exchanged(f"openid {COMPOSE}")["scope"]
    assert CONTACTS in exchanged(f"openid {COMPOSE}", include_granted_scopes="true")["scope"]


def test_an_older_refresh_token_does_not_grow_with_a_later_consent(exchanged, desk):
    first = exchanged(f"openid {CONTACTS}")
    exchanged(f"openid {COMPOSE}", include_granted_scopes="true", prompt="consent")
    found = desk(grant_type="refresh_token", refresh_token=first["refresh_token"]).json()
    assert (COMPOSE in found["scope"], "refresh_token" in found) == (False, False)


def test_revoking_any_token_ends_the_whole_consent(google, web, exchanged, desk):
    tokens = exchanged(f"openid {CONTACTS}")
    assert web.post(google.addresses.revoke, data={"token": tokens["access_token"]}, timeout=5).status_code == 200
    found = desk(grant_type="refresh_token", refresh_token=tokens["refresh_token"])
    assert (found.status_code, found.json()["error_description"]) == (400, "Token has been expired or revoked.")
    assert web.post(google.addresses.revoke, data={"token": tokens["access_token"]}, timeout=5).status_code == 400


def test_new_keys_sign_while_those_before_are_still_published(google, web, exchanged):
    before, _ = exchanged()["id_token"], google.keys.rotate()
    after = exchanged()["id_token"]
    assert claims(google, web, before)["sub"] == claims(google, web, after)["sub"]
    google.keys.rotate()
    with pytest.raises(KeyError):
        claims(google, web, before)


def test_the_keys_say_how_long_they_may_be_kept(google, web):
    assert "max-age=" in web.get(google.addresses.certs, timeout=5).headers["Cache-Control"]


def test_a_forged_token_names_googles_key_and_fails(google, web):
    with pytest.raises(jwt.InvalidSignatureError):
        claims(google, web, google.keys.forge(google.claims(MARA)))


def test_a_service_names_itself_for_one_address(google, web):
    token = google.service_token("caller@project.example", "https://segue.harbour.example/cards")
    assert claims(google, web, token, "https://segue.harbour.example/cards")["email"] == "caller@project.example"


def test_the_configuration_names_the_addresses_of_this_google(google, web):
    found = web.get(f"{google.addresses.accounts}/.well-known/openid-configuration", timeout=5).json()
    assert (found["issuer"], found["jwks_uri"]) == ("https://accounts.google.com", google.addresses.certs)


def test_somebody_at_a_browser_chooses_account_and_scopes(google, web, asking):
    google.will_ask()
    page = web.get(asking(f"openid {CONTACTS}"), timeout=5).text
    assert (f"<option>{MARA}" in page, CONTACTS in page) == (True, True)
    decided = asking(f"openid {CONTACTS}").replace("/auth?", "/auth/decided?") + f"&account={MARA}"
    found = web.get(decided, allow_redirects=False, timeout=5)
    assert (found.status_code, "contacts" in found.headers["Location"]) == (302, False)

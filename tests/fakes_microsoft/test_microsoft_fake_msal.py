"""msal, unchanged and by Microsoft's own addresses, at the Microsoft to test against."""

import json
from datetime import UTC, datetime, timedelta

import msal
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from fakes.microsoft import faults
from fakes.microsoft.apps import LOGIN, tenant_id
from fakes.microsoft.directory import MULTI_FACTOR
from fakes.microsoft.rewritten import Rewritten
from fakes_microsoft.signing_in import CALLBACK, MARA

pytestmark = pytest.mark.loopback
HOME = tenant_id("harbour.example")
SCOPES = ["Contacts.Read"]


@pytest.fixture
def client(microsoft, mara):
    """Make our client, anew each time, since msal remembers refusals; a cache may be given as it was written."""

    def make(cached="", tenant=HOME, credential="", **more):
        cache = msal.SerializableTokenCache()
        if cached:
            cache.deserialize(cached)
        made = msal.ConfidentialClientApplication(
            microsoft.app.id, authority=f"{LOGIN}/{tenant}", client_credential=credential or microsoft.app.secret,
            http_client=Rewritten(microsoft.addresses), token_cache=cache, **more)  # fmt: skip
        return made, cache

    return make


@pytest.fixture
def signed_in(microsoft, client):
    """Sign in by the code flow; return the tokens, and the cache as it was written."""

    def sign_in(*asked, **more):
        ours, cache = client(**more)
        flow = ours.initiate_auth_code_flow([*(asked or SCOPES)], CALLBACK, response_mode="form_post")
        told = ours.acquire_token_by_auth_code_flow(flow, microsoft.visit_form(flow["auth_uri"]))
        assert "access_token" in told, told
        return told, cache.serialize()

    return sign_in


def silently(client, cached, scopes=SCOPES, **more):
    """Ask for a token with a fresh client and a cache as it was written."""
    ours, cache = client(cached)
    (who,) = ours.get_accounts()
    return ours.acquire_token_silent_with_error(scopes, who, **more), cache.serialize()


def test_msal_signs_somebody_in_by_the_code_flow(mara, signed_in):
    told, cached = signed_in()
    (who,) = json.loads(cached)["Account"].values()
    assert (told["id_token_claims"]["oid"], told["id_token_claims"]["tid"]) == (mara.oid, HOME)
    assert (who["home_account_id"], who["username"]) == (f"{mara.oid}.{HOME}", MARA)


def test_msal_signs_somebody_in_wherever_he_is_at_home(microsoft, signed_in):
    microsoft.app.multi_tenant = True
    tom = microsoft.account("tom@elsewhere.example")
    microsoft.will_grant(tom.email)
    assert signed_in(tenant="organizations")[0]["id_token_claims"]["tid"] == tom.tid


def test_msal_takes_a_fresh_token_from_a_written_cache_without_asking(microsoft, client, signed_in):
    first, cached = signed_in()
    asked = microsoft.traffic.count("POST", f"/{HOME}/oauth2/v2.0/token")
    told, _ = silently(client, cached)
    assert told["access_token"] == first["access_token"]
    assert microsoft.traffic.count("POST", f"/{HOME}/oauth2/v2.0/token") == asked


def test_msal_renews_from_a_written_cache_and_keeps_the_next_renewal(microsoft, client, signed_in):
    microsoft.tokens.life, microsoft.tokens.old_ones_end = timedelta(seconds=60), True
    first, cached = signed_in()
    second, cached = silently(client, cached)
    third, cached = silently(client, cached)
    assert len({one["access_token"] for one in (first, second, third)}) == 3
    assert len(microsoft.tokens.refresh) == len(json.loads(cached)["RefreshToken"]) == 1


def test_msal_says_that_a_person_has_to_sign_in_again_and_with_which_claims(microsoft, client, signed_in):
    microsoft.tokens.life = timedelta(seconds=60)
    _, cached = signed_in()
    microsoft.wants_more(MARA)
    told, _ = silently(client, cached)
    assert (told["error"], told["claims"]) == ("interaction_required", MULTI_FACTOR)


def test_msal_signs_in_with_the_claims_that_are_wanted(microsoft, client, signed_in):
    _, cached = signed_in()
    microsoft.wants_more(MARA)
    ours, _ = client(cached)
    told = {"claims_challenge": MULTI_FACTOR, "response_mode": "form_post"}
    microsoft.visit_form(ours.initiate_auth_code_flow(SCOPES, CALLBACK, **told)["auth_uri"])
    assert "access_token" in silently(client, cached, force_refresh=True)[0]


def test_msal_says_that_a_consent_has_ended(microsoft, client, signed_in):
    _, cached = signed_in()
    microsoft.tokens.end(MARA)
    told, _ = silently(client, cached, force_refresh=True)
    assert (told["error"], told["error_codes"], told["suberror"]) == ("invalid_grant", [50173], "bad_token")


def test_msal_gets_a_token_on_behalf_of_somebody(microsoft, client):
    microsoft.consent(MARA, *SCOPES)
    ours, _ = client()
    told = ours.acquire_token_on_behalf_of(microsoft.api_token(MARA), SCOPES)
    assert microsoft.tokens.holder(told["access_token"]).email == MARA


def test_msal_hears_on_whose_behalf_more_is_wanted(microsoft, client):
    microsoft.consent(MARA, *SCOPES)
    microsoft.wants_more(MARA, number=50079)
    told = client()[0].acquire_token_on_behalf_of(microsoft.api_token(MARA), SCOPES)
    assert (told["error"], told["claims"]) == ("interaction_required", MULTI_FACTOR)


def test_msal_gets_a_token_for_our_own_api(microsoft, client, signed_in):
    told, _ = signed_in(f"{microsoft.app.uri}/access_as_user")
    microsoft.consent(MARA, *SCOPES)
    assert told["scope"] == f"{microsoft.app.uri}/access_as_user"
    assert "access_token" in client()[0].acquire_token_on_behalf_of(told["access_token"], SCOPES)


def test_msals_client_that_bears_challenges_gets_watched_tokens(microsoft, signed_in):
    plain, able = signed_in()[0], signed_in(client_capabilities=["CP1"])[0]
    microsoft.tokens.outdate(MARA)
    outdated = [microsoft.tokens.holder(one["access_token"]).outdated for one in (plain, able)]
    assert outdated == [False, True]


def certificate():
    """Return a new key and its certificate, as PEM."""
    key, name = generate_private_key(65537, 2048), x509.Name([])
    start = datetime(2026, 1, 1, tzinfo=UTC)
    made = (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
            .serial_number(1).not_valid_before(start).not_valid_after(start + timedelta(days=9000))
            .sign(key, SHA256()))  # fmt: skip
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    return {"private_key": private, "public_certificate": made.public_bytes(Encoding.PEM).decode()}


def test_msal_proves_itself_by_a_certificate(microsoft, signed_in):
    ours = certificate()
    microsoft.app.trust(ours["public_certificate"])
    told, _ = signed_in(credential=ours)
    assert told["id_token_claims"]["preferred_username"] == MARA


@pytest.mark.parametrize(
    ("trusted", "late_days", "number"), [(False, 0, 700027), (True, 1, 700024), (True, -1, 700024)]
)
def test_a_certificate_that_is_not_ours_or_a_proof_of_another_day_is_refused(
    microsoft, client, trusted, late_days, number
):
    ours = certificate()
    microsoft.app.trust((ours if trusted else certificate())["public_certificate"])
    microsoft.assertion_clock = lambda: datetime.now(UTC) + timedelta(days=late_days)
    told = client(credential=ours)[0].acquire_token_on_behalf_of(microsoft.api_token(MARA), SCOPES)
    assert (told["error"], told["error_codes"]) == ("invalid_client", [number])


def test_a_wrong_secret_is_refused(microsoft, client):
    told = client(credential="wrong")[0].acquire_token_on_behalf_of(microsoft.api_token(MARA), SCOPES)
    assert (told["error"], told["error_codes"]) == ("invalid_client", [7000215])


def test_msal_remembers_a_refusal_and_a_fresh_client_does_not(microsoft, client, signed_in):
    _, cached = signed_in()
    microsoft.fails("POST", f"/{HOME}/oauth2/v2.0/token", faults.entra_refuses(50057))
    ours, _ = client(cached)
    (who,) = ours.get_accounts()
    told = [ours.acquire_token_silent_with_error(SCOPES, who, force_refresh=True) for _ in range(2)]
    assert [one["error_codes"] for one in told] == [[50057], [50057]]
    assert "access_token" in silently(client, cached, force_refresh=True)[0]


def test_msal_finds_no_tenant_that_is_not_there(client):
    with pytest.raises(ValueError, match=r"nowhere\.example"):
        client(tenant="nowhere.example")


def test_the_session_leads_to_microsofts_hosts_and_to_nothing_else(microsoft):
    session = Rewritten(microsoft.addresses)
    assert session.get("https://graph.microsoft.com/v1.0/me", timeout=5).status_code == 401
    with pytest.raises(AssertionError, match="not Microsoft"):
        session.get("https://elsewhere.example/", timeout=5)

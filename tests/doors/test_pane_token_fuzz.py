"""Whatever token the Outlook pane's calls carry: Microsoft's for us opens the API, all else is refused clearly (A1)."""

import base64
import json

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.at_microsoft import AtMicrosoft, at_microsoft
from fakes.microsoft.claims import issuer
from fakes.office import A_TUESDAY, LEAVER, Office

pytestmark = pytest.mark.loopback
KEYS = "/organizations/discovery/v2.0/keys"
LEEWAY_SECONDS = 60
CALLS = (
    ("GET", "/session"),
    ("GET", "/texts?prefix=pane."),
    ("GET", "/departures/{d}/queue"),
    ("GET", "/letters/{l}"),
    ("POST", "/letters/{l}/open"),
    ("PUT", "/letters/{l}/status"),
)
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=5,
)
NEEDED = ("aud", "azp", "exp", "iss", "oid", "scp", "tid", "ver")
"""Claims that have to be just so; a token whose other claims say anything is for the same person, or refused."""
OTHERS = ("acct", "iat", "idp", "name", "nbf", "preferred_username", "sub", "upn", "wids")
HEAD = ("alg", "b64", "crit", "jku", "jwk", "kid", "typ", "x5u")
IN_A_HEADER = st.characters(min_codepoint=33, max_codepoint=126)
CALL = st.sampled_from(CALLS)


@pytest.fixture(scope="module")
def microsoft(microsoft_servers):
    world = microsoft_servers.fresh(lambda: A_TUESDAY)
    world.account(LEAVER.address, name=LEAVER.name)
    yield world
    world.assert_never_sent()
    world.assert_no_mishap()


@pytest.fixture(scope="module")
def office(tmp_path_factory, microsoft):
    return at_microsoft(Office(tmp_path_factory.mktemp("fuzz")).approved(), microsoft)


@pytest.fixture(scope="module")
def ask(office, microsoft):
    """Make a call of the API with a token."""
    letter = office.letter("Tom").id

    def asked(token, call=CALLS[0]):
        method, path = call
        address = "/api/v1" + path.format(d=office.departure_id, l=letter)
        more = {} if method == "GET" else {"json": {"status": "to_do"} if method == "PUT" else {}}
        return AtMicrosoft(office, microsoft).call(address, token, method=method, **more)

    return asked


def refusal(answered):
    """Return status and code of a clear refusal."""
    assert answered.content_type == "application/problem+json", answered.text
    return answered.status_code, answered.json["code"]


NOT_SIGNED_IN = (401, "not_signed_in")


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_microsofts_token_for_us_opens_each_call(ask, microsoft, call):
    assert ask(microsoft.api_token(LEAVER.address), call).status_code == 200


@given(told=st.dictionaries(st.sampled_from(NEEDED), JUNK, min_size=1), call=CALL)
def test_a_token_that_says_something_else_where_it_matters_is_refused(ask, microsoft, told, call):
    claims = microsoft.api_claims(LEAVER.address)
    if isinstance(told.get("exp"), int | float):
        told.pop("exp")  # a moment is another test's
        told["aud"] = None
    assert refusal(ask(microsoft.keys.sign(claims | told), call)) == NOT_SIGNED_IN


@given(told=st.dictionaries(st.sampled_from(OTHERS), JUNK), call=CALL)
def test_a_token_with_anything_beside_is_for_the_same_person_or_refused(ask, microsoft, told, call):
    answered = ask(microsoft.keys.sign(microsoft.api_claims(LEAVER.address) | told), call)
    assert answered.status_code == 200 or refusal(answered) in (NOT_SIGNED_IN, (403, "account_guest"))


@given(seconds=st.integers(-100_000, 100_000))
def test_a_token_counts_until_it_ends_and_a_minute_longer(ask, microsoft, seconds):
    answered = ask(microsoft.api_token(LEAVER.address, exp=int(A_TUESDAY.timestamp()) + seconds))
    assert answered.status_code == (200 if seconds > -LEEWAY_SECONDS else 401)


@given(tenant=st.uuids().map(str), call=CALL)
def test_a_token_of_any_other_tenant_is_refused_by_name(ask, microsoft, tenant, call):
    claims = microsoft.api_claims(LEAVER.address) | {"tid": tenant, "iss": issuer(tenant)}
    assert refusal(ask(microsoft.keys.sign(claims), call)) == (403, "account_outside")


@given(
    told=st.fixed_dictionaries({"idp": st.uuids().map("https://sts.windows.net/{}/".format)})
    | st.just({"acct": 1})
    | st.builds("{}#EXT#@norwell.example".format, st.text(IN_A_HEADER, max_size=20)).map(
        lambda name: {"preferred_username": name}
    ),
    call=CALL,
)
def test_a_guests_token_is_refused_by_name(ask, microsoft, told, call):
    assert refusal(ask(microsoft.api_token(LEAVER.address, **told), call)) == (403, "account_guest")


@given(at=st.floats(0, 1, exclude_max=True), by=st.integers(1, 61), call=CALL)
def test_a_token_with_one_letter_changed_is_refused(ask, microsoft, at, by, call):
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    token = microsoft.api_token(LEAVER.address)
    # The last letter of a part has bits that say nothing.
    places = [n for n, one in enumerate(token[:-1]) if one in letters and token[n + 1] != "."]
    place = places[int(at * len(places))]
    other = letters[(letters.index(token[place]) + by) % len(letters)]
    assert refusal(ask(token[:place] + other + token[place + 1 :], call)) == NOT_SIGNED_IN


@given(
    head=st.dictionaries(st.sampled_from(["alg", "kid", "typ", "crit", "jku", "jwk", "x5u", "b64"]), JUNK), call=CALL
)
def test_a_head_of_any_shape_is_refused(ask, microsoft, head, call):
    _, claims, signature = microsoft.api_token(LEAVER.address).split(".")
    own = base64.urlsafe_b64encode(json.dumps(head).encode()).rstrip(b"=").decode()
    assert refusal(ask(f"{own}.{claims}.{signature}", call)) == NOT_SIGNED_IN


@given(parts=st.lists(st.text(IN_A_HEADER, max_size=60), min_size=3, max_size=3).map(".".join), call=CALL)
def test_three_parts_of_anything_are_refused(ask, parts, call):
    assert refusal(ask(parts, call)) == NOT_SIGNED_IN


@given(kid=st.text(max_size=40), call=CALL)
def test_a_forged_token_is_refused_whatever_key_it_names(ask, microsoft, kid, call):
    claims, public = microsoft.api_claims(LEAVER.address), microsoft.keys.published()["keys"][0]["n"]
    forged = (
        microsoft.keys.forge(claims),
        microsoft.keys.sign(claims, {"kid": kid + "-of-nobody"}),
        jwt.encode(claims, None, "none", {"kid": kid}),
        jwt.encode(claims, public, "HS256", {"kid": kid}),
    )
    assert {refusal(ask(one, call)) for one in forged} == {NOT_SIGNED_IN}


def test_no_token_of_anybody_became_more_than_one_request_for_keys(ask, microsoft):
    before = microsoft.traffic.count("GET", KEYS)
    for number in range(50):
        ask(microsoft.keys.sign(microsoft.api_claims(LEAVER.address), {"kid": f"key-{number}"}))
    assert microsoft.traffic.count("GET", KEYS) - before <= 1

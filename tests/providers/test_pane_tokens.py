"""The token that the Outlook pane brings: for our own API, from a tenant, for a member, asked for by our own pane."""

import jwt
import pytest

from fakes.microsoft import faults
from fakes.microsoft_parts import MARA, pane_tokens_of
from segue.departure.errors import MailboxBusy, NotAllowed

pytestmark = pytest.mark.loopback
KEYS = "/organizations/discovery/v2.0/keys"
OTHER_TENANT = "11111111-2222-4333-8444-555555555555"


@pytest.fixture
def world(microsoft):
    microsoft.account(MARA, name="Mara Lindqvist")
    return microsoft


@pytest.fixture
def pane(world):
    return pane_tokens_of(world)


def test_the_person_is_known_by_tenant_and_object_and_nothing_is_kept_for_later(world, pane):
    mara, account = world.accounts[MARA], pane.who(world.api_token(MARA), world.clock())
    assert (account.provider, account.subject, account.tenant) == ("microsoft", f"{mara.tid}:{mara.oid}", mara.tid)
    assert (account.address, account.name, account.tokens) == (MARA, "Mara Lindqvist", None)


@pytest.mark.parametrize(
    "more",
    [{"aud": "another-api"}, {"aud": ""}, {"aud": ["5e60e000-0000-4000-8000-00000000a550"]}, {"aud": None},
     {"iss": f"https://login.microsoftonline.com/{OTHER_TENANT}/v2.0"}, {"tid": OTHER_TENANT}, {"tid": None},
     {"iss": "https://login.evil.example/x/v2.0"}, {"iss": f"https://sts.windows.net/{OTHER_TENANT}/"},
     {"iss": 7}, {"scp": "another_scope"}, {"scp": ""}, {"scp": ["access_as_user"]}, {"scp": "access_as_user_too"},
     {"azp": "another-client"}, {"azp": None}, {"ver": "1.0"}, {"oid": None}, {"oid": "not-an-id"},
     {"exp": 1}, {"exp": "later"}, {"exp": None}, {"nbf": 32503680000}, {"iat": 32503680000},
     {"preferred_username": None}],
)  # fmt: skip
def test_a_token_that_says_something_else_is_refused(world, pane, more):
    with pytest.raises(NotAllowed, match="token_refused"):
        pane.who(world.keys.sign(world.api_claims(MARA) | more), world.clock())


def test_a_token_for_graph_is_refused(world, pane):
    with pytest.raises(NotAllowed, match="token_refused"):
        pane.who(world.tokens_for(MARA, "Contacts.Read")["access_token"], world.clock())


@pytest.mark.parametrize("more", [{"acct": 1}, {"idp": f"https://sts.windows.net/{OTHER_TENANT}/"}, {"idp": "live.com"},
                                  {"preferred_username": "eve_elsewhere.example#EXT#@norwell.example"}])  # fmt: skip
def test_a_guest_is_refused(world, pane, more):
    with pytest.raises(NotAllowed, match="account_guest"):
        pane.who(world.api_token(MARA, **more), world.clock())


def test_a_member_whom_the_tenant_itself_let_in_is_no_guest(world, pane):
    own = f"https://sts.windows.net/{world.accounts[MARA].tid}/"
    assert pane.who(world.api_token(MARA, idp=own, acct=0), world.clock()).address == MARA


def test_a_token_that_is_signed_with_nothing_or_with_the_public_key_is_refused(world, pane):
    claims, kid = world.api_claims(MARA), {"kid": world.keys.published()["keys"][0]["kid"]}
    public = world.keys.published()["keys"][0]["n"]
    forged = [jwt.encode(claims, None, "none", kid), jwt.encode(claims, public, "HS256", kid), world.keys.forge(claims)]
    for one in forged:
        with pytest.raises(NotAllowed, match="token_refused"):
            pane.who(one, world.clock())


@pytest.mark.parametrize("token", ["", "a.b.c", "..", None, 7, "x" * 20_000, "é.é.é", "e30.e30.e30"])
def test_what_is_no_token_is_refused(world, pane, token):
    with pytest.raises(NotAllowed, match="token_refused"):
        pane.who(token, world.clock())


def test_new_keys_are_fetched_once_and_unknown_ones_do_not_become_requests(world, pane):
    pane.who(world.api_token(MARA), world.clock())
    world.clock.move(minutes=2)
    world.keys.rotate()
    for _ in range(5):
        pane.who(world.api_token(MARA), world.clock())
    world.keys.rotate()
    for _ in range(5):
        with pytest.raises(NotAllowed):
            pane.who(world.api_token(MARA), world.clock())
    assert world.traffic.count("GET", KEYS) == 2


def test_keys_that_cannot_be_had_mean_try_later(world, pane):
    world.fails("GET", KEYS, faults.broken(503), nth=range(1, 5))
    with pytest.raises(MailboxBusy):
        pane.who(world.api_token(MARA), world.clock())

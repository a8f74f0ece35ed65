"""Tokens that a provider signed: whose they are, for whom, until when, and with which key."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from fakes.google import faults
from fakes.google_parts import MARA, signed_tokens
from segue.departure.errors import MailboxBusy, NotAllowed

pytestmark = pytest.mark.loopback
CERTS = "/oauth2/v3/certs"


@pytest.fixture
def world(google):
    google.account(MARA, hd="norwell.example")
    return google


@pytest.fixture
def signed(world):
    return signed_tokens(world)


def seconds(moment):
    return int(moment.timestamp())


def refused(signed, world, token, audience=None):
    try:
        signed.claims(token, {audience or world.client.id}, world.clock())
    except NotAllowed as error:
        return error.code == "token_refused" and not error.values
    return False


def test_a_token_of_the_provider_says_whose_it_is(world, signed):
    claims = signed.claims(world.keys.sign(world.claims(MARA)), {world.client.id}, world.clock())
    assert (claims["email"], claims["hd"]) == (MARA, "norwell.example")


def test_one_that_somebody_else_signed_is_refused(world, signed):
    assert refused(signed, world, world.keys.forge(world.claims(MARA)))


def test_one_whose_claims_were_changed_is_refused(world, signed):
    head, _, signature = world.keys.sign(world.claims(MARA)).split(".")
    _, other, _ = world.keys.sign(world.claims(MARA, sub="somebody-else")).split(".")
    assert refused(signed, world, f"{head}.{other}.{signature}")


@pytest.mark.parametrize(
    "more",
    [
        {"iss": "https://accounts.evil.example"}, {"iss": None}, {"iss": ["https://accounts.google.com"]},
        {"aud": "another-client"}, {"aud": ""}, {"aud": None}, {"aud": ["1234567890-fake.apps.googleusercontent.com"]},
        {"exp": None}, {"exp": "9999999999"}, {"exp": True}, {"exp": float("nan")}, {"iat": "soon"},
        {"nbf": 9999999999},
    ],
)  # fmt: skip
def test_a_claim_that_is_wrong_or_of_the_wrong_kind_is_refused(world, signed, more):
    assert refused(signed, world, world.keys.sign(world.claims(MARA, **more)))


@pytest.mark.parametrize(
    "header",
    [{"alg": "none"}, {"alg": "HS256"}, {"alg": "RS512"}, {"kid": "unknown"}, {"kid": ["a"]}, {"kid": None},
     {"crit": ["b64"], "b64": False}],
)  # fmt: skip
def test_a_header_that_asks_for_something_else_is_refused(world, signed, header):
    assert refused(signed, world, world.keys.sign(world.claims(MARA), header))


@pytest.mark.parametrize(
    "token",
    ["", ".", "..", "a.b.c", "é.é.é", "x" * 100_000, None, 7, {"token": 1}, "e30.e30.", "[]" * 5_000],
    ids=lambda token: str(token)[:10] or "empty",
)
def test_what_is_no_token_is_refused(world, signed, token):
    assert refused(signed, world, token)


@pytest.mark.parametrize(("passed", "taken"), [(-1, True), (59, True), (60, False), (3600, False)])
def test_a_token_is_good_for_a_minute_after_its_end_because_clocks_differ(world, signed, passed, taken):
    token = world.keys.sign(world.claims(MARA, iat=seconds(world.clock()), exp=seconds(world.clock())))
    world.clock.move(seconds=passed)
    assert refused(signed, world, token) is not taken


@pytest.mark.parametrize(("ahead", "taken"), [(60, True), (61, False)])
def test_a_token_of_the_future_is_refused_but_for_a_minute(world, signed, ahead, taken):
    token = world.keys.sign(world.claims(MARA, iat=seconds(world.clock()) + ahead))
    assert refused(signed, world, token) is not taken


def test_keys_are_fetched_once_for_as_long_as_the_provider_says(world, signed):
    for _ in range(3):
        signed.claims(world.keys.sign(world.claims(MARA)), {world.client.id}, world.clock())
    assert world.traffic.count("GET", CERTS) == 1
    world.clock.move(hours=6)
    signed.claims(world.keys.sign(world.claims(MARA)), {world.client.id}, world.clock())
    assert world.traffic.count("GET", CERTS) == 2


def test_a_new_key_is_fetched_when_it_is_first_met(world, signed):
    signed.claims(world.keys.sign(world.claims(MARA)), {world.client.id}, world.clock())
    world.keys.rotate()
    world.clock.move(minutes=1)
    assert signed.claims(world.keys.sign(world.claims(MARA)), {world.client.id}, world.clock())["sub"]


def test_a_key_that_is_withdrawn_is_good_no_longer_than_the_provider_said(world, signed):
    token = world.keys.sign(world.claims(MARA, exp=seconds(world.clock()) + 90_000))
    signed.claims(token, {world.client.id}, world.clock())
    world.keys.rotate()
    world.keys.rotate()
    world.clock.move(hours=6)
    assert refused(signed, world, token)


def test_unknown_keys_cause_one_request_a_minute_at_most(world, signed):
    forged = world.keys.sign(world.claims(MARA), {"kid": "made-up"})
    for _ in range(120):
        assert refused(signed, world, forged)
        world.clock.move(seconds=1)
    assert world.traffic.count("GET", CERTS) == 2


@pytest.mark.parametrize("fault", [faults.broken(500), faults.dropped_before(), faults.malformed()])
def test_keys_that_cannot_be_had_mean_try_later_and_are_not_asked_for_at_once_again(world, signed, fault):
    world.fails("GET", CERTS, fault)
    token = world.keys.sign(world.claims(MARA))
    for _ in range(2):
        with pytest.raises(MailboxBusy):
            signed.claims(token, {world.client.id}, world.clock())
    assert world.traffic.count("GET", CERTS) == 1
    world.clock.move(seconds=10)
    assert signed.claims(token, {world.client.id}, world.clock())["email"] == MARA


def test_many_threads_fetch_the_keys_once(world, signed):
    world.fails("GET", CERTS, faults.slow(0.05))
    token, now, found = world.keys.sign(world.claims(MARA)), datetime(2026, 9, 1, 9, 0, tzinfo=UTC), []
    threads = [
        threading.Thread(target=lambda: found.append(signed.claims(token, {world.client.id}, now))) for _ in range(8)
    ]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert (len(found), world.traffic.count("GET", CERTS)) == (8, 1)


def test_a_clock_that_is_behind_refuses_nothing_that_is_due(world, signed):
    token = world.keys.sign(world.claims(MARA))
    assert signed.claims(token, {world.client.id}, world.clock() - timedelta(seconds=59))["email"] == MARA

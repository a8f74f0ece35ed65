"""The two tokens of a sidebar event: Google calls, with the company's own service account, for this person."""

import pytest

from fakes.google_parts import MARA, signed_tokens
from segue.departure.errors import NotAllowed
from segue.providers.google.addon_tokens import AddonTokens

pytestmark = pytest.mark.loopback
HOME, COMPOSE = "https://segue.norwell.example/cards/home", "https://segue.norwell.example/cards/compose"
SERVICE = "addon@norwell.iam.gserviceaccount.example"


@pytest.fixture
def world(google):
    google.account(MARA, hd="norwell.example", sub="mara-at-google")
    return google


@pytest.fixture
def addon(world):
    return AddonTokens(signed_tokens(world), frozenset({HOME, COMPOSE}), SERVICE, world.client.id)


@pytest.fixture
def who(world, addon):
    """Return what asks whose an event is, with good tokens unless others are given."""

    def ask(system=None, user=None, endpoint=HOME):
        system = system if system is not None else world.service_token(SERVICE, HOME)
        user = user if user is not None else world.keys.sign(world.claims(MARA))
        return addon.who(system, user, endpoint, world.clock())

    return ask


def test_the_person_is_known_by_his_subject_and_nothing_is_kept_for_later(who):
    account = who()
    assert (account.subject, account.address, account.tenant) == ("mara-at-google", MARA, "norwell.example")
    assert (account.tokens, account.granted) == (None, frozenset())


@pytest.mark.parametrize(
    ("service", "audience", "more"),
    [
        ("another@norwell.iam.gserviceaccount.example", HOME, {}),
        (SERVICE, "https://elsewhere.example/cards/home", {}),
        (SERVICE, COMPOSE, {}),
        (SERVICE, HOME, {"email_verified": False}),
        (SERVICE, HOME, {"email_verified": "true"}),
        (SERVICE, HOME, {"exp": 1}),
        (SERVICE, HOME, {"iss": "https://accounts.evil.example"}),
    ],
)
def test_a_caller_that_is_not_googles_own_for_this_address_is_refused(world, who, service, audience, more):
    with pytest.raises(NotAllowed, match="token_refused"):
        who(system=world.service_token(service, audience, **more))


@pytest.mark.parametrize("audience", [HOME, COMPOSE])
def test_behind_another_name_any_configured_address_counts(world, who, audience):
    assert who(system=world.service_token(SERVICE, audience), endpoint="http://inside:8765/cards/home").address == MARA


@pytest.mark.parametrize(
    "more",
    [{"aud": "another-client"}, {"email_verified": False}, {"email": ""}, {"email": None}, {"sub": None}, {"exp": 1}],
)
def test_a_persons_token_that_says_something_else_is_refused(world, who, more):
    with pytest.raises(NotAllowed, match="token_refused"):
        who(user=world.keys.sign({**world.claims(MARA), **more}))


def test_the_two_tokens_do_not_stand_for_each_other(world, who):
    system, user = world.service_token(SERVICE, HOME), world.keys.sign(world.claims(MARA))
    with pytest.raises(NotAllowed, match="token_refused"):
        who(system=user)
    with pytest.raises(NotAllowed, match="token_refused"):
        who(user=system)


@pytest.mark.parametrize("token", [{}, [], 7, "", "a.b.c"])
def test_what_is_no_token_is_refused(who, token):
    with pytest.raises(NotAllowed, match="token_refused"):
        who(system=token)
    with pytest.raises(NotAllowed, match="token_refused"):
        who(user=token)


def test_without_a_service_account_nobody_is_let_in(world):
    addon = AddonTokens(signed_tokens(world), frozenset({HOME}), "", world.client.id)
    with pytest.raises(NotAllowed, match="token_refused"):
        addon.who(world.service_token("", HOME), world.keys.sign(world.claims(MARA)), HOME, world.clock())

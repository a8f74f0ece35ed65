"""Signing in with Google, renewing and ending what was allowed; on the Google of the tests."""

from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from fakes.google import faults
from fakes.google.world import COMPOSE, CONTACTS
from fakes.google_parts import BACK, MARA, identity_of, question
from segue.departure.errors import MailboxBusy, MailboxRefused, NotAllowed, NotConnected
from segue.desk.ports import Need
from segue.providers.google.scopes import SCOPES

pytestmark = pytest.mark.loopback
EVERYTHING = (Need.CONTACTS, Need.OTHER_CONTACTS, Need.DRAFTS)


@pytest.fixture
def world(google):
    google.account(MARA, hd="norwell.example", sub="mara-at-google")
    return google


@pytest.fixture
def identity(world):
    return identity_of(world)


def parts_of(address):
    return {name: values[-1] for name, values in parse_qs(urlsplit(address).query).items()}


def code_for(world, identity, asked):
    back = parts_of(world.visit(identity.ask(asked)))
    assert back["state"] == asked.state
    return back["code"]


def signed_in(world, identity, asked):
    return identity.account(asked, code_for(world, identity, asked), world.clock())


def test_who_signs_in_is_who_google_says_and_nothing_is_kept_for_later(world, identity):
    account = signed_in(world, identity, question())
    assert (account.provider, account.subject, account.tenant) == ("google", "mara-at-google", "norwell.example")
    assert (account.address, account.name) == (MARA, "Mara")
    assert (account.granted, account.tokens) == (frozenset({Need.SIGN_IN}), None)


def test_a_private_account_has_no_organisation(world, identity):
    world.account("mara@private.example")
    world.will_grant("mara@private.example")
    assert signed_in(world, identity, question()).tenant == ""


def test_signing_in_asks_for_nothing_else(identity):
    asked = parts_of(identity.ask(question()))
    assert asked["scope"] == "openid email profile"
    assert asked["prompt"] == "select_account"
    assert not asked.keys() & {"access_type", "include_granted_scopes", "login_hint"}


def test_what_is_needed_later_is_asked_with_what_was_granted_before(identity):
    asked = parts_of(identity.ask(question(Need.CONTACTS, hint=MARA)))
    assert asked["scope"] == f"openid email profile {CONTACTS}"
    assert (asked["access_type"], asked["prompt"], asked["include_granted_scopes"]) == ("offline", "consent", "true")
    assert (asked["login_hint"], asked["redirect_uri"], asked["hd"]) == (MARA, BACK, "*")


def test_no_question_ever_asks_for_more_than_drafts():
    asked = " ".join(scope for scopes in SCOPES.values() for scope in scopes)
    assert [word for word in asked.split() if "gmail" in word or "mail.google" in word] == [COMPOSE]


def test_contacts_that_are_allowed_come_with_tokens(world, identity):
    account = signed_in(world, identity, question(Need.CONTACTS))
    assert account.granted == {Need.SIGN_IN, Need.CONTACTS}
    assert account.tokens.renewal
    assert account.tokens.access_until == world.clock() + timedelta(seconds=3599)
    assert world.tokens.holder(account.tokens.access).email == MARA


def test_what_was_unticked_is_not_granted(world, identity):
    world.will_grant(MARA, without=[COMPOSE])
    assert signed_in(world, identity, question(*EVERYTHING)).granted == {Need.SIGN_IN, *EVERYTHING} - {Need.DRAFTS}


def test_what_was_granted_before_stays_granted(world, identity):
    signed_in(world, identity, question(Need.CONTACTS))
    assert signed_in(world, identity, question(Need.DRAFTS)).granted == {Need.SIGN_IN, Need.CONTACTS, Need.DRAFTS}


def test_a_code_counts_once(world, identity):
    code = code_for(world, identity, question())
    identity.account(question(), code, world.clock())
    with pytest.raises(NotAllowed, match="sign_in_refused"):
        identity.account(question(), code, world.clock())


@pytest.mark.parametrize("more", [{"verifier": "x" * 43}, {"nonce": "another"}])
def test_an_answer_to_somebody_elses_question_is_refused(world, identity, more):
    code = code_for(world, identity, question())
    with pytest.raises(NotAllowed, match="sign_in_refused"):
        identity.account(question(**more), code, world.clock())


def test_an_answer_for_another_address_than_was_asked_is_our_own_mistake(world, identity):
    code = code_for(world, identity, question())
    with pytest.raises(MailboxRefused):
        identity.account(question(redirect="https://elsewhere.example/back"), code, world.clock())


def test_an_account_whose_address_nobody_verified_is_refused(world, identity):
    world.accounts[MARA].email_verified = False
    with pytest.raises(NotAllowed, match="sign_in_refused"):
        signed_in(world, identity, question())


@pytest.mark.parametrize("more", [{"azp": "another-client"}, {"aud": "another-client"}, {"sub": ""}, {"sub": 7}])
def test_a_token_for_another_program_or_without_a_subject_is_refused(world, identity, monkeypatch, more):
    whole = world.claims
    monkeypatch.setattr(world, "claims", lambda *args, **told: whole(*args, **told, **more))
    with pytest.raises(NotAllowed, match="sign_in_refused"):
        signed_in(world, identity, question())


@pytest.mark.parametrize(
    "fault", [faults.broken(500), faults.dropped_after(), faults.malformed(), faults.too_many("7")]
)
def test_a_token_desk_that_is_down_means_try_later_and_is_asked_once(world, identity, fault):
    code = code_for(world, identity, question())
    world.fails("POST", "/token", fault)
    with pytest.raises(MailboxBusy):
        identity.account(question(), code, world.clock())
    assert world.traffic.count("POST", "/token") == 1


def test_a_wrong_client_secret_is_our_own_mistake(world, identity):
    code = code_for(world, identity, question())
    with pytest.raises(MailboxRefused):
        replace(identity, client_secret="wrong").account(question(), code, world.clock())


# Renewing and ending


def test_tokens_are_renewed_and_keep_their_renewal(world, identity):
    before = signed_in(world, identity, question(Need.CONTACTS)).tokens
    world.clock.move(hours=1)
    fresh = identity.renewed(before, world.clock())
    assert world.tokens.holder(fresh.access).email == MARA
    assert (fresh.renewal, fresh.access_until) == (before.renewal, world.clock() + timedelta(seconds=3599))


def test_tokens_that_google_has_ended_are_not_renewed(world, identity):
    tokens = signed_in(world, identity, question(Need.CONTACTS)).tokens
    world.tokens.end(MARA)
    with pytest.raises(NotConnected):
        identity.renewed(tokens, world.clock())


def test_tokens_without_a_renewal_are_not_renewed_and_nobody_is_asked(world, identity):
    tokens = replace(signed_in(world, identity, question(Need.CONTACTS)).tokens, renewal="")
    calls = len(world.traffic.calls)
    with pytest.raises(NotConnected):
        identity.renewed(tokens, world.clock())
    assert len(world.traffic.calls) == calls


@pytest.mark.parametrize("fault", [faults.broken(503), faults.dropped_before(), faults.malformed()])
def test_a_renewal_that_goes_wrong_may_be_tried_again(world, identity, fault):
    tokens = signed_in(world, identity, question(Need.CONTACTS)).tokens
    world.fails("POST", "/token", fault)
    with pytest.raises(MailboxBusy):
        identity.renewed(tokens, world.clock())
    assert identity.renewed(tokens, world.clock()).access


def test_revoking_ends_everything_at_google(world, identity):
    tokens = signed_in(world, identity, question(Need.CONTACTS)).tokens
    identity.revoke(tokens)
    assert world.tokens.holder(tokens.access) is None
    with pytest.raises(NotConnected):
        identity.renewed(tokens, world.clock())


def test_revoking_twice_is_no_error(world, identity):
    tokens = signed_in(world, identity, question(Need.CONTACTS)).tokens
    identity.revoke(tokens)
    identity.revoke(tokens)
    assert world.traffic.count("POST", "/revoke") == 2


def test_revoking_that_goes_wrong_says_so(world, identity):
    tokens = signed_in(world, identity, question(Need.CONTACTS)).tokens
    world.fails("POST", "/revoke", faults.broken(503))
    with pytest.raises(MailboxBusy):
        identity.revoke(tokens)
    assert world.tokens.holder(tokens.access) is not None


def test_nothing_secret_stands_in_what_is_printed(world, identity):
    account = signed_in(world, identity, question(Need.CONTACTS))
    printed = f"{identity!r} {account!r}"
    assert not [one for one in (world.client.secret, account.tokens.access, account.tokens.renewal) if one in printed]

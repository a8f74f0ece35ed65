"""Signing in with Microsoft, renewing what was allowed, and what Microsoft wants first; msal runs as it is."""

import json
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from fakes.microsoft import faults
from fakes.microsoft.directory import MULTI_FACTOR
from fakes.microsoft_parts import BACK, MARA, identity_of, question
from fakes.pem import certificate_pem
from segue.departure.errors import BrokenSetup, MailboxBusy, MailboxRefused, NotAllowed, NotConnected
from segue.desk.ports import Need
from segue.providers.microsoft.entra import Registration
from segue.providers.microsoft.scopes import SCOPES, is_too_wide

pytestmark = pytest.mark.loopback
TOKEN = "/organizations/oauth2/v2.0/token"
OUTGOING = "Mail." + "Send"


@pytest.fixture
def world(microsoft):
    microsoft.account(MARA, name="Mara Lindqvist")
    return microsoft


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


def test_who_signs_in_is_tenant_and_object_and_nothing_is_kept_for_later(world, identity):
    mara, account = world.accounts[MARA], signed_in(world, identity, question())
    assert (account.provider, account.subject, account.tenant) == ("microsoft", f"{mara.tid}:{mara.oid}", mara.tid)
    assert (account.address, account.name) == (MARA, "Mara Lindqvist")
    assert (account.granted, account.tokens) == (frozenset({Need.SIGN_IN}), None)


def test_asking_makes_no_request_and_asks_for_nothing_else(world, identity):
    asked = parts_of(identity.ask(question()))
    assert (asked["scope"], asked["prompt"], asked["response_mode"]) == ("openid profile", "select_account", "query")
    assert not asked.keys() & {"login_hint", "claims"}
    assert world.traffic.calls == []


def test_what_is_needed_later_is_asked_of_the_same_account(identity):
    asked = parts_of(identity.ask(question(Need.CONTACTS, Need.OTHER_CONTACTS, hint=MARA)))
    assert asked["scope"] == "openid profile Contacts.Read offline_access"
    assert (asked["login_hint"], asked["redirect_uri"]) == (MARA, BACK)
    assert "prompt" not in asked


def test_no_question_ever_asks_for_more_than_drafts():
    asked = [scope for scopes in SCOPES.values() for scope in scopes]
    assert [scope for scope in asked if scope.startswith("Mail")] == ["Mail.ReadWrite"]


def test_contacts_that_are_allowed_come_with_tokens(world, identity):
    account = signed_in(world, identity, question(Need.CONTACTS))
    assert account.granted == {Need.SIGN_IN, Need.CONTACTS}
    assert account.tokens.access_until == world.clock() + timedelta(seconds=3599)
    assert world.tokens.holder(account.tokens.access).email == MARA


def test_what_was_granted_before_stays_granted(world, identity):
    signed_in(world, identity, question(Need.CONTACTS))
    assert signed_in(world, identity, question(Need.DRAFTS)).granted == {Need.SIGN_IN, Need.CONTACTS, Need.DRAFTS}


def test_a_certificate_proves_the_program_as_a_secret_does(world):
    pem = certificate_pem()
    world.app.trust(pem)
    identity = identity_of(world, certificate=pem)
    account = signed_in(world, identity, question(Need.CONTACTS))
    assert identity.renewed(account.tokens, world.clock()).access


@pytest.mark.parametrize("part", ["CERTIFICATE", "PRIVATE KEY"])
def test_half_a_certificate_is_a_broken_setup(part):
    pem = certificate_pem()
    begins, ends = pem.index(f"-----BEGIN {part}"), pem.index(f"-----END {part}-----")
    with pytest.raises(BrokenSetup):
        Registration("a-client", certificate=pem[:begins] + pem[ends + len(f"-----END {part}-----") :]).credential()


def test_a_certificate_with_another_ones_key_is_a_broken_setup():
    own, other = certificate_pem(), certificate_pem()
    begins = "-----BEGIN PRIVATE KEY"
    with pytest.raises(BrokenSetup):
        Registration("a-client", certificate=own[: own.index(begins)] + other[other.index(begins) :]).credential()


# Who is not let in


def test_a_guest_of_the_tenant_is_refused(world):
    world.account("eve@elsewhere.example", guest_in="norwell.example")
    world.will_grant("eve@elsewhere.example")
    with pytest.raises(NotAllowed, match="account_guest"):
        signed_in(world, identity_of(world, world.accounts[MARA].tid), question())


def test_a_private_account_has_no_organisation(world):
    world.account("mara@outlook.com")
    world.will_grant("mara@outlook.com")
    assert signed_in(world, identity_of(world, "common"), question()).tenant == ""


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


@pytest.mark.parametrize(
    "more",
    [{"aud": "another-client"}, {"oid": ""}, {"oid": 7}, {"tid": "9188040d-6c67-4c5b-b112-36a304b66dad"}, {"exp": 1},
     {"iss": "https://login.elsewhere.example/x/v2.0"}, {"preferred_username": ""}],
)  # fmt: skip
def test_an_id_token_that_says_something_else_is_refused(world, identity, monkeypatch, more):
    sign = world.keys.sign
    monkeypatch.setattr(world.keys, "sign", lambda claims, *rest: sign({**claims, **more}, *rest))
    with pytest.raises(NotAllowed, match="sign_in_refused"):
        signed_in(world, identity, question())


def test_an_id_token_that_somebody_else_signed_is_refused(world, identity, monkeypatch):
    monkeypatch.setattr(world.keys, "sign", lambda claims, *rest: world.keys.forge(claims))
    with pytest.raises(NotAllowed, match="sign_in_refused"):
        signed_in(world, identity, question())


def test_a_registration_that_may_let_mail_out_is_refused_with_the_reason(world, identity):
    world.consent(MARA, OUTGOING)
    with pytest.raises(NotAllowed, match="account_too_wide"):
        signed_in(world, identity, question(Need.DRAFTS))
    assert signed_in(world, identity, question()).tokens is None


@pytest.mark.parametrize("scope", [OUTGOING, f"https://graph.microsoft.com/{OUTGOING}.Shared openid", OUTGOING.lower()])
def test_every_form_of_that_permission_is_seen(scope):
    assert is_too_wide(scope)
    assert not is_too_wide("Mail.ReadWrite Contacts.Read openid")


# What goes wrong


@pytest.mark.parametrize(
    ("fault", "wait"),
    [(faults.broken(500), None), (faults.dropped_after(), None), (faults.malformed(), None), (faults.too_many("7"), 7)],
)
def test_a_token_desk_that_is_down_means_try_later_and_is_asked_once(world, identity, fault, wait):
    code = code_for(world, identity, question())
    world.fails("POST", TOKEN, fault)
    with pytest.raises(MailboxBusy) as busy:
        identity.account(question(), code, world.clock())
    assert (world.traffic.count("POST", TOKEN), busy.value.values["wait_seconds"]) == (1, wait)


def test_an_authority_that_cannot_be_looked_up_means_try_later(world, identity):
    code = code_for(world, identity, question())
    world.fails("GET", "/organizations/v2.0/.well-known/openid-configuration", faults.broken(502))
    with pytest.raises(MailboxBusy):
        identity.account(question(), code, world.clock())


def test_a_wrong_client_secret_is_our_own_mistake(world, identity):
    code = code_for(world, identity, question())
    wrong = replace(identity, registration=replace(identity.registration, secret="wrong"))
    with pytest.raises(MailboxRefused):
        wrong.account(question(), code, world.clock())


def test_a_tenant_that_does_not_exist_is_our_own_mistake(world, identity):
    code = code_for(world, identity, question())
    with pytest.raises(MailboxRefused):
        identity_of(world, "nobody.example").account(question(), code, world.clock())


# Renewing and ending


@pytest.fixture
def tokens(world, identity):
    return signed_in(world, identity, question(Need.CONTACTS)).tokens


def test_tokens_are_renewed_again_and_again_each_by_the_newest_renewal(world, identity, tokens):
    world.tokens.old_ones_end = True
    for _ in range(3):
        world.clock.move(hours=2)
        tokens = identity.renewed(tokens, world.clock())
    assert world.tokens.holder(tokens.access).email == MARA
    assert tokens.access_until == world.clock() + timedelta(seconds=3599)


def test_what_is_kept_of_one_person_does_not_grow(world, identity, tokens):
    fresh = identity.renewed(identity.renewed(tokens, world.clock()), world.clock())
    assert abs(len(fresh.renewal) - len(tokens.renewal)) < 200


def test_contacts_that_were_renewed_are_still_allowed(world, identity, tokens):
    assert "Contacts.Read" in world.tokens.holder(identity.renewed(tokens, world.clock()).access).scopes


@pytest.mark.parametrize("number", [50173, 65001, 70008])
def test_tokens_that_microsoft_has_ended_are_not_renewed(world, identity, tokens, number):
    world.fails("POST", TOKEN, faults.entra_refuses(number))
    with pytest.raises(NotConnected, match="account_not_connected"):
        identity.renewed(tokens, world.clock())


@pytest.mark.parametrize("renewal", ["", "nonsense", "Contacts.Read\n", 'Contacts.Read\n{"Account": 7}', "x\n[]"])
def test_tokens_without_a_renewal_are_not_renewed(world, identity, tokens, renewal):
    with pytest.raises(NotConnected):
        identity.renewed(replace(tokens, renewal=renewal), world.clock())
    assert world.traffic.count("POST", TOKEN) == 1


@pytest.mark.parametrize("fault", [faults.broken(503), faults.dropped_before(), faults.malformed()])
def test_a_renewal_that_goes_wrong_may_be_tried_again(world, identity, tokens, fault):
    world.fails("POST", TOKEN, fault)
    with pytest.raises(MailboxBusy):
        identity.renewed(tokens, world.clock())
    assert identity.renewed(tokens, world.clock()).access


def test_what_microsoft_wants_first_is_kept_for_the_next_question_which_settles_it(world, identity, tokens):
    world.wants_more(MARA)
    with pytest.raises(NotConnected, match="account_interaction_needed") as wanted:
        identity.renewed(tokens, world.clock())
    assert wanted.value.values["claims"] == MULTI_FACTOR
    again = question(Need.CONTACTS, claims=wanted.value.values["claims"])
    assert identity.renewed(signed_in(world, identity, again).tokens, world.clock()).access


@pytest.mark.parametrize("claims", ["", "no json", "[1]", json.dumps({"access_token": {"x": "y" * 2000}})])
def test_a_wish_that_is_none_or_too_long_is_not_kept(world, identity, tokens, claims):
    world.fails("POST", TOKEN, faults.entra_refuses(50076, claims=claims))
    with pytest.raises(NotConnected, match="account_interaction_needed") as wanted:
        identity.renewed(tokens, world.clock())
    assert wanted.value.values["claims"] == ""


def test_a_permission_to_let_mail_out_that_came_later_ends_it(world, identity, tokens):
    world.administrator_grants("norwell.example", OUTGOING)
    with pytest.raises(NotConnected, match="account_too_wide"):
        identity.renewed(tokens, world.clock())


def test_revoking_asks_nobody_since_microsoft_has_no_address_for_it(world, identity, tokens):
    calls = len(world.traffic.calls)
    identity.revoke(tokens)
    assert len(world.traffic.calls) == calls


def test_nothing_secret_stands_in_what_is_printed(world, identity, tokens):
    printed = f"{identity!r} {tokens!r}"
    assert not [one for one in (world.app.secret, tokens.access, tokens.renewal) if one in printed]

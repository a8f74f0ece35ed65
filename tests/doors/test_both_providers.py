"""An account at Google and one at Microsoft under one address: one person, one mailbox at a time (A1)."""

from dataclasses import replace

import pytest

from fakes.identity import FakeIdentity, account_of
from fakes.office import LEAVER, Office
from segue.desk.connections import mail_first
from segue.desk.ports import Need
from segue.doors.wiring import EXTENSION

TENANT = "11111111-2222-4333-8444-555555555555"
AT_MICROSOFT = replace(account_of(subject=f"{TENANT}.object", tenant=TENANT), provider="microsoft")


@pytest.fixture
def providers():
    return {"google": FakeIdentity(), "microsoft": FakeIdentity("microsoft", AT_MICROSOFT)}


@pytest.fixture
def office(tmp_path, providers):
    office = Office(tmp_path).begun()
    with office.desk() as desk:
        allowed = {"google_domains": ("norwell.example",), "microsoft_tenants": (TENANT,)}
        desk.stores.settings.save(replace(desk.stores.workspace, **allowed))
    wired = office.app.extensions[EXTENSION]
    office.app.extensions[EXTENSION] = replace(wired, demo=False, identities=providers)
    return office


@pytest.fixture
def mara(office):
    """The leaver's browser, signed in by both, Google first."""
    visitor = office.as_(None)
    for provider in ("google", "microsoft"):
        follow(visitor, f"/sign-in/{provider}", provider)
    return visitor


def follow(visitor, link, provider):
    """Follow a link to the provider that it leads to, and back."""
    asked = dict(pair.split("=", 1) for pair in visitor.get(link).location.partition("?")[2].split("&"))
    assert f"%2Fsign-in%2F{provider}%2Fback" in asked["redirect"]
    return visitor.get(f"/sign-in/{provider}/back", query_string={"state": asked["state"], "code": "right"})


def allow_at(visitor, providers, provider, link):
    identity = providers[provider]
    identity.account_there = replace(identity.account_there, granted=frozenset({Need.SIGN_IN, Need.CONTACTS}))
    return follow(visitor, link, provider)


def test_two_accounts_of_one_address_are_one_person(office, mara):
    with office.look() as desk:
        assert desk.stores.people.subjects() == {LEAVER.id: ["google", "microsoft"]}


def test_the_account_page_lets_a_person_choose_whose_address_book_is_read(mara, providers):
    link = "/account/allow/contacts?at=microsoft&next=/account"
    assert link.replace("&", "&amp;") in mara.get("/account").text
    assert allow_at(mara, providers, "microsoft", link).location == "/account"
    assert "allow/contacts" not in mara.get("/account").text


def test_contacts_and_drafts_stay_where_the_mailbox_is_connected(office, mara, providers):
    allow_at(mara, providers, "microsoft", "/account/allow/contacts?at=microsoft")
    with office.look() as desk:
        assert mail_first(desk, LEAVER.id) == ["microsoft", "google"]
    assert allow_at(mara, providers, "microsoft", "/account/allow/contacts").status_code == 302


@pytest.mark.parametrize("at", ["", "elsewhere"])
def test_without_a_choice_the_first_is_asked(mara, providers, at):
    allow_at(mara, providers, "google", f"/account/allow/contacts?at={at}")
    assert "Read your contacts" in mara.get("/account").text


def test_who_says_no_is_asked_again_by_the_same(mara):
    state = mara.get("/account/allow/contacts?at=microsoft").location.partition("state=")[2].partition("&")[0]
    page = mara.get("/sign-in/microsoft/back", query_string={"state": state, "error": "access_denied"}).text
    assert "/account/allow/contacts?at=microsoft" in page


def test_who_signs_in_by_one_is_not_asked_to_choose(office):
    visitor = office.as_(None)
    follow(visitor, "/sign-in/google", "google")
    assert "allow/contacts" not in visitor.get("/account").text

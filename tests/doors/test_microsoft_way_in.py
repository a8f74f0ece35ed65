"""From signing in with Microsoft to the contacts on the list, against a Microsoft of our own (C1, A1, A2, P6)."""

import re

import pytest

from fakes.at_google import query_of
from fakes.at_microsoft import AtMicrosoft, at_microsoft, enter
from fakes.microsoft import faults
from fakes.microsoft.accounts import Folder
from fakes.microsoft.directory import MULTI_FACTOR
from fakes.microsoft.persons import ODD, Crowd
from fakes.office import LEAVER, MANAGER, Office
from segue.doors.wiring import EXTENSION
from segue.worker import read

pytestmark = pytest.mark.loopback
CONTACTS, TOKEN = "/v1.0/me/contacts", "/organizations/oauth2/v2.0/token"
OUTGOING = "Mail." + "Send"


@pytest.fixture
def office(tmp_path, microsoft, clock):
    office = at_microsoft(Office(tmp_path), microsoft)
    clock.moment = office.now
    return office


@pytest.fixture
def mara(office, microsoft):
    microsoft.account(LEAVER.address, 2_500, [Folder("Clients", Crowd(10, ("Italy",)))], name=LEAVER.name)
    office.asked().answer().agree()
    return enter(office, microsoft, LEAVER)


def contacts_page(office):
    return f"/departures/{office.departure_id}/contacts"


def worked(office):
    """Let the worker do what waits."""
    with office.look() as desk:
        waiting = [one.id for one in desk.stores.readings.open()]
    for one in waiting:
        read(office.app.extensions[EXTENSION], "office", one)


def last_reading(office):
    with office.look() as desk:
        return desk.stores.readings.all(office.departure_id)[0]


def allowed(mara, office):
    return mara.follow(f"/account/allow/contacts?next={contacts_page(office)}")


def begin_reading(mara, office):
    mara.hand_in(contacts_page(office), **{"from": "mailbox"})
    worked(office)


def later(office, microsoft, **by):
    office.move(**by)
    microsoft.clock.moment = office.now


def bound(office):
    with office.look() as desk:
        return desk.stores.people.subjects()


# Signing in


def test_who_signs_in_with_microsoft_is_the_person_of_the_address(mara):
    page = mara.open("/account").text
    assert "Mara Lindqvist" in page
    assert "You sign in with Microsoft as mara@norwell.example" in page


def test_the_sign_in_page_leads_to_microsoft(office, microsoft):
    assert "Sign in with Microsoft" in AtMicrosoft(office, microsoft).open("/sign-in").text


def test_signing_in_asks_microsoft_for_name_and_address_alone(office, microsoft):
    asked = query_of(AtMicrosoft(office, microsoft).open("/sign-in/microsoft").location)
    assert sorted(asked["scope"].split()) == ["openid", "profile"]
    assert asked["code_challenge_method"] == "S256"


BACK = "/sign-in/microsoft/back?admin_consent=True"


@pytest.mark.parametrize(
    ("told", "said"),
    [(f"{BACK}&tenant=t&scope=s", "Consent was given"), (f"{BACK}&error=access_denied", "no consent for your organ")],
)
def test_an_administrator_who_agreed_or_not_for_everybody_is_told_what_microsoft_says(office, microsoft, told, said):
    came = AtMicrosoft(office, microsoft).open(told)
    assert (came.status_code, said in came.text) == (200, True)
    assert bound(office) == {}


def test_a_registration_of_one_tenant_signs_in_by_that_tenants_authority(tmp_path, microsoft, clock):
    authority = f"https://login.microsoftonline.com/{microsoft.tenant('norwell.example').id}"
    office = at_microsoft(Office(tmp_path), microsoft, microsoft_authority=authority)
    microsoft.app.multi_tenant, microsoft.app.home = False, microsoft.tenant("norwell.example").id
    clock.moment = office.now
    assert "Mara Lindqvist" in enter(office, microsoft, LEAVER).open("/account").text


SIGN_IN_WAITS = "sign-in does not answer just now"


def test_a_sign_in_that_microsoft_cannot_answer_is_not_called_a_mailbox(office, microsoft):
    microsoft.account(LEAVER.address)
    microsoft.fails("POST", TOKEN, faults.broken())
    came = AtMicrosoft(office, microsoft).follow("/sign-in/microsoft")
    assert (came.status_code, SIGN_IN_WAITS in came.text) == (502, True)


def test_a_token_whose_keys_cannot_be_had_is_not_called_a_mailbox_either(office, microsoft):
    microsoft.account(LEAVER.address)
    microsoft.fails("GET", "/organizations/discovery/v2.0/keys", faults.broken())
    came = AtMicrosoft(office, microsoft).call("/api/v1/session", microsoft.api_token(LEAVER.address))
    assert (came.status_code, SIGN_IN_WAITS in came.json["detail"]) == (502, True)


def test_an_account_of_another_tenant_is_refused(office, microsoft):
    microsoft.account("eve@elsewhere.example")
    came = AtMicrosoft(office, microsoft).follow("/sign-in/microsoft")
    assert (came.status_code, "eve@elsewhere.example" in came.text) == (403, True)
    assert bound(office) == {}


def test_a_guest_of_the_tenant_is_refused(tmp_path, microsoft, clock):
    tenant = microsoft.tenant("norwell.example").id
    authority = f"https://login.microsoftonline.com/{tenant}"
    office = at_microsoft(Office(tmp_path), microsoft, microsoft_authority=authority)
    clock.moment = office.now
    microsoft.account("eve@elsewhere.example", guest_in="norwell.example")
    came = AtMicrosoft(office, microsoft).follow("/sign-in/microsoft")
    assert (came.status_code, "Guests of another company" in came.text) == (403, True)
    assert bound(office) == {}


def test_who_took_over_an_address_is_another_person(office, microsoft, mara):
    microsoft.accounts[LEAVER.address].upn = "mara.old@norwell.example"
    microsoft.account("mara.new@norwell.example").upn = LEAVER.address
    microsoft.will_grant("mara.new@norwell.example")
    came = AtMicrosoft(office, microsoft).follow("/sign-in/microsoft")
    assert came.status_code == 403


# What is allowed, and what is not


def test_contacts_are_asked_for_when_they_are_needed(office, mara):
    assert "Allow reading my contacts" in mara.open(contacts_page(office)).text
    came = allowed(mara, office)
    assert (came.status_code, came.location) == (302, contacts_page(office))
    assert "Allow reading my contacts" not in mara.open(contacts_page(office)).text


def test_who_cancels_at_microsoft_can_go_on_without(office, microsoft, mara):
    microsoft.will_decline()
    assert "You said no" in allowed(mara, office).text


def test_a_company_whose_administrator_has_to_consent_first_is_told_so(office, microsoft, mara):
    microsoft.will_need_administrator(LEAVER.address)
    said = allowed(mara, office).text
    assert "only after an administrator has" in said
    assert "You said no" not in said
    microsoft.administrator_grants("norwell.example", "Contacts.Read")
    assert allowed(mara, office).status_code == 302


def test_a_registration_that_may_let_mail_out_is_refused_with_the_reason(office, microsoft, mara):
    microsoft.administrator_grants("norwell.example", OUTGOING)
    came = allowed(mara, office)
    assert (came.status_code, "the permission to send mail" in came.text) == (403, True)


def test_another_account_cannot_lend_its_contacts(office, microsoft, mara):
    microsoft.account(MANAGER.address)
    microsoft.will_grant(MANAGER.address)
    assert allowed(mara, office).status_code == 403


# Reading contacts


def test_2510_contacts_come_in_four_pages_with_categories_and_folders_as_labels(office, microsoft, mara):
    allowed(mara, office)
    begin_reading(mara, office)
    assert microsoft.traffic.count("GET", CONTACTS) == 3
    labels = {label for client in office.clients() for label in client.labels}
    assert (last_reading(office).state, labels) == ("done", {"Clients", "Italy"})
    labelled = mara.open(f"/departures/{office.departure_id}/clients?label=Italy").text
    assert re.search(r"\b2\b", labelled)


def test_a_reading_that_microsoft_interrupts_goes_on_with_the_next_page(office, microsoft, mara):
    allowed(mara, office)
    microsoft.fails("GET", CONTACTS, faults.broken(503), nth=3)
    begin_reading(mara, office)
    assert last_reading(office).state == "waiting"
    later(office, microsoft, minutes=10)
    worked(office)
    assert last_reading(office).state == "done"
    starts = [one for one in microsoft.traffic.calls if one.path == CONTACTS and "$skiptoken" not in one.query]
    assert len(starts) == 1


def test_a_token_that_ends_early_is_renewed_on_the_way(office, microsoft, mara):
    allowed(mara, office)
    microsoft.tokens.end_access(LEAVER.address)
    begin_reading(mara, office)
    assert last_reading(office).state == "done"


def test_what_microsoft_ended_is_said_and_can_be_allowed_again(office, microsoft, mara):
    allowed(mara, office)
    microsoft.tokens.end(LEAVER.address)
    later(office, microsoft, minutes=90)
    begin_reading(mara, office)
    assert last_reading(office).error == "account_not_connected"
    assert "Allow reading my contacts" in mara.open(contacts_page(office)).text
    later(office, microsoft, minutes=1)
    allowed(mara, office)
    begin_reading(mara, office)
    assert last_reading(office).state == "done"


def test_a_second_factor_that_microsoft_wants_is_asked_for_where_contacts_are_allowed_again(office, microsoft, mara):
    allowed(mara, office)
    microsoft.wants_more(LEAVER.address)
    later(office, microsoft, minutes=90)
    begin_reading(mara, office)
    assert last_reading(office).error == "account_interaction_needed"
    reading = f"{contacts_page(office)}/{last_reading(office).id}"
    assert "second factor" in mara.open(reading).text
    asked = query_of(mara.open("/account/allow/contacts").location)
    assert asked["claims"] == MULTI_FACTOR
    later(office, microsoft, minutes=1)
    allowed(mara, office)
    begin_reading(mara, office)
    assert last_reading(office).state == "done"
    assert "claims" not in query_of(mara.open("/account/allow/contacts").location)


def test_odd_people_are_kept_or_named(office, microsoft, mara):
    microsoft.accounts[LEAVER.address].knows(*ODD, *Crowd(20))
    allowed(mara, office)
    begin_reading(mara, office)
    assert last_reading(office).state == "done"
    page = mara.open(f"/departures/{office.departure_id}/clients")
    assert page.status_code == 200
    assert "<script>" not in page.text.replace("<script src", "")


# Taking it back


def test_taking_it_back_deletes_it_here_and_says_how_to_remove_the_consent_there(office, microsoft, mara):
    allowed(mara, office)
    calls = len(microsoft.traffic.calls)
    mara.hand_in("/account/disconnect", page="/account")
    with office.look() as desk:
        assert desk.stores.connections.of(LEAVER.id).tokens is None
    page = mara.open("/account").text
    assert "Segue has deleted what opened your account" in page
    assert 'href="https://myapps.microsoft.com/"' in page
    assert len(microsoft.traffic.calls) == calls


# The pane

SESSION = "/api/v1/session"


def test_a_token_of_the_outlook_pane_opens_the_api_for_its_person(office, microsoft, mara):
    came = AtMicrosoft(office, microsoft).call(SESSION, microsoft.api_token(LEAVER.address))
    assert (came.status_code, LEAVER.name in came.text) == (200, True)


def test_who_comes_by_the_pane_first_is_bound_as_by_signing_in(office, microsoft):
    mara = microsoft.account(LEAVER.address)
    AtMicrosoft(office, microsoft).call(SESSION, microsoft.api_token(LEAVER.address))
    assert bound(office) == {LEAVER.id: ["microsoft"]}
    with office.look() as desk:
        assert desk.stores.people.by_subject("microsoft", f"{mara.tid}:{mara.oid}").id == LEAVER.id


@pytest.mark.parametrize("more", [{"aud": "another"}, {"scp": "another"}, {"azp": "another"}, {"exp": 1}])
def test_a_token_that_is_not_for_us_is_nobody(office, microsoft, more):
    microsoft.account(LEAVER.address)
    came = AtMicrosoft(office, microsoft).call(SESSION, microsoft.api_token(LEAVER.address, **more))
    assert (came.status_code, came.headers["WWW-Authenticate"]) == (401, 'Bearer error="invalid_token"')


def test_a_token_of_another_tenant_or_of_a_guest_is_refused_by_name(office, microsoft):
    microsoft.account("eve@elsewhere.example", guest_in="norwell.example")
    outside = AtMicrosoft(office, microsoft).call(SESSION, microsoft.api_token("eve@elsewhere.example"))
    tenant = microsoft.tenant("norwell.example").id
    guest = AtMicrosoft(office, microsoft).call(SESSION, microsoft.api_token("eve@elsewhere.example", tid=tenant))
    assert [(one.status_code, one.json["code"]) for one in (outside, guest)] == [
        (403, "account_outside"),
        (403, "account_guest"),
    ]


def test_pages_take_no_token_of_the_pane(office, microsoft):
    microsoft.account(LEAVER.address)
    came = AtMicrosoft(office, microsoft).call("/account", microsoft.api_token(LEAVER.address))
    assert came.status_code == 302


def test_an_installation_without_a_scope_of_its_own_knows_no_token_of_the_pane(tmp_path, microsoft, clock):
    office = at_microsoft(Office(tmp_path), microsoft, microsoft_api_scope="")
    clock.moment = office.now
    microsoft.account(LEAVER.address)
    came = AtMicrosoft(office, microsoft).call(SESSION, microsoft.api_token(LEAVER.address))
    assert came.status_code == 401

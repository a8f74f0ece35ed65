"""From signing in with Google to the contacts on the list, against a Google of our own (C1, A1, A2, P6)."""

import re

import pytest

from fakes.at_google import AtGoogle, at_google, enter, query_of
from fakes.google import faults
from fakes.google.persons import ODD, Crowd
from fakes.google.world import CONTACTS
from fakes.office import LEAVER, MANAGER, Office
from segue.doors.wiring import EXTENSION
from segue.worker import read

pytestmark = pytest.mark.loopback
CONNECTIONS = "/v1/people/me/connections"


@pytest.fixture
def office(tmp_path, google, clock):
    office = at_google(Office(tmp_path), google)
    clock.moment = office.now
    return office


def agreed(office):
    """Bring the leaver to the page of contacts; what was made in the demonstration's way stays."""
    return office.asked().answer().agree()


@pytest.fixture
def mara(office, google):
    google.account(LEAVER.address, hd="norwell.example", contacts=2_500)
    agreed(office)
    return enter(office, google, LEAVER)


def contacts_page(office):
    return f"/departures/{office.departure_id}/contacts"


def parts(office):
    return office.app.extensions[EXTENSION]


def worked(office):
    """Let the worker do what waits."""
    with office.look() as desk:
        waiting = [one.id for one in desk.stores.readings.open()]
    for one in waiting:
        read(parts(office), "office", one)


def last_reading(office):
    with office.look() as desk:
        return desk.stores.readings.all(office.departure_id)[0]


def allowed(mara, office):
    return mara.follow(f"/account/allow/contacts?next={contacts_page(office)}")


def test_who_signs_in_with_google_is_the_person_of_the_address(office, google, mara):
    assert "Mara Lindqvist" in mara.open("/account").text
    assert "You sign in with Google as mara@norwell.example" in mara.open("/account").text


def test_signing_in_asks_google_for_name_and_address_alone(office, google):
    asked = query_of(AtGoogle(office, google).open("/sign-in/google").location)
    assert sorted(asked["scope"].split()) == ["email", "openid", "profile"]
    assert asked["code_challenge_method"] == "S256"
    assert "access_type" not in asked


def test_an_account_of_no_organisation_is_refused(office, google):
    google.account("eve@gmail.example")
    google.will_grant("eve@gmail.example")
    came = AtGoogle(office, google).follow("/sign-in/google")
    assert (came.status_code, "eve@gmail.example" in came.text) == (403, True)


def test_an_address_that_is_not_verified_is_refused(office, google):
    google.account("mara@norwell.example", hd="norwell.example").email_verified = False
    google.will_grant("mara@norwell.example")
    assert AtGoogle(office, google).follow("/sign-in/google").status_code == 403


def test_contacts_are_asked_for_when_they_are_needed(office, mara):
    page = mara.open(contacts_page(office)).text
    assert "Allow reading my contacts" in page
    came = allowed(mara, office)
    assert (came.status_code, came.location) == (302, contacts_page(office))
    assert "Allow reading my contacts" not in mara.open(contacts_page(office)).text


def test_2500_contacts_come_in_three_pages_with_their_labels(office, google, mara):
    allowed(mara, office)
    mara.hand_in(contacts_page(office), **{"from": "mailbox"})
    worked(office)
    assert google.traffic.count("GET", CONNECTIONS) == 3
    assert len(office.clients()) == 2_500
    labelled = mara.open(f"/departures/{office.departure_id}/clients?label=Clients").text
    assert re.search(r"\b500\b", labelled)


def test_a_reading_that_google_interrupts_goes_on_with_the_next_page(office, google, mara):
    allowed(mara, office)
    mara.hand_in(contacts_page(office), **{"from": "mailbox"})
    google.fails("GET", CONNECTIONS, faults.broken(503), nth=3)
    worked(office)
    assert last_reading(office).state == "waiting"
    office.move(minutes=10)
    google.clock.moment = office.now
    worked(office)
    assert (last_reading(office).state, len(office.clients())) == ("done", 2_500)
    starts = [one for one in google.traffic.calls if one.path == CONNECTIONS and "pageToken" not in one.query]
    assert len(starts) == 1


def test_what_google_ended_is_said_and_can_be_allowed_again(office, google, mara):
    allowed(mara, office)
    google.tokens.end(LEAVER.address)
    office.move(minutes=90)
    google.clock.moment = office.now
    mara.hand_in(contacts_page(office), **{"from": "mailbox"})
    worked(office)
    assert last_reading(office).error == "account_not_connected"
    assert "Allow reading my contacts" in mara.open(contacts_page(office)).text
    allowed(mara, office)
    mara.hand_in(contacts_page(office), **{"from": "mailbox"})
    worked(office)
    assert len(office.clients()) == 2_500


def test_a_token_that_ends_early_is_renewed_on_the_way(office, google, mara):
    allowed(mara, office)
    google.tokens.end_access(LEAVER.address)
    mara.hand_in(contacts_page(office), **{"from": "mailbox"})
    worked(office)
    assert len(office.clients()) == 2_500


def test_a_box_left_empty_has_its_page_and_leads_on(office, google, mara):
    google.will_grant(LEAVER.address, without=[CONTACTS])
    assert "One box was left empty" in allowed(mara, office).text


def test_who_cancels_at_google_can_go_on_without(office, google, mara):
    google.will_deny()
    assert "You said no" in allowed(mara, office).text


def test_another_account_cannot_lend_its_contacts(office, google, mara):
    google.account(MANAGER.address, hd="norwell.example")
    google.will_grant(MANAGER.address)
    assert allowed(mara, office).status_code == 403


def test_odd_people_are_kept_or_named(office, google, mara):
    google.accounts[LEAVER.address].knows(*ODD, *Crowd(20))
    allowed(mara, office)
    mara.hand_in(contacts_page(office), **{"from": "mailbox"})
    worked(office)
    assert last_reading(office).state == "done"
    page = mara.open(f"/departures/{office.departure_id}/clients")
    assert page.status_code == 200
    assert "<script>" not in page.text.replace("<script src", "")


def test_taking_it_back_ends_it_at_google(office, google, mara):
    allowed(mara, office)
    mara.hand_in("/account/disconnect", page="/account")
    assert google.traffic.count("POST", "/revoke") == 1
    assert google.tokens.granted.get(LEAVER.address) is None

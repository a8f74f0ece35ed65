"""The manager who tells is gone: the approver reads it with the way to another name, others only that it waits (P8)."""

import html
import re
from dataclasses import replace

import pytest

from fakes.office import ADMINISTRATOR, JONAS, LEAVER, MANAGER, TERMS, Office, person
from segue.departure.terms import SenderMode

NADIA = person("nadia", "Nadia Okafor")
BY_NADIA = replace(TERMS, mode=SenderMode.MANAGER, manager_id=NADIA.id)
GONE = "Nadia Okafor was to tell the clients and is not here any more."


@pytest.fixture
def office(tmp_path):
    """Return an office whose letters another manager tells by, approved."""
    found = Office(tmp_path)
    with found.desk() as desk:
        desk.stores.people.save(NADIA)
    return found.approved(terms=BY_NADIA)


def lose(office):
    assert office.as_(ADMINISTRATOR).post(f"/admin/people/{NADIA.id}", do="gone").status_code == 302
    return office


def see(office, path="", who=MANAGER):
    page = office.as_(who).get(path if path.startswith("/") else f"/departures/{office.departure_id}/{path}")
    assert page.status_code == 200
    return page.text


def said(text):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def answer(office, address):
    fields = {"may_tell": "true", "mode": "manager", "release": "approved", "manager_address": address}
    path = f"/departures/{office.departure_id}/answer"
    return office.as_(MANAGER).post(path, version=office.departure.version, **fields)


@pytest.mark.parametrize("path", ["read", "answer", "decides"])
def test_every_page_of_the_approver_says_so_and_leads_to_the_answer(office, path):
    assert GONE not in said(see(office, path))
    text = see(lose(office), path)
    assert GONE in said(text)
    assert f'href="/departures/{office.departure_id}/answer#f-manager_address"' in text


def test_what_nobody_could_hand_out_has_no_button_to_approve_it(office):
    office.change(contact_points=(replace(JONAS, phone="+44 20 7946 0200"),))
    assert 'value="approve"' in see(office, "read")
    text = see(lose(office), "read")
    assert 'value="approve' not in text
    assert 'value="reject"' in text


def test_one_letters_own_page_has_no_button_either_and_says_why(office):
    office.change(contact_points=(replace(JONAS, phone="+44 20 7946 0200"),))
    path = f"letters/{office.letter('Tom').id}"
    assert 'value="approve"' in see(office, path)
    assert GONE not in said(see(office, path))
    text = see(lose(office), path)
    assert 'value="approve"' not in text
    assert 'value="reject"' in text
    assert GONE in said(text)
    assert GONE not in said(see(office, path, LEAVER))


def test_the_approvers_first_page_says_what_to_do(office):
    assert "Name who tells the clients" not in said(see(office, "/"))
    assert "Name who tells the clients" in said(see(lose(office), "/"))


def test_the_leaver_reads_whom_it_waits_for(office):
    path = f"/departures/{office.departure_id}"
    assert "Nadia Okafor tells the clients (0 of 5 told)" in said(see(office, path, LEAVER))
    text = said(see(lose(office), path, LEAVER))
    assert "Priya Raman has to name somebody else to tell the clients" in text
    assert "has to name somebody else first" in said(see(office, "hand-out", LEAVER))
    assert "#f-manager_address" not in see(office, path, LEAVER)


def test_the_administrator_sees_it_at_the_departure_and_at_the_person(office):
    assert "is gone: Priya Raman" not in said(see(office, "/admin/departures", ADMINISTRATOR))
    lose(office)
    assert "Nadia Okafor, who was to tell the clients, is gone: Priya Raman has to name somebody else." in said(
        see(office, "/admin/departures", ADMINISTRATOR)
    )
    assert "Tells the clients of Mara Lindqvist gone: name somebody else" in said(
        see(office, f"/admin/people/{NADIA.id}", ADMINISTRATOR)
    )


def test_what_is_confidential_shows_at_nobodys_person(office):
    with office.desk() as desk:
        desk.stores.departures.save(replace(office.departure, confidential=True))
    assert "Mara Lindqvist" not in see(lose(office), f"/admin/people/{NADIA.id}", ADMINISTRATOR)


def test_the_approver_names_another_and_is_done(office):
    lose(office)
    refused = answer(office, NADIA.address)
    assert refused.status_code == 422
    assert 'href="#f-manager_address"' in refused.text
    assert answer(office, "").status_code == 302
    assert GONE not in said(see(office, "read"))
    assert len(office.waiting()) == 5

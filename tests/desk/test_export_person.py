"""Whoever asks gets everything that is held on him, and nothing of anybody else (A4)."""

import json
from dataclasses import replace

import pytest

from fakes.office import ADMINISTRATOR, CLIENTS, LEAVER, MANAGER, PEOPLE, SUCCESSOR, TERMS, TOM, Office
from segue.departure.letter_state import Told
from segue.departure.policy import Policy
from segue.departure.stage import Role
from segue.desk.access import roles_of
from segue.desk.erase import erase_address
from segue.desk.export_person import as_json, held_on
from segue.desk.hand_out import open_letter
from segue.desk.mark import set_status
from segue.desk.ports import SignedIn
from segue.desk.reading import hand_for_reading
from segue.desk.replay import Unlogged

NOTE = "You kept us going in Leeds."


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    office = Office(tmp_path_factory.mktemp("export")).listed(terms=replace(TERMS, comment="Mind Chiara Melandri"))
    office.change_client("Tom", note=NOTE)
    office.change_client("Eleanor", note="Thank you for Whitby.")
    with office.desk() as desk:
        hand_for_reading(desk, LEAVER, office.departure_id, [client.id for client in office.clients()])
    office.approve()
    with office.desk() as desk:
        open_letter(desk, LEAVER, office.letter("Tom").id)
    with office.desk() as desk:
        set_status(desk, LEAVER, office.letter("Tom").id, Told.SKIPPED, "rang him")
        desk.stores.policies.add(Policy(), desk.now, ADMINISTRATOR.id)
        desk.stores.people.bind(LEAVER.id, "demo", "subject-of-mara")
    office.records.open_session(SignedIn("office", LEAVER.id, "a-csrf-token"), "secret", office.now)
    return office


def export(office, address, visible=lambda departure: True):
    with office.look() as desk:
        return "".join(as_json(address, held_on(desk, address, visible)))


def kinds(text):
    return [one["kind"] for one in json.loads(text)["held"]]


def test_a_client_gets_contact_choices_letter_approval_and_what_was_marked(office):
    said = export(office, TOM.emails[0])
    assert set(kinds(said)) == {"contact", "client", "letter", "approval", "status", "undoable"}
    for word in (TOM.name, TOM.company, NOTE, "rang him", office.letter("Tom").content.subject):
        assert word in said
    assert json.loads(said)["address"] == TOM.emails[0]


def test_he_gets_nothing_of_other_clients(office):
    said = export(office, TOM.emails[0])
    others = [word for one in CLIENTS if one is not TOM for word in (one.name, one.emails[0], one.family)]
    assert [word for word in (*others, "Whitby", "Oriani", "Ashdown") if word in said] == []


def test_his_address_is_known_in_any_spelling(office):
    assert kinds(export(office, "TOM@Brightwater.co.uk.example ")) == kinds(export(office, TOM.emails[0]))


def test_an_employee_gets_his_person_his_departure_and_what_he_did(office):
    said = export(office, LEAVER.address)
    assert {"employee", "departure", "signs_in_with", "session", "approver", "audit"} == set(kinds(said))
    for word in (LEAVER.name, LEAVER.job_title, "2026-10-30", "non_solicitation", "new_role"):
        assert word in said


def test_he_gets_nothing_of_clients_or_colleagues(office):
    said = export(office, LEAVER.address)
    clients = [word for one in CLIENTS for word in (one.name, one.emails[0], one.company)]
    colleagues = [word for one in PEOPLE if one is not LEAVER for word in (one.name, one.address)]
    assert [word for word in (*clients, *colleagues, NOTE, "Giulia Rossi", "a-csrf-token") if word in said] == []


def test_a_colleague_gets_where_clients_are_told_to_turn_to_him(office):
    said = export(office, SUCCESSOR.address)
    assert set(kinds(said)) == {"employee", "contact_point"}
    assert SUCCESSOR.phone in said


def test_who_approved_or_set_the_policy_gets_that(office):
    assert "approve" in export(office, MANAGER.address)
    assert "policy" in kinds(export(office, ADMINISTRATOR.address))


def test_of_a_hand_over_that_may_not_be_seen_nothing_is_told(office):
    assert kinds(export(office, TOM.emails[0], lambda departure: False)) == []
    assert "departure" not in kinds(export(office, LEAVER.address, lambda departure: False))
    assert office.departure_id not in export(office, LEAVER.address, lambda departure: False)


def test_an_administrator_may_see_what_was_asked_about_and_is_not_confidential(office):
    with office.look() as desk:
        assert Role.ADMINISTRATOR in roles_of(desk, ADMINISTRATOR, office.departure)


@pytest.mark.parametrize("address", ["nobody@harbour.example", "", "not an address", "x" * 5000])
def test_of_somebody_unknown_nothing_is_held(office, address):
    assert json.loads(export(office, address)) == {"address": address, "held": []}


def test_of_somebody_erased_only_that_is_known(tmp_path):
    office = Office(tmp_path).approved()
    with office.desk() as desk:
        erase_address(desk, TOM.emails[0], Unlogged())
    assert json.loads(export(office, TOM.emails[0]))["held"] == [
        {"kind": "erased", "erased": {"at": office.now.isoformat()}}
    ]

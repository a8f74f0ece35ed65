"""A contact point who is leaving too waits for the approver's word, and nobody is told why (P11)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from fakes.office import (
    ADMINISTRATOR,
    ATTESTED,
    CONTACT_FROM,
    FACTS,
    JONAS,
    LAST_DAY,
    LEAVER,
    MANAGER,
    OTHER_LEAVER,
    SUCCESSOR,
    TERMS,
    Office,
)
from segue.departure.contact_point import ContactKind, ContactPoint
from segue.departure.errors import NotFound, NotNow, SelfApproval
from segue.departure.stage import Verb
from segue.desk.accounts import mark_gone
from segue.desk.ask import ask
from segue.desk.attest import attest
from segue.desk.contact_points import confirm_contact, findings_about_contacts
from segue.desk.reading import approve, hand_for_reading
from segue.desk.start import change_facts, start

NEAR = CONTACT_FROM + timedelta(days=30)
MARA = ContactPoint("point-m", ContactKind.SUCCESSOR, LEAVER.name, LEAVER.address)


def leaves(office, last_day=NEAR, asked=False):
    """Let the successor prepare a departure of his own, handing over to the leaver; returns its id."""
    with office.desk() as desk:
        own = start(desk, SUCCESSOR, LEAVER.name, last_day, "")
        facts = replace(FACTS, last_day=last_day, contact_from=last_day, contact_points=(MARA,))
        own = change_facts(desk, SUCCESSOR, own.id, facts, own.version)
        if asked:
            desk.stores.people.set_approver(SUCCESSOR.id, MANAGER.id)
            own = attest(desk, SUCCESSOR, own.id, ATTESTED, own.version)
            ask(desk, SUCCESSOR, own.id, own.version)
    return own.id


def found(office, who, departure_id=""):
    with office.look() as desk:
        departure = desk.stores.departures.get(departure_id or office.departure_id)
        return [(one.id, one.where, one.severity) for one in findings_about_contacts(desk, who, departure)]


def confirm(office, by=MANAGER, point_id=JONAS.id):
    with office.desk() as desk:
        return confirm_contact(desk, by, office.departure_id, point_id)


@pytest.mark.parametrize(
    ("last_day", "is_stopped"),
    [
        (CONTACT_FROM - timedelta(days=20), True),
        (CONTACT_FROM, True),
        (NEAR, True),
        (NEAR + timedelta(days=1), False),
        (LAST_DAY + timedelta(days=300), False),
    ],
)
def test_whoever_leaves_before_or_soon_after_taking_over_is_stopped(tmp_path, last_day, is_stopped):
    office = Office(tmp_path).asked()
    leaves(office, max(last_day, office.now.date()))
    assert found(office, LEAVER) == ([("contact_needs_manager", "contact_name", "blocking")] if is_stopped else [])


def test_the_leaver_is_not_told_why_nor_is_a_manager_who_may_not_know(tmp_path):
    office = Office(tmp_path).asked()
    leaves(office)
    assert [id for id, _, _ in found(office, LEAVER)] == ["contact_needs_manager"]
    assert [id for id, _, _ in found(office, MANAGER)] == ["contact_needs_you"]
    with office.look() as desk:
        departure = desk.stores.departures.get(office.departure_id)
        [finding] = findings_about_contacts(desk, MANAGER, departure)
    assert finding.values == {"name": JONAS.name}


def test_a_manager_who_decides_on_both_is_told_why(tmp_path):
    office = Office(tmp_path).asked()
    leaves(office, asked=True)
    assert [id for id, _, _ in found(office, MANAGER)] == ["contact_leaves_too"]
    assert [id for id, _, _ in found(office, LEAVER)] == ["contact_needs_manager"]


def test_two_who_hand_over_to_each_other_are_both_stopped(tmp_path):
    office = Office(tmp_path).asked()
    other = leaves(office, asked=True)
    assert [id for id, _, _ in found(office, LEAVER)] == ["contact_needs_manager"]
    assert [id for id, _, _ in found(office, SUCCESSOR, other)] == ["contact_needs_manager"]
    assert [id for id, _, _ in found(office, MANAGER, other)] == ["contact_leaves_too"]


def test_asking_is_not_stopped_because_it_is_the_way_to_the_manager(tmp_path):
    office = Office(tmp_path)
    leaves(office)
    assert office.asked().departure.asked_at == office.now


def test_yes_is_no_answer_before_the_contact_is_confirmed(tmp_path):
    office = Office(tmp_path).asked()
    leaves(office)
    with pytest.raises(NotNow) as stopped:
        office.answer()
    assert stopped.value.code == "contact_needs_you"
    office.answer(replace(TERMS, may_tell=False))
    confirm(office)
    office.answer()
    assert found(office, LEAVER) == []


def test_letters_are_neither_given_nor_approved_before_it(tmp_path):
    office = Office(tmp_path).listed()
    leaves(office)
    ids = [client.id for client in office.clients()]
    with pytest.raises(NotNow) as stopped, office.desk() as desk:
        hand_for_reading(desk, LEAVER, office.departure_id, ids)
    assert stopped.value.code == "contact_needs_manager"
    confirm(office)
    with office.desk() as desk:
        assert hand_for_reading(desk, LEAVER, office.departure_id, ids) == 5


def test_a_letter_given_before_the_contact_began_to_leave_is_not_approved_unseen(tmp_path):
    office = Office(tmp_path).given()
    leaves(office)
    seen = {letter.id: letter.digest for letter in office.letters()}
    with pytest.raises(NotNow), office.desk() as desk:
        approve(desk, MANAGER, office.departure_id, seen)


def test_a_confirmation_is_for_one_person_in_one_place(tmp_path):
    office = Office(tmp_path).asked()
    leaves(office)
    confirm(office)
    with office.desk() as desk:
        start(desk, OTHER_LEAVER, SUCCESSOR.name, NEAR, "")
    ines = replace(JONAS, name=OTHER_LEAVER.name, email=OTHER_LEAVER.address)
    office.change(contact_points=(ines,))
    assert [id for id, _, _ in found(office, LEAVER)] == ["contact_needs_manager"]


def test_it_is_audited_once(tmp_path):
    office = Office(tmp_path).asked()
    leaves(office)
    assert confirm(office).confirmed_points == confirm(office).confirmed_points
    with office.look() as desk:
        entries = [one for one in desk.stores.audit.entries(office.departure_id) if one.verb == "confirm_contact"]
    assert [(one.person_id, one.subject_id) for one in entries] == [(MANAGER.id, JONAS.id)]


@pytest.mark.parametrize(
    ("who", "error"), [(LEAVER, SelfApproval), (SUCCESSOR, NotFound), (ADMINISTRATOR, NotFound)], ids=lambda one: one
)
def test_only_the_approver_confirms(tmp_path, who, error):
    office = Office(tmp_path).asked()
    leaves(office)
    with pytest.raises(error):
        confirm(office, by=who)


def test_a_place_that_is_not_there_cannot_be_confirmed(tmp_path):
    office = Office(tmp_path).asked()
    with pytest.raises(NotFound):
        confirm(office, point_id="nowhere")


def test_who_is_named_without_his_address_is_found_all_the_same(tmp_path):
    office = Office(tmp_path).asked()
    leaves(office)
    office.change(contact_points=(replace(JONAS, email=""),))
    assert [id for id, _, _ in found(office, LEAVER)] == ["contact_needs_manager"]


def test_who_bridges_the_days_between_counts_as_well(tmp_path):
    office = Office(tmp_path).asked()
    leaves(office)
    ines = replace(JONAS, id="point-2", name=OTHER_LEAVER.name, email=OTHER_LEAVER.address)
    office.change(contact_points=(ines,), bridge=replace(JONAS, id="bridge"))
    assert [(id, where) for id, where, _ in found(office, LEAVER)] == [("contact_needs_manager", "bridge_name")]


def test_whoever_has_gone_already_is_stopped_too(tmp_path):
    office = Office(tmp_path).asked()
    with office.desk() as desk:
        mark_gone(desk, ADMINISTRATOR, SUCCESSOR.id)
    assert [id for id, _, _ in found(office, MANAGER)] == ["contact_needs_you"]


def test_a_departure_that_was_cancelled_stops_nobody(tmp_path):
    office = Office(tmp_path).asked()
    own = leaves(office)
    with office.desk() as desk:
        departure = desk.stores.departures.get(own)
        desk.stores.departures.save(departure.moved(Verb.CANCEL))
    assert found(office, LEAVER) == []


def test_one_day_of_a_year_without_end_does_no_harm(tmp_path):
    office = Office(tmp_path).asked()
    leaves(office, date(2028, 6, 1))
    assert found(office, LEAVER) == []

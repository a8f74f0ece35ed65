"""Whom a letter names, and from when: the contact points, or who covers for them at first (L2, L3, P8)."""

from dataclasses import replace
from datetime import date

from fakes.office import FACTS, HAND_OVER, JONAS, LAST_DAY, Office
from segue.departure.contact_point import ContactKind, ContactPoint, Topic
from segue.desk.policy import change_policy
from segue.desk.writing import facts_for

ROBIN = ContactPoint("bridge-1", ContactKind.INTERIM, "Robin Hale", "robin@norwell.example")
A_MONTH_LATER, MONDAY_AFTER, TUESDAY_AFTER = date(2026, 12, 1), date(2026, 11, 2), date(2026, 11, 3)
GAP = replace(FACTS, last_day=LAST_DAY, contact_from=A_MONTH_LATER, bridge=ROBIN)


def letter_facts(office, name="Tom"):
    with office.look() as desk:
        return facts_for(desk, office.departure, office.client(name))


def test_a_hand_over_names_the_interim_colleague_until_the_contact_point_begins(tmp_path):
    office = Office(tmp_path).given(facts=GAP, terms=HAND_OVER)
    told = letter_facts(office)
    assert (told.contact.name, told.contact.kind, told.contact.first_day) == (
        "Robin Hale",
        ContactKind.INTERIM,
        MONDAY_AFTER,
    )
    text = office.letter("Tom").content.text
    assert "From Monday 2 November 2026, and for the time being" in text
    assert "robin@norwell.example" in text
    for unsaid in (JONAS.name, "December", "October"):
        assert unsaid not in text


def test_a_hand_over_without_days_between_names_the_contact_point(tmp_path):
    office = Office(tmp_path).listed(facts=replace(GAP, contact_from=MONDAY_AFTER), terms=HAND_OVER)
    told = letter_facts(office)
    assert (told.contact.name, told.contact.first_day, told.bridge) == (JONAS.name, MONDAY_AFTER, None)


def with_holidays(office, *days):
    with office.desk() as desk:
        change_policy(desk, office.administrator, replace(desk.policy, holidays=days), desk.policy.version)
    return office


def test_the_interim_colleague_begins_on_a_day_of_work(tmp_path):
    office = with_holidays(Office(tmp_path).given(facts=GAP), MONDAY_AFTER)
    assert letter_facts(office).bridge.first_day == TUESDAY_AFTER
    assert "2 November" not in office.letter("Tom").content.text


def test_a_holiday_between_leaves_no_days_to_cover_in_a_hand_over(tmp_path):
    facts = replace(GAP, contact_from=TUESDAY_AFTER)
    office = Office(tmp_path).given(facts=facts, terms=HAND_OVER)
    assert letter_facts(office).contact.name == "Robin Hale"
    assert letter_facts(with_holidays(office, MONDAY_AFTER)).contact.name == JONAS.name


def test_a_holiday_on_the_interim_colleagues_first_day_lets_the_letters_that_name_it_wait(tmp_path):
    office = Office(tmp_path).approved(facts=GAP, terms=HAND_OVER)
    with_holidays(office, date(2026, 12, 25))
    assert office.waiting() == set()
    with_holidays(office, MONDAY_AFTER)
    assert office.waiting() == {"Tom", "Eleanor", "Callum", "Chiara", "Paolo"}


def test_one_interim_colleague_covers_for_several_contact_points(tmp_path):
    points = tuple(replace(JONAS, id=topic, topic=topic) for topic in (Topic.BILLING, Topic.PROJECTS))
    office = Office(tmp_path).listed(facts=replace(GAP, contact_points=points), terms=HAND_OVER)
    assert (letter_facts(office).contact.name, letter_facts(office).others) == ("Robin Hale", ())


def test_a_letter_that_announces_the_departure_names_both(tmp_path):
    office = Office(tmp_path).given(facts=GAP)
    told = letter_facts(office)
    assert (told.contact.name, told.contact.first_day) == (JONAS.name, A_MONTH_LATER)
    assert (told.bridge.name, told.bridge.first_day) == ("Robin Hale", MONDAY_AFTER)
    assert all(name in office.letter("Tom").content.text for name in ("Robin Hale", JONAS.name))


def test_when_the_interim_colleague_changes_the_letters_of_a_hand_over_wait(tmp_path):
    office = Office(tmp_path).approved(facts=GAP, terms=HAND_OVER)
    office.change(bridge=replace(ROBIN, email="robin.hale@norwell.example"))
    assert office.waiting() == {"Tom", "Eleanor", "Callum", "Chiara", "Paolo"}


def test_a_client_of_a_company_that_is_written_to_already_has_the_other_wording(tmp_path):
    office = Office(tmp_path).listed()
    assert [letter_facts(office, name).wording for name in ("Eleanor", "Tom", "Chiara")] == [0, 1, 0]

"""The page of second letters: who was told otherwise, what has changed, and the letters that say how it is now."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from fakes.office import FACTS, JONAS, LEAVER, MANAGER, OTHER_LEAVER, SUCCESSOR, Office
from segue.departure.contact_point import ContactKind, ContactPoint
from segue.departure.dates import end_of
from segue.departure.letter_state import LetterState, Told
from segue.desk.mark import set_status

OMAR = ContactPoint("point-2", ContactKind.INTERIM, "Omar Haddad", "omar@norwell.example", "+44 20 7946 0131")
LATER = date(2026, 11, 6)


@pytest.fixture
def office(tmp_path):
    """Return an office in which Tom and Callum were told before the last day moved."""
    return told(Office(tmp_path).approved(), "Tom", "Callum").change(last_day=LATER)


def told(office, *names):
    with office.desk() as desk:
        for name in names:
            set_status(desk, LEAVER, office.letter(name).id, Told.SENT)
    return office


def page(office, who=LEAVER, name="corrections"):
    return office.as_(who).get(f"/departures/{office.departure_id}/{name}".removesuffix("/"))


def give(office, *names, who=LEAVER):
    ids = [office.client(name).id for name in names]
    return office.as_(who).post(f"/departures/{office.departure_id}/corrections", read=ids)


def test_it_says_who_was_told_what_and_what_holds_now(office):
    shown = page(office).text
    assert "2 clients were told something that is no longer so." in shown
    for said in ("30 October 2026", "6 November 2026", "Tom Stainsby", "Callum Reidy"):
        assert said in shown
    assert "Eleanor" not in shown


def test_the_letters_that_were_ticked_are_given_to_the_manager_as_a_group_of_their_own(office):
    assert give(office, "Tom").status_code == 302
    assert [(one.client_name, one.state) for one in office.letters() if one.number] == [
        ("Tom Stainsby", LetterState.WAITING)
    ]
    shown = page(office, MANAGER, "read").text
    assert "Second letter" in shown
    assert "Friday 6 November" in shown


def test_beside_a_second_letter_stands_the_first(office):
    give(office, "Tom")
    first, second = (one for one in office.letters() if one.client_name.startswith("Tom"))
    for one, other in ((first, second), (second, first)):
        shown = page(office, MANAGER, f"letters/{one.id}").text
        assert f"/departures/{office.departure_id}/letters/{other.id}" in shown


def test_without_a_tick_nothing_is_given(office):
    answer = office.as_(LEAVER).post(f"/departures/{office.departure_id}/corrections")
    assert answer.status_code == 422
    assert [one for one in office.letters() if one.number] == []


@pytest.mark.parametrize("name", ["", "ask", "hand-out"])
def test_the_leavers_pages_lead_there(office, name):
    assert f"/departures/{office.departure_id}/corrections" in page(office, name=name).text


def test_before_a_fact_is_saved_the_form_says_how_many_would_have_to_hear_of_it(tmp_path):
    office = told(Office(tmp_path).approved(), "Tom", "Callum")
    typed = {
        "last_day": LATER.isoformat(),
        "contact_from": FACTS.contact_from.isoformat(),
        "contact_id": JONAS.id,
        "contact_kind": "successor",
        "contact_name": JONAS.name,
        "contact_email": JONAS.email,
        "contact_phone": JONAS.phone,
    }
    at = f"/departures/{office.departure_id}/ask/letter"
    assert "2 clients were told otherwise" in office.as_(LEAVER).post(at, **typed).text
    same = {**typed, "last_day": FACTS.last_day.isoformat()}
    assert "told otherwise" not in office.as_(LEAVER).post(at, **same).text


@pytest.mark.parametrize("who", [SUCCESSOR, OTHER_LEAVER])
def test_to_anybody_else_it_is_not_there(office, who):
    assert page(office, who).status_code == 404
    assert give(office, "Tom", who=who).status_code == 404


def test_with_nothing_changed_it_says_that_all_holds(tmp_path):
    assert "What clients were told still holds" in page(told(Office(tmp_path).approved(), "Tom")).text


def test_the_departures_page_says_who_waits_for_a_successor(tmp_path):
    office = told(Office(tmp_path).approved(facts=replace(FACTS, contact_points=(OMAR,))), "Tom", "Callum")
    said = "2 clients were told that Omar Haddad stands in until the post is filled."
    assert said in page(office, name="").text
    assert said in page(office).text


def test_the_second_wave_goes_out_from_the_managers_hands_once_the_leaver_has_gone(tmp_path):
    office = told(Office(tmp_path).approved(facts=replace(FACTS, contact_points=(OMAR,))), "Tom", "Callum")
    office.now = end_of(office.departure.last_day, office.zone) + timedelta(days=10)
    manager, at = office.as_(MANAGER), f"/departures/{office.departure_id}"
    assert manager.post(f"{at}/take-over", version=str(office.departure.version)).status_code == 302
    named = {
        "version": str(office.departure.version),
        "kind": "gone",
        "last_day": office.departure.last_day.isoformat(),
        "contact_from": office.departure.contact_from.isoformat(),
        "contact_id": "new",
        "contact_kind": "successor",
        "contact_name": JONAS.name,
        "contact_email": JONAS.email,
        "contact_phone": JONAS.phone,
        "register": "neutral",
    }
    assert manager.post(f"{at}/facts", **named).status_code == 302
    shown = page(office, MANAGER).text
    assert "Omar Haddad (stands in until the post is filled)" in shown
    assert give(office, "Tom", "Callum", who=MANAGER).status_code == 302
    seen = [f"{one.id}:{one.digest}" for one in office.letters() if one.number]
    assert manager.post(f"{at}/read", do="approve", letter=seen).status_code == 302
    for letter in (one for one in office.letters() if one.number):
        opened = manager.call("POST", f"/api/v1/letters/{letter.id}/open")
        assert JONAS.name in opened.json["text"]
        marked = manager.call("PUT", f"/api/v1/letters/{letter.id}/status", json={"status": "sent"})
        assert marked.status_code == 200
    assert "What clients were told still holds" in page(office, MANAGER).text

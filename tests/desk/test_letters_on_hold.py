"""Approved letters whose contact point begins to leave are held until the approver confirms him (P11)."""

from dataclasses import replace

import pytest

from desk.test_approval_first import WAYS_OUT
from desk.test_contacts_who_leave import confirm, leaves
from fakes.office import ADMINISTRATOR, JONAS, LEAVER, MANAGER, OTHER_LEAVER, Office
from segue.departure.contact_point import Topic
from segue.departure.errors import NotReleased
from segue.departure.letter_state import Told
from segue.departure.terms import SenderMode, Terms
from segue.desk.accounts import mark_back, mark_gone
from segue.desk.hand_out import open_letters
from segue.desk.mark import set_status
from segue.desk.progress import progress
from segue.desk.reading import hand_for_reading
from segue.desk.waiting import What, waiting_for

OWN = Terms(may_tell=True, mode=SenderMode.MANAGER)
INES = replace(JONAS, id="point-2", name=OTHER_LEAVER.name, email=OTHER_LEAVER.address, topic=Topic.BILLING)


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path).approved()


def halved(folder):
    """Return an office in which only Tom's and Eleanor's letters name who leaves."""
    office = Office(folder).listed()
    office.change(contact_points=(replace(JONAS, topic=Topic.PROJECTS), INES))
    for name in ("Callum", "Chiara", "Paolo"):
        office.change_client(name, contact_point_id=INES.id)
    for name in ("Tom", "Eleanor"):
        office.change_client(name, contact_point_id=JONAS.id)
    with office.desk() as desk:
        hand_for_reading(desk, LEAVER, office.departure_id, [client.id for client in office.clients()])
    return office.approve()


def queue(office, who=LEAVER, **more):
    return office.as_(who).get(f"/api/v1/departures/{office.departure_id}/queue", **more)


def page(office, name, who=LEAVER):
    return office.as_(who).get(f"/departures/{office.departure_id}/{name}").text


@pytest.mark.parametrize("way", WAYS_OUT)
def test_no_way_out_takes_a_letter_that_names_somebody_who_began_to_leave(office, way):
    letter = office.letter("Tom")
    leaves(office)
    with pytest.raises(NotReleased) as held:
        WAYS_OUT[way](office, letter.id, LEAVER)
    assert (held.value.code, held.value.values) == ("contact_needs_manager", {"name": JONAS.name})


@pytest.mark.parametrize("way", WAYS_OUT)
def test_once_confirmed_the_very_bytes_that_were_approved_go_out(office, way):
    before = office.letters()
    leaves(office)
    confirm(office)
    assert office.letters() == before
    WAYS_OUT[way](office, office.letter("Tom").id, LEAVER)


def test_an_account_that_was_closed_holds_them_too_until_it_is_back(office):
    letters = {letter.id for letter in office.letters()}
    with office.desk() as desk:
        mark_gone(desk, ADMINISTRATOR, office.successor.id)
        assert open_letters(desk, LEAVER, office.departure_id) == []
        mark_back(desk, ADMINISTRATOR, office.successor.id)
        assert set(open_letters(desk, LEAVER, office.departure_id)) == letters


@pytest.mark.parametrize(("asked", "code"), [(False, "contact_needs_you"), (True, "contact_leaves_too")])
def test_why_is_told_only_to_who_may_see_both_departures(tmp_path, asked, code):
    office = Office(tmp_path).approved(terms=OWN)
    leaves(office, asked=asked)
    answered = office.as_(MANAGER).call("POST", f"/api/v1/letters/{office.letter('Tom').id}/open")
    assert (answered.status_code, answered.json["code"]) == (409, code)
    assert ("is leaving as well" in answered.json["detail"]) == asked


def test_the_leavers_pages_do_not_say_why(office):
    leaves(office, asked=True)
    letter = office.letter("Tom")
    told = [
        page(office, "hand-out"),
        office.as_(LEAVER).get(f"/departures/{office.departure_id}").text,
        queue(office).text,
        office.as_(LEAVER).get(f"/api/v1/letters/{letter.id}").text,
    ]
    assert not [text for text in told if "leaving as well" in text]
    assert all("confirm" in text for text in told)


def test_the_leaver_is_shown_where_to_choose_somebody_else(office):
    leaves(office)
    text = page(office, "hand-out")
    assert f'href="/departures/{office.departure_id}/ask"' in text
    assert "Choose somebody else" in text
    assert "Keep this contact" not in text


def test_the_approver_confirms_on_his_page(office):
    leaves(office)
    text = page(office, "read", MANAGER)
    assert "Keep this contact" in text
    assert "ask Mara Lindqvist to name somebody else" in text
    office.as_(MANAGER).post(f"/departures/{office.departure_id}/contact-points/{JONAS.id}/confirm", then="read")
    assert "Keep this contact" not in page(office, "read", MANAGER)
    with office.look() as desk:
        assert len(open_letters(desk, LEAVER, office.departure_id)) == 5


def test_it_waits_for_the_approver_and_the_leaver_sees_that(office):
    leaves(office)
    with office.look() as desk:
        assert [one.what for one in waiting_for(desk, MANAGER)] == [What.CONFIRM]
        assert progress(desk, office.departure).next == "confirm_contact"


def test_choosing_somebody_else_lets_the_letters_wait_to_be_read(office):
    leaves(office)
    office.change(contact_points=(replace(INES, topic=None),))
    assert office.waiting() == {"Tom", "Eleanor", "Callum", "Chiara", "Paolo"}


def test_the_queue_is_closed_while_all_are_held_and_open_again_after(office):
    first = queue(office)
    leaves(office)
    held = queue(office, headers={"If-None-Match": first.headers["ETag"]})
    assert (held.status_code, held.json["gate"]["code"], held.json["next_id"]) == (200, "contact_needs_manager", None)
    confirm(office)
    assert queue(office).json["gate"]["open"]


def test_only_letters_that_name_him_are_held_and_the_queue_goes_on_with_the_others(tmp_path):
    office = halved(tmp_path)
    first = queue(office)
    leaves(office)
    answered = queue(office, headers={"If-None-Match": first.headers["ETag"]})
    assert (answered.status_code, answered.json["gate"]["open"]) == (200, True)
    assert answered.json["next_id"] == office.letter("Callum").id
    with office.look() as desk:
        free = set(open_letters(desk, LEAVER, office.departure_id))
    assert free == {office.letter(name).id for name in ("Callum", "Chiara", "Paolo")}
    assert page(office, "hand-out").count(">held<") == 2


def test_what_comes_after_a_letter_is_never_one_on_hold(tmp_path):
    office = halved(tmp_path)
    leaves(office)
    with office.desk() as desk:
        marked = set_status(desk, LEAVER, office.letter("Callum").id, Told.SENT)
    assert marked.next_id == office.letter("Chiara").id

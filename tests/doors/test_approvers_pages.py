"""The approver's pages: the questions, the letters, who decides, and the manager's own queue."""

from dataclasses import replace
from datetime import date

import pytest
from approving import ANSWER, control, hand_in, page, said, under

from fakes.office import LEAVER, MANAGER, OTHER_LEAVER, TERMS, Office
from segue.departure.letter_state import Told
from segue.departure.policy import Policy
from segue.departure.terms import SenderMode, Terms
from segue.desk.hand_out import open_letter
from segue.desk.take_over import Absent, open_for

OWN = Terms(may_tell=True, mode=SenderMode.MANAGER)


# The manager's queue


def test_the_manager_hands_out_his_own_letters(tmp_path):
    office = Office(tmp_path).approved(terms=OWN)
    text = page(office, "hand-out").text
    assert "Tom Stainsby" in text
    assert f"/practice?departure={office.departure_id}" in text
    assert hand_in(office, "hand-out/drafts").status_code == 200
    assert "Tom Stainsby" not in page(office, "hand-out", LEAVER).text
    visitor = office.as_(MANAGER)
    assert visitor.get(f"/departures/{office.departure_id}/letters/{office.letter('Tom').id}").status_code == 200


def test_another_manager_who_is_named_has_the_queue_and_nothing_else(tmp_path):
    office = Office(tmp_path).approved(terms=replace(OWN, manager_id=OTHER_LEAVER.id))
    visitor = office.as_(OTHER_LEAVER)
    assert "Mara Lindqvist" in visitor.get("/").text
    assert "Tom Stainsby" in page(office, "hand-out", OTHER_LEAVER).text
    assert visitor.get(f"/departures/{office.departure_id}/letters/{office.letter('Tom').id}").status_code == 200
    for name in ("", "/read", "/answer", "/report", "/decides", "/permission", "/letters", "/clients"):
        assert visitor.get(f"/departures/{office.departure_id}{name}").status_code == 404


def test_a_pane_says_whose_letters_and_shows_only_its_own(tmp_path):
    office = Office(tmp_path).approved(terms=OWN)
    with office.desk() as desk:
        other = open_for(desk, MANAGER, Absent(OTHER_LEAVER.address, date(2026, 8, 14), "Jonas Whitfield"))
    visitor = office.as_(MANAGER)
    session = visitor.get("/api/v1/session").json
    assert [one["title"] for one in session["departures"]] == ["Letters: Ines Duarte", "Letters: Mara Lindqvist"]
    assert session["departure"]["id"] == other.id
    named = visitor.get("/api/v1/session", query_string={"departure": office.departure_id}).json
    assert named["departure"]["id"] == office.departure_id
    queue = visitor.get(f"/api/v1/departures/{office.departure_id}/queue").json
    assert (queue["total"], queue["gate"]["open"], len(queue["letters"])) == (5, True, 5)
    leavers = office.as_(LEAVER).get(f"/api/v1/departures/{office.departure_id}/queue").json
    assert (leavers["total"], leavers["letters"], leavers["gate"]["code"]) == (0, [], "manager_tells")


@pytest.mark.parametrize("named", ["nowhere", "x" * 65, "<script>"])
def test_a_pane_of_a_departure_that_is_not_ones_own_is_about_ones_own(tmp_path, named):
    office = Office(tmp_path).approved()
    answered = office.as_(LEAVER).get("/api/v1/session", query_string={"departure": named})
    assert answered.status_code == 422 if len(named) > 64 else answered.json["departure"]["id"] == office.departure_id


def test_letters_that_somebody_took_out_before_the_last_day_are_a_warning_after_it(tmp_path):
    office = Office(tmp_path).approved()
    with office.desk() as desk:
        open_letter(desk, LEAVER, office.letter("Tom").id)
    office.move(days=61)
    hand_in(office, "after-last-day")
    office.approve()
    text = said(page(office, "hand-out").text)
    assert "1 client may know already" in text
    leavers = said(page(office, "hand-out", LEAVER).text)
    assert "You inserted these letters" in leavers


def test_the_letters_of_others_are_told_apart_in_one_queue_page(tmp_path):
    office = Office(tmp_path).approved(terms=OWN)
    with office.desk() as desk:
        other = open_for(desk, MANAGER, Absent(OTHER_LEAVER.address, date(2026, 8, 14), "Jonas Whitfield")).id
        departure = desk.stores.departures.get(other)
        desk.stores.departures.save(replace(departure, terms=OWN))
    assert f'href="/departures/{other}/hand-out"' in page(office, "hand-out").text


WAITS = {
    "an answer": (lambda office: office.asked(), "Waits for your answer"),
    "nothing": (lambda office: office.asked().answer(), "Nothing to do now"),
    "letters": (lambda office: office.given(), "Letters to read"),
    "sending": (lambda office: office.approved(terms=OWN), "Letters to send"),
    "the list": (lambda office: office.asked().answer(Terms(may_tell=False, no_contact=True)), "The list of clients"),
    "no": (lambda office: office.asked().answer(Terms(may_tell=False)), "Nothing to do now"),
}


# What waits


@pytest.mark.parametrize("case", WAITS)
def test_the_first_page_says_what_waits(tmp_path, case):
    bring, words = WAITS[case]
    office = bring(Office(tmp_path))
    assert words in said(office.as_(MANAGER).get("/").text)


def test_the_first_page_says_how_far_the_telling_is(tmp_path):
    office = Office(tmp_path).approved()
    visitor = office.as_(LEAVER)
    for name, status in (("Tom", Told.SENT), ("Eleanor", Told.SKIPPED)):
        visitor.post(f"/letters/{office.letter(name).id}/status", status=status.value, reason="By telephone")
    text = said(office.as_(MANAGER).get("/").text)
    assert "Clients told: 1 of 5" in text
    assert "skipped: 1" in text


def test_a_policy_that_was_changed_meanwhile_is_the_one_that_counts(tmp_path):
    office = Office(tmp_path).asked()
    shown = page(office, "answer").text
    assert "disabled" not in control(shown, "f-mode-3")
    under(office, **vars(Policy(modes=frozenset({SenderMode.LEAVER}))) | {"version": 0})
    assert hand_in(office, "answer", **{**ANSWER, "mode": "hand_over"}).status_code == 422
    assert hand_in(office, "answer", **ANSWER).status_code == 302
    assert office.departure.terms.mode is TERMS.mode

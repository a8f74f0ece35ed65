"""The queue as panes see it: parts, turns, calls; marks of several doors never overwrite one another (H3, H7, H8)."""

import pytest

from desk.calling import called, listed, policy
from desk.test_two_openings import give
from fakes.office import LEAVER, Office
from segue.departure.call import CallOutcome
from segue.departure.letter_state import Told
from segue.desk.hand_out import open_letter
from segue.desk.mark import set_status


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path).approved()


@pytest.fixture
def calling(tmp_path):
    return give(listed(tmp_path)).approve()


def queue(office, **query):
    return office.as_(LEAVER).get(f"/api/v1/departures/{office.departure_id}/queue", query_string=query).json


def say(office, name, status, **more):
    visitor = office.as_(LEAVER)
    return visitor.call("PUT", f"/api/v1/letters/{office.letter(name).id}/status", json={"status": status, **more})


def elsewhere(office, name, status, reason=""):
    with office.desk() as desk:
        set_status(desk, LEAVER, office.letter(name).id, status, reason)


def parts(office):
    return {one["part"]: one["count"] for one in queue(office)["parts"] if one["count"]}


def test_the_numbers_tell_who_was_told_by_phone_and_who_was_skipped(office):
    say(office, "Tom", "sent")
    say(office, "Eleanor", "phoned")
    say(office, "Callum", "skipped", reason="A colleague told him")
    found = queue(office)
    assert (found["told"], found["total"]) == (2, 5)
    assert parts(office) == {"left": 2, "sent": 1, "phoned": 1, "skipped": 1, "all": 5}


def test_what_was_told_goes_from_what_is_left(office):
    say(office, "Tom", "phoned")
    assert office.letter("Tom").id not in [one["id"] for one in queue(office, part="left")["letters"]]
    assert [one["client"] for one in queue(office, part="phoned")["letters"]] == ["Tom Stainsby"]


def test_a_part_that_there_is_none_of_is_refused(office):
    path = f"/api/v1/departures/{office.departure_id}/queue?part=others"
    assert office.as_(LEAVER).get(path).status_code == 422


def test_lines_of_one_company_stand_together_and_say_so(office):
    firms = [one["firm"] for one in queue(office)["letters"]]
    assert len(set(firms)) < len(firms)
    assert firms == sorted(firms, key=firms.index)


def test_a_letter_put_off_comes_after_the_others_and_again_when_none_is_left(office):
    first = queue(office)["next"]
    assert queue(office, later=first["id"])["next"]["id"] != first["id"]
    for one in queue(office)["letters"]:
        if one["id"] != first["id"]:
            elsewhere(office, one["client"].split()[0], Told.SENT)
    assert queue(office, later=first["id"])["next"]["id"] == first["id"]


def test_putting_off_is_a_tag_of_its_own(office):
    path = f"/api/v1/departures/{office.departure_id}/queue"
    visitor = office.as_(LEAVER)
    tags = {visitor.get(path, query_string=one).headers["ETag"] for one in ({}, {"later": "a"}, {"part": "left"})}
    assert len(tags) == 3


# Calls come before letters


def test_whose_call_is_due_is_next_and_his_line_says_so(calling):
    assert (queue(calling)["next"]["client"], queue(calling)["next"]["call"]) == ("Tom Stainsby", "first")
    assert [one["client"] for one in queue(calling, part="call_first")["letters"]] == ["Tom Stainsby"]


def test_where_policy_holds_the_letter_the_line_says_that_it_waits_and_it_is_not_opened(calling):
    policy(calling, call_first=True)
    assert queue(calling)["next"]["call"] == "held"
    opened = calling.as_(LEAVER).call("POST", f"/api/v1/letters/{calling.letter('Tom').id}/open")
    assert (opened.status_code, opened.json["code"]) == (409, "call_first")


def test_a_policy_that_changes_is_a_new_tag(calling):
    path, visitor = f"/api/v1/departures/{calling.departure_id}/queue", calling.as_(LEAVER)
    seen = visitor.get(path).headers["ETag"]
    policy(calling, call_first=True)
    assert visitor.get(path, headers={"If-None-Match": seen}).status_code == 200


def test_a_letter_to_look_at_brings_numbers_and_what_to_say_for_whom_to_call(calling):
    shown = calling.as_(LEAVER).get(f"/api/v1/letters/{calling.letter('Tom').id}").json
    assert (shown["call"], shown["calls"]["due"], shown["calls"]["approved"]) == ("first", "first", True)
    assert shown["calls"]["phones"][0]["dialled"] == "+442079460321"
    assert shown["calls"]["points"]
    others = calling.as_(LEAVER).get(f"/api/v1/letters/{calling.letter('Chiara').id}").json
    assert (others["call"], others["calls"]) == ("", None)


def test_once_the_call_is_logged_the_letter_is_an_ordinary_one(calling):
    called(calling, "Tom", CallOutcome.REACHED)
    shown = calling.as_(LEAVER).get(f"/api/v1/letters/{calling.letter('Tom').id}").json
    assert (shown["call"], shown["calls"]["due"], shown["calls"]["refers_to_call"]) == ("", "", True)
    assert {one["call"] for one in queue(calling)["letters"]} == {""}


# Several doors at once


def test_a_late_undo_does_not_take_back_what_was_said_in_another_door(office):
    say(office, "Tom", "sent", expected="to_do")
    elsewhere(office, "Tom", Told.SKIPPED, "No longer with us")
    late = say(office, "Tom", "to_do", expected="sent")
    assert (late.status_code, late.json["code"]) == (409, "marked_meanwhile")
    assert "“skipped” was said meanwhile by Mara Lindqvist" in late.json["detail"]
    assert office.letter("Tom").status_reason == "No longer with us"


def test_two_doors_that_say_the_same_count_once(office):
    first, second = (say(office, "Tom", "sent", expected="to_do") for _ in range(2))
    assert [first.json["previous"], second.json["previous"]] == ["to_do", "sent"]
    with office.look() as desk:
        assert len(desk.stores.letters.history(office.letter("Tom").id)) == 1


def test_a_pane_that_inserts_late_does_not_take_back_that_the_client_was_told(office):
    say(office, "Tom", "sent")
    late = say(office, "Tom", "inserted", expected="to_do")
    assert (late.status_code, late.json["code"]) == (409, "marked_meanwhile")
    assert office.letter("Tom").status is Told.SENT


def test_two_panes_three_seconds_apart_walk_through_the_queue_and_tell_each_client_once(office):
    while following := queue(office)["next"]:
        name = following["client"].split()[0]
        previous = [say(office, name, "sent", expected="to_do").json["previous"] for _ in ("one pane", "the other")]
        assert previous == ["to_do", "sent"]
    assert queue(office)["told"] == 5
    with office.look() as desk:
        assert {len(desk.stores.letters.history(one.id)) for one in office.letters()} == {1}


def test_a_client_told_elsewhere_is_not_written_to_again(office):
    elsewhere(office, "Tom", Told.PHONED)
    opened = office.as_(LEAVER).call("POST", f"/api/v1/letters/{office.letter('Tom').id}/open")
    assert (opened.status_code, opened.json["code"]) == (409, "letter_told_already")


@pytest.mark.parametrize(("again", "status"), [("", 409), ("?again=true", 200)])
def test_a_letter_in_drafts_is_given_once_more_only_on_demand(office, again, status):
    with office.desk() as desk:
        open_letter(desk, LEAVER, office.letter("Tom").id)
    elsewhere(office, "Tom", Told.DRAFTED)
    opened = office.as_(LEAVER).call("POST", f"/api/v1/letters/{office.letter('Tom').id}/open{again}")
    assert opened.status_code == status


def test_texts_of_several_kinds_come_in_one_answer(office):
    found = office.as_(LEAVER).get("/api/v1/texts?prefix=pane.undo,queue.part_left").json
    assert sorted(found) == ["pane.undo", "pane.undone", "queue.part_left"]

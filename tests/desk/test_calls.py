"""Calls to the most important clients: before the letter, which policy may hold until then, and after it (H8)."""

from dataclasses import replace

import pytest

from desk.calling import called, listed, make, policy, withdrawn
from desk.test_approval_first import WAYS_OUT
from desk.test_erase import Log
from desk.test_two_openings import give, opened
from fakes.office import LEAVER, MANAGER, OTHER_LEAVER, TERMS
from segue.departure.call import LONGEST_NOTE, CallOutcome
from segue.departure.errors import InputError, NotApproved, NotFound, NotNow, NotReleased
from segue.departure.letter_state import Told
from segue.departure.terms import SenderMode
from segue.desk.calls import key_clients
from segue.desk.drafting import to_draft
from segue.desk.erase import erase_client
from segue.desk.export_person import held_on
from segue.desk.hand_out import open_letters
from segue.desk.mark import set_status
from segue.desk.on_hold import next_letter

SETTLING = (CallOutcome.REACHED, CallOutcome.MESSAGE, CallOutcome.LETTER_INSTEAD)


@pytest.fixture
def office(tmp_path):
    return give(listed(tmp_path)).approve()


@pytest.fixture
def held(office):
    policy(office, call_first=True)
    return office


def mark(office, name, status):
    with office.desk() as desk:
        set_status(desk, LEAVER, office.letter(name).id, status, "on leave" if status is Told.SKIPPED else "")


def key(office, name="Tom"):
    with office.look() as desk:
        found = key_clients(desk, desk.stores.departures.get(office.departure_id))
    return next(one for one in found if one.client.name.startswith(name))


def following(office):
    with office.look() as desk:
        departure = desk.stores.departures.get(office.departure_id)
        letter_id = next_letter(desk, departure, (SenderMode.LEAVER,))
        return desk.stores.letters.get(letter_id).client_name.split()[0] if letter_id else ""


@pytest.mark.parametrize("way", WAYS_OUT)
def test_no_way_out_takes_a_letter_that_waits_for_a_call(held, way):
    with pytest.raises(NotReleased) as waits:
        WAYS_OUT[way](held, held.letter("Tom").id)
    assert waits.value.code == "call_first"


def test_without_the_policy_nothing_waits(office):
    assert opened(office, "Tom").content == office.letter("Tom").content


def test_only_key_clients_wait(held):
    assert opened(held, "Eleanor").content == held.letter("Eleanor").content


@pytest.mark.parametrize("outcome", SETTLING)
def test_a_call_that_came_to_something_lets_the_letter_go(held, outcome):
    called(held, "Tom", outcome)
    assert opened(held, "Tom").content == held.letter("Tom").content


def test_after_no_answer_it_still_waits(held):
    called(held, "Tom", CallOutcome.NO_ANSWER)
    with pytest.raises(NotReleased):
        opened(held, "Tom")


def test_a_call_taken_back_makes_it_wait_again(held):
    withdrawn(held, called(held, "Tom", CallOutcome.MESSAGE))
    with pytest.raises(NotReleased):
        opened(held, "Tom")


def test_the_queue_goes_past_letters_that_wait_for_a_call_and_comes_back_to_them(held):
    for name in ("Callum", "Eleanor", "Chiara"):
        mark(held, name, Told.SENT)
    assert following(held) == ""
    called(held, "Tom", CallOutcome.MESSAGE)
    assert following(held) == "Tom"


def test_letters_that_wait_are_not_among_those_that_may_all_leave(held):
    with held.desk() as desk:
        free = set(open_letters(desk, LEAVER, held.departure_id))
    assert free == {letter.id for letter in held.letters()} - {held.letter("Tom").id}


def test_no_run_puts_a_letter_that_waits_in_drafts(held):
    with held.look() as desk:
        planned = to_draft(desk, LEAVER, desk.stores.departures.get(held.departure_id))
    assert held.letter("Tom").id not in {one.letter_id for one in planned}


def test_who_was_told_by_phone_needs_no_letter(held):
    called(held, "Tom", CallOutcome.REACHED)
    mark(held, "Tom", Told.PHONED)
    assert following(held) != "Tom"


def test_a_key_client_is_to_be_called_first_whatever_policy_holds_back(office):
    assert key(office).first
    called(office, "Tom", CallOutcome.MESSAGE)
    assert not key(office).first


def test_a_key_client_without_a_letter_is_on_the_list_already(tmp_path):
    office = listed(tmp_path)
    assert (key(office).letter, key(office).first) == (None, True)


def test_the_list_holds_key_clients_who_are_to_be_told_and_nobody_else(office):
    make(office, "key", "Callum")
    office.answer(replace(TERMS, excluded=("ashdown.co.uk.example",)))
    with office.look() as desk:
        found = key_clients(desk, desk.stores.departures.get(office.departure_id))
    assert [one.client.name for one in found] == ["Tom Stainsby"]


def test_who_was_told_by_letter_alone_is_called_after_it(office):
    mark(office, "Tom", Told.SENT)
    assert key(office).again
    office.move(hours=1)
    called(office, "Tom", CallOutcome.MESSAGE)
    assert not key(office).again


def test_a_message_left_before_the_letter_is_no_call_after_it(office):
    called(office, "Tom", CallOutcome.MESSAGE)
    office.move(hours=1)
    mark(office, "Tom", Told.SENT)
    assert key(office).again


def test_who_was_spoken_with_before_the_letter_needs_no_second_call(office):
    called(office, "Tom", CallOutcome.REACHED)
    office.move(hours=1)
    mark(office, "Tom", Told.SENT)
    assert not key(office).again


def test_calls_after_the_last_day_are_the_managers_where_he_tells_the_rest(office):
    mark(office, "Tom", Told.SENT)
    office.move(days=70)
    assert called(office, "Tom", CallOutcome.REACHED, who=MANAGER).person_id == MANAGER.id


def test_nobody_is_called_before_what_is_said_was_approved(tmp_path):
    office = give(listed(tmp_path))
    with pytest.raises(NotApproved):
        called(office, "Tom", CallOutcome.REACHED)


def test_nobody_is_called_before_the_release(tmp_path):
    office = give(listed(tmp_path))
    office.answer(replace(TERMS, release=office.now.replace(day=15))).agree().approve()
    with pytest.raises(NotReleased):
        called(office, "Tom", CallOutcome.REACHED)


def test_a_call_made_before_a_fact_changed_can_still_be_logged(office):
    office.change_client("Tom", note="You kept us going.")
    assert called(office, "Tom", CallOutcome.REACHED).outcome is CallOutcome.REACHED


def test_only_key_clients_are_called_first(office):
    with pytest.raises(NotNow) as refused:
        called(office, "Eleanor", CallOutcome.REACHED)
    assert refused.value.code == "not_called_first"


@pytest.mark.parametrize("who", [MANAGER, OTHER_LEAVER])
def test_who_does_not_hand_the_letter_out_logs_and_withdraws_nothing(office, who):
    with pytest.raises(NotFound):
        called(office, "Tom", CallOutcome.REACHED, who=who)
    call = called(office, "Tom", CallOutcome.MESSAGE)
    with pytest.raises(NotFound):
        withdrawn(office, call, who=who)


def test_a_call_to_somebody_who_is_on_the_list_no_more_can_be_taken_back_by_who_tells_alone(office):
    call = called(office, "Tom", CallOutcome.REACHED)
    with office.desk() as desk:
        desk.stores.letters.remove(office.letter("Tom").id)
    with pytest.raises(NotFound):
        withdrawn(office, call, who=MANAGER)
    assert not withdrawn(office, call).stands


def test_the_same_call_handed_in_twice_is_one(office):
    assert called(office, "Tom", CallOutcome.NO_ANSWER) == called(office, "Tom", CallOutcome.NO_ANSWER)
    office.move(minutes=5)
    called(office, "Tom", CallOutcome.NO_ANSWER)
    assert len(key(office).calls) == 2


def test_a_call_taken_back_twice_is_taken_back_once(office):
    call = called(office, "Tom", CallOutcome.REACHED)
    first = withdrawn(office, call)
    office.move(hours=1)
    assert withdrawn(office, call) == first


def test_a_note_has_its_limit(office):
    assert called(office, "Tom", CallOutcome.MESSAGE, " " + "n" * LONGEST_NOTE).note == "n" * LONGEST_NOTE
    with pytest.raises(InputError):
        called(office, "Tom", CallOutcome.MESSAGE, "n" * (LONGEST_NOTE + 1))


def test_the_record_names_nobody_and_holds_no_note(office):
    withdrawn(office, called(office, "Tom", CallOutcome.REACHED, "Asked for Tom Stainsby's sister"))
    with office.look() as desk:
        entries = [entry for entry in desk.stores.audit.entries(office.departure_id) if "call" in entry.verb]
    assert [entry.verb for entry in entries] == ["log_call", "withdraw_call"]
    assert [entry.details for entry in entries] == [{"outcome": "reached"}] * 2


def test_an_erased_clients_calls_are_erased(office):
    called(office, "Tom", CallOutcome.REACHED, "Very kind")
    with office.desk() as desk:
        erase_client(desk, LEAVER, office.departure_id, office.client("Tom").id, Log())
    with office.look() as desk:
        assert desk.stores.calls.all(office.departure_id) == []


def test_what_is_held_on_a_client_shows_the_calls_to_him(office):
    call = called(office, "Tom", CallOutcome.REACHED, "Very kind")
    with office.look() as desk:
        held = list(held_on(desk, "tom@brightwater.co.uk.example"))
    assert [thing for kind, thing in held if kind == "call"] == [call]
    assert [thing["other"] for kind, thing in held if kind == "letter"] == [office.letter("Tom").other]

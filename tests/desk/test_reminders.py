"""Who may remind whom of what: nobody himself, nobody who does not know, and only of what is really open."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from desk.calling import called, make, policy
from fakes.office import CALLUM, JONAS, LEAVER, MANAGER, SUCCESSOR, TERMS, TOM, Office
from segue.departure.call import CallOutcome
from segue.departure.letter_state import Told
from segue.departure.terms import SenderMode
from segue.desk.mark import set_status
from segue.desk.reminders import Nudge, reminders
from segue.desk.successor import tell_successor


def of(office, actor):
    with office.look() as desk:
        return {(one.of, one.to.id) for one in reminders(desk, actor, office.departure)}


@pytest.mark.parametrize(
    ("stage", "who", "wanted"),
    [
        (lambda office: office.asked().move(days=2), LEAVER, {(Nudge.ANSWER, MANAGER.id)}),
        (lambda office: office.asked().move(days=2), MANAGER, set()),
        (lambda office: office.asked(), LEAVER, set()),
        (lambda office: office.asked().answer(), MANAGER, {(Nudge.AGREE, LEAVER.id)}),
        (lambda office: office.asked().answer(), LEAVER, set()),
        (lambda office: office.given(), LEAVER, {(Nudge.READ, MANAGER.id)}),
        (lambda office: office.given(), MANAGER, set()),
        (lambda office: office.approved(), MANAGER, {(Nudge.HAND_OUT, LEAVER.id)}),
        (lambda office: office.approved(), LEAVER, set()),
    ],
)
def test_each_side_reminds_the_other_of_what_waits_there(tmp_path, stage, who, wanted):
    assert of(stage(Office(tmp_path)), who) == wanted


def test_where_the_manager_tells_the_leaver_reminds_him(tmp_path):
    office = Office(tmp_path).approved(terms=replace(TERMS, mode=SenderMode.MANAGER, reasons=frozenset()))
    assert of(office, LEAVER) == {(Nudge.HAND_OUT, MANAGER.id)}


def test_nobody_is_reminded_of_letters_that_are_closed(tmp_path):
    later = replace(TERMS, release=datetime(2026, 10, 1, 7, tzinfo=UTC))
    assert of(Office(tmp_path).approved(terms=later), MANAGER) == set()


def test_once_every_client_is_told_there_is_nothing_to_remind_of(tmp_path):
    office = Office(tmp_path).approved()
    with office.desk() as desk:
        for letter in desk.stores.letters.all(office.departure_id):
            set_status(desk, LEAVER, letter.id, Told.SENT)
    assert of(office, MANAGER) == set()


def test_a_successor_is_reminded_only_once_both_sides_said_that_he_knows(tmp_path):
    office = Office(tmp_path).asked()
    with office.desk() as desk:
        tell_successor(desk, LEAVER, office.departure_id)
    assert of(office, MANAGER) == set()
    with office.desk() as desk:
        tell_successor(desk, MANAGER, office.departure_id)
    assert of(office, MANAGER) == {(Nudge.CARD, SUCCESSOR.id)}


def test_a_successor_who_confirmed_his_card_is_left_alone(tmp_path):
    office = Office(tmp_path).asked()
    with office.desk() as desk:
        for one in (LEAVER, MANAGER):
            tell_successor(desk, one, office.departure_id)
        desk.stores.departures.save(replace(desk.stores.departures.get(office.departure_id), confirmed_cards=(JONAS,)))
    assert of(office, MANAGER) == set()


def test_clients_to_be_called_first_are_a_reminder_of_their_own(tmp_path):
    office = Office(tmp_path).given()
    make(office, "key", "Tom")
    office.approve()
    assert of(office, MANAGER) == {(Nudge.CALL, LEAVER.id), (Nudge.HAND_OUT, LEAVER.id)}
    called(office, "Tom", CallOutcome.REACHED)
    assert of(office, MANAGER) == {(Nudge.HAND_OUT, LEAVER.id)}


def test_letters_that_policy_holds_for_a_call_are_not_said_to_be_left_lying(tmp_path):
    office = Office(tmp_path).given(TOM, CALLUM)
    policy(office, call_first=True)
    make(office, "key", "Tom", "Callum")
    office.approve()
    assert of(office, MANAGER) == {(Nudge.CALL, LEAVER.id)}

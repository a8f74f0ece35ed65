"""Where a departure stands at a glance: who has it, what is next, what closes soon, and how it ends before its time."""

from dataclasses import replace
from datetime import date

import pytest

from fakes.office import (
    ADMINISTRATOR,
    FACTS,
    HAND_OVER,
    LEAVER,
    MANAGER,
    OTHER_LEAVER,
    SUCCESSOR,
    TERMS,
    Office,
)
from segue.departure.consent import ConsentItem
from segue.departure.errors import ChangedMeanwhile, NotFound, NotNow, NotReleased
from segue.departure.letter_state import Told
from segue.departure.stage import Stage, Verb
from segue.departure.terms import SenderMode, Terms
from segue.desk.after_last_day import move_to_manager
from segue.desk.attest import agree
from segue.desk.cancel import cancel, gone_out
from segue.desk.closing import closing_soon
from segue.desk.hand_out import open_letter
from segue.desk.holder import holder_of, reminder_is_due
from segue.desk.mark import set_status
from segue.desk.progress import Step, progress, steps_of
from segue.desk.reading import reject

NO = Terms(may_tell=False)
BY_MANAGER = replace(TERMS, mode=SenderMode.MANAGER)


def standing(office):
    with office.look() as desk:
        return progress(desk, office.departure)


def holder(office):
    with office.look() as desk:
        return holder_of(desk, office.departure, progress(desk, office.departure))


def mark(office, name, status, reason=""):
    with office.desk() as desk:
        set_status(desk, LEAVER, office.letter(name).id, status, reason)


def decline(office):
    with office.desk() as desk:
        agree(desk, LEAVER, office.departure_id, frozenset({ConsentItem.LETTER}), office.departure.version)
    return office


WAYS = {
    "begun": (lambda office: office.begun(), "ask", Step.ASK, LEAVER),
    "asked": (lambda office: office.asked(), "wait_and_choose", Step.ASK, MANAGER),
    "refused": (lambda office: office.asked().answer(NO), "answered_no", Step.ASK, LEAVER),
    "no contact": (
        lambda office: office.asked().answer(replace(NO, no_contact=True)),
        "no_contact",
        Step.ASK,
        LEAVER,
    ),
    "answered": (lambda office: office.asked().answer(), "agree", Step.AGREE, LEAVER),
    "declined": (lambda office: decline(office.asked().answer()), "declined", Step.ASK, MANAGER),
    "agreed": (lambda office: office.asked().answer().agree(), "choose_clients", Step.CLIENTS, LEAVER),
    "listed": (lambda office: office.listed(), "give_letters", Step.LETTERS, LEAVER),
    "given": (lambda office: office.given(), "wait_for_reading", Step.READING, MANAGER),
    "approved": (lambda office: office.approved(), "hand_out", Step.HAND_OUT, LEAVER),
    "manager": (lambda office: office.approved(terms=BY_MANAGER), "manager_tells", Step.HAND_OUT, MANAGER),
}


@pytest.mark.parametrize("way", WAYS)
def test_it_is_plain_what_is_next_and_who_has_it(tmp_path, way):
    bring, following, step, who = WAYS[way]
    office = Office(tmp_path)
    bring(office)
    stands = standing(office)
    assert (stands.next, stands.current, holder(office).person_id) == (following, step, who.id)


def test_clients_can_be_chosen_before_the_answer_and_the_answer_still_comes_first(tmp_path):
    office = Office(tmp_path).listed()
    office.answer(replace(TERMS, may_hope_to_meet=True))
    stands = standing(office)
    assert (stands.next, Step.CLIENTS in stands.done, Step.AGREE in stands.done) == ("agree", True, False)


def test_nobody_waits_for_a_leaver_who_cannot_be_asked(tmp_path):
    assert Step.AGREE not in steps_of(replace(Office(tmp_path).begun().departure, taken_over=True))


def test_since_when_is_the_moment_at_which_it_came_there(tmp_path):
    office = Office(tmp_path).asked()
    assert holder(office).since == office.departure.asked_at
    decline(office.move(days=1).answer())
    assert holder(office).since == office.departure.consent.at
    office.move(days=1).answer()
    assert holder(office).since == office.departure.answered_at


def test_letters_sent_back_are_with_the_leaver_since_they_were_sent_back(tmp_path):
    office = Office(tmp_path).given().move(days=1)
    letter = office.letters()[0]
    with office.desk() as desk:
        reject(desk, MANAGER, office.departure_id, {letter.id: letter.digest}, "Too long")
    assert holder(office).since == office.now


@pytest.mark.parametrize(("days", "due"), [(0, False), (1, False), (2, True), (9, True)])
def test_a_reminder_is_offered_after_two_working_days(tmp_path, days, due):
    office = Office(tmp_path).asked().move(days=days)  # asked on a Tuesday
    with office.look() as desk:
        assert reminder_is_due(desk, office.departure) is due


def test_a_weekend_and_a_holiday_are_no_working_days_to_remind_after(tmp_path):
    office = Office(tmp_path).move(days=3).asked().move(days=3)  # from Friday to Monday
    with office.look() as desk:
        assert not reminder_is_due(desk, office.departure)
    office.move(days=1)
    with office.look() as desk:
        assert reminder_is_due(desk, office.departure)
    with office.desk() as desk:
        desk.stores.policies.add(replace(desk.policy, holidays=(date(2026, 9, 7),)), desk.now, ADMINISTRATOR.id)
    with office.look() as desk:
        assert not reminder_is_due(desk, office.departure)


def test_nobody_is_reminded_of_what_he_answered(tmp_path):
    office = Office(tmp_path).asked().answer().move(days=9)
    with office.look() as desk:
        assert not reminder_is_due(desk, office.departure)


# Before first-person letters close

FRIDAY = FACTS.last_day  # 30 October 2026


def closing(office, day):
    office.now = office.now.replace(year=2026, month=day.month, day=day.day)
    with office.look() as desk:
        return closing_soon(desk, office.departure)


@pytest.mark.parametrize(
    ("day", "left", "urgent"),
    [
        (date(2026, 10, 22), None, None),
        (date(2026, 10, 23), 5, False),
        (date(2026, 10, 27), 3, False),
        (date(2026, 10, 28), 2, True),
        (FRIDAY, 0, True),
        (date(2026, 10, 31), None, None),
    ],
)
def test_the_leaver_is_warned_five_and_two_working_days_before_the_end(tmp_path, day, left, urgent):
    found = closing(Office(tmp_path).approved(), day)
    assert (found.days, found.is_urgent, found.untold) == (left, urgent, 5) if left is not None else found is None


def test_a_holiday_brings_the_warning_forward(tmp_path):
    office = Office(tmp_path).approved()
    with office.desk() as desk:
        desk.stores.policies.add(replace(desk.policy, holidays=(date(2026, 10, 26),)), desk.now, ADMINISTRATOR.id)
    assert closing(office, date(2026, 10, 22)).days == 5


def test_the_warning_counts_who_is_not_told_and_lists_what_was_not_sent(tmp_path):
    office = Office(tmp_path).approved()
    mark(office, "Tom", Told.SENT)
    mark(office, "Chiara", Told.SKIPPED, "Told by phone")
    mark(office, "Paolo", Told.INSERTED)
    found = closing(office, FRIDAY)
    assert (found.untold, [letter.client_name for letter in found.drafts]) == (3, ["Paolo Zanardelli"])
    for name in ("Eleanor", "Callum", "Paolo"):
        mark(office, name, Told.SENT)
    assert closing(office, FRIDAY) is None


@pytest.mark.parametrize("terms", [HAND_OVER, BY_MANAGER], ids=["hand-over", "manager"])
def test_letters_that_do_not_close_are_not_warned_about(tmp_path, terms):
    assert closing(Office(tmp_path).approved(terms=terms), FRIDAY) is None


def test_after_the_last_day_the_rest_is_the_managers(tmp_path):
    office = Office(tmp_path).approved()
    mark(office, "Tom", Told.SENT)
    office.now = office.now.replace(month=11, day=2)
    assert standing(office).next == "being_prepared"
    with office.desk() as desk:
        move_to_manager(desk, desk.stores.departures.get(office.departure_id))
    assert standing(office).next == "moved_to_manager"


# Cancelling


def end(office, by=LEAVER, version=None):
    with office.desk() as desk:
        now = desk.stores.departures.get(office.departure_id)
        return cancel(desk, by, now.id, now.version if version is None else version)


@pytest.mark.parametrize("stage", ["begun", "asked", "listed", "given", "approved"])
@pytest.mark.parametrize("by", [LEAVER, MANAGER], ids=lambda who: who.id)
def test_a_hand_over_is_cancelled_by_either_side_at_any_stage(tmp_path, stage, by):
    office = getattr(Office(tmp_path), stage)()
    if stage == "begun" and by is MANAGER:
        with pytest.raises(NotFound):
            end(office, by)
        return
    end(office, by)
    assert office.departure.stage is Stage.CANCELLED
    assert standing(office).next == "cancelled"


@pytest.mark.parametrize("who", [SUCCESSOR, ADMINISTRATOR, OTHER_LEAVER], ids=lambda who: who.id)
def test_nobody_else_cancels(tmp_path, who):
    office = Office(tmp_path).approved()
    with pytest.raises(NotFound):
        end(office, who)
    assert office.departure.stage is Stage.AGREED


def test_after_cancelling_no_approved_letter_leaves_and_who_was_told_is_listed(tmp_path):
    office = Office(tmp_path).approved()
    mark(office, "Tom", Told.SENT)
    mark(office, "Paolo", Told.INSERTED)
    end(office)
    with pytest.raises(NotReleased) as closed, office.desk() as desk:
        open_letter(desk, LEAVER, office.letter("Chiara").id)
    assert closed.value.code == "departure_cancelled"
    with office.look() as desk:
        assert {letter.client_name.split()[0] for letter in gone_out(desk, office.departure_id)} == {"Tom", "Paolo"}
        last = list(desk.stores.audit.entries(office.departure_id))[-1]
    assert (last.verb, last.person_id, last.details) == (Verb.CANCEL, LEAVER.id, {"sent": "1"})


def test_cancelling_twice_or_unseen_changes_is_refused(tmp_path):
    office = Office(tmp_path).asked()
    seen = office.departure.version
    office.answer()
    with pytest.raises(ChangedMeanwhile):
        end(office, version=seen)
    end(office)
    with pytest.raises(NotNow) as over:
        end(office)
    assert over.value.code == "departure_cancelled"

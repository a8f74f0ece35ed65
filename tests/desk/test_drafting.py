"""All letters in the Drafts folder: paced by the mailbox, paused, resumed, and never two for one letter (H6)."""

import threading
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from fakes.draft_boxes import Lost, MemoryDrafts, Scripted
from fakes.drafting import as_it_stands, begin, came_to, go_on, switched_on, to_check
from fakes.intake import openers
from fakes.office import ADMINISTRATOR, LEAVER, MANAGER, TERMS, Office
from segue.departure.errors import (
    MailboxBusy,
    MailboxRefused,
    MailboxUnclear,
    NotAllowed,
    NotConnected,
    NotFound,
    NotNow,
    NotReleased,
)
from segue.departure.letter_state import Told
from segue.departure.policy import Policy
from segue.desk.close import close
from segue.desk.drafting import cancel_drafting, pause_drafting, resume_drafting
from segue.desk.drafting_lease import LEASE, lost
from segue.desk.drafting_work import work_on
from segue.desk.erase import erase_client
from segue.desk.mark import set_status
from segue.desk.one_draft import place_draft
from segue.desk.ports import DraftingState, Outcome
from segue.desk.readings import Openers
from segue.records.erasure_log import FileErasures

ALL = {"Tom", "Eleanor", "Callum", "Chiara", "Paolo"}


@pytest.fixture
def office(tmp_path):
    return switched_on(Office(tmp_path).approved())


@pytest.fixture
def box():
    return Scripted()


def outcomes(office, run):
    return {name: outcome for name, (outcome, _) in came_to(office, run).items()}


def said(office, verb, run, **more):
    with office.desk() as desk:
        return verb(desk, LEAVER, office.departure_id, run.id, **more)


def verbs(office):
    with office.look() as desk:
        return [entry.verb for entry in desk.stores.audit.entries(office.departure_id)]


def one_each(box):
    assert len(set(box.drafts.values())) == len(box.drafts), "two drafts of one letter"
    return len(box.drafts)


# The whole of it


def test_every_letter_is_put_there_and_counts_as_drafted(office, box):
    done = go_on(office, begin(office), box)
    assert (done.state, one_each(box)) == (DraftingState.DONE, 5)
    assert set(outcomes(office, done).values()) == {Outcome.PLACED}
    assert {letter.status for letter in office.letters()} == {Told.DRAFTED}


def test_no_more_than_four_are_on_their_way_at_once(tmp_path):
    office = switched_on(Office(tmp_path).approved())
    four, alone = threading.Barrier(4, timeout=20), threading.Event()

    def together(letter):
        if not alone.is_set():
            four.wait()
            alone.set()

    box = Scripted(on_place=together)
    go_on(office, begin(office), box)
    assert (box.most_at_once, one_each(box)) == (4, 5)


def test_a_second_run_has_nothing_to_do(office, box):
    go_on(office, begin(office), box)
    with pytest.raises(NotNow) as refused:
        begin(office)
    assert refused.value.code == "nothing_to_draft"


def test_what_stands_there_already_is_not_made_again(office, box):
    place_draft(office.desk, LEAVER, office.letter("Tom").id, box)
    done = go_on(office, begin(office), box)
    assert outcomes(office, done)["Tom"] is Outcome.ALREADY
    assert one_each(box) == 5


@pytest.mark.parametrize("status", [Told.INSERTED, Told.SENT])
def test_a_letter_that_went_out_another_way_gets_no_draft(office, box, status):
    with office.desk() as desk:
        set_status(desk, LEAVER, office.letter("Tom").id, status)
    assert set(outcomes(office, go_on(office, begin(office), box))) == ALL - {"Tom"}


def test_it_is_recorded_by_identifiers(office, box):
    go_on(office, begin(office), box)
    found = verbs(office)
    assert (found.count("begin_drafting"), found.count("place_draft"), found.count("end_drafting")) == (1, 5, 1)


# Who may


def test_it_is_off_until_the_administrator_switches_it_on(tmp_path):
    office = Office(tmp_path).approved()
    with pytest.raises(NotAllowed) as refused:
        begin(office)
    assert refused.value.code == "drafting_off"


def test_the_mailboxs_own_setting_closes_it_as_well(office):
    with pytest.raises(NotAllowed):
        begin(office, is_offered=False)


def test_nobody_begins_it_for_another(office):
    with pytest.raises(NotFound):
        begin(office, MANAGER)


def test_before_the_release_nothing_is_begun(tmp_path):
    later = replace(TERMS, release=datetime(2026, 9, 20, tzinfo=UTC))
    office = switched_on(Office(tmp_path).approved(terms=later))
    with pytest.raises(NotReleased):
        begin(office)


def test_one_run_at_a_time(office):
    begin(office)
    with pytest.raises(NotNow) as refused:
        begin(office)
    assert refused.value.code == "drafting_under_way"


def test_another_persons_run_is_nobodys_to_see(office):
    run = begin(office)
    with pytest.raises(NotFound), office.desk() as desk:
        cancel_drafting(desk, MANAGER, office.departure_id, run.id)


def test_switching_it_off_stops_a_run_before_its_next_letter(office, box):
    run = begin(office)
    with office.desk() as desk:
        desk.stores.policies.add(Policy(version=1), desk.now, ADMINISTRATOR.id)
    stopped = go_on(office, run, box)
    assert (stopped.state, stopped.error, box.made) == (DraftingState.STOPPED, "drafting_switched_off", 0)


def test_the_mailboxs_setting_switched_off_stops_a_run_before_its_next_letter(office, box, monkeypatch):
    monkeypatch.setattr("segue.desk.drafting_work.SLICE", 2)
    run = begin(office)
    go_on(office, run, box)
    stopped = go_on(office, run, box, is_offered=False)
    assert (stopped.state, stopped.error, box.made) == (DraftingState.STOPPED, "drafting_switched_off", 2)


def test_what_was_switched_off_cannot_be_gone_on_with(office, box):
    run = begin(office)
    go_on(office, run, box, is_offered=False)
    with pytest.raises(NotAllowed) as refused:
        said(office, resume_drafting, run, is_offered=False)
    assert (refused.value.code, as_it_stands(office, run).state) == ("drafting_off", DraftingState.STOPPED)


def test_closing_the_hand_over_stops_a_run(office, box):
    run = begin(office)
    with office.desk() as desk:
        close(desk, LEAVER, office.departure_id, office.departure.version, sure=True)
    stopped = go_on(office, run, box)
    assert (stopped.state, box.made) == (DraftingState.STOPPED, 0)


def test_who_is_gone_from_the_company_gets_no_more_drafts(office, box):
    run = begin(office)
    with office.desk() as desk:
        desk.stores.people.save(replace(LEAVER, active=False))
    stopped = go_on(office, run, box)
    assert (stopped.error, box.made) == ("drafting_off", 0)


def test_a_letter_that_waits_again_is_left_alone(office, box):
    run = begin(office)
    office.change_client("Tom", note="You kept us going.")
    done = go_on(office, run, box)
    assert came_to(office, done)["Tom"] == (Outcome.LEFT, "letter_not_approved")
    assert one_each(box) == 4


def test_a_slow_mailbox_is_left_in_time_and_the_rest_follows(office):
    run = begin(office)
    slow = Scripted(on_place=lambda letter: office.move(seconds=6))
    first = go_on(office, run, slow, in_flight=1)
    assert (first.state, slow.made, first.leased_until) == (DraftingState.RUNNING, 2, None)
    assert (go_on(office, run, slow, in_flight=1).state, slow.made) == (DraftingState.RUNNING, 4)
    assert (go_on(office, run, slow, in_flight=1).state, slow.made) == (DraftingState.DONE, 5)


def test_the_release_is_checked_again_for_each_letter(office):
    run = begin(office)

    def last_day_ends(letter):
        office.move(days=90)

    box = Scripted(on_place=last_day_ends)
    go_on(office, run, box, in_flight=1)  # the time for one go is over as well
    done = go_on(office, run, box, in_flight=1)
    assert sorted(outcome for outcome, _ in came_to(office, done).values()) == [*[Outcome.LEFT] * 4, Outcome.PLACED]
    assert box.made == 1


def test_each_letter_is_checked_and_written_down_before_the_mailbox_is_asked_for_it(office):
    seen = []

    def look(letter):
        with office.look() as desk:
            seen.append(desk.stores.letters.draft(letter.letter_id))

    go_on(office, begin(office), Scripted(on_place=look))
    assert [(one.placed, one.unclear_at) for one in seen] == [(False, office.now)] * 5


def test_letters_that_came_together_and_the_next_ones_are_one_transaction(office):
    run, together, opened = begin(office), threading.Barrier(5, timeout=20), []
    office_openers = openers(office)

    @contextmanager
    def change():
        opened.append(1)
        with office_openers.change() as desk:
            yield desk

    box = Scripted(on_place=lambda letter: together.wait())
    work_on(Openers(office_openers.look, change), run.id, lambda person: box, lambda person: True, in_flight=5)
    assert one_each(box) == 5
    assert len(opened) <= 3 + 5, "taken up, begun, given back, and at most one for each that came"


def test_a_letter_that_is_erased_while_its_draft_is_made_leaves_none_in_the_mailbox(office):
    letter, log = office.letter("Tom"), FileErasures(office.folder / "erasures.log")

    def erased(one):
        if one.letter_id == letter.id:
            with office.desk() as desk:
                erase_client(desk, LEAVER, office.departure_id, letter.client_id, log)

    box = Scripted(on_place=erased)
    done = go_on(office, begin(office), box)
    assert (done.state, box.made, len(box.drafts)) == (DraftingState.DONE, 5, 4)


# Paused, resumed, ended


def test_a_pause_is_seen_between_two_letters_and_it_goes_on_where_it_was(office):
    run = begin(office)
    box = Scripted(on_place=lambda letter: said(office, pause_drafting, run))
    rests = go_on(office, run, box, in_flight=1)
    assert (rests.state, box.made) == (DraftingState.PAUSED, 1)
    assert go_on(office, run, box) is None
    box.on_place = lambda letter: None
    said(office, resume_drafting, run, is_offered=True)
    assert go_on(office, run, box).state is DraftingState.DONE
    assert one_each(box) == 5


def test_what_was_ended_keeps_its_drafts_and_begins_no_other(office):
    run = begin(office)
    box = Scripted(on_place=lambda letter: said(office, cancel_drafting, run))
    ended = go_on(office, run, box, in_flight=1)
    assert (ended.state, box.made, ended.ended_at) == (DraftingState.CANCELLED, 1, office.now)
    assert said(office, resume_drafting, run, is_offered=True).state is DraftingState.CANCELLED


# Trouble


def test_a_mailbox_that_asks_to_wait_is_left_in_peace_for_as_long(office, box):
    box.script = [MailboxBusy(wait_seconds=90)]
    run = begin(office)
    waits = go_on(office, run, box, in_flight=1)
    assert (waits.state, waits.leased_until, box.made) == (DraftingState.RUNNING, None, 0)
    office.move(seconds=89)
    assert (go_on(office, run, box), box.made) == (None, 0)
    office.move(seconds=1)
    assert go_on(office, run, box).state is DraftingState.DONE
    assert (one_each(box), to_check(office)) == (5, {})


def test_beginning_anew_does_not_cut_the_wait_short(office, box):
    box.script = [MailboxBusy(wait_seconds=90)]
    run = begin(office)
    go_on(office, run, box, in_flight=1)
    said(office, cancel_drafting, run)
    assert go_on(office, begin(office), box) is None
    assert box.made == 0


def test_one_that_does_not_say_for_how_long_is_asked_a_minute_later(office, box):
    box.script = [MailboxBusy()]
    waits = go_on(office, begin(office), box, in_flight=1)
    assert (waits.not_before - office.now).total_seconds() == 60


def test_an_account_that_is_not_connected_stops_it_and_says_so(office, box):
    box.script = [NotConnected(provider="google", need="drafts")]
    run = begin(office)
    stopped = go_on(office, run, box, in_flight=1)
    assert (stopped.state, stopped.error) == (DraftingState.STOPPED, "account_not_connected")
    assert stopped.error_values == {"provider": "google", "need": "drafts"}
    said(office, resume_drafting, run, is_offered=True)
    assert go_on(office, run, box).state is DraftingState.DONE


def test_a_mailbox_that_cannot_be_opened_stops_it_before_the_first_letter(office):
    def closed(person):
        raise NotConnected

    stopped = work_on(openers(office), begin(office).id, closed, lambda person: True)
    assert stopped.error == "account_not_connected"


def test_a_letter_that_the_mailbox_refuses_is_noted_and_the_rest_go_on(office, box):
    box.script = [None, MailboxRefused(status=400)]
    done = go_on(office, begin(office), box, in_flight=1)
    assert done.state is DraftingState.DONE
    assert sorted(came_to(office, done).values()) == [*[(Outcome.PLACED, "")] * 4, (Outcome.REFUSED, "mailbox_refused")]


def test_what_was_refused_and_is_placed_by_itself_later_is_no_longer_shown_as_refused(office, box):
    box.script = [MailboxRefused(status=400)]
    done = go_on(office, begin(office), box, in_flight=1)
    (name,) = [name for name, (outcome, _) in came_to(office, done).items() if outcome is Outcome.REFUSED]
    place_draft(office.desk, LEAVER, office.letter(name).id, box)
    assert came_to(office, done)[name] == (Outcome.PLACED, "")


def test_three_refusals_in_a_row_stop_it_and_are_tried_again_when_it_goes_on(office, box):
    box.script = [MailboxRefused()] * 3
    run = begin(office)
    stopped = go_on(office, run, box, in_flight=1)
    assert (stopped.state, stopped.error, box.made) == (DraftingState.STOPPED, "mailbox_refused", 0)
    said(office, resume_drafting, run, is_offered=True)
    assert go_on(office, run, box).state is DraftingState.DONE
    assert one_each(box) == 5


def test_a_lost_answer_is_taken_up_and_no_second_draft_is_made(office, box):
    box.script = [Lost()]
    done = go_on(office, begin(office), box)
    assert (set(outcomes(office, done).values()), one_each(box)) == ({Outcome.PLACED}, 5)


def test_a_draft_that_may_be_there_is_shown_and_not_made_again(office, box):
    box.script = [MailboxUnclear()]
    done = go_on(office, begin(office), box, in_flight=1)
    (name,) = to_check(office)
    assert (done.state, outcomes(office, done)[name], one_each(box)) == (DraftingState.DONE, Outcome.UNCLEAR, 4)
    with pytest.raises(NotNow):
        begin(office)


def test_what_nobody_foresaw_is_noted_at_its_letter_and_passed_on(office, box):
    box.script = [ZeroDivisionError()]
    run = begin(office)
    with pytest.raises(ZeroDivisionError):
        go_on(office, run, box, in_flight=1)
    assert [one for one in came_to(office, run).values() if one[1]] == [(Outcome.REFUSED, "failed")]
    assert len(to_check(office)) == 1
    assert go_on(office, run, box).state is DraftingState.DONE
    assert one_each(box) == 4


# Drafts that their owner touched


def outdated(office, box):
    """Let Tom have a draft, and then his letter change and be approved anew."""
    place_draft(office.desk, LEAVER, office.letter("Tom").id, box)
    office.change_client("Tom", note="You kept us going.").approve()


def test_a_draft_that_was_edited_is_left_alone_and_listed(office, box):
    outdated(office, box)
    box.edit("draft-1")
    done = go_on(office, begin(office), box)
    assert came_to(office, done)["Tom"] == (Outcome.LEFT, "draft_edited")
    assert ("draft-1" in box.drafts, to_check(office)) == (True, {"Tom": "edited"})


def test_an_outdated_draft_that_is_gone_may_have_been_sent_and_gets_no_other(office, box):
    outdated(office, box)
    box.remove("draft-1")
    done = go_on(office, begin(office), box)
    assert came_to(office, done)["Tom"] == (Outcome.LEFT, "draft_gone")
    assert one_each(box) == 4


def test_an_untouched_outdated_draft_makes_room_for_the_new_one(office, box):
    outdated(office, box)
    done = go_on(office, begin(office), box)
    assert (outcomes(office, done)["Tom"], "draft-1" in box.drafts, one_each(box)) == (Outcome.PLACED, False, 5)


# Whose it is to do


def test_a_run_that_somebody_is_at_is_left_to_him_until_his_lease_is_over(office):
    run, seen = begin(office), []
    box = Scripted(on_place=lambda letter: seen.append(go_on(office, run, MemoryDrafts())))
    go_on(office, run, box, in_flight=1)
    assert set(seen) == {None}


def test_who_lost_his_lease_writes_no_more_of_it(office):
    run, other = begin(office), Scripted()

    def slow(letter):
        box.on_place = lambda letter: None
        office.now += LEASE
        go_on(office, run, other)

    box = Scripted(on_place=slow)
    assert go_on(office, run, box, in_flight=1) is None
    assert as_it_stands(office, run).state is DraftingState.DONE
    assert one_each(box) + one_each(other) == 5, "the letter on its way was not made twice"
    assert set(outcomes(office, run).values()) == {Outcome.PLACED}


def test_the_sweep_finds_what_was_left_and_nothing_that_rests(office, box):
    run = begin(office)

    def found():
        with office.look() as desk:
            return lost(desk)

    assert found() == [run.id]
    said(office, pause_drafting, run)
    assert found() == []
    said(office, resume_drafting, run, is_offered=True)
    go_on(office, run, box)
    assert found() == []


def test_a_long_run_gives_the_queue_back_between_two_slices(office, box, monkeypatch):
    monkeypatch.setattr("segue.desk.drafting_work.SLICE", 2)
    run = begin(office)
    states = [go_on(office, run, box).state for _ in range(3)]
    assert (states, one_each(box)) == ([DraftingState.RUNNING, DraftingState.RUNNING, DraftingState.DONE], 5)


def test_an_erased_hand_over_takes_its_run_along(office, box):
    run = begin(office)

    def erased(letter):
        with office.desk() as desk:
            desk.stores.departures.remove(office.departure_id)

    box.on_place = erased
    assert go_on(office, run, box, in_flight=1) is None
    assert box.drafts == {}
    with pytest.raises(NotFound):
        as_it_stands(office, run)

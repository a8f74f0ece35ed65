"""A draft of which nobody knows whether it was made: looked for, taken over, or its owner's to say (H6, H7)."""

import pytest

from fakes.draft_boxes import Crash, Faulty, Lost, MemoryDrafts, Scripted
from fakes.drafting import begin, came_to, go_on, look_again, switched_on, to_check
from fakes.intake import openers
from fakes.office import LEAVER, MANAGER, Office
from segue.departure.errors import InputError, MailboxBusy, MailboxUnclear, NotConnected, NotFound
from segue.departure.letter_state import Told
from segue.desk.draft_fates import look_at_drafts
from segue.desk.drafts_to_check import drafts_to_check, say_of_draft
from segue.desk.left_drafts import Fate, clear_left_drafts
from segue.desk.one_draft import ask_for_draft, begin_draft, note_made, place_draft
from segue.desk.outdated_drafts import clear_outdated_drafts
from segue.desk.ports import Outcome


@pytest.fixture
def office(tmp_path):
    return switched_on(Office(tmp_path).approved())


@pytest.fixture
def box():
    return Scripted()


def lose(office, box):
    """Let Tom's draft be made and nobody know of it; the mailbox finds it late."""
    box.late, box.script = True, [Lost()]
    with pytest.raises(MailboxUnclear):
        place_draft(office.desk, LEAVER, office.letter("Tom").id, box)


def look_three_times(office, box):
    for minutes in (1, 4, 25):
        office.move(minutes=minutes)
        look_again(office, box)


def said(office, what, who=LEAVER, name="Tom"):
    with office.desk() as desk:
        say_of_draft(desk, who, office.letter(name).id, what)


def known(office):
    with office.look() as desk:
        return desk.stores.letters.draft(office.letter("Tom").id)


@pytest.mark.parametrize(("minutes", "looks"), [(0, 0), (0.9, 0), (1, 1), (4, 1), (40, 1)])
def test_it_is_not_looked_for_before_the_mailbox_had_time(office, box, minutes, looks):
    lose(office, box)
    office.move(minutes=minutes)
    look_again(office, box)
    assert known(office).looks == looks


def test_one_that_is_found_late_is_the_draft_and_the_run_says_so(office, box):
    box.late, box.script = True, [Lost()]
    run = begin(office)
    go_on(office, run, box, in_flight=1)
    assert list(came_to(office, run).values()).count((Outcome.UNCLEAR, "")) == 1
    box.late = False
    office.move(minutes=1)
    assert look_again(office, box) == 1
    assert set(came_to(office, run).values()) == {(Outcome.PLACED, "")}
    assert ({letter.status for letter in office.letters()}, to_check(office)) == ({Told.DRAFTED}, {})
    assert len(box.drafts) == box.made == 5


def test_one_that_a_look_finds_while_its_maker_is_still_waiting_is_recorded_once_and_keeps_its_makers_stamp(
    office, box
):
    with office.desk() as desk:
        begun = begin_draft(desk, LEAVER, office.letter("Tom").id)
    placed = ask_for_draft(box, begun)
    office.move(minutes=1)
    assert look_again(office, box) == 1
    with office.desk() as desk:
        note_made(desk, LEAVER, begun, placed)
        recorded = [entry.subject_id for entry in desk.stores.audit.entries() if entry.verb == "place_draft"]
    assert (recorded, known(office).stamp) == ([begun.record.letter_id], placed.stamp)


def test_after_the_last_look_its_owner_is_asked_and_nothing_is_made(office, box):
    lose(office, box)
    assert to_check(office) == {"Tom": "looking"}
    look_three_times(office, box)
    assert to_check(office) == {"Tom": "unclear"}
    office.move(days=1)
    assert (look_again(office, box), box.made) == (0, 1)


def test_a_process_that_was_killed_over_it_leaves_it_to_be_looked_for(office, box):
    with pytest.raises(Crash):
        place_draft(office.desk, LEAVER, office.letter("Tom").id, Faulty(box, "after"))
    office.move(minutes=1)
    assert (look_again(office, box), to_check(office)) == (1, {})


def test_a_mailbox_that_asks_to_wait_has_not_been_looked_in(office, box):
    class Busy(MemoryDrafts):
        def find(self, letter):
            raise MailboxBusy(wait_seconds=5)

    lose(office, box)
    office.move(minutes=1)
    look_again(office, Busy())
    assert known(office).looks == 0


def test_a_mailbox_that_is_not_connected_is_not_asked_for_ever(office, box):
    class Closed(MemoryDrafts):
        def find(self, letter):
            raise NotConnected

    lose(office, box)
    look_three_times(office, Closed())
    assert to_check(office) == {"Tom": "unclear"}


def test_it_is_recorded_once_that_nobody_knows(office, box):
    lose(office, box)
    look_three_times(office, box)
    with office.look() as desk:
        found = [entry for entry in desk.stores.audit.entries() if entry.verb == "draft_unclear"]
    assert [(one.person_id, one.subject_id) for one in found] == [(LEAVER.id, office.letter("Tom").id)]


# What its owner says


def test_one_that_is_there_counts_as_drafted_and_no_other_is_made(office, box):
    lose(office, box)
    look_three_times(office, box)
    said(office, "there")
    assert (office.letter("Tom").status, to_check(office)) == (Told.DRAFTED, {})
    go_on(office, begin(office), box)
    assert len(set(box.drafts.values())) == len(box.drafts) == 5


def test_one_that_is_not_there_may_be_made_anew(office):
    box = Scripted(script=[MailboxUnclear()])
    with pytest.raises(MailboxUnclear):
        place_draft(office.desk, LEAVER, office.letter("Tom").id, box)
    look_three_times(office, box)
    said(office, "not_there")
    place_draft(office.desk, LEAVER, office.letter("Tom").id, box)
    assert (box.made, to_check(office)) == (1, {})


@pytest.mark.parametrize("what", ["there", "not_there", "sent", "nonsense"])
def test_nothing_is_said_while_it_is_still_looked_for(office, box, what):
    lose(office, box)
    with pytest.raises(InputError):
        said(office, what)


def test_nobody_says_anything_of_anothers_draft(office, box):
    lose(office, box)
    look_three_times(office, box)
    with pytest.raises(NotFound):
        said(office, "not_there", MANAGER)


def test_one_whose_letter_changed_can_only_be_gone(office, box):
    lose(office, box)
    office.change_client("Tom", note="You kept us going.").approve()
    assert to_check(office) == {"Tom": "unclear"}
    with pytest.raises(InputError):
        said(office, "there")
    said(office, "not_there")
    assert to_check(office) == {}


def test_one_that_its_owner_found_is_his_to_delete_when_the_letter_changes(office, box):
    lose(office, box)
    look_three_times(office, box)
    said(office, "there")
    office.change_client("Tom", note="You kept us going.")
    for _ in range(2):
        assert [one.fate for one in clear_outdated_drafts(office.desk, lambda person: box)] == [Fate.EDITED]
    assert to_check(office) == {"Tom": "edited"}
    said(office, "not_there")
    assert (to_check(office), office.letter("Tom").status) == ({}, Told.TO_DO)


def test_one_that_its_owner_found_is_named_when_its_letter_is_erased(office, box):
    lose(office, box)
    look_three_times(office, box)
    said(office, "there")
    with office.desk() as desk:
        desk.stores.letters.remove(office.letter("Tom").id)
    assert [one.fate for one in clear_left_drafts(office.desk, lambda person: box)] == [Fate.UNSURE]
    assert clear_left_drafts(office.desk, lambda person: box) == []


# Drafts that were there


def look(office, box):
    return look_at_drafts(openers(office), LEAVER, office.departure_id, box)


@pytest.fixture
def drafted(office, box):
    place_draft(office.desk, LEAVER, office.letter("Tom").id, box)
    place_draft(office.desk, LEAVER, office.letter("Chiara").id, box)
    return office


def test_drafts_that_stand_there_edited_or_not_are_left_as_they_are(drafted, box):
    box.edit("draft-1")
    assert (look(drafted, box), to_check(drafted)) == (0, {})


def test_one_that_is_gone_is_never_taken_for_sent_by_itself(drafted, box):
    box.remove("draft-1")
    assert look(drafted, box) == 1
    assert (drafted.letter("Tom").status, to_check(drafted)) == (Told.DRAFTED, {"Tom": "gone"})


@pytest.mark.parametrize(("what", "status"), [("sent", Told.SENT), ("deleted", Told.TO_DO)])
def test_its_owner_says_which_with_one_click(drafted, box, what, status):
    box.remove("draft-1")
    look(drafted, box)
    said(drafted, what)
    assert (drafted.letter("Tom").status, to_check(drafted)) == (status, {})


def test_one_that_the_mailbox_itself_says_was_sent_is_sent(drafted, box):
    box.sent.add("draft-1")
    assert look(drafted, box) == 1
    assert (drafted.letter("Tom").status, to_check(drafted)) == (Told.SENT, {})


def test_nobody_looks_in_anothers_mailbox(drafted, box):
    with pytest.raises(NotFound):
        look_at_drafts(openers(drafted), MANAGER, drafted.departure_id, box)


def test_a_mailbox_that_does_not_answer_says_so(drafted):
    class Silent(MemoryDrafts):
        def fate(self, ref, stamp):
            raise MailboxBusy

    with pytest.raises(MailboxBusy):
        look(drafted, Silent())


def test_the_list_names_the_moment_of_the_next_look(office, box):
    lose(office, box)
    with office.look() as desk:
        (one,) = drafts_to_check(desk, LEAVER, office.departure_id)
    assert (one.again_at - office.now).total_seconds() == 60

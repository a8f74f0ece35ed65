"""A draft is placed once, whatever happens on the way (H6)."""

from contextlib import contextmanager

import pytest

from fakes.draft_boxes import Crash, Faulty, MemoryDrafts
from fakes.office import LEAVER, Office
from segue.departure.errors import NotApproved
from segue.departure.letter_state import Told
from segue.desk.hand_out import place_draft


def place(office, box, name="Tom"):
    return place_draft(office.desk, LEAVER, office.letter(name).id, box)


def test_a_placed_draft_is_there_and_the_client_counts_as_drafted(tmp_path):
    office, box = Office(tmp_path).approved(), MemoryDrafts()
    placed = place(office, box)
    assert list(box.drafts.values()) == [placed.marker]
    assert office.letter("Tom").status is Told.DRAFTED


def test_asking_twice_makes_one_draft(tmp_path):
    office, box = Office(tmp_path).approved(), MemoryDrafts()
    assert place(office, box) == place(office, box)
    assert box.made == 1


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_crash_while_placing_leaves_one_draft_after_the_next_try(tmp_path, moment):
    office, box = Office(tmp_path).approved(), MemoryDrafts()
    with pytest.raises(Crash):
        place(office, Faulty(box, moment))
    assert office.letter("Tom").status is Told.TO_DO
    place(office, box)
    assert (len(box.drafts), box.made) == (1, 1)
    assert office.letter("Tom").status is Told.DRAFTED


def test_a_crash_before_the_second_note_is_made_up_for(tmp_path):
    office, box, opened = Office(tmp_path).approved(), MemoryDrafts(), []

    @contextmanager
    def dies_the_second_time():
        opened.append(1)
        if len(opened) == 2:
            raise Crash("between")
        with office.desk() as desk:
            yield desk

    with pytest.raises(Crash):
        place_draft(dies_the_second_time, LEAVER, office.letter("Tom").id, box)
    place(office, box)
    assert (len(box.drafts), box.made) == (1, 1)


def test_no_transaction_is_open_while_the_mailbox_is_asked(tmp_path):
    office = Office(tmp_path).approved()

    class Writing(MemoryDrafts):
        def place(self, letter):
            with office.desk() as desk:  # would wait for the lock, and fail, inside another transaction
                desk.stores.people.set_approver(office.leaver.id, office.successor.id)
            return super().place(letter)

    assert place(office, Writing()).letter_id == office.letter("Tom").id


def test_a_changed_letter_replaces_its_draft(tmp_path):
    office, box = Office(tmp_path).approved(), MemoryDrafts()
    first = place(office, box)
    office.change_client("Tom", note="You kept us going.").approve()
    second = place(office, box)
    assert first.marker != second.marker
    assert list(box.drafts.values()) == [second.marker]


@pytest.mark.parametrize("moment", ["before", "after", "on_remove"])
def test_a_crash_while_replacing_leaves_one_draft_of_the_new_bytes(tmp_path, moment):
    office, box = Office(tmp_path).approved(), MemoryDrafts()
    place(office, box)
    office.change_client("Tom", note="You kept us going.").approve()
    with pytest.raises(Crash):
        place(office, Faulty(box, moment))
    placed = place(office, box)
    assert list(box.drafts.values()) == [placed.marker]
    assert box.made == 2


def test_a_letter_that_waits_never_reaches_the_box(tmp_path):
    office, box = Office(tmp_path).given(), MemoryDrafts()
    with pytest.raises(NotApproved):
        place(office, box)
    assert box.made == 0


def test_each_letter_has_its_own_draft(tmp_path):
    office, box = Office(tmp_path).approved(), MemoryDrafts()
    for name in ("Tom", "Eleanor", "Chiara"):
        place(office, box, name)
    assert len(set(box.drafts.values())) == 3

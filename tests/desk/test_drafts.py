"""A draft is placed once, whatever happens on the way (H6)."""

import io
import zipfile
from contextlib import contextmanager

import pytest

from fakes.draft_boxes import Crash, Faulty, MemoryDrafts
from fakes.office import LEAVER, MANAGER, Office
from segue.departure.errors import MailboxBusy, MailboxRefused, MailboxUnclear, NotApproved, NotConnected, NotNow
from segue.departure.letter_state import Told
from segue.desk.drafts_to_check import drafts_to_check
from segue.desk.one_draft import place_draft


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


@pytest.mark.parametrize(("moment", "finds_at_once"), [("after", False), ("after", True), ("before", True)])
def test_a_crash_while_placing_leaves_one_draft_after_the_next_try(tmp_path, moment, finds_at_once):
    office, box = Office(tmp_path).approved(), MemoryDrafts(finds_at_once=finds_at_once)
    with pytest.raises(Crash):
        place(office, Faulty(box, moment))
    assert office.letter("Tom").status is Told.TO_DO
    place(office, box)
    assert (len(box.drafts), box.made) == (1, 1)
    assert office.letter("Tom").status is Told.DRAFTED


def test_what_a_mailbox_may_find_late_is_not_made_again(tmp_path):
    office, box = Office(tmp_path).approved(), MemoryDrafts()
    with pytest.raises(Crash):
        place(office, Faulty(box, "before"))
    for _ in range(2):
        with pytest.raises(NotNow) as refused:
            place(office, box)
        assert refused.value.code == "draft_unclear"
    assert box.made == 0
    assert to_check(office) == ["Tom Stainsby"]


def test_a_lost_answer_is_looked_for_at_once_and_what_is_found_is_the_draft(tmp_path):
    office, box = Office(tmp_path).approved(), MemoryDrafts()
    place(office, Faulty(box, "after", MailboxUnclear))
    assert (box.made, to_check(office), office.letter("Tom").status) == (1, [], Told.DRAFTED)


def test_a_lost_answer_and_no_draft_to_be_found_is_passed_on(tmp_path):
    office, box = Office(tmp_path).approved(), MemoryDrafts()
    with pytest.raises(MailboxUnclear):
        place(office, Faulty(box, "before", MailboxUnclear))
    assert to_check(office) == ["Tom Stainsby"]


@pytest.mark.parametrize("no", [MailboxBusy, MailboxRefused, NotConnected])
def test_a_mailbox_that_says_that_it_did_nothing_is_believed(tmp_path, no):
    office, box = Office(tmp_path).approved(), MemoryDrafts()
    with pytest.raises(no):
        place(office, Faulty(box, "before", no))
    assert to_check(office) == []
    place(office, box)
    assert box.made == 1


def test_an_unclear_draft_of_a_letter_that_changed_is_not_made_up_for_by_another(tmp_path):
    office, box = Office(tmp_path).approved(), MemoryDrafts(finds_at_once=True)
    with pytest.raises(Crash):
        place(office, Faulty(box, "after"))
    office.change_client("Tom", note="You kept us going.").approve()
    with pytest.raises(NotNow) as refused:
        place(office, box)
    assert (refused.value.code, box.made) == ("draft_unclear", 1)


def test_a_letter_that_changes_while_its_draft_is_made_is_not_told_of_as_drafted(tmp_path):
    office = Office(tmp_path).approved()

    class Changing(MemoryDrafts):
        def place(self, letter):
            office.change_client("Tom", note="You kept us going.")
            return super().place(letter)

    place(office, Changing())
    assert (office.letter("Tom").status, to_check(office)) == (Told.TO_DO, [])


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


@pytest.mark.parametrize("moment", ["after", "on_remove"])
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


# A draft that its owner edited


def edited(office, box):
    """Let Tom's draft be edited, and then his letter change and be approved anew; returns the draft's reference."""
    place(office, box)
    (ref,) = box.drafts
    box.edit(ref)
    office.change_client("Tom", note="You kept us going.").approve()
    return ref


def to_check(office, who=LEAVER):
    with office.look() as desk:
        return [one.letter.client_name for one in drafts_to_check(desk, who, office.departure_id)]


def test_a_draft_that_was_edited_is_neither_removed_nor_doubled(tmp_path):
    office, box = Office(tmp_path).approved(), MemoryDrafts()
    ref = edited(office, box)
    for _ in range(2):
        with pytest.raises(NotNow) as refused:
            place(office, box)
        assert refused.value.code == "draft_edited"
    assert (list(box.drafts), box.made) == ([ref], 1)


def test_it_is_listed_for_its_owner_alone_until_he_has_seen_to_it(tmp_path):
    office, box = Office(tmp_path).approved(), MemoryDrafts()
    ref = edited(office, box)
    with pytest.raises(NotNow):
        place(office, box)
    assert (to_check(office), to_check(office, MANAGER)) == (["Tom Stainsby"], [])
    box.remove(ref)
    placed = place(office, box)
    assert list(box.drafts.values()) == [placed.marker]
    assert to_check(office) == []


def test_a_draft_found_after_a_crash_may_have_been_edited_and_is_spared(tmp_path):
    office, box = Office(tmp_path).approved(), MemoryDrafts()
    with pytest.raises(Crash):
        place(office, Faulty(box, "after"))
    place(office, box)
    office.change_client("Tom", note="You kept us going.").approve()
    with pytest.raises(NotNow):
        place(office, box)
    assert box.made == 1


def test_what_was_interrupted_is_listed_until_it_is_made_up_for(tmp_path):
    office, box = Office(tmp_path).approved(), MemoryDrafts()
    with pytest.raises(Crash):
        place(office, Faulty(box, "after"))
    assert to_check(office) == ["Tom Stainsby"]
    place(office, box)
    assert to_check(office) == []


def test_an_edited_draft_keeps_no_other_letter_from_the_pile(tmp_path):
    office = Office(tmp_path).approved()
    visitor, folder = office.as_(LEAVER), office.settings.mailboxes / LEAVER.id / "drafts"
    visitor.post(f"/letters/{office.letter('Tom').id}/draft")
    (draft,) = folder.iterdir()
    draft.write_bytes(draft.read_bytes() + b"PS")
    before = draft.read_bytes()
    office.change_client("Tom", note="You kept us going.").approve()
    packed = visitor.post(f"/departures/{office.departure_id}/hand-out/drafts")
    assert len(zipfile.ZipFile(io.BytesIO(packed.data)).namelist()) == 4
    assert draft.read_bytes() == before
    listed = visitor.get(f"/departures/{office.departure_id}/hand-out").text
    assert "Check your Drafts" in listed
    assert "Tom Stainsby" in listed.partition("check-edited")[2].partition("</ul>")[0]

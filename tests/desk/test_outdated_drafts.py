"""A draft of a letter that waits again or was sent back leaves the mailbox, unless its owner edited it (H6)."""

from contextlib import contextmanager

import pytest

from fakes.draft_boxes import Crash, Faulty, MemoryDrafts
from fakes.office import LEAVER, MANAGER, Office
from segue.departure.errors import SegueError
from segue.departure.letter_state import Told
from segue.desk.daily import is_due
from segue.desk.drafts_to_check import drafts_to_check
from segue.desk.left_drafts import Fate
from segue.desk.one_draft import place_draft
from segue.desk.outdated_drafts import clear_outdated_drafts
from segue.desk.reading import reject


@pytest.fixture
def box():
    """Return Mara's Drafts folder."""
    return MemoryDrafts()


@pytest.fixture
def office(tmp_path, box):
    """Return an office with approved letters, and drafts of Tom's and Chiara's."""
    found = Office(tmp_path).approved()
    for name in ("Tom", "Chiara"):
        place_draft(found.desk, LEAVER, found.letter(name).id, box)
    return found


def change(office):
    office.change_client("Tom", note="You kept us going.")


def send_back(office):
    with office.desk() as desk:
        tom = office.letter("Tom")
        reject(desk, MANAGER, office.departure_id, {tom.id: tom.digest}, "Too long")


def approve_anew(office):
    change(office)
    office.approve()


def clear(office, box):
    return [one.fate for one in clear_outdated_drafts(office.desk, lambda person: box)]


def to_check(office):
    with office.look() as desk:
        return [one.letter.client_name for one in drafts_to_check(desk, LEAVER, office.departure_id)]


def known(office):
    with office.look() as desk:
        return desk.stores.letters.draft(office.letter("Tom").id)


@pytest.mark.parametrize("end", [change, send_back, approve_anew])
def test_the_untouched_draft_of_a_letter_that_changed_is_removed(office, box, end):
    end(office)
    assert clear(office, box) == [Fate.REMOVED]
    assert list(box.drafts) == ["draft-2"], "the other letter's stays"
    assert (known(office), office.letter("Tom").status, to_check(office)) == (None, Told.TO_DO, [])
    assert clear(office, box) == []


def test_drafts_of_letters_as_they_are_approved_stay(office, box):
    assert clear(office, box) == []
    assert len(box.drafts) == 2


def test_an_edited_draft_stays_and_is_listed_until_its_owner_deleted_it(office, box):
    box.edit("draft-1")
    change(office)
    assert clear(office, box) == clear(office, box) == [Fate.EDITED]
    assert "draft-1" in box.drafts
    assert to_check(office) == ["Tom Stainsby"]
    box.remove("draft-1")
    assert clear(office, box) == [Fate.GONE]
    assert (to_check(office), known(office)) == ([], None)


def test_a_letter_that_was_sent_keeps_what_is_known_of_its_draft(office, box):
    office.as_(LEAVER).call("PUT", f"/api/v1/letters/{office.letter('Tom').id}/status", json={"status": "sent"})
    office.change_client("Tom", note="You kept us going.")
    assert clear(office, box) == []
    assert known(office).placed


def test_a_mailbox_that_does_not_answer_is_asked_again(office, box):
    change(office)

    def silent(person):
        raise OSError

    assert [one.fate for one in clear_outdated_drafts(office.desk, silent)] == [Fate.UNREACHABLE]
    assert clear(office, box) == [Fate.REMOVED]


def test_a_crash_after_the_mailbox_removed_it_is_made_up_for(office, box):
    change(office)
    with pytest.raises(Crash):
        clear_outdated_drafts(office.desk, lambda person: Faulty(box, "on_remove"))
    office.approve()
    placed = place_draft(office.desk, LEAVER, office.letter("Tom").id, box)
    assert placed.marker in box.drafts.values(), "nobody takes the removed one for the new one"
    assert clear(office, box) == []


def test_one_that_is_made_anew_meanwhile_is_not_forgotten(office, box):
    approve_anew(office)
    letter = office.letter("Tom").id

    class Late(MemoryDrafts):
        def remove(self, ref):
            box.remove(ref)
            place_draft(office.desk, LEAVER, letter, box)

        def stamp(self, ref):
            return box.stamp(ref)

    clear_outdated_drafts(office.desk, lambda person: Late())
    assert known(office).placed
    assert (len(box.drafts), to_check(office)) == (2, [])


def test_no_transaction_is_open_while_the_mailbox_is_asked(office, box):
    change(office)
    opened = []

    @contextmanager
    def watched():
        with office.desk() as desk:
            opened.append(1)
            yield desk
            opened.pop()

    class Asked(MemoryDrafts):
        def stamp(self, ref):
            assert not opened
            return box.stamp(ref)

    assert [one.fate for one in clear_outdated_drafts(watched, lambda person: Asked())] == [Fate.REMOVED]


def test_it_is_recorded_by_identifiers(office, box):
    change(office)
    clear(office, box)
    with office.look() as desk:
        last = desk.stores.audit.last()
    assert (last.person_id, last.verb, last.subject_id) == ("", "remove_draft", office.letter("Tom").id)


def test_the_daily_job_is_due_again_once_a_letter_with_a_draft_changed(office, box):
    with office.desk() as desk:
        desk.stores.settings.daily_done(office.now)
        assert not is_due(desk)
    box.edit("draft-1")
    change(office)
    with office.desk() as desk:
        assert is_due(desk)
    clear(office, box)
    with office.desk() as desk:
        assert not is_due(desk), "an edited draft waits for its owner, not for the next hour"


def test_a_draft_nobody_knows_of_whether_it_was_made_is_left_to_its_owner(tmp_path, box):
    office = Office(tmp_path).approved()
    with pytest.raises(Crash):
        place_draft(office.desk, LEAVER, office.letter("Tom").id, Faulty(box, "after"))
    change(office)
    assert clear(office, box) == []
    assert to_check(office) == ["Tom Stainsby"]
    with pytest.raises(SegueError):
        place_draft(office.desk, LEAVER, office.letter("Tom").id, box)

"""What the daily job sees of drafts that were placed: sent only where the mailbox says so, the rest is asked (H7)."""

import pytest

import segue.desk.draft_fates as fates
from fakes.draft_boxes import MemoryDrafts
from fakes.drafting import to_check
from fakes.office import LEAVER, Office
from segue.departure.errors import MailboxBusy, NotConnected
from segue.departure.letter_state import Told
from segue.departure.stage import Stage
from segue.desk.close import close
from segue.desk.daily import daily
from segue.desk.one_draft import place_draft
from segue.desk.ports import DraftFate
from segue.desk.replay import Unlogged


@pytest.fixture
def box():
    return MemoryDrafts()


@pytest.fixture
def office(tmp_path, box):
    office = Office(tmp_path).approved()
    for letter in office.letters():
        place_draft(office.desk, LEAVER, letter.id, box)
    return office


def run(office, box):
    return daily(office.desk, lambda person: box, Unlogged())


def statuses(office):
    return [letter.status for letter in office.letters()]


def test_drafts_that_are_gone_are_asked_about_and_not_taken_for_sent(office, box):
    box.drafts.clear()
    assert run(office, box).away == 5
    assert statuses(office) == [Told.DRAFTED] * 5
    assert set(to_check(office).values()) == {"gone"}


def test_drafts_that_the_mailbox_says_were_sent_are_sent(office, box):
    box.sent.update(box.drafts)
    assert run(office, box).away == 5
    assert statuses(office) == [Told.SENT] * 5


def test_drafts_that_stand_there_change_nothing(office, box):
    assert run(office, box).away == 0
    assert (statuses(office), to_check(office)) == ([Told.DRAFTED] * 5, {})


def test_all_are_looked_at_however_many_at_a_time(office, box, monkeypatch):
    monkeypatch.setattr(fates, "MOST_LOOKED_AT", 2)
    box.drafts.clear()
    assert run(office, box).away == 5


def test_what_was_seen_once_is_not_counted_again(office, box):
    box.drafts.clear()
    run(office, box)
    assert run(office, box).away == 0


@pytest.mark.parametrize("trouble", [MailboxBusy, NotConnected, OSError])
def test_a_mailbox_that_does_not_answer_keeps_nothing_from_its_turn(office, box, trouble):
    class Silent(MemoryDrafts):
        def fate(self, ref, stamp):
            raise trouble

    done = run(office, Silent())
    assert (done.away, done.failed) == (0, {})


def closed(office):
    with office.desk() as desk:
        close(desk, LEAVER, office.departure_id, desk.stores.departures.get(office.departure_id).version, sure=True)


def test_after_the_hand_over_nobody_looks(office, box):
    closed(office)
    box.drafts.clear()
    assert run(office, box).away == 0


def test_a_hand_over_closed_while_the_mailbox_answers_is_marked_no_more(office, box, monkeypatch):
    class Closing(MemoryDrafts):
        def fate(self, ref, stamp):
            if office.departure.stage is not Stage.CLOSED:
                closed(office)
            return DraftFate.SENT

    monkeypatch.setattr(fates, "AT_ONCE", 1)
    assert run(office, Closing()).failed == {}
    assert statuses(office) == [Told.DRAFTED] * 5


def test_it_is_recorded_as_nobodys_doing(office, box):
    box.drafts.clear()
    run(office, box)
    with office.look() as desk:
        (entry,) = [one for one in desk.stores.audit.entries(office.departure_id) if one.verb == "look_at_drafts"]
    assert entry.person_id == ""

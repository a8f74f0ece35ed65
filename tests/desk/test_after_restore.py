"""What an older backup does not know is looked for before anything leaves: drafts by Segue, the rest by people (H6)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from fakes.draft_boxes import MemoryDrafts, Scripted
from fakes.drafting import as_it_stands, begin, came_to, go_on, switched_on
from fakes.identity import account_of
from fakes.intake import csv_of, openers, take
from fakes.office import LEAVER, MANAGER, TERMS, Office
from segue.departure.errors import MailboxBusy, MailboxTrouble, NotFound, NotReleased
from segue.departure.letter_state import Told
from segue.departure.terms import SenderMode
from segue.desk.after_restore import note_restored, say_looked
from segue.desk.carry_out import QUEUED_FOR, carry_out, lost
from segue.desk.close import close
from segue.desk.connections import connect
from segue.desk.drafting import resume_drafting
from segue.desk.drafting_lease import lost as lost_runs
from segue.desk.hand_out import open_letter
from segue.desk.one_draft import place_draft
from segue.desk.ports import DraftingState, Need, Outcome, ReadingState, Tokens
from segue.desk.tellers import closed_for

ALL = {"Tom", "Eleanor", "Callum", "Chiara", "Paolo"}


@pytest.fixture
def office(tmp_path):
    return switched_on(Office(tmp_path).approved())


def restored(office):
    """Let a backup be restored; returns how many departures are held."""
    with office.desk() as desk:
        return note_restored(desk, office.now - timedelta(hours=20))


def looked(office, who=LEAVER):
    with office.desk() as desk:
        say_looked(desk, who, office.departure_id)


def closed(office, who=LEAVER):
    with office.look() as desk:
        found = closed_for(desk, who, desk.stores.departures.get(office.departure_id))
    return found.code if found else ""


def drafted_before(office, box, *names):
    """Let letters be drafted of which the backup knows nothing."""
    for name in names:
        place_draft(office.desk, LEAVER, office.letter(name).id, box)
        with office.desk() as desk:
            letter = office.letter(name)
            desk.stores.letters.drop_draft(desk.stores.letters.draft(letter.id))
            desk.stores.letters.save(replace(letter, status=Told.TO_DO))


def test_nothing_leaves_until_who_tells_has_looked(office):
    assert restored(office) == 1
    assert closed(office) == "restored_unseen"
    with pytest.raises(NotReleased), office.desk() as desk:
        open_letter(desk, LEAVER, office.letter("Tom").id)
    looked(office)
    assert closed(office) == ""


def test_each_who_tells_looks_in_his_own_mailbox(tmp_path):
    office = Office(tmp_path).approved(terms=replace(TERMS, mode=SenderMode.MANAGER))
    restored(office)
    with pytest.raises(NotFound):
        looked(office, office.successor)
    looked(office)  # the leader has a queue, and no letters of his own in it
    assert closed(office, MANAGER) == "restored_unseen"
    looked(office, MANAGER)
    assert closed(office, MANAGER) == ""


def test_another_backup_is_another_look(office):
    restored(office)
    looked(office)
    restored(office)
    assert closed(office) == "restored_unseen"


def test_a_hand_over_that_is_over_is_left_as_it_is(office):
    with office.desk() as desk:
        close(desk, LEAVER, office.departure_id, desk.stores.departures.get(office.departure_id).version, sure=True)
    assert restored(office) == 0


def test_approvals_outlast_a_restore(office):
    before = office.states()
    restored(office)
    looked(office)
    assert office.states() == before


def test_drafts_of_which_the_backup_knows_nothing_are_taken_over_and_not_made_again(office):
    box = Scripted()
    drafted_before(office, box, "Tom", "Callum")
    restored(office)
    looked(office)
    done = go_on(office, begin(office), box)
    assert (done.state, len(box.drafts)) == (DraftingState.DONE, 5)
    assert {name: outcome for name, (outcome, _) in came_to(office, done).items()} == dict.fromkeys(ALL, Outcome.PLACED)
    assert {letter.status for letter in office.letters()} == {Told.DRAFTED}


def test_a_draft_that_was_taken_over_may_be_edited_and_is_never_removed_as_if_it_were_not(office):
    box = MemoryDrafts()
    drafted_before(office, box, "Tom")
    restored(office)
    looked(office)
    place_draft(office.desk, LEAVER, office.letter("Tom").id, box)
    with office.look() as desk:
        known = desk.stores.letters.draft(office.letter("Tom").id)
    assert (len(box.drafts), known.placed, known.stamp) == (1, True, "")


@pytest.mark.parametrize("trouble", [MailboxTrouble(), MailboxBusy(wait_seconds=5), OSError()])
def test_a_mailbox_that_cannot_be_looked_through_gets_no_draft_meanwhile(office, trouble):
    class Away(MemoryDrafts):
        def find(self, letter):
            raise trouble

    box = Away()
    restored(office)
    looked(office)
    with pytest.raises(MailboxBusy):
        place_draft(office.desk, LEAVER, office.letter("Tom").id, box)
    with office.look() as desk:
        assert desk.stores.letters.draft(office.letter("Tom").id) is None
    assert box.drafts == {}


def test_a_run_of_drafts_in_a_backup_stops_and_goes_on_once_somebody_looked(office):
    """Its job was lost with the queue; the sweep finds the run by its row."""
    run, box = begin(office), Scripted()
    restored(office)
    with office.look() as desk:
        assert lost_runs(desk) == [run.id]
    stopped = go_on(office, run, box)
    assert (stopped.state, stopped.error, box.drafts) == (DraftingState.STOPPED, "restored_unseen", {})
    looked(office)
    with office.desk() as desk:
        resume_drafting(desk, LEAVER, office.departure_id, run.id, True)
    assert go_on(office, as_it_stands(office, run), box).state is DraftingState.DONE
    assert len(box.drafts) == 5


def test_a_reading_in_a_backup_goes_on_without_its_job(tmp_path):
    office = Office(tmp_path).begun()
    reading = take(office, csv_of("Ada Marchetti,ada@marchetti.it.example,Marchetti"))
    restored(office)
    office.move(seconds=QUEUED_FOR.total_seconds())
    with office.look() as desk:
        assert lost(desk) == [reading.id]
    assert carry_out(openers(office), reading.id, lambda person: None).state is ReadingState.DONE


def test_accounts_are_connected_anew_because_somebody_may_have_ended_his_meanwhile(office):
    tokens = Tokens("access", office.now + timedelta(hours=1), "renewal")
    with office.desk() as desk:
        connect(desk, LEAVER, replace(account_of(LEAVER.address, Need.CONTACTS), tokens=tokens))
    restored(office)
    with office.look() as desk:
        known = desk.stores.connections.of(LEAVER.id)
    assert (known.works, known.ended_why) == (False, "restored")

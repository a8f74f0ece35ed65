"""Closing: who may, what it shows first, and that nothing happens afterwards but erasing."""

from dataclasses import replace

import pytest

from desk.calling import WITH_PHONES, called, listed, policy
from desk.test_two_openings import give
from fakes.draft_boxes import MemoryDrafts
from fakes.office import ADMINISTRATOR, LEAVER, MANAGER, OTHER_LEAVER, SUCCESSOR, TERMS, Office, contact
from segue.clients.account_reading import table_in_text
from segue.departure.call import CallOutcome
from segue.departure.dates import end_of
from segue.departure.errors import ChangedMeanwhile, InputError, NotFound, NotNow, NotReleased
from segue.departure.letter_state import Told
from segue.departure.stage import MOVES, Stage, Verb
from segue.departure.terms import Terms
from segue.desk.account_list import load_accounts
from segue.desk.account_words import say_not_his
from segue.desk.after_last_day import move_to_manager
from segue.desk.choose import choose_by
from segue.desk.close import close
from segue.desk.completeness import completeness
from segue.desk.hand_out import open_letter, open_letters
from segue.desk.mark import set_status
from segue.desk.one_draft import place_draft
from segue.desk.outcomes import Outcome
from segue.desk.reading import approve, reject
from segue.desk.report_file import take_report
from segue.desk.unfinished import Undone, unfinished

STAGES = {
    Stage.PREPARING: lambda office: office.begun(),
    Stage.ASKED: lambda office: office.asked(),
    Stage.REFUSED: lambda office: office.listed().answer(Terms(may_tell=False)),
    Stage.ANSWERED: lambda office: office.asked().answer(),
    Stage.AGREED: lambda office: office.approved(),
}


def closed(office, by=LEAVER, version=None, sure=True):
    with office.desk() as desk:
        now = desk.stores.departures.get(office.departure_id)
        return close(desk, by, now.id, now.version if version is None else version, sure)


def left(office):
    with office.look() as desk:
        return unfinished(desk, office.departure)


def mark(office, name, status, why="", who=LEAVER):
    with office.desk() as desk:
        set_status(desk, who, office.letter(name).id, status, why)


def reject_one(office, name):
    letter = office.letter(name)
    with office.desk() as desk:
        reject(desk, MANAGER, office.departure_id, {letter.id: letter.digest}, "Too short.")


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("by", [LEAVER, MANAGER], ids=lambda who: who.id)
def test_either_side_closes_where_the_table_says_and_nowhere_else(tmp_path, stage, by):
    office = STAGES[stage](Office(tmp_path))
    assert office.departure.stage is stage
    if Verb.CLOSE in MOVES[stage]:
        closed(office, by)
        assert (office.departure.stage, office.departure.closed_at) == (Stage.CLOSED, office.now)
    else:
        with pytest.raises(NotFound if stage is Stage.PREPARING and by is MANAGER else NotNow):
            closed(office, by)
        assert (office.departure.stage, office.departure.closed_at) == (stage, None)


@pytest.mark.parametrize("who", [SUCCESSOR, ADMINISTRATOR, OTHER_LEAVER], ids=lambda who: who.id)
def test_nobody_else_closes(tmp_path, who):
    office = Office(tmp_path).approved()
    with pytest.raises(NotFound):
        closed(office, who)
    assert office.departure.stage is Stage.AGREED


def test_the_audit_says_who_closed_and_what_was_left(tmp_path):
    office = Office(tmp_path).approved()
    mark(office, "Tom", Told.SENT)
    mark(office, "Callum", Told.SKIPPED, "Told by telephone")
    closed(office, MANAGER)
    with office.look() as desk:
        last = desk.stores.audit.last()
    assert (last.verb, last.person_id, last.details) == (Verb.CLOSE, MANAGER.id, {"told": "1", "open": "3"})


def test_closing_twice_or_unseen_changes_is_refused(tmp_path):
    office = Office(tmp_path).approved()
    seen = office.departure.version
    office.change(hope_to_meet=True)
    with pytest.raises(ChangedMeanwhile):
        closed(office, version=seen)
    closed(office)
    with pytest.raises(NotNow) as over:
        closed(office)
    assert over.value.code == "departure_closed"


def test_a_refused_closing_writes_nothing_in_the_audit(tmp_path):
    office = Office(tmp_path).approved()
    with pytest.raises(ChangedMeanwhile):
        closed(office, version=0)
    with office.look() as desk:
        assert Verb.CLOSE not in {entry.verb for entry in desk.stores.audit.entries()}


# What it shows first


def test_every_client_who_is_not_told_is_named_by_what_is_left_to_do(tmp_path):
    office = Office(tmp_path).given()
    reject_one(office, "Paolo")
    with office.desk() as desk:
        wanted = [office.letter(name) for name in ("Tom", "Eleanor", "Chiara")]
        approve(desk, MANAGER, office.departure_id, {one.id: one.digest for one in wanted})
    mark(office, "Tom", Told.SENT)
    mark(office, "Eleanor", Told.INSERTED)
    mark(office, "Callum", Told.SKIPPED, "Told by telephone")
    found = left(office)
    said = [(line.client.name.split()[0], line.outcome, line.why) for line in found.lines]
    assert said == [
        ("Chiara", Outcome.UNTOUCHED, ""),
        ("Eleanor", Outcome.BEGUN, ""),
        ("Paolo", Outcome.HELD, "rejected"),
        ("Callum", Outcome.SKIPPED, "Told by telephone"),
    ]
    assert (found.open, found.numbers.told) == (3, 1)


def test_letters_that_wait_to_be_read_are_counted(tmp_path):
    found = left(Office(tmp_path).given())
    assert (found.open, found.things[Undone.TO_READ]) == (5, 5)


def test_a_client_without_a_letter_may_still_have_to_be_told(tmp_path):
    office = Office(tmp_path).listed(contact("Ann Lee", "ann@lee.example", "Lee", language="fi"))
    assert [(line.client.name.split()[0], line.outcome) for line in left(office).lines] == [("Ann", Outcome.UNTOUCHED)]
    assert left(office).open == 1


def test_who_is_skipped_or_left_out_by_the_answer_is_named_and_not_open(tmp_path):
    office = Office(tmp_path).listed(terms=replace(TERMS, excluded=("Ashdown Tools", "brightwater.co.uk.example")))
    assert {line.client.name.split()[0] for line in left(office).lines if line.why == "excluded"} == {
        "Tom",
        "Eleanor",
        "Callum",
    }
    assert left(office).open == 2


def test_when_everybody_is_told_nothing_is_left(tmp_path):
    office = Office(tmp_path).approved()
    for letter in office.letters():
        mark(office, letter.client_name, Told.SENT)
    found = left(office)
    assert (found.open, found.lines, found.in_mailboxes) == (0, [], [])


def test_what_may_stand_in_a_mail_program_is_named_whoever_put_it_there(tmp_path):
    office = Office(tmp_path).approved()
    mark(office, "Tom", Told.INSERTED)
    place_draft(office.desk, LEAVER, office.letter("Eleanor").id, MemoryDrafts())
    place_draft(office.desk, LEAVER, office.letter("Callum").id, MemoryDrafts())
    with office.desk() as desk:
        open_letter(desk, LEAVER, office.letter("Paolo").id)
    mark(office, "Callum", Told.SENT)
    office.now = end_of(office.departure.last_day, office.zone)
    with office.desk() as desk:
        move_to_manager(desk, desk.stores.departures.get(office.departure_id))
    named = {letter.client_name.split()[0] for letter in left(office).in_mailboxes}
    assert named == {"Tom", "Eleanor", "Paolo"}, "Callum's was sent, and Chiara's nobody touched"


def test_a_draft_of_somebody_skipped_is_still_to_be_deleted(tmp_path):
    office = Office(tmp_path).approved()
    place_draft(office.desk, LEAVER, office.letter("Eleanor").id, MemoryDrafts())
    mark(office, "Eleanor", Told.SKIPPED, "Told by telephone")
    assert [letter.client_name.split()[0] for letter in left(office).in_mailboxes] == ["Eleanor"]


def test_what_is_open_needs_a_word_and_what_is_done_needs_none(tmp_path):
    office = Office(tmp_path).approved()
    with pytest.raises(InputError) as unsaid:
        closed(office, sure=False)
    assert (unsaid.value.code, unsaid.value.field) == ("close_not_confirmed", "sure")
    for letter in office.letters():
        mark(office, letter.client_name, Told.SENT)
    office.now = end_of(office.departure.last_day, office.zone)
    assert set(left(office).things) == {Undone.REPORT}, "which can be taken afterwards, too"
    assert closed(office, sure=False).stage is Stage.CLOSED


def test_the_report_is_no_matter_any_more_once_somebody_has_it(tmp_path):
    office = Office(tmp_path).approved()
    with office.desk() as desk:
        take_report(desk, LEAVER, office.departure_id)
    assert Undone.REPORT not in left(office).things


def test_every_thing_that_is_open_is_counted(tmp_path):
    office = give(listed(tmp_path)).approve()
    policy(office, call_first=True)
    mark(office, "Eleanor", Told.SENT)
    mark(office, "Eleanor", Told.BOUNCED)
    mark(office, "Callum", Told.INSERTED)
    office.load(*WITH_PHONES, contact("Ann Lee", "ann@lee.example", "Lee"))
    with office.desk() as desk:
        choose_by(desk, LEAVER, office.departure_id, "Clients", "", True)
    assert left(office).things == {
        Undone.UNTOLD: 1,
        Undone.NO_LETTER: 1,
        Undone.BOUNCED: 1,
        Undone.BEGUN: 1,
        Undone.CALL_FIRST: 1,
        Undone.DRAFTS: 1,
        Undone.EARLY: 1,
        Undone.REPORT: 1,
    }
    called(office, "Tom", CallOutcome.MESSAGE)
    office.move(minutes=5)
    mark(office, "Tom", Told.SENT)
    assert Undone.CALL_FIRST not in left(office).things
    assert left(office).things[Undone.CALLS] == 1, "nobody has spoken with him yet"


def test_accounts_of_which_nobody_said_anything_are_open(tmp_path):
    office = Office(tmp_path).approved()
    with office.desk() as desk:
        load_accounts(desk, MANAGER, office.departure_id, table_in_text("Ashdown Tools\nHarbour\nKestrel Yachts\n"))
        say_not_his(desk, MANAGER, office.departure_id, "Kestrel Yachts", "sold")
    assert left(office).things[Undone.ACCOUNTS] == 1


# Afterwards


def test_no_approved_letter_leaves_any_more(tmp_path):
    office = Office(tmp_path).approved()
    box = MemoryDrafts()
    closed(office)
    for hand_out in (
        lambda letter: place_draft(office.desk, LEAVER, letter.id, box),
        lambda letter: opened(office, letter),
    ):
        with pytest.raises(NotReleased) as refused:
            hand_out(office.letter("Tom"))
        assert refused.value.code == "departure_closed"
    assert box.made == 0
    with office.look() as desk, pytest.raises(NotNow):
        open_letters(desk, LEAVER, office.departure_id)


def opened(office, letter):
    with office.desk() as desk:
        return open_letter(desk, LEAVER, letter.id)


def test_nothing_can_be_changed_or_marked_any_more(tmp_path):
    office = Office(tmp_path).approved()
    closed(office)
    before = (office.departure, office.letters(), office.clients())
    for change in (
        lambda: office.change(hope_to_meet=True),
        lambda: office.change_client("Tom", note="See you."),
        office.answer,
        lambda: mark(office, "Tom", Told.SENT),
        lambda: office.load(contact("Ann Lee", "ann@lee.example", "Lee")),
    ):
        with pytest.raises(NotNow) as over:
            change()
        assert over.value.code == "departure_closed"
    assert (office.departure, office.letters(), office.clients()) == before


def test_after_the_last_day_a_closed_hand_over_gives_the_manager_nothing(tmp_path):
    office = Office(tmp_path).approved()
    closed(office)
    before = office.letters()
    office.now = end_of(office.departure.last_day, office.zone)
    with office.desk() as desk:
        assert move_to_manager(desk, desk.stores.departures.get(office.departure_id)) == 0
    assert office.letters() == before


def test_the_report_says_afterwards_what_it_said_before(tmp_path):
    office = Office(tmp_path).approved()
    mark(office, "Tom", Told.SENT)
    with office.look() as desk:
        before = list(completeness(desk, office.departure))
    closed(office)
    with office.look() as desk:
        assert list(completeness(desk, office.departure)) == before

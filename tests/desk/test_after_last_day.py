"""Clients not told by the last day are the manager's, in his wording, ready to approve (P7)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from fakes.draft_boxes import MemoryDrafts
from fakes.office import CLIENTS, FACTS, HAND_OVER, LEAVER, MANAGER, OTHER_LEAVER, Office, contact
from segue.departure.dates import end_of
from segue.departure.errors import NotFound, NotReleased
from segue.departure.kind import DepartureKind
from segue.departure.letter_state import LetterState, Told
from segue.departure.terms import SenderMode, Terms
from segue.desk.after_last_day import is_due, left_elsewhere, move_to_manager
from segue.desk.choose import choose
from segue.desk.hand_out import open_letter, open_letters
from segue.desk.mark import set_status
from segue.desk.one_draft import place_draft
from segue.desk.reading import reject
from segue.desk.start import choose_subject
from segue.desk.take_over import take_over
from segue.desk.tellers import closed_for

OWN = Terms(may_tell=True, mode=SenderMode.MANAGER)
EVERYBODY = {"Tom", "Eleanor", "Callum", "Chiara", "Paolo"}


def over(office):
    """Let the last day end."""
    office.now = end_of(office.departure.last_day, office.zone)
    return office


def moved(office):
    with office.desk() as desk:
        return move_to_manager(desk, desk.stores.departures.get(office.departure_id))


def verbs(office):
    with office.look() as desk:
        return [entry.verb for entry in desk.stores.audit.entries(office.departure_id)]


def mark(office, name, status, who=LEAVER, reason=""):
    with office.desk() as desk:
        set_status(desk, who, office.letter(name).id, status, reason)


def test_letters_not_sent_by_then_are_the_managers_and_wait(tmp_path):
    office = Office(tmp_path).approved()
    mark(office, "Eleanor", Told.SENT)
    assert moved(over(office)) == 4
    assert office.waiting() == EVERYBODY - {"Eleanor"}
    for letter in office.letters():
        if letter.state is LetterState.WAITING:
            assert (letter.content.sender, letter.facts.kind) == (MANAGER.address, DepartureKind.GONE)
            assert LEAVER.name in letter.content.text
    assert office.letter("Eleanor").content.sender == LEAVER.address


def test_the_last_second_is_still_the_leavers(tmp_path):
    office = over(Office(tmp_path).approved())
    office.now -= timedelta(seconds=1)
    assert moved(office) == 0
    with office.desk() as desk:
        assert open_letter(desk, LEAVER, office.letter("Tom").id)


def test_even_before_it_was_done_no_letter_in_the_first_person_leaves(tmp_path):
    office = over(Office(tmp_path).approved())
    for who, error in ((LEAVER, NotReleased), (MANAGER, NotFound)):
        with pytest.raises(error), office.desk() as desk:
            open_letter(desk, who, office.letter("Tom").id)
    with office.look() as desk:
        assert open_letters(desk, LEAVER, office.departure_id) == []


def test_once_read_they_leave_from_the_managers_hands_alone(tmp_path):
    office = over(Office(tmp_path).approved())
    moved(office)
    office.approve()
    with office.desk() as desk:
        assert open_letter(desk, MANAGER, office.letter("Tom").id)
    with pytest.raises(NotFound), office.desk() as desk:
        open_letter(desk, LEAVER, office.letter("Tom").id)
    with office.look() as desk:
        departure = desk.stores.departures.get(office.departure_id)
        assert closed_for(desk, LEAVER, departure).code == "closed_after_last_day"


def test_doing_it_again_changes_nothing(tmp_path):
    office = over(Office(tmp_path).approved())
    moved(office)
    office.approve()
    before = office.letters()
    assert moved(office.move(days=3)) == 0
    assert office.letters() == before
    assert verbs(office).count("move_to_manager") == 1


def test_segue_itself_did_it_and_says_how_many_wait(tmp_path):
    office = over(Office(tmp_path).approved())
    moved(office)
    with office.look() as desk:
        entry = desk.stores.audit.last()
    assert (entry.verb, entry.person_id, entry.details) == ("move_to_manager", "", {"waiting": "5"})


def test_clients_whose_letters_were_never_given_get_one_as_well(tmp_path):
    office = over(Office(tmp_path).listed(*CLIENTS, contact("Ann Lee", "ann@lee.example", "Lee", language="fi")))
    assert office.letters() == []
    assert moved(office) == 5
    assert office.waiting() == EVERYBODY


def test_a_letter_that_was_sent_back_is_written_anew(tmp_path):
    office = Office(tmp_path).approved()
    letter = office.letter("Tom")
    with office.desk() as desk:
        reject(desk, MANAGER, office.departure_id, {letter.id: letter.digest}, "Too cold")
    moved(over(office))
    assert "Tom" in office.waiting()


def test_who_was_left_out_stays_left_out(tmp_path):
    office = Office(tmp_path).approved()
    mark(office, "Tom", Told.SKIPPED, reason="Told by telephone")
    moved(over(office))
    assert (office.letter("Tom").status, office.letter("Tom").status_reason) == (Told.SKIPPED, "Told by telephone")


def test_a_client_who_was_taken_off_the_list_gets_none(tmp_path):
    office = Office(tmp_path).approved()
    with office.desk() as desk:
        choose(desk, LEAVER, office.departure_id, [office.client("Tom").id], chosen=False)
    moved(over(office))
    assert "Tom" not in office.states()


@pytest.mark.parametrize(
    "bring",
    [
        lambda office: office.approved(terms=HAND_OVER),
        lambda office: office.asked().answer(),
        lambda office: office.listed().answer(Terms(may_tell=False)),
        lambda office: office.asked(),
    ],
    ids=["a hand-over", "not agreed", "no", "not answered"],
)
def test_nothing_moves_that_is_not_the_managers(tmp_path, bring):
    office = over(bring(Office(tmp_path)))
    before = office.letters()
    assert moved(office) == 0
    assert office.letters() == before


def test_the_managers_own_letters_of_before_do_not_speak_of_the_day_as_to_come(tmp_path):
    office = over(Office(tmp_path).approved(terms=OWN))
    with pytest.raises(NotReleased) as closed, office.desk() as desk:
        open_letter(desk, MANAGER, office.letter("Tom").id)
    assert closed.value.code == "letter_of_before"
    assert moved(office) == 5
    assert {letter.facts.kind for letter in office.letters()} == {DepartureKind.GONE}
    office.approve()
    with office.desk() as desk:
        assert open_letter(desk, MANAGER, office.letter("Tom").id)


def test_one_that_was_taken_over_is_brought_up_to_date_but_given_by_its_leader(tmp_path):
    office = Office(tmp_path).listed()
    with office.desk() as desk:
        take_over(desk, MANAGER, office.departure_id, office.departure.version)
    assert moved(over(office)) == 0
    assert office.letters() == []


def test_a_clock_that_goes_back_gives_them_back(tmp_path):
    office = over(Office(tmp_path).approved())
    moved(office)
    office.approve().move(days=-3)
    office.change(hope_to_meet=True)
    assert office.waiting() == EVERYBODY
    assert {letter.content.sender for letter in office.letters()} == {LEAVER.address}


def test_whether_it_is_due_costs_no_letter_before_the_last_day(tmp_path):
    office = Office(tmp_path).approved()
    with office.look() as desk:
        assert not is_due(desk, desk.stores.departures.get(office.departure_id))
    over(office)
    with office.look() as desk:
        assert is_due(desk, desk.stores.departures.get(office.departure_id))


# What may be out already


def left(office):
    with office.look() as desk:
        departure = desk.stores.departures.get(office.departure_id)
        return {letter.client_name.split()[0] for letter in left_elsewhere(desk, departure)}


def test_letters_inserted_or_drafted_and_not_marked_as_sent_are_listed(tmp_path):
    office = Office(tmp_path).approved()
    with office.desk() as desk:
        open_letter(desk, LEAVER, office.letter("Tom").id)
        open_letter(desk, LEAVER, office.letter("Eleanor").id)
    place_draft(office.desk, LEAVER, office.letter("Chiara").id, MemoryDrafts())
    mark(office, "Eleanor", Told.SENT)
    assert left(office) == set()
    moved(over(office))
    assert left(office) == {"Tom", "Chiara"}
    mark(office, "Tom", Told.SKIPPED, MANAGER, "Mara sent it")
    assert left(office) == {"Chiara"}


def test_what_the_manager_opens_himself_is_no_warning(tmp_path):
    office = over(Office(tmp_path).approved())
    moved(office)
    office.approve()
    with office.desk() as desk:
        open_letter(desk, MANAGER, office.letter("Tom").id)
    assert left(office) == set()


def test_a_former_approvers_drafts_are_a_warning_to_the_new_one(tmp_path):
    office = Office(tmp_path).approved(terms=OWN)
    place_draft(office.desk, MANAGER, office.letter("Tom").id, MemoryDrafts())
    office.replace_approver(OTHER_LEAVER)
    assert left(office) == {"Tom"}
    assert replace(office.letter("Tom")).status is Told.TO_DO


# Who only changed role


def test_who_changed_role_is_told_of_as_still_there_in_letters_that_can_be_approved(tmp_path):
    office = Office(tmp_path).approved(facts=replace(FACTS, kind=DepartureKind.CHANGING_ROLE))
    assert moved(over(office)) == 5
    assert {letter.facts.kind for letter in office.letters()} == {DepartureKind.CHANGED_ROLE}
    assert not [finding for letter in office.letters() for finding in letter.findings if "past" in finding.id]
    assert "has taken up a different role within the company" in office.letter("Tom").content.text
    office.approve()
    with office.desk() as desk:
        assert open_letter(desk, MANAGER, office.letter("Tom").id)


def test_the_managers_own_letters_about_a_change_of_role_are_renewed_as_well(tmp_path):
    office = over(Office(tmp_path).approved(facts=replace(FACTS, kind=DepartureKind.CHANGING_ROLE), terms=OWN))
    with pytest.raises(NotReleased) as closed, office.desk() as desk:
        open_letter(desk, MANAGER, office.letter("Tom").id)
    assert closed.value.code == "letter_of_before"
    assert moved(office) == 5
    office.approve()
    with office.desk() as desk:
        assert open_letter(desk, MANAGER, office.letter("Tom").id)


def test_a_subject_that_speaks_of_leaving_gives_way_to_the_usual_one(tmp_path):
    office = Office(tmp_path).approved(terms=OWN)
    with office.desk() as desk:
        version = desk.stores.departures.get(office.departure_id).version
        choose_subject(desk, LEAVER, office.departure_id, "en-GB", "colleague_leaving", version)
    assert moved(over(office)) == 5
    assert office.letter("Tom").content.subject == "A change to your contact"

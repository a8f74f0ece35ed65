"""A client who is called first has a letter with two openings: both are read, and the call says which goes out (H8)."""

from dataclasses import replace

import pytest

from desk.calling import AS_DISCUSSED, called, listed, make, policy, withdrawn
from fakes.office import ADMINISTRATOR, LEAVER, MANAGER
from segue.departure.call import CallOutcome
from segue.departure.errors import ChangedMeanwhile, NotApproved, NotNow
from segue.departure.letter_state import LetterState, Told
from segue.departure.register import Register
from segue.desk.hand_out import open_letter
from segue.desk.mark import set_status
from segue.desk.openings import seen_of
from segue.desk.policy import policy_preview
from segue.desk.reading import approve, groups, hand_for_reading


@pytest.fixture
def office(tmp_path):
    office = listed(tmp_path)
    return give(office)


def give(office):
    with office.desk() as desk:
        hand_for_reading(desk, LEAVER, office.departure_id, [client.id for client in office.clients()])
    return office


def opened(office, name):
    with office.desk() as desk:
        return open_letter(desk, LEAVER, office.letter(name).id).letter


def test_a_key_clients_letter_has_both_openings_and_goes_out_without_one_until_he_was_called(office):
    letter = office.letter("Tom")
    assert AS_DISCUSSED not in letter.content.text
    assert AS_DISCUSSED in letter.other.text


def test_both_openings_are_the_same_but_for_their_first_sentence(office):
    letter = office.letter("Tom")
    without, with_it = letter.content.text.splitlines(), letter.other.text.splitlines()
    assert without[:1] + without[3:] == with_it[:1] + with_it[3:]
    assert replace(letter.content, text="", html="") == replace(letter.other, text="", html="")


def test_the_others_have_one(office):
    assert {letter.client_name for letter in office.letters() if letter.other} == {"Tom Stainsby"}


def test_letters_with_and_without_another_opening_are_read_apart(office):
    english = [letter for letter in office.letters() if letter.content.language == "en-GB"]
    assert [len(group.letters) for group in groups([replace(one, variant="same") for one in english])] == [2, 1]


def test_who_read_only_one_opening_has_approved_neither(office):
    letter = office.letter("Tom")
    with pytest.raises(ChangedMeanwhile), office.desk() as desk:
        approve(desk, MANAGER, office.departure_id, {letter.id: letter.digest})
    assert office.letter("Tom").state is LetterState.WAITING


def test_an_opening_that_changed_while_the_approver_read_is_not_approved(office):
    letter = office.letter("Tom")
    with office.desk() as desk:
        seen = seen_of(desk, letter)
        desk.stores.letters.save(replace(letter, other=replace(letter.other, text=letter.other.text + "!")))
    with pytest.raises(ChangedMeanwhile), office.desk() as desk:
        approve(desk, MANAGER, office.departure_id, {letter.id: seen})


def test_a_blocking_finding_in_the_other_opening_alone_keeps_the_letter_from_being_approved(office):
    letter = office.letter("Tom")
    with office.desk() as desk:
        spoilt = replace(letter.other, text=letter.other.text + "\n\nTODO")
        letter = desk.stores.letters.save(replace(letter, other=spoilt))
        seen = {letter.id: seen_of(desk, letter)}
    with pytest.raises(NotNow) as kept, office.desk() as desk:
        approve(desk, MANAGER, office.departure_id, seen)
    assert kept.value.code == "letter_has_findings"


def test_after_a_call_the_approved_letter_opens_with_it(office):
    with_it = office.letter("Tom").other
    office.approve()
    called(office, "Tom", CallOutcome.REACHED)
    assert office.letter("Tom").state is LetterState.APPROVED
    assert opened(office, "Tom").content == with_it


def test_without_a_call_it_goes_out_as_it_is(office):
    without = office.letter("Tom").content
    office.approve()
    assert opened(office, "Tom").content == without


@pytest.mark.parametrize("outcome", [one for one in CallOutcome if one is not CallOutcome.REACHED])
def test_nobody_is_said_to_have_discussed_what_he_was_not_reached_for(office, outcome):
    without = office.letter("Tom").content
    office.approve()
    called(office, "Tom", outcome)
    assert opened(office, "Tom").content == without


def test_a_call_taken_back_turns_the_openings_round_again(office):
    without = office.letter("Tom").content
    office.approve()
    withdrawn(office, called(office, "Tom", CallOutcome.REACHED))
    assert opened(office, "Tom").content == without


def test_each_opening_has_a_digest_and_a_marker_of_its_own(office):
    office.approve()
    before = opened(office, "Tom")
    called(office, "Tom", CallOutcome.REACHED)
    after = opened(office, "Tom")
    assert before.digest != after.digest
    assert before.marker != after.marker


def test_a_call_after_the_letter_went_out_changes_nothing_of_it(office):
    office.approve()
    with office.desk() as desk:
        set_status(desk, LEAVER, office.letter("Tom").id, Told.SENT)
    before = office.letter("Tom")
    called(office, "Tom", CallOutcome.REACHED)
    assert office.letter("Tom") == before


def test_a_letter_that_was_not_sent_after_all_opens_as_the_call_log_has_it(office):
    with_it = office.letter("Tom").other
    office.approve()
    with office.desk() as desk:
        set_status(desk, LEAVER, office.letter("Tom").id, Told.SENT)
    called(office, "Tom", CallOutcome.REACHED)
    with office.desk() as desk:
        set_status(desk, LEAVER, office.letter("Tom").id, Told.TO_DO)
    assert office.letter("Tom").content == with_it


def test_a_letter_inserted_with_the_former_opening_is_to_do_again(office):
    office.approve()
    with office.desk() as desk:
        set_status(desk, LEAVER, office.letter("Tom").id, Told.INSERTED)
    called(office, "Tom", CallOutcome.REACHED)
    with office.look() as desk:
        history = desk.stores.letters.history(office.letter("Tom").id)
    assert (office.letter("Tom").status, history[-1].after) == (Told.TO_DO, Told.TO_DO)


def test_a_letter_changed_after_the_call_opens_with_it_and_waits_again(office):
    office.approve()
    called(office, "Tom", CallOutcome.REACHED)
    office.change_client("Tom", note="You kept us going.")
    letter = office.letter("Tom")
    assert letter.state is LetterState.WAITING
    assert AS_DISCUSSED in letter.content.text
    assert AS_DISCUSSED in letter.before.text
    assert AS_DISCUSSED not in letter.other.text


def test_a_call_taken_back_while_the_approver_reads_spares_him_a_second_reading(office):
    office.approve()
    call = called(office, "Tom", CallOutcome.REACHED)
    office.change_client("Tom", note="You kept us going.")
    with office.desk() as desk:
        seen = {office.letter("Tom").id: seen_of(desk, office.letter("Tom"))}
    withdrawn(office, call)
    with office.desk() as desk:
        approve(desk, MANAGER, office.departure_id, seen)
    assert AS_DISCUSSED not in opened(office, "Tom").content.text


def test_who_becomes_a_key_client_after_the_approval_has_an_opening_that_nobody_read(office):
    office.approve()
    done = make(office, "key", "Eleanor", "Callum")
    assert (done.waiting, office.waiting()) == (2, {"Eleanor", "Callum"})
    assert office.letter("Eleanor").before is None


def test_who_is_no_key_client_any_more_keeps_his_approval(office):
    office.approve()
    make(office, "normal", "Tom")
    assert office.waiting() == set()
    assert AS_DISCUSSED not in opened(office, "Tom").content.text


def test_who_was_called_and_is_no_key_client_any_more_is_still_written_to_as_discussed(office):
    office.approve()
    called(office, "Tom", CallOutcome.REACHED)
    make(office, "normal", "Tom")
    office.change_client("Tom", note="You kept us going.")
    assert AS_DISCUSSED in office.letter("Tom").content.text


def test_an_opening_swapped_in_the_records_is_no_approved_one(office):
    office.approve()
    called(office, "Tom", CallOutcome.REACHED)
    with office.desk() as desk:
        letter = office.letter("Tom")
        desk.stores.letters.save(replace(letter, content=replace(letter.content, text="Hello.")))
    with pytest.raises(NotApproved):
        opened(office, "Tom")


def test_an_approval_holds_both_openings(office):
    office.approve()
    with office.look() as desk:
        approval = desk.stores.letters.approval(office.letter("Tom").id)
    assert (approval.content, approval.other) == (office.letter("Tom").content, office.letter("Tom").other)


def test_a_policy_is_rehearsed_with_both_openings(office):
    office.approve()
    with office.look() as desk:
        wanted = replace(desk.policy, registers=frozenset({Register.FORMAL}))
        preview = policy_preview(desk, ADMINISTRATOR, wanted)
    assert [effect.waiting for effect in preview.effects] == [4]


def test_a_policy_on_calls_changes_no_letter(office):
    office.approve()
    policy(office, call_first=True)
    assert office.waiting() == set()

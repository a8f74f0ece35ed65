"""What the approver is told of letters that changed since he read them, and of what was seen in them (P3, P5)."""

from dataclasses import replace
from datetime import date

import pytest

from fakes.office import LEAVER, MANAGER, Office
from segue.departure.errors import ChangedMeanwhile, InputError, NotNow
from segue.departure.findings import Severity
from segue.departure.letter_state import LetterState, Told
from segue.desk.changes import Changes, changes_by_letter, changes_in
from segue.desk.choose import choose
from segue.desk.mark import set_status
from segue.desk.progress import progress
from segue.desk.reading import approve, findings_of, findings_today, hand_for_reading, reject
from segue.desk.reminders import reminders
from segue.desk.waiting import What, waiting_for

NOTE, OTHER = "You kept us going.", "You kept us going, and how."


def decide(office, verb, *names, **more):
    with office.desk() as desk:
        seen = {office.letter(name).id: office.letter(name).digest for name in names}
        return verb(desk, MANAGER, office.departure_id, seen, **more)


def give(office, *names):
    with office.desk() as desk:
        ids = [office.client(name).id for name in names]
        return hand_for_reading(desk, LEAVER, office.departure_id, ids)


def audited(office, verb):
    with office.look() as desk:
        return [entry for entry in desk.stores.audit.entries(office.departure_id) if entry.verb == verb]


def test_an_approved_letter_that_changed_shows_its_changed_lines(tmp_path):
    office = Office(tmp_path).approved().change_client("Tom", note=NOTE)
    changes = changes_in(office.letter("Tom"))
    assert (changes.gone, changes.new) == ((), (NOTE,))
    office.approve().change_client("Tom", note=OTHER)
    changes = changes_in(office.letter("Tom"))
    assert (changes.gone, changes.new) == ((NOTE,), (OTHER,))


def test_letters_that_did_not_change_show_nothing(tmp_path):
    office = Office(tmp_path).approved().change_client("Tom", note=NOTE)
    assert [changes_in(office.letter(name)) for name in ("Eleanor", "Chiara")] == [None, None]


def test_the_approver_approves_and_nothing_is_changed_any_more(tmp_path):
    office = Office(tmp_path).approved().change_client("Tom", note=NOTE).approve()
    assert changes_in(office.letter("Tom")) is None


def test_a_letter_that_was_sent_back_shows_what_was_mended(tmp_path):
    office = Office(tmp_path).given().change_client("Tom", note=NOTE)
    decide(office, reject, "Tom", comment="Too cold")
    office.change_client("Tom", note=OTHER)
    give(office, "Tom")
    assert office.letter("Tom").state is LetterState.WAITING
    assert changes_in(office.letter("Tom")).new == (OTHER,)


def test_several_changes_while_it_waits_are_told_together(tmp_path):
    office = Office(tmp_path).approved()
    office.change_client("Tom", note=NOTE).change_client("Tom", note=OTHER, years_together=6)
    changes = changes_in(office.letter("Tom"))
    assert OTHER in changes.new
    assert NOTE not in changes.new


def test_a_change_and_its_undoing_are_none(tmp_path):
    office = Office(tmp_path).approved().change_client("Tom", note=NOTE).change_client("Tom", note="")
    assert changes_in(office.letter("Tom")) is None
    assert office.waiting() == {"Tom"}


def test_a_letter_changed_before_it_was_ever_decided_on_shows_that_too(tmp_path):
    office = Office(tmp_path).given().change_client("Tom", note=NOTE)
    assert changes_in(office.letter("Tom")).new == (NOTE,)


@pytest.mark.parametrize("part", ["to", "cc", "sender", "subject"])
def test_whom_it_goes_to_and_who_sends_it_are_lines_too(tmp_path, part):
    letter = Office(tmp_path).given().letter("Tom")
    former = ("former@norwell.example",) if part in ("to", "cc") else "former@norwell.example"
    changes = changes_in(replace(letter, before=replace(letter.content, **{part: former})))
    assert changes.gone == ("former@norwell.example",)


def test_another_order_of_the_same_lines_is_said_to_be_that(tmp_path):
    letter = Office(tmp_path).given().letter("Tom")
    turned = "\n\n".join(reversed(letter.content.text.split("\n\n")))
    assert changes_in(replace(letter, before=replace(letter.content, text=turned))) == Changes((), ())


def test_the_same_changes_are_told_once_for_all_letters_of_a_group(tmp_path):
    office = Office(tmp_path).approved().change(last_day=date(2026, 10, 28))
    english = tuple(letter for letter in office.letters() if letter.content.language == "it")
    ((changes, letters),) = changes_by_letter(english)
    assert len(letters) == 2
    assert changes.gone != changes.new


# Twice


def test_approving_twice_is_approving_once(tmp_path):
    office = Office(tmp_path).given()
    assert [decide(office, approve, "Tom"), decide(office, approve, "Tom")] == [1, 1]
    assert len(audited(office, "approve")) == 1


def test_sending_back_twice_is_sending_back_once(tmp_path):
    office = Office(tmp_path).given()
    for _ in range(2):
        decide(office, reject, "Tom", comment="Too cold")
    assert len(audited(office, "reject")) == 1


def test_the_last_word_counts(tmp_path):
    office = Office(tmp_path).given()
    decide(office, approve, "Tom")
    decide(office, reject, "Tom", comment="After all, no")
    assert office.letter("Tom").state is LetterState.REJECTED
    decide(office, approve, "Tom")
    assert office.letter("Tom").state is LetterState.APPROVED


def test_a_letter_that_was_sent_cannot_be_sent_back(tmp_path):
    office = Office(tmp_path).approved()
    with office.desk() as desk:
        set_status(desk, LEAVER, office.letter("Tom").id, Told.SENT)
    with pytest.raises(NotNow) as refused:
        decide(office, reject, "Tom", comment="Too late")
    assert refused.value.code == "letter_sent_already"


def test_a_letter_given_again_keeps_that_its_client_was_left_out(tmp_path):
    office = Office(tmp_path).given()
    with office.desk() as desk:
        set_status(desk, LEAVER, office.letter("Tom").id, Told.SKIPPED, "Told by telephone")
    decide(office, reject, "Tom", comment="Too cold")
    give(office, "Tom")
    assert (office.letter("Tom").status, office.letter("Tom").status_reason) == (Told.SKIPPED, "Told by telephone")


# While somebody reads


def test_a_letter_withdrawn_while_he_reads_decides_nothing(tmp_path):
    office = Office(tmp_path).given()
    seen = {letter.id: letter.digest for letter in office.letters()}
    with office.desk() as desk:
        choose(desk, LEAVER, office.departure_id, [office.client("Tom").id], chosen=False)
    with pytest.raises(ChangedMeanwhile), office.desk() as desk:
        approve(desk, MANAGER, office.departure_id, seen)
    assert set(office.states().values()) == {LetterState.WAITING}


def test_an_empty_form_decides_nothing(tmp_path):
    with pytest.raises(InputError):
        decide(Office(tmp_path).given(), approve)


def test_giving_is_recorded_with_how_many_and_only_where_any_was_given(tmp_path):
    office = Office(tmp_path).given()
    give(office, "Tom")
    assert [entry.details for entry in audited(office, "give_letters")] == [{"letters": "5"}]


# What was seen in them


def test_what_the_proofreader_saw_is_kept_with_the_letter(tmp_path):
    office = Office(tmp_path).listed().change_client("Tom", salutation="Dear Pete,", note="«You kept us going.")
    give(office, "Tom", "Eleanor")
    with office.look() as desk:
        for name in ("Tom", "Eleanor"):
            letter = office.letter(name)
            assert list(letter.findings) == findings_of(desk, letter)
    assert {"salutation_other_name"} <= {finding.id for finding in office.letter("Tom").findings}


def test_what_the_days_since_then_add_is_seen_without_asking_for_every_client(tmp_path):
    office = Office(tmp_path).given()
    office.move(days=70)
    with office.look() as desk:
        found = findings_today(desk, office.letter("Tom"))
        assert desk.watches == {}
    assert ("last_day_past", Severity.BLOCKING) in {(finding.id, finding.severity) for finding in found}


def test_nobody_is_asked_to_read_what_was_changed_for_a_client_who_is_skipped(tmp_path):
    office = Office(tmp_path).approved()
    with office.desk() as desk:
        set_status(desk, LEAVER, office.letter("Tom").id, Told.SKIPPED, "Told by telephone")
    office.change_client("Tom", note="Thank you, Tom.")
    assert office.letter("Tom").state is LetterState.WAITING  # its approval is over all the same (P5)
    with office.desk() as desk:
        assert waiting_for(desk, MANAGER)[0].what is not What.READ
        assert reminders(desk, LEAVER, office.departure) == []
        assert progress(desk, office.departure).next == "hand_out"


def test_a_client_who_is_skipped_no_more_has_his_changed_letter_read(tmp_path):
    office = Office(tmp_path).approved()
    for status, why in ((Told.SKIPPED, "Told by telephone"), (Told.TO_DO, "")):
        with office.desk() as desk:
            set_status(desk, LEAVER, office.letter("Tom").id, status, why)
        office.change_client("Tom", note="Thank you, Tom.")
    with office.desk() as desk:
        assert waiting_for(desk, MANAGER)[0].what is What.READ
        assert progress(desk, office.departure).next == "wait_for_reading"

"""When clients write back: answers approved with the letter, and handed out as the letter is (H9, P1, P5)."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from fakes.office import ADMINISTRATOR, CALLUM, JONAS, LEAVER, MANAGER, SUCCESSOR, TERMS, TOM, Office
from segue.departure.errors import NotApproved, NotFound, NotReleased
from segue.departure.letter_state import Told
from segue.departure.people import Gender
from segue.desk.mark import set_status
from segue.desk.write_back import open_replies, replies_of_all, replies_to
from segue.letters.clause import Clause, Variant


def ask(office, name="Tom", who=LEAVER):
    with office.desk() as desk:
        return open_replies(desk, who, office.letter(name).id)


def test_an_approved_letter_has_its_answers_in_the_clients_language(tmp_path):
    opened = ask(Office(tmp_path).approved(), "Chiara")
    assert [one.question for one in opened.replies] == ["reply_where", "reply_private", "reply_wrong", "reply_who"]
    assert all(one.html.startswith('<div lang="it"') for one in opened.replies)


def test_handing_them_out_is_recorded_without_a_word_of_them(tmp_path):
    office = Office(tmp_path).approved()
    ask(office)
    with office.look() as desk:
        entry = next(one for one in desk.stores.audit.entries(office.departure_id) if one.verb == "open_reply")
    letter = office.letter("Tom")
    assert (entry.person_id, entry.subject_id, entry.details) == (LEAVER.id, letter.id, {"digest": letter.digest})


def test_they_are_there_for_a_client_who_was_told(tmp_path):
    office = Office(tmp_path).approved()
    with office.desk() as desk:
        set_status(desk, LEAVER, office.letter("Tom").id, Told.SENT)
    assert ask(office).replies


def test_no_answer_leaves_before_its_letter_is_approved(tmp_path):
    with pytest.raises(NotApproved):
        ask(Office(tmp_path).given())


def test_no_answer_leaves_before_the_release(tmp_path):
    release = datetime(2026, 9, 7, 7, 0, tzinfo=UTC)
    office = Office(tmp_path).approved(terms=replace(TERMS, release=release))
    with pytest.raises(NotReleased):
        ask(office)
    office.now = release
    assert ask(office).replies


def test_the_leavers_answers_close_with_the_last_day(tmp_path):
    office = Office(tmp_path).approved()
    office.now = datetime(2026, 10, 31, 9, 0, tzinfo=UTC)
    with pytest.raises(NotReleased):
        ask(office)


@pytest.mark.parametrize("who", [MANAGER, SUCCESSOR, ADMINISTRATOR], ids=lambda who: who.id)
def test_to_who_does_not_hand_out_the_letter_there_are_none(tmp_path, who):
    with pytest.raises(NotFound):
        ask(Office(tmp_path).approved(), who=who)


def test_an_answer_is_not_written_anew_while_its_letter_waits(tmp_path):
    office = Office(tmp_path).approved().change(contact_points=(replace(JONAS, name="Jo Whitfield"),))
    with pytest.raises(NotApproved):
        ask(office)
    assert "Jo Whitfield" in ask(office.approve()).replies[-1].text


def test_who_was_told_gets_the_answers_that_fit_what_he_was_told(tmp_path):
    office = Office(tmp_path).approved()
    with office.desk() as desk:
        set_status(desk, LEAVER, office.letter("Tom").id, Told.SENT)
    office.change(contact_points=(replace(JONAS, phone="+44 20 7946 0999"),))
    assert JONAS.phone in ask(office).replies[-1].text


def test_the_approver_reads_each_set_of_answers_once(tmp_path):
    office = Office(tmp_path).given()
    with office.look() as desk:
        english = [one for one in office.letters() if one.content.language == "en-GB"]
        sets = replies_of_all(desk, english)
        assert [[one.client_name for one in letters] for letters, _ in sets] == [
            ["Callum Reidy"],
            ["Eleanor Whitcombe", "Tom Stainsby"],
        ]
        assert all(said == replies_to(desk, one) for letters, said in sets for one in letters)


def test_sets_hold_for_every_letter_whatever_its_client_is_called(tmp_path):
    office = Office(tmp_path).given().change_client("Tom", gender=Gender.MASCULINE, note="Thank you for the tea.")
    with office.look() as desk:
        for letters, said in replies_of_all(desk, office.letters()):
            assert all(said == replies_to(desk, one) for one in letters)


def test_a_fact_that_only_an_answer_tells_makes_its_letters_wait(tmp_path):
    office = Office(tmp_path).approved(TOM, CALLUM)
    english = office.packs["en-GB"]
    he = Variant(1, {"writer": frozenset({"m"})}, "He does.", ())
    clause = Clause("reply_who", ("writer",), (he, Variant(2, {}, "She does.", ())))
    office.packs["en-GB"] = replace(english, clauses={**english.clauses, "reply_who": clause})
    before = [letter.content for letter in office.letters()]
    with office.desk() as desk:
        desk.stores.people.save(replace(LEAVER, gender=Gender.MASCULINE))
    office.change(denied=("Meridian",))
    assert [letter.content for letter in office.letters()] == before
    assert office.waiting() == {"Tom", "Callum"}

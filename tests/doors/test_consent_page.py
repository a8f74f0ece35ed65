"""The answer as the leaver reads it, and his word on it."""

import html
import re
from dataclasses import replace

import pytest
from leaving import HOPE, consent, see, text_of

from fakes.office import (
    FACTS,
    HAND_OVER,
    LEAVER,
    MANAGER,
    TERMS,
    Office,
)
from segue.departure.consent import ConsentItem
from segue.departure.stage import Stage
from segue.departure.terms import SenderMode


def test_the_answer_is_read_in_plain_sentences_with_the_words_of_the_letter(tmp_path):
    office = Office(tmp_path).asked(replace(FACTS, hope_to_meet=True)).answer(replace(HOPE, comment="Well done"))
    said = text_of(see(office, "/consent"))
    assert "Mara Lindqvist tells the clients, in the first person." in said
    assert "A letter can go out as soon as Priya Raman has approved it." in said
    assert "Well done" in said
    assert re.search(r"Letters say: “[^”]*new role[^”]*\.”", said)
    assert "This sentence will not be in your letters." in said
    assert "You may say" in said
    assert "You may not say" in said


def test_nothing_is_agreed_before_the_leaver_says_so(tmp_path):
    office = Office(tmp_path).asked().answer()
    assert " checked" not in see(office, "/consent").text.split("<form")[-1]
    assert office.departure.stage is Stage.ANSWERED


def test_agreeing_and_declining_take_one_form(tmp_path):
    office = Office(tmp_path).asked().answer(HOPE)
    assert consent(office, letter="true", reason="false", hope_to_meet="true").status_code == 302
    assert office.departure.stage is Stage.AGREED
    assert office.departure.consent.declined == {ConsentItem.REASON}
    page = see(office, "/consent")
    assert "You agreed on" in text_of(page)
    assert re.search(r'name="reason" type="radio" value="false" checked', page.text)


def test_what_is_not_said_yes_or_no_to_is_asked_again_and_the_rest_stays_ticked(tmp_path):
    office = Office(tmp_path).asked().answer(HOPE)
    page = consent(office, letter="true", reason="false")
    assert (page.status_code, office.departure.consent) == (422, None)
    assert 'href="#f-hope_to_meet"' in page.text
    assert re.search(r'name="reason" type="radio" value="false" checked', page.text)


def test_who_will_not_write_need_not_answer_the_rest(tmp_path):
    office = Office(tmp_path).asked().answer(HOPE)
    consent(office, letter="false")
    assert office.departure.stage is Stage.ASKED
    said = text_of(see(office))
    assert "you declined to write, so Priya Raman has the question again" in said
    assert "With Priya Raman" in said
    assert "mailto:" in see(office).text


def test_the_live_letter_shows_what_declining_changes(tmp_path):
    office = Office(tmp_path).asked().answer()
    visitor, path = office.as_(LEAVER), f"/departures/{office.departure_id}/consent/letter"
    with_reason, without = (html.unescape(visitor.post(path, reason=said).text) for said in ("true", "false"))
    assert "new role" in with_reason.split('class="says"')[0]
    assert "new role" not in without.split('class="says"')[0]
    may, may_not = without.split('class="may-not"')
    assert ("new role" in may.split('class="may"')[1], "new role" in may_not) == (False, True)
    assert "No letter is written" in visitor.post(path, letter="false").text
    assert office.departure.consent is None


def test_an_answer_that_changed_meanwhile_is_shown_as_it_stands(tmp_path):
    office = Office(tmp_path).asked().answer()
    seen = office.departure.version
    office.answer(HOPE)
    path = f"/departures/{office.departure_id}/consent"
    page = office.as_(LEAVER).post(path, version=seen, letter="true", reason="true", hope_to_meet="true")
    assert (page.status_code, office.departure.stage) == (409, Stage.ANSWERED)
    assert "hope_to_meet" in page.text


@pytest.mark.parametrize("bring", ["begun", "asked"])
def test_before_the_answer_there_is_nothing_to_agree_to(tmp_path, bring):
    office = getattr(Office(tmp_path), bring)()
    assert office.as_(LEAVER).get(f"/departures/{office.departure_id}/consent").status_code == 302


def test_letters_of_the_managers_own_ask_for_no_word(tmp_path):
    office = Office(tmp_path).asked().answer(replace(TERMS, mode=SenderMode.MANAGER))
    assert "Nothing here needs your word" in text_of(see(office, "/consent"))


def test_a_hand_over_shows_one_thing_to_agree_to(tmp_path):
    office = Office(tmp_path).asked().answer(HAND_OVER)
    page = see(office, "/consent").text
    assert set(re.findall(r'name="(\w+)" type="radio"', page)) == {"letter"}


def test_beside_a_letter_stands_what_is_in_effect_and_not_only_what_was_answered(tmp_path):
    office = Office(tmp_path).given()
    consent(office, letter="true", reason="false")
    letter = office.letter("Tom")
    pages = [see(office, f"/letters/{letter.id}"), see(office, "/letters"), see(office, "/permission"),
             see(office, f"/letters/{letter.id}", MANAGER), see(office, "/read", MANAGER)]  # fmt: skip
    for page in pages:
        may, may_not = page.text.split('class="may-not"')[:2]
        assert "a new role elsewhere, as the reason" not in may
        assert "a new role elsewhere, as the reason" in may_not
    said = office.as_(LEAVER).get(f"/api/v1/letters/{letter.id}").json
    assert "a new role elsewhere, as the reason" in said["may_not_say"]

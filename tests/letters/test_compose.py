"""Composing: dates, years, contact points, what is absent, and that no letter has a hole."""

import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from letter_samples import BRIDGE, FORMAL, NEUTRAL, NOTES, PACKS, WARM, F, M, U, facts, hand_over, with_contact

from segue.departure.contact_point import ContactKind
from segue.departure.errors import InputError
from segue.departure.terms import Reason, SenderMode
from segue.letters.compose import compose, subjects
from segue.letters.preview import preview, test_copy


def text_of(plain):
    return compose(plain, PACKS[plain.locale]).text


DAYS = [
    ("en-GB", date(2025, 10, 1), "until the end of Wednesday 1 October 2025, my", "after 1 October."),
    ("en-GB", date(2025, 10, 10), "until the end of Friday 10 October 2025, my", "after 10 October."),
    ("en-US", date(2025, 10, 1), "through Wednesday, October 1, 2025, my", "after October 1."),
    ("en-US", date(2025, 10, 10), "through Friday, October 10, 2025, my", "after October 10."),
    ("it", date(2025, 10, 1), "fino a mercoledì 1º ottobre 2025 compreso,", "dopo il 1º ottobre."),
    ("it", date(2025, 10, 8), "fino a mercoledì 8 ottobre 2025 compreso,", "dopo l'8 ottobre."),
    ("it", date(2025, 10, 10), "fino a venerdì 10 ottobre 2025 compreso,", "dopo il 10 ottobre."),
    ("it", date(2025, 11, 11), "fino a martedì 11 novembre 2025 compreso,", "dopo l'11 novembre."),
]


@pytest.mark.parametrize(("locale", "day", "until", "after"), DAYS)
def test_the_last_day_is_inclusive_and_written_as_in_running_text(locale, day, until, after):
    text = text_of(facts(locale, last_day=day))
    assert until in text
    assert after in text


FIRST_DAYS = [
    ("en-GB", date(2025, 12, 1), "From Monday 1 December 2025, James"),
    ("en-US", date(2025, 12, 8), "Starting Monday, December 8, 2025, Alicia"),
    ("it", date(2025, 12, 1), "Da lunedì 1º dicembre 2025 a seguirLa sarà Anna"),
    ("it", date(2025, 12, 8), "Da lunedì 8 dicembre 2025 a seguirLa sarà Anna"),
]


@pytest.mark.parametrize(("locale", "day", "expected"), FIRST_DAYS)
def test_the_contact_points_first_day_starts_its_sentence(locale, day, expected):
    assert expected in text_of(with_contact(facts(locale), first_day=day))


YEARS = [
    ("en-GB", 0, "together. It"),
    ("en-GB", 1, "over the past year."),
    ("en-GB", 2, "over the past two years."),
    ("en-GB", 5, "over the past five years."),
    ("en-GB", 11, "over the past 11 years."),
    ("en-US", 21, "over the past 21 years."),
    ("it", None, "fatto insieme: è"),
    ("it", 1, "nell'ultimo anno:"),
    ("it", 2, "negli ultimi due anni:"),
    ("it", 5, "negli ultimi cinque anni:"),
    ("it", 11, "negli ultimi 11 anni:"),
    ("it", 21, "negli ultimi 21 anni:"),
]


@pytest.mark.parametrize(("locale", "years", "expected"), YEARS)
def test_the_years_together_are_counted_as_people_say_them(locale, years, expected):
    assert expected in text_of(facts(locale, years_together=years))


def test_an_absent_fact_takes_its_whole_clause_with_it():
    text = text_of(with_contact(facts(), email="", phone="", years_here=None))
    assert "reach" not in text
    assert "has been with" not in text


def test_a_letter_without_a_colleague_names_nobody_and_still_flows():
    text = text_of(with_contact(facts(), name=""))
    assert "James" not in text
    assert "  " not in text


def test_a_bridge_covers_the_days_between():
    assert "Robin Hale is the person to ask (robin@northgate.example, +44 20 7946 0102)." in text_of(
        facts(bridge=BRIDGE)
    )


def test_a_note_stands_in_a_paragraph_of_its_own():
    assert f"\n\n{NOTES['en-GB']}\n\n" in text_of(facts(note=NOTES["en-GB"]))


@pytest.mark.parametrize(("gender", "word"), [(F, "her"), (M, "him"), (U, "write to")])
def test_a_contact_point_whose_gender_is_unstated_is_not_betrayed(gender, word):
    text = text_of(with_contact(facts(), gender=gender))
    assert f" {word} " in text
    assert gender is not U or not {"he", "she", "him", "her"} & set(text.split())


@pytest.mark.parametrize("company", ["Yahoo!", "Smith & Co.", "Who?"])
@pytest.mark.parametrize("locale", PACKS)
@pytest.mark.parametrize("register", [FORMAL, NEUTRAL, WARM])
def test_a_company_with_a_mark_of_its_own_gets_no_second_one(company, locale, register):
    plain = facts(locale, register)
    text = text_of(replace(plain, writer=replace(plain.writer, company=company)))
    assert company in text
    assert not any(company + mark in text for mark in ".!?")


def test_the_same_facts_give_the_same_bytes():
    assert compose(facts(), PACKS["en-GB"]) == compose(facts(), PACKS["en-GB"])


def test_letters_that_differ_in_salutation_alone_are_one_group():
    one = compose(facts("it"), PACKS["it"])
    other = compose(replace(facts("it"), client=replace(facts("it").client, title="", gender=U)), PACKS["it"])
    assert one.variant == other.variant
    assert one.values.keys() == other.values.keys()


def test_letters_with_other_clauses_are_other_groups():
    assert compose(facts(), PACKS["en-GB"]).variant != compose(facts(years_together=3), PACKS["en-GB"]).variant


def test_the_values_are_named_in_the_order_they_are_read():
    values = compose(facts(years_together=3), PACKS["en-GB"]).values
    assert list(values)[:4] == ["salutation", "company", "last_day", "contact_day"]
    assert values["years"] == "three"


def test_a_subject_that_implies_leaving_is_closed_in_a_hand_over():
    assert "departure" not in dict(subjects(PACKS["en-GB"], SenderMode.HAND_OVER))
    with pytest.raises(InputError, match="subject_closed"):
        compose(hand_over(subject="departure"), PACKS["en-GB"])


def test_a_chosen_subject_is_used():
    assert compose(facts(subject="contact_change"), PACKS["en-GB"]).subject == "A change to your contact"


def test_html_and_text_say_the_same_and_html_names_its_language():
    letter = compose(facts("it"), PACKS["it"])
    assert letter.html.startswith('<div lang="it" dir="ltr">')
    assert "<p>Gentile Giulia Rossi,</p>" in letter.html
    assert "Cordiali saluti<br>Elena Conti<br>Consulente senior<br>Aurora Consulting" in letter.html


def test_names_are_composed_and_lose_direction_marks():
    plain = facts()
    name = "\u202eRene\u0301e\u200f"
    letter = compose(replace(plain, client=replace(plain.client, given=name)), PACKS["en-GB"])
    assert letter.text.startswith("Dear Renée,")
    assert unicodedata.is_normalized("NFC", letter.text)


@pytest.mark.parametrize("locale", PACKS)
def test_a_preview_and_a_test_copy_are_marked_in_every_part(locale):
    pack, letter = PACKS[locale], compose(facts(locale), PACKS[locale])
    for marked, mark in (
        (preview(letter, pack), pack.preview_mark),
        (test_copy(letter, pack, "a@b.example"), pack.test_mark),
    ):
        assert all(mark in part for part in (marked.subject, marked.text, marked.html))


def test_an_interim_letter_promises_a_successor():
    assert "my successor" in text_of(with_contact(facts(), kind=ContactKind.INTERIM))


@pytest.mark.parametrize("locale", PACKS)
@pytest.mark.parametrize("reason", Reason)
def test_every_reason_is_said_in_a_sentence_of_its_own(locale, reason):
    with_reason, without = text_of(facts(locale, reason=reason)), text_of(facts(locale))
    assert len(with_reason) > len(without)

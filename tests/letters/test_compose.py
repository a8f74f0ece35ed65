"""Composing: dates, years, contact points, what is absent, and that no letter has a hole."""

import re
import unicodedata
from dataclasses import replace
from html import unescape

import pytest
from letter_samples import (
    BRIDGE,
    CHANGED_ROLE,
    CHANGING_ROLE,
    FORMAL,
    GONE,
    HAND_OVER,
    LEAVING,
    NEUTRAL,
    NOTES,
    PACKS,
    RETIRING,
    TABLES,
    WARM,
    by_topic,
    facts,
    hand_over,
    managed,
    with_client,
    with_contact,
)

from fakes.cases import for_each
from segue.departure.contact_point import ContactKind
from segue.departure.errors import InputError
from segue.departure.people import Gender
from segue.departure.terms import Reason
from segue.letters.compose import compose, subjects
from segue.letters.preview import marked, preview


def text_of(plain):
    return compose(plain, PACKS[plain.locale]).text


def _rows(name):
    return [(locale, row) for locale, table in TABLES.items() for row in table.get(name, [])]


def _entries(name):
    return [(locale, key, said) for locale, table in TABLES.items() for key, said in table.get(name, {}).items()]


@pytest.mark.parametrize(("locale", "row"), _rows("last_day"))
def test_the_last_day_is_inclusive_and_written_as_in_running_text(locale, row):
    text = text_of(facts(locale, last_day=row["day"]))
    assert all(said in text for said in row["says"])


@pytest.mark.parametrize(("locale", "row"), _rows("first_day"))
def test_the_contact_points_first_day_starts_its_sentence(locale, row):
    assert row["says"] in text_of(with_contact(facts(locale), first_day=row["day"]))


@pytest.mark.parametrize(("locale", "years", "said"), _entries("years"))
def test_the_years_together_are_counted_as_people_say_them(locale, years, said):
    assert said in text_of(facts(locale, years_together=int(years)))


@pytest.mark.parametrize(("locale", "gender", "word"), _entries("contact_words"))
def test_a_contact_point_is_spoken_of_as_its_gender_wants(locale, gender, word):
    assert word in text_of(with_contact(facts(locale), gender=Gender(gender)))


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


@for_each("company", ["Yahoo!", "Smith & Co.", "Who?"])
@pytest.mark.parametrize("locale", PACKS)
@for_each("register", [FORMAL, NEUTRAL, WARM])
def test_a_company_with_a_mark_of_its_own_gets_no_second_one(company, locale, register):
    plain = facts(locale, register)
    text = text_of(replace(plain, writer=replace(plain.writer, company=company)))
    assert company in text
    assert not any(company + mark in text for mark in ".!?")


def test_the_same_facts_give_the_same_bytes():
    assert compose(facts(), PACKS["en-GB"]) == compose(facts(), PACKS["en-GB"])


def test_letters_that_differ_in_the_clients_name_alone_are_one_group():
    one = compose(facts(), PACKS["en-GB"])
    other = compose(with_client(facts(), name="Ann Poe", given="Ann", family="Poe"), PACKS["en-GB"])
    assert one.variant == other.variant
    assert one.values.keys() == other.values.keys()


def test_letters_with_other_clauses_are_other_groups():
    assert compose(facts(), PACKS["en-GB"]).variant != compose(facts(years_together=3), PACKS["en-GB"]).variant


def test_the_values_are_named_in_the_order_they_are_read():
    values = compose(facts(years_together=3), PACKS["en-GB"]).values
    assert list(values)[:4] == ["salutation", "company", "last_day", "contact_day"]
    assert values["years"] == "three"


@pytest.mark.parametrize("locale", PACKS)
def test_a_subject_that_implies_leaving_is_closed_in_a_hand_over(locale):
    assert set(dict(subjects(PACKS[locale], HAND_OVER))) == {"contact_change", "new_contact"}
    with pytest.raises(InputError, match="subject_closed"):
        compose(hand_over(locale, subject="departure"), PACKS[locale])


@pytest.mark.parametrize(
    ("id", "kind"), [("departure", RETIRING), ("retirement", LEAVING), ("farewell", CHANGING_ROLE)]
)
def test_a_subject_of_another_kind_of_departure_is_closed(id, kind):
    with pytest.raises(InputError, match="subject_closed"):
        compose(facts(subject=id, kind=kind), PACKS["en-GB"])


USUAL_SUBJECTS = [
    (facts, LEAVING, WARM, "farewell"),
    (facts, LEAVING, FORMAL, "departure"),
    (facts, RETIRING, NEUTRAL, "retirement"),
    (facts, RETIRING, WARM, "farewell"),
    (facts, CHANGING_ROLE, WARM, "new_role"),
    (managed, LEAVING, FORMAL, "colleague_leaving"),
    (managed, CHANGING_ROLE, FORMAL, "contact_change"),
    (managed, GONE, WARM, "new_contact"),
    (managed, CHANGED_ROLE, NEUTRAL, "contact_change"),
    (hand_over, LEAVING, WARM, "new_contact"),
    (hand_over, GONE, FORMAL, "contact_change"),
]


@pytest.mark.parametrize("locale", PACKS)
@for_each(("plain", "kind", "register", "id"), USUAL_SUBJECTS)
def test_the_usual_subject_states_the_news_where_it_is_announced(locale, plain, kind, register, id):
    letter = compose(plain(locale, register, kind=kind), PACKS[locale])
    assert letter.subject == dict(subjects(PACKS[locale], plain(locale).mode, kind))[id]


@pytest.mark.parametrize("locale", PACKS)
@for_each("plain", [facts, managed, hand_over])
@for_each("count", [2, 3])
def test_every_subject_fits_several_contact_points(locale, plain, count):
    pack, several = PACKS[locale], by_topic(plain(locale), count)
    for id, line in subjects(pack, several.mode, several=True):
        assert compose(replace(several, subject=id), pack).subject == line


@pytest.mark.parametrize(
    ("locale", "one", "several"),
    [
        ("en-GB", "My departure and your new contact", "My departure and your new contacts"),
        ("hi", "मेरा कार्यकाल पूरा हो रहा है: आपका नया संपर्क", "मेरा कार्यकाल पूरा हो रहा है: आपके नए संपर्क"),
        ("id", "Akhir masa tugas saya dan narahubung yang baru", "Akhir masa tugas saya dan narahubung yang baru"),
        ("pt-PT", "Saída da empresa e novo contacto", "Saída da empresa e novos contactos"),
        ("ru", "Мой уход из компании и новое контактное лицо", "Мой уход из компании и новые контактные лица"),
    ],
)
def test_a_subject_counts_where_the_language_does(locale, one, several):
    pack = PACKS[locale]
    assert compose(facts(locale), pack).subject == one
    assert compose(by_topic(facts(locale), 2), pack).subject == several


def test_a_chosen_subject_is_used():
    assert compose(facts(subject="contact_change"), PACKS["en-GB"]).subject == "A change to your contact"


@pytest.mark.parametrize("locale", PACKS)
def test_html_and_text_say_the_same_and_html_names_its_language(locale):
    plain, pack = facts(locale), PACKS[locale]
    letter = compose(plain, pack)
    assert letter.html.startswith(f'<div lang="{locale}" dir="{pack.direction}">')
    said = re.sub(r"<[^>]+>", "\n", letter.html).split("\n")
    assert [unescape(line) for line in said if line] == [line for line in letter.text.split("\n") if line]


def test_names_are_composed_and_lose_direction_marks():
    plain = facts()
    name = "\u202eRene\u0301e\u200f"
    letter = compose(replace(plain, client=replace(plain.client, given=name)), PACKS["en-GB"])
    assert letter.text.startswith("Dear Renée,")
    assert unicodedata.is_normalized("NFC", letter.text)


@pytest.mark.parametrize("locale", PACKS)
def test_a_preview_and_a_test_copy_are_marked_in_every_part(locale):
    pack, letter = PACKS[locale], compose(facts(locale), PACKS[locale])
    seen = preview(letter, pack)
    for parts, mark in (
        ((seen.subject, seen.text, seen.html), pack.preview_mark),
        (marked(letter, pack, pack.test_mark), pack.test_mark),
    ):
        assert all(mark in part for part in parts)


def test_an_interim_letter_promises_a_successor():
    assert "my successor" in text_of(with_contact(facts(), kind=ContactKind.INTERIM))


@pytest.mark.parametrize("locale", PACKS)
@for_each("reason", Reason)
def test_every_reason_is_said_in_a_sentence_of_its_own(locale, reason):
    with_reason, without = text_of(facts(locale, reason=reason)), text_of(facts(locale))
    assert len(with_reason) > len(without)

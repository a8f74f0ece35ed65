"""What is asked about a client: only what changes a sentence of his own letter, and never a guess (C5)."""

from dataclasses import replace

import pytest
from letter_samples import PACKS, facts

from segue.departure.people import Gender
from segue.departure.register import Register
from segue.letters.asking import forms_differ, genders_differ, patronymic_is_said
from segue.letters.facts import Recipient

ANNA = Recipient(("anna@client.example",), "Anna Rossi", "Anna", "Rossi", company="Rossi")
IVANOVA = Recipient(("anna@client.example",), "Анна Иванова", "Анна", "Иванова")


def of(locale, register, client=ANNA, **more):
    return facts(locale, Register(register), client=replace(client, **more)), PACKS[locale]


@pytest.mark.parametrize(
    ("locale", "register", "feminine", "masculine", "unstated"),
    [
        ("en-GB", "formal", "Dear Ms Rossi,", "Dear Mr Rossi,", "Dear Anna Rossi,"),
        ("it", "formal", "Gentile signora Rossi,", "Gentile signor Rossi,", "Gentile Anna Rossi,"),
        ("de", "formal", "Sehr geehrte Frau Rossi,", "Sehr geehrter Herr Rossi,", "Guten Tag Anna Rossi,"),
        ("hi", "formal", "आदरणीया Rossi जी,", "आदरणीय Rossi जी,", "नमस्कार Rossi जी,"),
        ("id", "formal", "Yth. Ibu Anna Rossi,", "Yth. Bapak Anna Rossi,", "Yth. Bapak/Ibu Anna Rossi,"),
    ],
)
def test_the_gender_is_asked_with_the_sentence_that_each_answer_makes(locale, register, feminine, masculine, unstated):
    said = genders_differ(*of(locale, register))
    assert [said[one][0] for one in (Gender.FEMININE, Gender.MASCULINE, Gender.UNSTATED)] == [
        feminine,
        masculine,
        unstated,
    ]


@pytest.mark.parametrize(("locale", "register"), [("en-GB", "neutral"), ("en-US", "warm"), ("it", "neutral")])
def test_where_no_sentence_needs_it_the_gender_is_not_asked(locale, register):
    assert genders_differ(*of(locale, register)) == {}


@pytest.mark.parametrize("locale", PACKS)
def test_a_company_has_no_gender_to_ask_for(locale):
    assert genders_differ(*of(locale, "formal", is_company=True)) == {}


def test_a_letter_that_cannot_be_written_asks_nothing():
    nobody = Recipient(("a@client.example",))
    assert genders_differ(*of("it", "formal", nobody)) == {}


def test_a_patronymic_is_asked_only_where_the_letter_says_it():
    assert patronymic_is_said(*of("ru", "formal", IVANOVA))
    assert not patronymic_is_said(*of("ru", "warm", IVANOVA))
    assert not patronymic_is_said(*of("it", "formal"))


def test_a_form_of_address_is_asked_only_where_the_language_has_several():
    assert forms_differ(*of("it", "neutral"))
    assert not forms_differ(*of("hi", "neutral"))
    assert not forms_differ(*of("it", "formal", is_company=True))


@pytest.mark.parametrize("locale", PACKS)
@pytest.mark.parametrize("register", list(Register))
def test_unstated_is_an_answer_in_every_language(locale, register):
    said = genders_differ(*of(locale, register))
    assert not said or said[Gender.UNSTATED]

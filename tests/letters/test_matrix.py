"""Whole letters over the matrix: what a native reader would check in any of them."""

import re
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise, product

import pytest
from letter_samples import BRIDGE, CONTACTS, FORMAL, NEUTRAL, PACKS, TODAY, WARM, facts, hand_over, with_contact

from segue.departure.contact_point import ContactKind
from segue.departure.people import Gender
from segue.departure.terms import Reason
from segue.letters.compose import compose
from segue.letters.facts import Recipient
from segue.letters.proofread import findings_in

HINTS = {
    "en-GB": "leaving leave last farewell goodbye thank thanks past wish wishes future chapter successor miss job",
    "en-US": "leaving leave last farewell goodbye thank thanks past wish wishes future chapter successor miss job",
    "it": "lascio lascerò ultimo addio grazie ringrazio ultimi auguro auguri futuro capitolo successore partenza",
}
GENDERED = {
    "en-GB": "he she him her his hers",
    "en-US": "he she him her his hers",
    "it": "lieto lieta grato grata certo certa sicuro sicura dimesso dimessa stato stata signora signor caro cara",
}
DOUBLED = re.compile(r"  | [,.;:!?]|[.,;:]{2}|[!?]\.|\(\s|\s\)|\(\)")
MISSING = re.compile(r"\{|\}|None|Undefined|\bat \.")
CLIENTS = [
    {"name": "Sam Vale", "given": "Sam", "family": "Vale"},
    {"name": "Vale", "family": "Vale", "title": "Dr"},
    {"company": "Meridian", "is_company": True},
]


def _letters(locale, plain):
    axes = product(
        [FORMAL, NEUTRAL, WARM], CLIENTS, Gender, Gender, ContactKind, ("", "tu"), ("email", "phone", "both")
    )
    for index, (register, client, gender, contact, kind, form, channels) in enumerate(axes):
        one = replace(plain(locale, register), client=Recipient(("x@y.example",), gender=gender, form=form, **client))
        if plain is facts:
            one = replace(one, years_together=(None, 1, 2, 5, 11, 21)[index % 6], hope_to_meet=index % 2 == 0)
            one = replace(one, reason=(None, *Reason)[index % 5], bridge=(None, _bridge())[index % 7 == 0])
        yield with_contact(
            one,
            gender=contact,
            kind=kind,
            email="" if channels == "phone" else CONTACTS[locale].email,
            phone="" if channels == "email" else "0551234",
            job_title=("", "Team Lead")[index % 2],
            years_here=(None, 1, 8)[index % 3],
        )


def _bridge():
    return replace(BRIDGE, first_day=date(2025, 10, 13), phone="0551235")


@cache
def _composed(locale, plain):
    return [(one, compose(one, PACKS[locale])) for one in _letters(locale, plain)]


@pytest.mark.parametrize("locale", PACKS)
@pytest.mark.parametrize("plain", [facts, hand_over])
def test_no_letter_has_a_hole_a_doubled_mark_or_a_small_letter_at_a_sentence_start(locale, plain):
    for one, letter in _composed(locale, plain):
        text = letter.text.replace(one.writer.company, "Company")
        assert not DOUBLED.search(letter.text.replace("Spett.le", "")), letter.text
        assert not MISSING.search(letter.text), letter.text
        assert not re.search(r"[.!?] +[a-zà-ù]", text), text
        assert all(paragraph[0].isupper() for paragraph in letter.text.split("\n\n")[2:]), letter.text


@pytest.mark.parametrize("locale", PACKS)
@pytest.mark.parametrize(("plain", "least", "most"), [(facts, 90, 200), (hand_over, 40, 85)])
def test_letters_keep_within_their_length(locale, plain, least, most):
    counts = [len(letter.text.split()) for one, letter in _composed(locale, plain) if not one.bridge]
    assert least <= min(counts)
    assert max(counts) <= most


@pytest.mark.parametrize("locale", PACKS)
def test_a_plain_letter_has_the_length_that_works(locale):
    for register in (FORMAL, NEUTRAL, WARM):
        assert 110 <= len(compose(facts(locale, register), PACKS[locale]).text.split()) <= 185


@pytest.mark.parametrize("locale", PACKS)
def test_a_hand_over_hints_at_nothing(locale):
    for _, letter in _composed(locale, hand_over):
        words = set(re.findall(r"\w+", _body(letter).lower())) | set(re.findall(r"\w+", letter.subject.lower()))
        assert not words & set(HINTS[locale].split()), letter.text


@pytest.mark.parametrize("locale", PACKS)
@pytest.mark.parametrize("plain", [facts, hand_over])
def test_nobody_whose_gender_is_unstated_is_given_one(locale, plain):
    for one, letter in _composed(locale, plain):
        if one.client.gender is one.contact.gender is Gender.UNSTATED:
            words = set(re.findall(r"\w+", _body(letter).lower())) - {"stato"}
            assert not words & set(GENDERED[locale].split()), letter.text


@pytest.mark.parametrize("locale", PACKS)
@pytest.mark.parametrize("plain", [facts, hand_over])
def test_the_proofreader_has_nothing_against_a_letter_but_its_length(locale, plain):
    for one, letter in _composed(locale, plain):
        ids = {finding.id for finding in findings_in(letter, one, PACKS[locale], TODAY)}
        assert ids <= {"letter_long"}, letter.text


def test_an_italian_letter_keeps_one_form_of_address():
    for one, letter in _composed("it", facts):
        words = set(re.findall(r"\w+", _sentences(letter)))
        if one.client.is_company:
            assert not words & {"Lei", "Suo", "Sua", "tu", "tua", "ti", "te"}, letter.text
        elif one.client.form == "tu":
            assert not words & {"Lei", "Suo", "Sua", "Le", "Voi", "Vostra", "Vi"}, letter.text
        else:
            assert not words & {"Voi", "Vostra", "Vi", "tu", "tua", "ti", "te", "lei", "sua"}, letter.text


def test_the_registers_really_read_differently():
    for locale, pack in PACKS.items():
        bodies = [_body(compose(facts(locale, register), pack)) for register in (FORMAL, NEUTRAL, WARM)]
        sentences = [set(re.split(r"(?<=[.!?])\s+", body)) for body in bodies]
        assert all(len(one & other) <= 2 for one, other in pairwise(sentences))


def _sentences(letter):
    return letter.text.split("\n\n", 1)[1]


def _body(letter):
    return _sentences(letter).rsplit("\n\n", 1)[0]

"""Salutations, in each language: what a native reader expects for each register, gender and set of name parts."""

from dataclasses import replace

import pytest
from letter_samples import FORMAL, NEUTRAL, PACKS, WARM, F, M, U, facts

from segue.departure.errors import InputError
from segue.letters.compose import compose, salutation
from segue.letters.facts import Recipient

JENNIFER = {"name": "Jennifer Smith", "given": "Jennifer", "family": "Smith"}
GIULIA = {"name": "Giulia Rossi", "given": "Giulia", "family": "Rossi"}
SURNAME = {"name": "Rossi", "family": "Rossi"}
COMPANY = {"company": "Yahoo!", "is_company": True}
TABLE = [
    ("en-GB", FORMAL, F, JENNIFER, "Dear Ms Smith,"),
    ("en-GB", FORMAL, M, JENNIFER, "Dear Mr Smith,"),
    ("en-GB", FORMAL, U, JENNIFER, "Dear Jennifer Smith,"),
    ("en-GB", FORMAL, U, {**JENNIFER, "title": "Dr."}, "Dear Dr Smith,"),
    ("en-GB", FORMAL, F, {**JENNIFER, "title": "Mrs"}, "Dear Mrs Smith,"),
    ("en-GB", NEUTRAL, F, {**JENNIFER, "title": "Dr"}, "Dear Jennifer,"),
    ("en-GB", NEUTRAL, U, JENNIFER, "Dear Jennifer,"),
    ("en-GB", WARM, M, JENNIFER, "Hi Jennifer,"),
    ("en-GB", WARM, F, {"name": "Smith", "family": "Smith", "title": "Dr"}, "Dear Dr Smith,"),
    ("en-GB", NEUTRAL, F, {"name": "Smith", "family": "Smith"}, "Dear Ms Smith,"),
    ("en-GB", FORMAL, U, {"name": "Madhuri"}, "Dear Madhuri,"),
    ("en-GB", WARM, U, {"name": "Jennifer Smith"}, "Dear Jennifer Smith,"),
    ("en-GB", FORMAL, U, COMPANY, "Dear Yahoo! team,"),
    ("en-GB", NEUTRAL, U, {"company": "Smith & Co."}, "Dear Smith & Co. team,"),
    ("en-US", FORMAL, F, JENNIFER, "Dear Ms. Smith,"),
    ("en-US", FORMAL, M, JENNIFER, "Dear Mr. Smith,"),
    ("en-US", FORMAL, U, JENNIFER, "Dear Jennifer Smith,"),
    ("en-US", FORMAL, M, {**JENNIFER, "title": "dr"}, "Dear Dr. Smith,"),
    ("en-US", NEUTRAL, M, JENNIFER, "Dear Jennifer,"),
    ("en-US", WARM, U, JENNIFER, "Hi Jennifer,"),
    ("en-US", WARM, U, COMPANY, "Hi Yahoo! team,"),
    ("it", FORMAL, F, {**GIULIA, "title": "Dott.ssa"}, "Gentile dott.ssa Rossi,"),
    ("it", FORMAL, F, {**GIULIA, "title": "dottssa"}, "Gentile dott.ssa Rossi,"),
    ("it", FORMAL, F, {**GIULIA, "title": "Dr."}, "Gentile dott.ssa Rossi,"),
    ("it", FORMAL, M, {**GIULIA, "title": "Dr"}, "Gentile dott. Rossi,"),
    ("it", FORMAL, U, {**GIULIA, "title": "Avvocato"}, "Gentile avv. Rossi,"),
    ("it", FORMAL, F, GIULIA, "Gentile signora Rossi,"),
    ("it", FORMAL, M, GIULIA, "Gentile signor Rossi,"),
    ("it", FORMAL, U, GIULIA, "Gentile Giulia Rossi,"),
    ("it", NEUTRAL, F, {**GIULIA, "title": "Dott.ssa"}, "Gentile Giulia Rossi,"),
    ("it", NEUTRAL, U, SURNAME, "Gentile Rossi,"),
    ("it", NEUTRAL, F, SURNAME, "Gentile signora Rossi,"),
    ("it", WARM, F, GIULIA, "Cara Giulia,"),
    ("it", WARM, M, GIULIA, "Caro Giulia,"),
    ("it", WARM, U, GIULIA, "Gentile Giulia,"),
    ("it", WARM, U, {**GIULIA, "form": "tu"}, "Ciao Giulia,"),
    ("it", NEUTRAL, F, {**GIULIA, "form": "tu"}, "Ciao Giulia,"),
    ("it", FORMAL, U, COMPANY, "Spett.le Yahoo!,"),
    ("it", WARM, U, COMPANY, "Spett.le Yahoo!,"),
]


@pytest.mark.parametrize(("locale", "register", "gender", "parts", "expected"), TABLE)
def test_a_client_is_greeted_as_a_native_would(locale, register, gender, parts, expected):
    client = Recipient(("a@client.example",), gender=gender, **parts)
    assert salutation(facts(locale, register, client=client), PACKS[locale]) == expected


@pytest.mark.parametrize("locale", PACKS)
@pytest.mark.parametrize("name", ["", "  ", "\u200e", "\u0301"])
def test_a_client_without_any_name_needs_a_salutation(locale, name):
    nobody = facts(locale, client=Recipient(("a@client.example",), name))
    with pytest.raises(InputError) as failure:
        compose(nobody, PACKS[locale])
    assert failure.value.code == "salutation_needed"


def test_a_retyped_salutation_stands_as_it_was_typed():
    assert salutation(_retyped("Dear Jen,"), PACKS["en-GB"]) == "Dear Jen,"


def test_a_retyped_salutation_without_an_end_gets_one():
    assert salutation(_retyped("Dear Jen"), PACKS["en-GB"]) == "Dear Jen,"


@pytest.mark.parametrize(("typed", "starts"), [("Cara Giulia,", "ti"), ("Cara Giulia!", "Volevo"), ("Cara Giulia", "")])
def test_an_italian_letter_goes_on_in_lower_case_only_after_a_comma(typed, starts):
    plain = facts("it")
    client = replace(plain.client, salutation=typed, form="tu")
    body = compose(replace(plain, client=client), PACKS["it"]).text.split("\n\n")[1]
    assert body.startswith("Volevo dirti" if starts == "Volevo" else "volevo dirti")


def _retyped(salutation_typed):
    plain = facts()
    return replace(plain, client=replace(plain.client, salutation=salutation_typed))

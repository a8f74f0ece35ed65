"""Salutations, in each language: what a native reader expects for each register, gender and set of name parts."""

from dataclasses import replace

import pytest
from letter_samples import PACKS, TABLES, facts

from fakes.cases import for_each
from segue.departure.errors import InputError
from segue.departure.people import Gender
from segue.departure.register import Register
from segue.letters.compose import compose, salutation
from segue.letters.facts import Recipient

ROWS = [(locale, row) for locale, table in TABLES.items() for row in table.get("salutation", {}).get("rows", [])]


def client_of(locale, row):
    """Return the client of a row: the table's usual name, unless the row has another one or a company."""
    table = TABLES[locale]["salutation"]
    given, family = row.get("given", table["given"]), row.get("family", table["family"])
    gender, title, form = Gender(row.get("gender", "unstated")), row.get("title", ""), row.get("form", "")
    if row.get("company"):
        return Recipient(("a@client.example",), company=row["company"], form=form, is_company=True)
    name = row.get("name", " ".join(part for part in (given, family) if part))
    return Recipient(("a@client.example",), name, given, family, title, gender=gender, form=form)


@pytest.mark.parametrize(("locale", "row"), ROWS)
def test_a_client_is_greeted_as_a_native_would(locale, row):
    plain = facts(locale, Register(row["register"]), client=client_of(locale, row))
    assert salutation(plain, PACKS[locale]) == row["expected"]


@pytest.mark.skipif("ru" not in PACKS, reason="no Russian pack")
@pytest.mark.parametrize(
    ("register", "gender", "expected"),
    [
        ("formal", "f", "Уважаемая Анна Сергеевна!"),
        ("formal", "unstated", "Здравствуйте, Анна Сергеевна!"),
        ("neutral", "f", "Здравствуйте, Анна Сергеевна!"),
        ("warm", "f", "Анна, здравствуйте!"),
    ],
)
def test_a_patronymic_is_said_but_among_friends(register, gender, expected):
    anna = Recipient(("a@client.example",), "Анна Сергеевна Иванова", "Анна", "Иванова", patronymic="Сергеевна")
    plain = facts("ru", Register(register), client=replace(anna, gender=Gender(gender)))
    assert salutation(plain, PACKS["ru"]) == expected


@pytest.mark.parametrize("locale", PACKS)
def test_a_company_without_a_shared_mailbox_is_greeted_as_a_company(locale):
    client = Recipient(("a@client.example",), company="Smith & Co.")
    shared = replace(client, is_company=True)
    assert salutation(facts(locale, client=client), PACKS[locale]) == salutation(
        facts(locale, client=shared), PACKS[locale]
    )


@pytest.mark.parametrize("locale", PACKS)
@for_each("name", ["", "  ", "\u200e", "\u0301"])
def test_a_client_without_any_name_needs_a_salutation(locale, name):
    nobody = facts(locale, client=Recipient(("a@client.example",), name))
    with pytest.raises(InputError) as failure:
        compose(nobody, PACKS[locale])
    assert failure.value.code == "salutation_needed"


def test_a_retyped_salutation_stands_as_it_was_typed():
    assert salutation(_retyped("Dear Jen,"), PACKS["en-GB"]) == "Dear Jen,"


def test_a_retyped_salutation_without_an_end_gets_one():
    assert salutation(_retyped("Dear Jen"), PACKS["en-GB"]) == "Dear Jen,"


@pytest.mark.skipif("it" not in PACKS, reason="no Italian pack")
@pytest.mark.parametrize(("typed", "starts"), [("Cara Giulia,", "ti"), ("Cara Giulia!", "Volevo"), ("Cara Giulia", "")])
def test_an_italian_letter_goes_on_in_lower_case_only_after_a_comma(typed, starts):
    plain = facts("it")
    client = replace(plain.client, salutation=typed, form="tu")
    body = compose(replace(plain, client=client), PACKS["it"]).text.split("\n\n")[1]
    assert body.startswith("Volevo dirti" if starts == "Volevo" else "volevo dirti")


def _retyped(salutation_typed):
    plain = facts()
    return replace(plain, client=replace(plain.client, salutation=salutation_typed))

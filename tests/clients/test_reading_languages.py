"""Exports of every program, in every language of the product, become the same contact."""

import io

import pytest

from clients import exports_of_cards as cards
from clients import exports_of_tables as tables
from segue.clients.contact import Contact
from segue.clients.header_names import HEADER_NAMES
from segue.clients.headers import MEANINGS, folded, meaning_of
from segue.clients.reading import look_at, read_contacts

BOTH = ("ana@reis.pt.example", "a.reis@reis.pt.example")


def contacts(content: bytes, filename: str = "contacts.csv") -> list[Contact]:
    return [row for row in read_contacts(filename, io.BytesIO(content)) if isinstance(row, Contact)]


@pytest.mark.parametrize("language", tables.OUTLOOK)
def test_classic_outlook_is_read_in_every_language(language: str) -> None:
    (contact,) = contacts(tables.OUTLOOK[language])
    assert (contact.given, contact.family, contact.title) == ("Ana", "Reis", "Dr")
    assert (contact.company, contact.job_title, contact.labels) == ("Reis Lda", "Diretora", ("Clientes",))
    assert (contact.emails, contact.phones) == (BOTH, ("+351 1",))


@pytest.mark.parametrize("language", tables.OUTLOOK)
def test_nobody_is_asked_about_classic_outlook_s_columns(language: str) -> None:
    assert look_at("contacts.csv", io.BytesIO(tables.OUTLOOK[language])).is_plain


def test_new_outlook_s_columns_are_read_and_its_nickname_is_not() -> None:
    (contact,) = contacts(tables.OUTLOOK_NEW)
    assert (contact.name, contact.title, contact.job_title, contact.emails) == ("Ana Reis", "Dr", "Diretora", BOTH)
    assert (contact.phones, contact.labels) == (("+351 1",), ("Clientes",))
    assert "Nani" not in repr(contact)


def test_a_title_above_the_header_of_a_table_is_let_go() -> None:
    (contact,) = contacts(tables.NUMBERS)
    assert (contact.row, contact.given, contact.family, contact.company) == (4, "Ana", "Reis", "Reis Lda")
    assert contact.phones == ("+351 1",)


def test_german_s_name_beside_a_first_name_is_the_family_name() -> None:
    assert [(one.given, one.family) for one in contacts(tables.GERMAN_LIST)] == [
        ("Jürgen", "Müller"),
        ("Eva", "von Berg"),
    ]


def test_utf_16_without_its_mark_is_read() -> None:
    assert contacts("Name,Email\nJürgen,j@mueller.example\n".encode("utf-16-le"))[0].name == "Jürgen"


def test_russian_letters_that_come_late_in_a_file_are_not_garbled() -> None:
    rows = "Name,Email\n" + "Ann,ann@hill.example\n" * 5_000 + "Анна Мельникова,a@sklad.example\n"
    assert contacts(rows.encode("cp1251"))[-1].name == "Анна Мельникова"


@pytest.mark.parametrize("content", [cards.GOOGLE, cards.OUTLOOK_21, cards.NEXTCLOUD])
def test_a_card_of_every_program_is_the_same_contact(content: bytes) -> None:
    (contact,) = contacts(content, "contacts.vcf")
    assert (contact.given, contact.family, contact.title, contact.company) == ("Ana", "Reis", "Dr", "Reis Lda")
    assert contact.emails == BOTH
    assert contact.phones[0].startswith("+351")


def test_outlook_s_letters_outside_ascii_are_read_in_the_encoding_that_it_names() -> None:
    assert contacts(cards.OUTLOOK_21, "ana.vcf")[0].job_title == "Diretora de importação"


def test_labels_and_language_of_a_card_are_kept() -> None:
    assert contacts(cards.GOOGLE, "a.vcf")[0].labels == ("Clientes",)
    assert contacts(cards.NEXTCLOUD, "a.vcf")[0].language == "pt-PT"


def test_a_company_s_own_card_has_no_first_name_to_greet() -> None:
    (contact,) = contacts(cards.APPLE_COMPANY, "a.vcf")
    assert (contact.name, contact.given, contact.company) == ("Reis Lda", "", "Reis Lda")


def test_a_card_of_a_telephone_in_quoted_printable_is_read() -> None:
    (contact,) = contacts(cards.ANDROID, "a.vcf")
    assert (contact.given, contact.family, contact.name) == ("Ана", "Рейш", "Ана Рейш")


def test_every_name_of_a_column_means_one_thing_and_one_that_exists() -> None:
    settled_later = {"title", "nickname"}
    for table in HEADER_NAMES.values():
        for meaning, names in table.items():
            assert meaning in {*MEANINGS, *settled_later}
            assert all(meaning_of(name.replace("#", "3")) == meaning for name in names), (meaning, names)


def test_column_names_are_equal_without_case_marks_and_numbers() -> None:
    assert folded("E-mail 2 - Value") == folded("e_mail 3: VALUE") == "e mail # value"

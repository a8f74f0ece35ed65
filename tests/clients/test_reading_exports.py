"""Files as address books export them become contacts with the needed fields."""

import io

import pytest

from clients import exports
from segue.clients.contact import Contact, RowProblem
from segue.clients.reading import read_contacts


def read(content: bytes, filename: str = "contacts.csv") -> list[Contact | RowProblem]:
    return list(read_contacts(filename, io.BytesIO(content)))


def only(content: bytes, filename: str = "contacts.csv") -> Contact:
    (contact,) = (row for row in read(content, filename) if isinstance(row, Contact))
    return contact


def test_google_s_new_export_gives_names_addresses_and_labels() -> None:
    contact = only(exports.GOOGLE_NEW)
    assert (contact.name, contact.given, contact.family, contact.title) == ("Anna Rossi", "Anna", "Rossi", "Dott.ssa")
    assert contact.emails == ("anna@rossi.it.example", "a.rossi@rossi.it.example", "anna@libero.it.example")
    assert contact.phones == ("+39 02 1", "+39 02 2")
    assert (contact.company, contact.job_title) == ("Rossi Impianti", "CEO")
    assert contact.labels == ("Clients", "VIP")


def test_a_quoted_line_break_does_not_shift_the_row_numbers() -> None:
    problem = read(exports.GOOGLE_NEW)[1]
    assert isinstance(problem, RowProblem)
    assert (problem.row, problem.code, problem.value) == (3, "row_no_address", "No Address")


@pytest.mark.parametrize("content", [exports.GOOGLE_OLD, exports.GOOGLE_UTF16])
def test_google_s_old_export_is_read_with_either_byte_order_mark(content: bytes) -> None:
    contact = only(content)
    assert (contact.name, contact.company, contact.job_title) == ("Tom Hale", "Hale Ltd", "Buyer")
    assert (contact.language, contact.labels, contact.row) == ("it-IT", ("Clients",), 2)


def test_big_endian_utf_16_is_read() -> None:
    content = b"\xfe\xff" + exports.TAB_TEXT.decode().encode("utf-16-be")
    assert only(content).name == "Jo Field"


def test_classic_outlook_s_title_is_a_prefix_and_its_job_title_the_job() -> None:
    contact = only(exports.OUTLOOK_CLASSIC)
    assert (contact.title, contact.name, contact.job_title) == ("Dr", "Ben Stone", "Buyer")
    assert contact.emails == ("ben@stone.us.example", "b.stone@stone.us.example")
    assert contact.labels == ("Clients", "Key")


def test_italian_outlook_is_read_with_semicolons_in_cp1252() -> None:
    contact = only(exports.OUTLOOK_ITALIAN)
    assert (contact.given, contact.family, contact.title) == ("Zoë", "Forlì", "Sig.ra")
    assert (contact.company, contact.job_title, contact.labels) == ("Però S.r.l.", "Qualità", ("Clienti",))


def test_an_exchange_path_is_left_out_beside_a_good_address() -> None:
    assert only(exports.OUTLOOK_EXCHANGE).emails == ("ada@kent.co.uk.example",)


def test_a_customer_system_s_columns_become_labels_to_choose_by() -> None:
    contact = only(exports.CRM)
    assert contact.labels == ("Owner: Anna Verdi", "Status: Active")
    assert (contact.name, contact.given, contact.family) == ("Luca Verdi", "Luca", "Verdi")
    assert (contact.company, contact.job_title, contact.language) == ("Verdi SpA", "Buyer", "it")


@pytest.mark.parametrize(
    ("table", "name", "title", "given", "family"),
    [
        ("First Name,Last Name,Email\nDr,Hill,{}", "Hill", "Dr", "", "Hill"),
        ("First Name,Last Name,Email\nIbu,,{}", "Ibu", "", "Ibu", ""),
        ("First Name,Last Name,Email\nDr. Ann,Hill,{}", "Ann Hill", "Dr.", "Ann", "Hill"),
        ('Nome,Email\n"Rossi, Anna",{}', "Anna Rossi", "", "Anna", "Rossi"),
        ("Nome,Società,Email\nRossi Impianti,ROSSI IMPIANTI,{}", "Rossi Impianti", "", "", ""),
        ("Name,Email\nann@hill.co.uk.example,{}", "", "", "", ""),
        ("Name,First Name,Last Name,Email\nDr Ann Hill,Ann,Hill,{}", "Ann Hill", "Dr", "Ann", "Hill"),
        ("Name,Email\n,{}", "", "", "", ""),
    ],
)
def test_names_are_understood_from_whatever_columns_there_are(
    table: str, name: str, title: str, given: str, family: str
) -> None:
    contact = only(table.format("ann@hill.co.uk.example").encode())
    assert (contact.name, contact.title, contact.given, contact.family) == (name, title, given, family)


@pytest.mark.parametrize(
    ("table", "given", "family"),
    [
        ("First Name,Last Name,Email\nАнна Сергеевна,Иванова,{}", "Анна", "Иванова"),
        ("First Name,Last Name,Email\nАнна,Сергеевна Иванова,{}", "Анна", "Иванова"),
        ("First Name,Middle Name,Last Name,Email\nАнна,Сергеевна,Иванова,{}", "Анна", "Иванова"),
        ("First Name,Last Name,Email\nАнна Сергеевна,,{}", "Анна", ""),
        ("First Name,Middle Name,Last Name,Email\nАнна,Сергеевна,,{}", "Анна", ""),
        ("Name,Email\nИванова Анна Сергеевна,{}", "Анна", "Иванова"),
        ("Name,First Name,Last Name,Email\nАнна Сергеевна Иванова,Анна Сергеевна,Иванова,{}", "Анна", "Иванова"),
    ],
)
def test_a_patronymic_is_found_in_whichever_cell_it_stands(table: str, given: str, family: str) -> None:
    contact = only(table.format("anna@sklad.ru.example").encode())
    assert (contact.given, contact.patronymic, contact.family) == (given, "Сергеевна", family)
    assert contact.name.split() == [given, "Сергеевна", *family.split()]


@pytest.mark.parametrize(
    ("row", "given", "patronymic", "family"),
    [
        ("Иван Петрович,", "Иван", "Петрович", ""),  # both are given names: the cell says so
        ("Роман,Абрамович", "Роман", "", "Абрамович"),
        ("Анна Мария,Иванова", "Анна Мария", "", "Иванова"),
    ],
)
def test_a_family_name_is_not_taken_for_a_patronymic(row: str, given: str, patronymic: str, family: str) -> None:
    contact = only(f"First Name,Last Name,Email\n{row},anna@sklad.ru.example".encode())
    assert (contact.given, contact.patronymic, contact.family) == (given, patronymic, family)


def test_text_with_tabs_is_a_table() -> None:
    assert only(exports.TAB_TEXT, "list.txt").emails == ("jo@field.co.uk.example",)


def test_excel_s_line_that_names_the_delimiter_is_understood() -> None:
    assert only(b"sep=|\nName|Email\nA, B; C|a@b.co.example\n").emails == ("a@b.co.example",)


def test_russian_letters_of_an_old_export_are_not_garbled() -> None:
    content = "Name;Email\nАнна Мельникова;a@sklad.ru.example\n".encode("cp1251")
    assert only(content).name == "Анна Мельникова"


def test_apple_s_cards_keep_the_preferred_address_first_and_their_group_as_label() -> None:
    contact = only(exports.APPLE, "apple.vcf")
    assert contact.emails == ("anna@rossi.it.example", "anna@libero.it.example")
    assert (contact.name, contact.title, contact.given) == ("Anna Rossi", "Dott.ssa", "Anna")
    assert (contact.company, contact.job_title) == ("Rossi; Figli, S.r.l.", "Direttrice commerciale")
    assert (contact.labels, contact.key, contact.row) == (("Clients",), "AAA-1", 2)


def test_a_group_card_is_neither_a_contact_nor_a_problem() -> None:
    assert len(read(exports.APPLE, "apple.vcf")) == 1


def test_birthday_note_and_photo_are_nowhere_in_what_was_read() -> None:
    seen = repr(read(exports.APPLE, "apple.vcf")) + repr(read(exports.GOOGLE_NEW))
    assert not any(word in seen for word in ("1980", "story", "9j", "tea", "Annina"))


def test_quoted_printable_cards_are_read_and_their_notes_do_not_leak_into_fields() -> None:
    contact = only(exports.VCARD_21, "old.vcf")
    assert (contact.given, contact.family) == ("Jürgen", "Müller")
    assert contact.emails == ("j@mueller.co.uk.example",)


def test_version_4_cards_give_language_labels_and_phone() -> None:
    contact = only(exports.VCARD_40, "new.vcf")
    assert (contact.language, contact.labels, contact.phones) == ("hi", ("Clients", "Key, very"), ("+91-1",))
    assert (contact.given, contact.family) == ("सुनीता", "शर्मा")


def test_cards_are_recognised_by_content_under_another_name() -> None:
    assert only(exports.VCARD_40, "contacts.csv").family == "शर्मा"


def test_a_broken_card_does_not_end_the_file() -> None:
    rows = read(exports.BROKEN_MIDDLE, "broken.vcf")
    assert [row.code if isinstance(row, RowProblem) else row.name for row in rows] == [
        "One",
        "card_broken",
        "card_broken",
        "Four",
    ]
    assert [row.row for row in rows] == [1, 2, 3, 4]


def test_keys_are_the_same_when_the_rows_change_places() -> None:
    header, *rows = b"Name,Email\nA,info@a.example\nB,info@a.example\nC,c@a.example\n".splitlines(keepends=True)
    there = {row.name: row.key for row in read(header + b"".join(rows)) if isinstance(row, Contact)}
    back = {row.name: row.key for row in read(header + b"".join(rows[::-1])) if isinstance(row, Contact)}
    assert there == back
    assert len(set(there.values())) == 3


def test_twins_of_one_row_have_keys_of_their_own() -> None:
    rows = read(b"Name,Email\nA,a@a.example\nA,a@a.example\n")
    assert len({row.key for row in rows if isinstance(row, Contact)}) == 2


def test_a_stream_that_cannot_go_back_is_read_all_the_same() -> None:
    class OneWay(io.BytesIO):
        def seekable(self) -> bool:
            return False

    assert len(list(read_contacts("a.vcf", OneWay(exports.APPLE)))) == 1


def test_the_stream_stays_open_for_its_owner() -> None:
    stream = io.BytesIO(exports.CRM)
    list(read_contacts("crm.csv", stream))
    assert not stream.closed

"""What a person is asked about an unknown table, and what his answer does."""

import io

import pytest

from clients import exports, exports_of_cards, exports_of_tables
from segue.clients.contact import Contact
from segue.clients.reading import look_at, read_contacts
from segue.departure.errors import InputError, UnreadableFile


def read(content: bytes, mapping: dict[int, str]) -> list[Contact]:
    return [row for row in read_contacts("a.csv", io.BytesIO(content), mapping) if isinstance(row, Contact)]


@pytest.mark.parametrize(
    "content", [exports.GOOGLE_NEW, exports.GOOGLE_OLD, exports.CRM, b"a@hill.example\nb@hill.example\n"]
)
def test_nobody_is_asked_about_a_table_that_is_understood(content: bytes) -> None:
    assert look_at("a.csv", io.BytesIO(content)).is_plain


def test_cards_need_no_columns() -> None:
    look = look_at("a.vcf", io.BytesIO(exports_of_cards.GOOGLE))
    assert (look.kind, look.is_plain, look.header) == ("cards", True, ())


def test_columns_that_no_name_tells_are_proposed_by_their_cells() -> None:
    look = look_at("a.csv", io.BytesIO(exports_of_tables.UNKNOWN_HEADER))
    assert (look.kind, look.is_plain) == ("table", False)
    assert look.header == ("Kunde", "Erreichbar unter", "Seit", "Betreut von")
    assert look.proposed == ("full", "email", "", "")
    assert look.rows[0] == ("Ann Hill", "ann@hill.example", "2019", "Jo")


def test_a_table_without_a_header_loses_no_row() -> None:
    look = look_at("a.csv", io.BytesIO(exports_of_tables.BARE_LIST))
    assert (look.is_plain, look.header, look.proposed) == (False, ("", "", ""), ("full", "email", "phone"))
    assert [contact.row for contact in read(exports_of_tables.BARE_LIST, {0: "full", 1: "email"})] == [1, 2]


def test_what_a_person_says_of_a_column_is_what_is_read() -> None:
    ann, _ = read(exports_of_tables.UNKNOWN_HEADER, {0: "company", 1: "email", 2: "", 3: "column"})
    assert (ann.company, ann.emails, ann.labels) == ("Ann Hill", ("ann@hill.example",), ("Betreut von: Jo",))
    assert ann.name == ""


@pytest.mark.parametrize(
    ("mapping", "code"), [({0: "full"}, "mapping_no_email"), ({0: "birthday", 1: "email"}, "column_meaning_unknown")]
)
def test_an_answer_that_cannot_be_read_by_is_refused(mapping: dict[int, str], code: str) -> None:
    with pytest.raises(InputError, match=code):
        read(exports_of_tables.UNKNOWN_HEADER, mapping)


def test_the_same_layout_has_the_same_fingerprint_whatever_its_rows() -> None:
    first, again, other = (
        look_at("a.csv", io.BytesIO(content)).fingerprint
        for content in (
            b"Name,Email\nA,a@x.example\n",
            b"NAME, e-mail\n".replace(b" e-mail", b"Email"),
            b"Email,Name\n",
        )
    )
    assert first == again != other


def test_looking_leaves_the_file_at_its_start() -> None:
    stream = io.BytesIO(exports.GOOGLE_NEW)
    look_at("a.csv", stream)
    assert stream.tell() == 0


def test_a_person_is_shown_five_short_and_clean_rows() -> None:
    rows = b"Name,Email\n" + b"An\x07n" * 100 + b",a@x.example\n" + b"B,b@x.example\n" * 9
    look = look_at("a.csv", io.BytesIO(rows))
    assert len(look.rows) == 5
    assert len(look.rows[0][0]) <= 80
    assert "\x07" not in look.rows[0][0]


def test_a_file_that_cannot_be_read_cannot_be_looked_at() -> None:
    with pytest.raises(UnreadableFile, match="file_binary"):
        look_at("a.csv", io.BytesIO(b"%PDF-1.7"))

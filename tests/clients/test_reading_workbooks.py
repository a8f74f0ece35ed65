"""Workbooks are read sheet by sheet, and refused before they unpack to more than can be held."""

import datetime
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clients.workbooks import sheet_xml, text_cell, with_parts, with_texts, workbook
from segue.clients import sheets
from segue.clients import workbook as workbook_room
from segue.clients.contact import Contact, RowProblem
from segue.clients.reading import look_at, read_contacts
from segue.departure.errors import SegueError, UnreadableFile

HEADER = ("Name", "Email", "Company", "Phone", "Status")
ANN = ("Ann Hill", "ann@hill.co.uk.example", "Hill Ltd", 447700900123, "Active")
SHEET = "xl/worksheets/sheet1.xml"
HEADER_XML = f'<row r="1">{text_cell("A1", "Name")}{text_cell("B1", "Email")}</row>'
ANN_XML = f'<row r="2">{text_cell("A2", "Ann")}{text_cell("B2", "ann@hill.example")}</row>'


def read(content: bytes, filename: str = "clients.xlsx") -> list[Contact | RowProblem]:
    return list(read_contacts(filename, io.BytesIO(content)))


def refusal(content: bytes) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as refused:
        read(content)
    return refused.value


def with_sheet(xml: str) -> bytes:
    return with_parts(workbook(("One", [HEADER])), {SHEET: sheet_xml(xml)})


def test_a_workbook_s_rows_become_contacts_and_problems_under_their_own_numbers() -> None:
    rows = read(workbook(("Clients", [HEADER, ANN, (), ("Ben", None, "Stone Inc")])))
    ann, ben = rows
    assert isinstance(ann, Contact)
    assert (ann.row, ann.name, ann.company, ann.phones) == (2, "Ann Hill", "Hill Ltd", ("447700900123",))
    assert ann.labels == ("Status: Active",)
    assert isinstance(ben, RowProblem)
    assert (ben.row, ben.code, ben.contact and ben.contact.company) == (4, "row_no_address", "Stone Inc")


def test_the_first_sheet_with_a_header_of_addresses_is_read_and_hidden_ones_are_not() -> None:
    content = workbook(
        ("Notes", [("Some words",), ("more",)]),
        ("Old", [("Email",), ("old@hill.example",)]),
        ("Clients", [("Client list", None), (), HEADER, ANN]),
        hidden=("Old",),
    )
    assert [row.row for row in read(content)] == [4]
    assert look_at("clients.xlsx", io.BytesIO(content)).sheet == "Clients"


def test_dates_numbers_and_truths_are_text_and_errors_are_nothing() -> None:
    values = (datetime.date(2024, 3, 9), datetime.datetime(2024, 3, 9, 14, 30), 2.0, 2.5, True, "#N/A", "=1+1x")  # noqa: DTZ001 - a cell has no zone
    header = ("Email", *(f"Status {letter}" for letter in "abcdefg"))
    content = workbook(("One", [header, ("ann@hill.example", *values)]))
    mapping = {0: "email", **dict.fromkeys(range(1, 8), "column")}
    (contact,) = read_contacts("a.xlsx", io.BytesIO(content), mapping)
    assert isinstance(contact, Contact)
    assert [label.partition(": ")[2] for label in contact.labels] == [
        *("2024-03-09", "2024-03-09T14:30:00", "2", "2.5", "True"),
    ]


def test_a_formula_is_the_value_that_was_stored_beside_it() -> None:
    link = '<c r="B2" t="str"><f>HYPERLINK("mailto:x","ann@hill.example")</f><v>ann@hill.example</v></c>'
    (contact,) = read(with_sheet(f'{HEADER_XML}<row r="2">{text_cell("A2", "Ann")}{link}</row>'))
    assert isinstance(contact, Contact)
    assert contact.emails == ("ann@hill.example",)


def test_a_text_that_looks_like_a_formula_stays_as_it_is() -> None:
    (contact,) = read(with_sheet(HEADER_XML + ANN_XML.replace(">Ann<", ">=cmd|x<")))
    assert isinstance(contact, Contact)
    assert contact.name == "=cmd|x"


def test_cells_right_of_the_header_are_no_reason_to_refuse_a_row() -> None:
    (contact,) = read(workbook(("One", [("Name", "Email"), ("Ann", "ann@hill.example", "called on Monday")])))
    assert isinstance(contact, Contact)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK\x03\x04 cut off", "file_workbook_broken"),
        (workbook(("One", [])), "file_empty"),
        (workbook(("One", [("Name", "Town"), ("Ann", "Bath")])), "file_no_columns"),
        (workbook(("One", [HEADER])), "file_no_addresses"),
        (with_sheet("<row"), "file_workbook_broken"),
        (with_sheet('<row r="99999999"></row>'), "file_workbook_large"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40) + "EncryptedPackage".encode("utf-16-le"), "file_locked"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40) + "Workbook".encode("utf-16-le"), "file_old_excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(400), "file_binary"),
        (with_parts(workbook(("One", [HEADER, ANN])), {SHEET: b"x"}, zipfile.ZIP_LZMA), "file_workbook_broken"),
    ],
)
def test_a_workbook_that_cannot_be_used_says_why(content: bytes, code: str) -> None:
    assert refusal(content).code == code


def test_a_zip_that_is_no_workbook_is_called_one() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as other:
        other.writestr("photo.jpg", b"x")
    assert (refusal(out.getvalue()).code, refusal(out.getvalue()).values["kind"]) == ("file_binary", "zip")


def test_a_bomb_is_refused_by_what_it_says_that_it_unpacks_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_room, "MAX_UNPACKED_BYTES", 100_000)
    assert refusal(with_parts(workbook(("One", [HEADER, ANN])), {SHEET: b" " * 200_000})).code == "file_workbook_large"


def test_a_table_of_texts_too_large_to_hold_is_refused_while_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_room, "MAX_STRINGS_BYTES", 2_000)
    assert refusal(with_texts(f"Ann {number}" for number in range(300))).code == "file_workbook_large"


def test_shared_texts_are_read_with_the_line_breaks_that_excel_escapes() -> None:
    texts = ("Name", "Email", "Ann_x000D_ Hill", "ann@hill.example")
    cells = [f'<c r="{at}" t="s"><v>{number}</v></c>' for number, at in enumerate(("A1", "B1", "A2", "B2"))]
    rows = f'<row r="1">{cells[0]}{cells[1]}</row><row r="2">{cells[2]}{cells[3]}</row>'
    (contact,) = read(with_parts(with_texts(texts), {SHEET: sheet_xml(rows)}))
    assert isinstance(contact, Contact)
    assert contact.name == "Ann Hill"


def test_a_row_too_large_to_hold_is_refused_while_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_room, "MAX_PART_BYTES", 200_000)
    large = text_cell("A3", "x") * 10_000
    assert refusal(with_sheet(f'{HEADER_XML}{ANN_XML}<row r="3">{large}</row>')).code == "file_workbook_large"


def test_rows_of_blank_cells_without_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MAX_CELLS", 5_000)
    wide = "".join(f'<row r="{row}"><c r="ZZ{row}"/></row>' for row in range(3, 100))
    assert refusal(with_sheet(HEADER_XML + ANN_XML + wide)).code == "file_workbook_large"


def test_entities_that_multiply_are_refused() -> None:
    doctype = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 50}">' for n in range(1, 9))
    rows = f'<row r="1">{text_cell("A1", "&e8;")}</row>'
    xml = f'<!DOCTYPE x [<!ENTITY e0 "ha">{doctype}]>'.encode() + sheet_xml(rows)
    assert refusal(with_parts(workbook(("One", [HEADER])), {SHEET: xml})).code == "file_workbook_broken"


PARTS = st.sampled_from(
    [
        SHEET,
        "xl/workbook.xml",
        "xl/styles.xml",
        "xl/sharedStrings.xml",
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
    ]
)
SOUND = with_parts(with_texts(["Ann"]), {SHEET: sheet_xml(HEADER_XML + ANN_XML)})


@settings(max_examples=60)
@given(PARTS, st.binary(max_size=200), st.integers(0, 3000))
def test_no_bytes_whatever_inside_a_workbook_crash_the_reader(part: str, content: bytes, at: int) -> None:
    with zipfile.ZipFile(io.BytesIO(SOUND)) as sound:
        whole = sound.read(part)
    changed = whole[:at] + content + whole[at + len(content) :]
    try:
        rows = read(with_parts(SOUND, {part: changed}))
    except SegueError:
        return
    assert all(isinstance(row, Contact | RowProblem) for row in rows)


CELLS = st.text(st.characters(min_codepoint=32, max_codepoint=0x97F, blacklist_characters="\x7f"), max_size=12)
ADDRESSES = st.sampled_from(["", "a@b.co", "nobody", "x@y.example; z@y.example", "=A1"])


@settings(max_examples=40)
@given(st.lists(st.tuples(CELLS, ADDRESSES), max_size=8))
def test_rows_in_are_rows_kept_and_rows_reported(table: list[tuple[str, str]]) -> None:
    cells = [f"{text_cell(f'A{n}', escaped(a))}{text_cell(f'B{n}', escaped(b))}" for n, (a, b) in enumerate(table, 3)]
    rows = "".join(f'<row r="{n}">{row}</row>' for n, row in enumerate(cells, 3))
    filled = sum(bool(name.strip() or address) for name, address in table)
    assert len(read(with_sheet(HEADER_XML + ANN_XML + rows))) == filled + 1


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

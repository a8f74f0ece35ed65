"""Bad input is normal input: each file and row gets its cause, and good rows are kept."""

import io
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clients.catalogue import sentences
from segue.clients import file_kinds, limits, reading
from segue.clients.contact import Contact, RowProblem
from segue.clients.reading import read_contacts
from segue.departure.errors import SegueError, UnreadableFile

HEADER = b"Name,Email\n"
GOOD = b"Ann Hill,ann@hill.co.uk.example\n"


def read(content: bytes, filename: str = "contacts.csv") -> list[Contact | RowProblem]:
    return list(read_contacts(filename, io.BytesIO(content)))


@pytest.mark.parametrize(
    ("filename", "content", "code"),
    [
        ("a.csv", b"", "file_empty"),
        ("a.csv", b" \r\n\r\n", "file_empty"),
        ("a.csv", b"\xef\xbb\xbf", "file_empty"),
        ("a.vcf", b"\xff\xfe", "file_empty"),
        ("a.xlsx", b"PK\x03\x04rest", "file_workbook_broken"),
        ("a.csv", b"%PDF-1.7", "file_binary"),
        ("a.csv", b"\x89PNG\r\n", "file_binary"),
        ("a.csv", b"Name,Email\nAnn\x00,a@b.co.example\n", "file_binary"),
        ("a.csv", HEADER + b"caf\x81\xe9,a@b.co.example\n", "file_encoding"),
        ("a.csv", b"\xff\xfeN", "file_encoding"),
        ("a.csv", b"Name,Town\nAnn,Bath\n", "file_no_columns"),
        ("a.csv", b"just some words", "file_no_columns"),
        ("a.csv", HEADER, "file_no_addresses"),
        ("a.csv", HEADER + b"Ann,\nBen,nonsense\n", "file_no_addresses"),
        ("a.vcf", b"Name,Email\n", "file_no_cards"),
        ("a.vcf", b"BEGIN:VCARD\nFN:Ann\nEND:VCARD\n", "file_no_addresses"),
        ("a.vcf", b"BEGIN:VCARD\n", "file_no_addresses"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(filename: str, content: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read(content, filename)
    assert refusal.value.code == code
    assert refusal.value.values["file"] == filename


def test_a_binary_file_is_called_by_its_kind() -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read(b"%PDF-1.7")
    assert refusal.value.values["kind"] == "pdf"


def test_a_table_without_addresses_names_the_columns_that_it_has() -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read(b"Name,Home town\nAnn,Bath\n")
    assert refusal.value.values["columns"] == "Name, Home town"


def test_a_file_is_refused_above_the_limit_and_read_at_it(monkeypatch: pytest.MonkeyPatch) -> None:
    exact = HEADER + GOOD + b"\n" * 10_000
    monkeypatch.setattr(file_kinds, "MAX_FILE_BYTES", len(exact))
    assert isinstance(next(iter(read_contacts("a.csv", io.BytesIO(exact)))), Contact)
    with pytest.raises(UnreadableFile, match="file_too_large"):
        read_contacts("a.csv", io.BytesIO(exact + b"\n"))


def test_more_rows_than_the_limit_end_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_ROWS", 2)
    with pytest.raises(UnreadableFile, match="file_too_many"):
        read(HEADER + GOOD * 3)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (b"Ann,\n", "row_no_address"),
        (b"Ann\n", "row_no_address"),
        (b"Ann,nobody\n", "row_bad_address"),
        (b"Ann,ann@localhost\n", "row_bad_address"),
        (b"Hill, Ann,ann@hill.example\n", "row_too_wide"),
        (b"N" * 2000 + b",ann@hill.example\n", "field_too_long"),
        (b"Ann," + b"a" * 2000 + b"@hill.example\n", "field_too_long"),
        (b"x" * limits.MAX_LINE_CHARS + b",ann@hill.example\n", "row_too_long"),
        (b'"Ann,ann@hill.example\n', "row_quotes"),
    ],
)
def test_a_row_that_cannot_be_kept_says_why_and_its_neighbours_stay(row: bytes, code: str) -> None:
    before, problem, after = read(HEADER + GOOD + row + GOOD)
    assert isinstance(before, Contact)
    assert isinstance(after, Contact)
    assert isinstance(problem, RowProblem)
    assert (problem.code, problem.row) == (code, 3)
    assert len(problem.value) <= limits.MAX_VALUE_CHARS


def test_blank_rows_are_counted_in_the_numbers_but_are_no_problem() -> None:
    assert [row.row for row in read(HEADER + b"\n,\n" + GOOD)] == [4]


def test_a_name_with_an_inch_mark_costs_no_other_row() -> None:
    rows = read(HEADER + b'Pipe 5" Ltd,p@pipe.co.example\n' + GOOD + b'Rod 7" Ltd,r@rod.co.example\n')
    assert [row.row for row in rows] == [2, 3, 4]
    assert all(isinstance(row, Contact) for row in rows)


def test_a_quote_never_closed_costs_only_its_own_row_in_a_long_file() -> None:
    rows = read(HEADER + b'"Ann,ann@hill.example\n' + GOOD * 3000)
    assert sum(isinstance(row, Contact) for row in rows) == 3000
    assert len(rows) == 3001


@pytest.mark.parametrize(
    "name", ["=cmd|' /C calc'!A0", "+1+1", "-2", "@SUM(A1)", "<b>Ann</b><script>x</script>", "{{ 7*7 }}", "${x}"]
)
def test_formulas_markup_and_templates_are_kept_as_the_text_that_they_are(name: str) -> None:
    (contact,) = read(b"Company,Email\n" + name.encode() + b",ann@hill.example\n")
    assert isinstance(contact, Contact)
    assert contact.company == name


def test_line_breaks_and_bidirectional_marks_do_not_survive_in_a_name() -> None:
    (contact,) = read('Name,Email\n"Ann\r\nBcc: x\u202e Hi\u200bll\u2067",ann@hill.example\n'.encode())
    assert isinstance(contact, Contact)
    assert contact.name == "Ann Bcc: x Hill"


def test_a_card_of_megabytes_is_read_without_its_photo() -> None:
    photo = b"PHOTO;ENCODING=b:" + b"A" * 5_000_000 + b"\n" + (b" " + b"B" * 74 + b"\n") * 60_000
    card = b"BEGIN:VCARD\nFN:Ann Hill\n" + photo + b"EMAIL:ann@hill.example\nEND:VCARD\n"
    tracemalloc.start()
    rows = read(card, "a.vcf")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(rows[0], Contact)
    assert peak < 3_000_000


def test_a_card_with_too_much_in_it_is_reported() -> None:
    big = b"BEGIN:VCARD\n" + b"EMAIL:ann@hill.example\n" * 2_000 + b"END:VCARD\n"
    good = b"BEGIN:VCARD\nEMAIL:ann@hill.example\nEND:VCARD\n"
    problem, contact = read(big + good, "a.vcf")
    assert isinstance(problem, RowProblem)
    assert problem.code == "card_too_large"
    assert isinstance(contact, Contact)


FILE_CODES = (
    *("empty", "binary", "too_large", "encoding", "no_columns", "no_addresses", "no_cards", "too_many"),
    *("old_excel", "locked", "workbook_broken", "workbook_large"),
)
ROW_CODES = (
    *("row_no_address", "row_bad_address", "row_too_wide", "row_too_long", "row_quotes"),
    *("field_too_long", "card_broken", "card_too_large"),
)


@pytest.mark.parametrize("locale", ["en", "it", "ru", "id", "hi", "pt-BR", "pt-PT"])
def test_every_code_has_a_sentence(locale: str) -> None:
    wanted = {f"error.file_{code}" for code in FILE_CODES} | {f"contacts.{code}" for code in ROW_CODES}
    assert wanted <= sentences(locale)


def counted(content: bytes, filename: str) -> list[Contact | RowProblem]:
    try:
        return read(content, filename)
    except SegueError:
        return []


@given(st.binary(max_size=400), st.sampled_from(["a.csv", "a.vcf", "a.txt", "a", "a.xlsx"]))
def test_no_bytes_whatever_crash_the_reader(content: bytes, filename: str) -> None:
    counted(content, filename)


@given(st.binary(max_size=300), st.sampled_from([b"Name,Email\n", b"\xef\xbb\xbfFirst Name;E-mail Address;Company\n"]))
def test_no_bytes_after_a_header_crash_the_reader(content: bytes, header: bytes) -> None:
    counted(header + content + b"\nAnn,ann@hill.example\n", "a.csv")


CARD_LINES = st.sampled_from(
    [
        *(
            "BEGIN:VCARD",
            "END:VCARD",
            "N:a;b;c",
            "EMAIL:a@b.co",
            "EMAIL;X",
            "FN;QUOTED-PRINTABLE:a=",
            " more",
            "TEL;=;:",
        ),
        *("", "EMAIL;ENCODING=QUOTED-PRINTABLE;CHARSET=x:=41=", 'item1.EMAIL;TYPE="a:b":c@d.co', "KIND:group", "UID:"),
        *("N;CHARSET=UTF-16;ENCODING=QUOTED-PRINTABLE:=ff", "FN:\\", "CATEGORIES:\\,,;", "MEMBER:urn:uuid:"),
        *("X-ADDRESSBOOKSERVER-KIND:group", "EMAIL;CHARSET=idna;QUOTED-PRINTABLE:=ff", "EMAIL;ENCODING=B;TYPE=:a@b.co"),
    ]
)


@given(st.lists(CARD_LINES | st.text(max_size=30), max_size=30))
def test_every_card_that_begins_is_kept_reported_or_a_group(lines: list[str]) -> None:
    kept = "BEGIN:VCARD\nEMAIL:z@z.example\nEND:VCARD\n"
    content = (kept + "\n".join(line.replace("\x00", "") for line in lines)).encode("utf-8", "ignore")
    rows = read(content, "a.vcf")
    begun = sum(line.strip().upper().replace(" ", "") == "BEGIN:VCARD" for line in io.StringIO(content.decode(), None))
    groups = "group" in content.decode()
    assert rows[0].row == 1
    assert len({row.row for row in rows}) == len(rows)
    assert len(rows) == begun or (groups and len(rows) < begun)


CELLS = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00"), max_size=20)
ADDRESSES = st.sampled_from(["", "a@b.co", "A.B+c@gmail.com", "nobody", "x@y.example; z@y.example", '"<a@b.co>"'])


@settings(max_examples=60)
@given(st.lists(st.tuples(CELLS, ADDRESSES), max_size=12), st.sampled_from([",", ";", "\t"]))
def test_rows_in_are_rows_kept_and_rows_reported(table: list[tuple[str, str]], delimiter: str) -> None:
    lines = [delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in table]
    content = "\n".join([delimiter.join(("Name", "Email")), *lines, delimiter.join(("Z", "z@z.example"))]) + "\n"
    filled = sum(bool(name.strip() or address) for name, address in table)
    assert len(read(content.encode())) == filled + 1

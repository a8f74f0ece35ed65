"""Contact files, whatever program exported them: recognised, checked, and read row by row (C1)."""

from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO

from segue.clients.cards import contacts_in_cards
from segue.clients.contact import Contact, RowProblem
from segue.clients.csv_records import records_in_text
from segue.clients.file_kinds import ZIP, refuse_unfit
from segue.clients.heading import heading_of
from segue.clients.intake import encoding_of, lines_in, rewindable
from segue.clients.limits import MAX_ROWS
from segue.clients.look import Look, look_of
from segue.clients.sheets import sheet_in_workbook
from segue.clients.table import contacts_in_table
from segue.departure.errors import UnreadableFile

_HEAD_BYTES = 4_096

Outcomes = Iterator[Contact | RowProblem]


def read_contacts(filename: str, stream: BinaryIO, mapping: Mapping[int, str] | None = None) -> Outcomes:
    """Read vCards, a table as text (CSV) or a workbook (XLSX); yield each row's contact, or why it could not be kept.

    ``mapping`` is what a person said that the columns of a table mean (see :func:`look_at`); without it the header
    says so. Rows in are rows kept and rows reported; blank rows, what stands above a header, and group cards are not
    counted. Size, kind, encoding and columns are checked at once, and that it held any address at its end. Memory is
    bounded, whatever the size of the file; the stream stays open.

    Raises UnreadableFile: file_empty, file_binary (``kind``), file_too_large (``limit_mb``), file_encoding,
    file_no_columns (``columns``), file_no_addresses, file_no_cards, file_too_many (``limit``), file_old_excel,
    file_locked, file_workbook_broken, file_workbook_large; each with ``file``. InputError: column_meaning_unknown,
    mapping_no_email.
    """
    again = rewindable(stream)
    if again is stream:
        return _counted(filename, _outcomes(filename, stream, mapping))
    return _from_copy(filename, again, mapping)


def look_at(filename: str, stream: BinaryIO) -> Look:
    """Say what a file is from its first rows; the stream is left at its start. Raises as :func:`read_contacts`."""
    start = stream.tell()
    head = refuse_unfit(filename, stream)
    try:
        if head.startswith(ZIP):
            sheet, heading = sheet_in_workbook(filename, stream)
            return look_of(heading, sheet)
        open_lines, is_cards = _text(filename, stream)
        return Look("cards") if is_cards else look_of(heading_of(records_in_text(open_lines())))
    finally:
        stream.seek(start)


def _outcomes(filename: str, stream: BinaryIO, mapping: Mapping[int, str] | None) -> Outcomes:
    if refuse_unfit(filename, stream).startswith(ZIP):
        _, heading = sheet_in_workbook(filename, stream)
        return contacts_in_table(filename, heading, mapping)
    open_lines, is_cards = _text(filename, stream)
    if is_cards:
        return contacts_in_cards(filename, open_lines)
    heading = heading_of(records_in_text(open_lines()))
    return contacts_in_table(filename, heading, mapping, may_slip=True)


def _from_copy(filename: str, copy: BinaryIO, mapping: Mapping[int, str] | None) -> Outcomes:
    with copy:
        yield from _counted(filename, _outcomes(filename, copy, mapping))


def _text(filename: str, stream: BinaryIO) -> tuple[Callable[[], Iterator[str]], bool]:
    """Return what opens the lines of a text from its start, and whether they are vCards."""
    encoding = encoding_of(filename, stream)
    start = stream.tell()

    def open_lines() -> Iterator[str]:
        stream.seek(start)
        return lines_in(stream, encoding)

    return open_lines, _is_vcard(filename, stream, encoding)


def _is_vcard(filename: str, stream: BinaryIO, encoding: str) -> bool:
    """Say whether a file is a vCard by its content, or by its name when the content does not tell."""
    start = stream.tell()
    head = stream.read(_HEAD_BYTES).decode(encoding, errors="ignore")
    stream.seek(start)
    begins_as_card = head.lstrip("\ufeff \t\r\n").upper().startswith("BEGIN:VCARD")
    return begins_as_card or filename.lower().endswith((".vcf", ".vcard"))


def _counted(filename: str, outcomes: Outcomes) -> Outcomes:
    kept = 0
    for count, row in enumerate(outcomes, start=1):
        if count > MAX_ROWS:
            raise UnreadableFile("file_too_many", file=filename, limit=MAX_ROWS)
        kept += isinstance(row, Contact)
        yield row
    if not kept:
        raise UnreadableFile("file_no_addresses", file=filename)

"""Contact files, whatever program exported them: recognised, checked, and read row by row (C1)."""

from collections.abc import Iterator
from typing import BinaryIO

from segue.clients.cards import contacts_in_cards
from segue.clients.contact import Contact, RowProblem
from segue.clients.intake import encoding_of, lines_in, rewindable
from segue.clients.limits import MAX_ROWS
from segue.clients.table import contacts_in_csv
from segue.departure.errors import UnreadableFile

_HEAD_BYTES = 4_096


def read_contacts(filename: str, stream: BinaryIO) -> Iterator[Contact | RowProblem]:
    """Read a vCard file or a table as text; yield each row's contact, or why the row could not be kept.

    Rows in are rows kept and rows reported; blank rows and group cards are not counted. The size, kind and encoding of
    the file are checked at once, its columns with the first row, and that it held any address at its end. Memory is
    bounded by one row and the rows' keys; the stream stays open.

    Raises UnreadableFile: file_empty, file_binary (``kind``), file_too_large (``limit_mb``), file_encoding,
    file_no_columns (``columns``), file_no_addresses, file_no_cards, file_too_many (``limit``); each with ``file``.
    """
    again = rewindable(stream)
    encoding = encoding_of(filename, again)
    start = again.tell()

    def open_lines() -> Iterator[str]:
        again.seek(start)
        return lines_in(again, encoding)

    if _is_vcard(filename, again, encoding):
        return _counted(filename, contacts_in_cards(filename, open_lines))
    return _counted(filename, contacts_in_csv(filename, open_lines()))


def _is_vcard(filename: str, stream: BinaryIO, encoding: str) -> bool:
    """Say whether a file is a vCard by its content, or by its name when the content does not tell."""
    start = stream.tell()
    head = stream.read(_HEAD_BYTES).decode(encoding, errors="ignore")
    stream.seek(start)
    begins_as_card = head.lstrip("\ufeff \t\r\n").upper().startswith("BEGIN:VCARD")
    return begins_as_card or filename.lower().endswith((".vcf", ".vcard"))


def _counted(filename: str, outcomes: Iterator[Contact | RowProblem]) -> Iterator[Contact | RowProblem]:
    kept = 0
    for count, row in enumerate(outcomes, start=1):
        if count > MAX_ROWS:
            raise UnreadableFile("file_too_many", file=filename, limit=MAX_ROWS)
        kept += isinstance(row, Contact)
        yield row
    if not kept:
        raise UnreadableFile("file_no_addresses", file=filename)

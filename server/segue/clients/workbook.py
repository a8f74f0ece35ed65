"""A workbook (.xlsx) as a zip that nobody trusts: what it says that it unpacks to is weighed before it is unpacked."""

from collections.abc import Callable
from typing import IO, Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from openpyxl.reader.excel import ExcelReader
from openpyxl.workbook import Workbook

from segue.clients.limits import MAX_PART_BYTES, MAX_PARTS, MAX_STRINGS_BYTES, MAX_UNPACKED_BYTES
from segue.departure.errors import UnreadableFile

_END, _END_BYTES, _MOST_COMMENT_BYTES = b"PK\x05\x06", 22, 65_535
_LARGE_ZIP, _LARGE_ZIP_BYTES = b"PK\x06\x07", 20
_PART_LINE_BYTES = 400
_TYPES = "[Content_Types].xml"
_ENCRYPTED = 0x1


class TooMuch(Exception):
    """A workbook is larger than what is read of one."""


class Parts(ZipFile):
    """The parts of a workbook, which are never unpacked further than they may be.

    The zip library gives no more of a part than that says that it unpacks to. Between two rows of a sheet little may
    be read, since a row is held as a whole; and parts read again and again are counted every time.
    """

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(stream)
        self._since_row = self._in_all = 0

    def row_done(self) -> None:
        """Forget what was read for a row that was handed on."""
        self._since_row = 0

    def open(self, name: str | ZipInfo, *args: Any, **kwargs: Any) -> IO[bytes]:
        """Open a part; reading it raises TooMuch."""
        part = super().open(name, *args, **kwargs)
        is_strings = "sharedstrings" in str(getattr(name, "filename", name)).lower()
        self._since_row = 0
        most = MAX_STRINGS_BYTES if is_strings else MAX_PART_BYTES
        part.read = self._counted(part.read, most)  # type: ignore[method-assign, assignment]
        return part

    def _counted(self, read: Callable[[int], bytes], most: int) -> Callable[[int], bytes]:
        def counted(size: int | None = -1) -> bytes:
            chunk = read(most + 1 if size is None or size < 0 else size)
            self._since_row += len(chunk)
            self._in_all += len(chunk)
            if self._since_row > most or self._in_all > 2 * MAX_UNPACKED_BYTES:
                raise TooMuch
            return chunk

        return counted


def opened_workbook(filename: str, stream: BinaryIO) -> tuple[Workbook, Parts]:
    """Return a workbook whose sheets are read as they are asked for, and its parts, over which it reads them.

    Nothing in it is calculated, followed or run: a formula is the value that its program stored beside it.

    Raises TooMuch; UnreadableFile: file_workbook_broken, file_workbook_large, file_locked, file_old_excel,
    file_binary (``kind``); whatever its parsers make of bytes that are no workbook.
    """
    _refuse_long_directory(filename, stream)
    parts = Parts(stream)
    _refuse_bombs(filename, parts.infolist())
    _refuse_other_zips(filename, parts)
    reader = ExcelReader(stream, read_only=True, data_only=True, keep_links=False)
    reader.archive = parts
    reader.read()
    return reader.wb, parts


def _refuse_long_directory(filename: str, stream: BinaryIO) -> None:
    """Refuse a zip whose list of parts, which is read as a whole, is long (APPNOTE.TXT 4.3.16)."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _END_BYTES - _MOST_COMMENT_BYTES))
    tail = stream.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + _END_BYTES:
        raise UnreadableFile("file_workbook_broken", file=filename)
    is_large_zip = tail[max(0, at - _LARGE_ZIP_BYTES) : at].startswith(_LARGE_ZIP)
    if is_large_zip or int.from_bytes(tail[at + 12 : at + 16], "little") > MAX_PARTS * _PART_LINE_BYTES:
        raise UnreadableFile("file_workbook_large", file=filename)
    stream.seek(0)


def _refuse_bombs(filename: str, parts: list[ZipInfo]) -> None:
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise UnreadableFile("file_locked", file=filename)
    if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):
        raise UnreadableFile("file_workbook_broken", file=filename)  # the others unpack without a bound
    unpacked = sum(part.file_size for part in parts if part.filename.lower().endswith((".xml", ".rels")))
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED_BYTES:
        raise UnreadableFile("file_workbook_large", file=filename)


def _refuse_other_zips(filename: str, parts: ZipFile) -> None:
    if _TYPES not in parts.namelist():
        raise UnreadableFile("file_binary", file=filename, kind="ods" if "content.xml" in parts.namelist() else "zip")
    types = parts.read(_TYPES)
    if b"excel.sheet.binary" in types:
        raise UnreadableFile("file_old_excel", file=filename)
    if b"spreadsheetml" not in types:
        raise UnreadableFile("file_binary", file=filename, kind="docx/pptx/zip")

"""What kind of file this is, by its first bytes; and what is refused at once, with what to do instead."""

from typing import BinaryIO

from segue.clients.limits import MAX_FILE_BYTES
from segue.departure.errors import UnreadableFile

ZIP = (b"PK\x03\x04", b"PK\x05\x06")
"""How a workbook begins, as every other zip does."""

_HEAD_BYTES = 4_096
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KINDS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "pdf"),
    (b"!BDN", "pst"),
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "rar"),
    (b"SQLite format 3", "sqlite"),
    (b"{\\rtf", "rtf"),
    (b"bplist", "plist"),
)


def refuse_unfit(filename: str, stream: BinaryIO) -> bytes:
    """Return the first bytes of a file that may be read; the stream is left where it was.

    Raises UnreadableFile: file_empty, file_too_large (``limit_mb``), file_old_excel, file_locked, file_binary
    (``kind``).
    """
    start = stream.tell()
    size = stream.seek(0, 2) - start
    stream.seek(start)
    head = stream.read(_HEAD_BYTES)
    if size > MAX_FILE_BYTES:
        raise UnreadableFile("file_too_large", file=filename, limit_mb=MAX_FILE_BYTES // 1_000_000)
    if not size:
        raise UnreadableFile("file_empty", file=filename)
    if head.startswith(_COMPOUND):
        raise _compound(filename, head, stream, start)
    for magic, kind in _KINDS:
        if head.startswith(magic):
            raise UnreadableFile("file_binary", file=filename, kind=kind)
    stream.seek(start)
    return head


def _compound(filename: str, head: bytes, stream: BinaryIO, start: int) -> UnreadableFile:
    """Say what stands in an OLE compound file, by the names in its directory ([MS-CFB] 2.2 and 2.6)."""
    sector_bytes = 1 << min(int.from_bytes(head[30:32], "little"), 12)
    stream.seek(start + (int.from_bytes(head[48:52], "little") + 1) * sector_bytes)
    names = (head + stream.read(_HEAD_BYTES)).decode("utf-16-le", errors="ignore")
    if "EncryptedPackage" in names:
        return UnreadableFile("file_locked", file=filename)
    if "Workbook" in names or "Book\x00" in names:
        return UnreadableFile("file_old_excel", file=filename)
    return UnreadableFile("file_binary", file=filename, kind="doc/msg")

"""What kind of file this is, before a row of it is read: size, kind, encoding."""

import codecs
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from segue.clients.limits import MAX_FILE_BYTES, MAX_LINE_CHARS
from segue.departure.errors import UnreadableFile

_CHUNK_BYTES = 65_536

_KINDS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "xlsx/zip"),
    (b"PK\x05\x06", "xlsx/zip"),
    (b"%PDF", "pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xls/doc/msg"),
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
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CYRILLIC_RUN = re.compile(rb"[\xc0-\xff\xa8\xb8]{4,}")
_HIGH = re.compile(rb"[\x80-\xff]")


def rewindable(stream: BinaryIO) -> BinaryIO:
    """Return a stream that can be read twice: the same, or a copy in memory, cut just above MAX_FILE_BYTES.

    Uploads and files on disk can go back, so that the copy is for pipes alone.
    """
    return stream if stream.seekable() else io.BytesIO(stream.read(MAX_FILE_BYTES + 1))


def encoding_of(filename: str, stream: BinaryIO) -> str:
    """Return the encoding of a text file, having read it once; the stream is left after its byte order mark.

    Raises UnreadableFile: file_empty, file_binary (``kind``), file_too_large (``limit_mb``), file_encoding.
    """
    start = stream.tell()
    head = stream.read(_CHUNK_BYTES)
    _refuse_binary(filename, head)
    mark, named = next(((m, name) for m, name in _MARKS if head.startswith(m)), (b"", ""))
    stream.seek(start + len(mark))
    candidates = [named] if named else ["utf-8", "cp1251" if _looks_cyrillic(head) else "cp1252"]
    encoding = _first_that_reads(filename, stream, candidates)
    stream.seek(start + len(mark))
    return encoding


def lines_in(stream: BinaryIO, encoding: str) -> Iterator[str]:
    """Yield the lines of a text, each cut at MAX_LINE_CHARS and with its line break, if it had one, as one LF."""
    text = io.TextIOWrapper(stream, encoding=encoding, errors="replace")
    try:
        while line := text.readline(MAX_LINE_CHARS):
            yield line
            while line and not line.endswith("\n"):  # the rest of an overlong line is read and let go
                line = text.readline(MAX_LINE_CHARS)
    finally:
        if not stream.closed:
            text.detach()  # else the caller's stream would be closed with the wrapper


def _first_that_reads(filename: str, stream: BinaryIO, candidates: list[str]) -> str:
    """Return the first encoding in which every byte has a meaning, in one pass over the file."""
    decoders = {name: codecs.getincrementaldecoder(name)() for name in candidates}
    size, blank = 0, True
    chunk = b"-"
    while chunk:
        chunk = stream.read(_CHUNK_BYTES)
        size += len(chunk)
        if size > MAX_FILE_BYTES:
            raise UnreadableFile("file_too_large", file=filename, limit_mb=MAX_FILE_BYTES // 1_000_000)
        for name in list(decoders):
            try:
                text = decoders[name].decode(chunk, final=not chunk)
            except UnicodeDecodeError:
                del decoders[name]
                continue
            blank = blank and not text.strip("\x00 \t\r\n\ufeff")
            if "\x00" in text:
                raise UnreadableFile("file_binary", file=filename, kind="NUL")
    if not decoders:
        raise UnreadableFile("file_encoding", file=filename)
    if blank:
        raise UnreadableFile("file_empty", file=filename)
    return next(name for name in candidates if name in decoders)


def _refuse_binary(filename: str, head: bytes) -> None:
    if not head.strip():
        raise UnreadableFile("file_empty", file=filename)
    for magic, kind in _KINDS:
        if head.startswith(magic):
            raise UnreadableFile("file_binary", file=filename, kind=kind)


def _looks_cyrillic(head: bytes) -> bool:
    """Say whether most bytes above ASCII stand in long runs: whole words, as in Russian, not accents among letters."""
    in_runs = sum(len(run) for run in _CYRILLIC_RUN.findall(head))
    return in_runs * 2 > len(_HIGH.findall(head))

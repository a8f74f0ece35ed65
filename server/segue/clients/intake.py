"""From the bytes of a text file to its lines: going back to the start, its encoding."""

import codecs
import io
import re
import tempfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from segue.clients.limits import MAX_FILE_BYTES, MAX_LINE_CHARS
from segue.departure.errors import UnreadableFile

_CHUNK_BYTES = 65_536
_SPOOLED_BYTES = 1_000_000

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CYRILLIC_RUN = re.compile(rb"[\xc0-\xff\xa8\xb8]{4,}")
_HIGH = re.compile(rb"[\x80-\xff]")


def rewindable(stream: BinaryIO) -> BinaryIO:
    """Return a stream that can be read twice: the same, or a copy in an unnamed file, cut just above MAX_FILE_BYTES.

    Uploads and files on disk can go back, so that the copy is for pipes alone; who asked closes it.
    """
    if stream.seekable():
        return stream
    copy = cast(BinaryIO, tempfile.SpooledTemporaryFile(_SPOOLED_BYTES))  # noqa: SIM115 - who asked for it closes it
    left = MAX_FILE_BYTES + 1
    while left > 0 and (chunk := stream.read(min(left, _CHUNK_BYTES))):
        left -= copy.write(chunk)
    copy.seek(0)
    return copy


def encoding_of(filename: str, stream: BinaryIO) -> str:
    """Return the encoding of a text file, having read it once; the stream is left after its byte order mark.

    Raises UnreadableFile: file_empty, file_binary (``kind``), file_encoding.
    """
    start = stream.tell()
    head = stream.read(4)
    mark, named = next(((m, name) for m, name in _MARKS if head.startswith(m)), (b"", ""))
    if not mark and head[1::2] == b"\x00\x00" and b"\x00" not in head[::2]:
        named = "utf-16-le"  # some tools leave the mark out
    stream.seek(start + len(mark))
    encoding = _first_that_reads(filename, stream, [named] if named else ["utf-8", "cp1252", "cp1251"])
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


class _Letters:
    """Counts bytes above ASCII, and how many stand in long runs: whole words, as in Russian, not accents."""

    def __init__(self) -> None:
        self.high = self.in_runs = 0

    def count(self, chunk: bytes) -> None:
        """Count those of one part of a file."""
        if not chunk.isascii():
            self.high += len(_HIGH.findall(chunk))
            self.in_runs += sum(len(run) for run in _CYRILLIC_RUN.findall(chunk))

    @property
    def look_cyrillic(self) -> bool:
        """Say whether most of them stand in words."""
        return self.in_runs * 2 > self.high


def _first_that_reads(filename: str, stream: BinaryIO, candidates: list[str]) -> str:
    """Return the first encoding in which every byte has a meaning, in one pass over the file.

    Both Windows encodings read nearly everything: between them the letters decide.
    """
    decoders = {name: codecs.getincrementaldecoder(name)() for name in candidates}
    letters, blank = _Letters(), True
    chunk = b"-"
    while chunk:
        chunk = stream.read(_CHUNK_BYTES)
        if "utf-8" not in decoders:
            letters.count(chunk)
        for name in list(decoders):
            try:
                text = decoders[name].decode(chunk, final=not chunk)
            except UnicodeDecodeError:
                del decoders[name]
                if name == "utf-8":
                    letters.count(chunk)
                continue
            blank = blank and not text.strip("\x00 \t\r\n\ufeff")
            if "\x00" in text:
                raise UnreadableFile("file_binary", file=filename, kind="NUL")
            if name == "utf-8":
                break  # as long as this one reads, the others need not
    return _decided(filename, decoders, letters, blank)


def _decided(filename: str, decoders: dict[str, codecs.IncrementalDecoder], letters: _Letters, blank: bool) -> str:
    windows = "cp1251" if letters.look_cyrillic else "cp1252"
    encoding = next((name for name in decoders if name not in ("cp1251", "cp1252")), windows)
    if encoding not in decoders:
        raise UnreadableFile("file_encoding", file=filename)
    if blank:
        raise UnreadableFile("file_empty", file=filename)
    return encoding

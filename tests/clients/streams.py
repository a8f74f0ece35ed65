"""Contact files of any size that are made while they are read, so that a test holds nothing of them."""

import io
from collections.abc import Callable

CARD = (
    "BEGIN:VCARD\nVERSION:3.0\nUID:{n:06}\nFN:Ann Hill\nN:Hill;Ann;;;\nEMAIL:ann{n:06}@hill.example\n{photo}END:VCARD\n"
)
PHOTO = "PHOTO;ENCODING=b;TYPE=JPEG:" + ("A" * 74 + "\n ") * 1_350 + "\n"
ROW = "Ann Hill {n},ann{n}@hill.example,Hill Ltd,+44 20 7946 {n:04},{notes}\n"
NOTES = "likes tea " * 390


def card(number: int) -> bytes:
    """Return a card with a photo of about 100 kB."""
    return CARD.format(n=number, photo=PHOTO).encode()


def row(number: int) -> bytes:
    """Return a row of about 4 kB, the first being a header."""
    return (ROW.format(n=number, notes=NOTES) if number else "Name,Email,Company,Phone,Notes\n").encode()


class MadeStream(io.RawIOBase):
    """A file of equal-sized pieces; ``piece`` makes the one of a number, padded by it to ``size_bytes``."""

    def __init__(self, piece: Callable[[int], bytes], count: int, size_bytes: int) -> None:
        self._piece, self._size, self._end = piece, size_bytes, count * size_bytes
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._end}[whence]
        return self._at

    def read(self, size: int = -1) -> bytes:
        end = self._end if size < 0 else min(self._at + size, self._end)
        parts = []
        while self._at < end:
            number, within = divmod(self._at, self._size)
            parts.append(self._padded(number)[within : within + end - self._at])
            self._at += len(parts[-1])
        return b"".join(parts)

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        chunk = self.read(len(buffer))
        buffer[: len(chunk)] = chunk
        return len(chunk)

    def _padded(self, number: int) -> bytes:
        piece = self._piece(number)
        return piece[:-1] + b" " * (self._size - len(piece)) + piece[-1:]

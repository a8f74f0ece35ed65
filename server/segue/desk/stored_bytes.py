"""What was uploaded, as a file that is read part by part from the records: bounded memory, on whatever machine."""

import io
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from segue.desk.ports import CHUNK_BYTES

_HELD = 4


class StoredBytes(io.RawIOBase):
    """A seekable file of ``size`` bytes; ``fetch`` returns one part by its number, and may raise NotFound."""

    def __init__(self, size: int, fetch: Callable[[int], bytes]) -> None:
        self._size, self._fetch = size, fetch
        self._at = 0
        self._parts: OrderedDict[int, bytes] = OrderedDict()

    def readable(self) -> bool:
        """Return True."""
        return True

    def seekable(self) -> bool:
        """Return True."""
        return True

    def tell(self) -> int:
        """Return where the next byte is read."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go somewhere else, as files do."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(base + offset, 0)
        return self._at

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer up to the end of the part that the next byte is in; 0 at the end."""
        wanted = min(len(buffer), self._size - self._at)
        if wanted <= 0:
            return 0
        number, begins = divmod(self._at, CHUNK_BYTES)
        part = self._part(number)[begins : begins + wanted]
        buffer[: len(part)] = part
        self._at += len(part)
        return len(part)

    def _part(self, number: int) -> bytes:
        if number not in self._parts:
            self._parts[number] = self._fetch(number)
            if len(self._parts) > _HELD:
                self._parts.popitem(last=False)
        self._parts.move_to_end(number)
        return self._parts[number]

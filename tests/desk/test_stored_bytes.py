"""An upload kept in parts reads like a file."""

import io

from hypothesis import given
from hypothesis import strategies as some

from segue.desk import stored_bytes
from segue.desk.ports import CHUNK_BYTES
from segue.desk.stored_bytes import StoredBytes

WHOLE = bytes(range(251)) * (3 * CHUNK_BYTES // 251)


def kept(number):
    return WHOLE[number * CHUNK_BYTES : (number + 1) * CHUNK_BYTES]


def test_it_reads_from_its_start_to_its_end():
    assert io.BufferedReader(StoredBytes(len(WHOLE), kept)).read() == WHOLE


@given(
    some.lists(some.tuples(some.integers(-10, len(WHOLE) + 10), some.sampled_from([0, 1, 2]), some.integers(0, 5000)))
)
def test_it_goes_wherever_a_file_goes(steps):
    file, stored = io.BytesIO(WHOLE), io.BufferedReader(StoredBytes(len(WHOLE), kept))
    for offset, whence, size in steps:
        target = max(0, min({0: 0, 1: file.tell(), 2: len(WHOLE)}[whence] + offset, 2 * len(WHOLE)))
        file.seek(target)
        stored.seek(target)
        assert stored.read(size) == file.read(size)
        assert stored.tell() == file.tell()


def test_only_a_few_parts_are_held():
    fetched = []

    def fetch(number):
        fetched.append(number)
        return bytes(CHUNK_BYTES)

    stored = StoredBytes(10 * CHUNK_BYTES, fetch)
    while stored.read(CHUNK_BYTES):
        assert len(stored._parts) <= stored_bytes._HELD
    assert fetched == list(range(10))

"""Large files are read in a memory that does not grow with them, and larger ones are refused politely."""

import tracemalloc

import pytest

from clients.streams import MadeStream, card, row
from segue.clients.contact import Contact
from segue.clients.limits import MAX_FILE_BYTES
from segue.clients.reading import read_contacts
from segue.departure.errors import UnreadableFile

CARD_BYTES, ROW_BYTES = len(card(0)), 4_000


def peak_bytes(filename: str, stream: MadeStream) -> tuple[int, int]:
    """Return how many contacts a file has, and the most memory that reading it took."""
    tracemalloc.start()
    try:
        kept = sum(isinstance(one, Contact) for one in read_contacts(filename, stream))  # type: ignore[arg-type]
        return kept, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.slow
def test_thirty_megabytes_of_photos_take_no_more_memory_than_three() -> None:
    _, few = peak_bytes("a.vcf", MadeStream(card, 29, CARD_BYTES))
    kept, many = peak_bytes("a.vcf", MadeStream(card, 290, CARD_BYTES))
    assert kept == 290
    assert many < few + 500_000


@pytest.mark.slow
def test_thirty_megabytes_of_rows_take_little_more_than_their_keys() -> None:
    kept, peak = peak_bytes("a.csv", MadeStream(row, 7_501, ROW_BYTES))
    assert kept == 7_500
    assert peak < 5_000_000


def test_a_file_above_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read_contacts("a.csv", MadeStream(row, MAX_FILE_BYTES // ROW_BYTES + 1, ROW_BYTES))  # type: ignore[arg-type]
    assert (refusal.value.code, refusal.value.values["limit_mb"]) == ("file_too_large", 100)


def test_a_pipe_of_any_length_is_cut_just_above_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    class Pipe(MadeStream):
        def seekable(self) -> bool:
            return False

    monkeypatch.setattr("segue.clients.intake.MAX_FILE_BYTES", 40_000)
    monkeypatch.setattr("segue.clients.file_kinds.MAX_FILE_BYTES", 40_000)
    with pytest.raises(UnreadableFile, match="file_too_large"):
        next(read_contacts("a.csv", Pipe(row, 1_000, ROW_BYTES)))  # type: ignore[arg-type]

"""The rows of the benchmark table. Add a function that returns a Row, and name it in ROWS."""

import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.answering import answers_p95_ms
from bench.approving import Waiting, release_and_reads_ms, waiting
from bench.composing import composed_and_rendered_ms
from bench.crowd_rows import CROWD
from bench.google_rows import GOOGLE
from bench.growing import GROWING
from bench.handing_out import HANDING_OUT
from bench.hot_calls import HOT
from bench.importing import book, peak_mib, read_and_bare_seconds
from bench.inserting import INSERTING
from bench.listing import listed
from bench.matching import matched_and_named_seconds
from bench.microsoft_rows import MICROSOFT
from bench.next_letter import Prepared, prepared
from bench.outlook_pane import PANE
from bench.panel import EXTENSION
from bench.proofreading import proofread_and_read_ms
from bench.row import Row
from bench.serving import bare, etag, first_byte, median_ms, segue, serving, worker_mib
from bench.sizes import SIZES
from bench.token_rows import TOKENS
from bench.verbs import VERBS
from bench.whole import resident_mib, whole_seconds

SAME_WORK = "bare Flask, same database work"


def start_up_to_ready() -> Row:
    """From the command to the first answer of a migrated server, against bare Flask under gunicorn."""
    with tempfile.TemporaryDirectory() as folder:
        ours = statistics.median(_ready_seconds(segue(Path(folder))) for _ in range(3))
    return Row(
        "start-up to ready", ours, "s", statistics.median(_ready_seconds(bare()) for _ in range(3)), "bare Flask"
    )


def memory_of_one_worker() -> Row:
    """Resident memory of one worker after its first answer."""
    with tempfile.TemporaryDirectory() as folder, serving(*segue(Path(folder))) as ours, serving(*bare()) as floor:
        return Row("memory of one worker", worker_mib(ours), "MiB", worker_mib(floor), "bare Flask")


def next_letter() -> Row:
    """The leaver opens the next of 200 letters (POST), against a bare route with the same reads and the same write."""
    with _prepared() as (wanted, ours, floor):
        figure = median_ms(ours, wanted.opening, wanted.headers, "POST")
        return Row("next letter", figure, "ms", median_ms(floor, wanted.bare_opening, {}, "POST"), SAME_WORK)


def queue() -> Row:
    """A pane reads the first 50 lines of its queue, against a bare route with the same reads."""
    with _prepared() as (wanted, ours, floor):
        figure = median_ms(ours, wanted.queue, wanted.headers)
        return Row("queue of 50", figure, "ms", median_ms(floor, "/queue", {}), SAME_WORK)


def unchanged_queue() -> Row:
    """A pane asks whether anything changed, as it does every three seconds, and nothing did."""
    with _prepared() as (wanted, ours, floor):
        asks = {**wanted.headers, "If-None-Match": etag(ours, wanted.queue, wanted.headers)}
        figure = median_ms(ours, wanted.queue, asks, expected=304)
        return Row("queue, unchanged", figure, "ms", median_ms(floor, "/queue", {}), "bare Flask, reading the queue")


def thousand_letters() -> Row:
    """Compose 1,000 full letters, every language in turn: text, HTML, digest."""
    ours, floor = composed_and_rendered_ms()
    return Row("composing 1,000 letters", ours, "ms", floor, "bare Jinja2, same clauses")


def whole_process() -> Row:
    """From the start of Python to its end: load every language and write 1,000 full letters; mailmerge writes one."""
    ours, peer = whole_seconds()
    return Row("1,000 letters, whole process", ours, "s", peer, "mailmerge 2.3.0, one language, plain text")


def proofreading() -> Row:
    """Proofread a full letter, with 200 clients and three denied names to watch for."""
    ours, floor = proofread_and_read_ms()
    return Row("proofreading a letter", ours, "ms", floor, r"findall \w+ and casefold")


def streaming() -> Row:
    """Memory after 100,000 letters against memory after 1,000: they stream, so that nothing is kept."""
    return Row("memory, 100,000 letters", resident_mib(100_000), "MiB", resident_mib(1000), "1,000 letters")


def approvers_page() -> Row:
    """The approver opens the page of 500 letters in 8 languages, until its first byte, against reading the letters."""
    with _waiting() as (wanted, ours, floor):
        figure, _ = first_byte(ours, wanted.page, wanted.headers)
        least, _ = first_byte(floor, "/letters", {})
        return Row("approver's page of 500", figure, "ms", least, "bare Flask, same reads")


def approvers_page_size() -> Row:
    """The same page in bytes, against the values and facts of its letters as they are kept."""
    with _waiting() as (wanted, ours, floor):
        _, size = first_byte(ours, wanted.page, wanted.headers, times=1)
        kept = first_byte(floor, "/letters", {}, times=1)[1]
        return Row("approver's page of 500", size / 1024, "KiB", kept / 1024, "the letters as kept")


def release_check() -> Row:
    """The check before one letter leaves the server, against reading the letter and its approval by hand."""
    with tempfile.TemporaryDirectory() as folder:
        ours, floor = release_and_reads_ms(Path(folder))
        return Row("release check per hand-out", ours, "ms", floor, "reading the same rows")


def reading_csv() -> Row:
    """Read 25,000 contacts as CSV: names taken apart, addresses checked, keys given."""
    with tempfile.TemporaryDirectory() as folder:
        ours, floor = read_and_bare_seconds(book(Path(folder), "csv"))
    return Row("25,000 contacts from CSV", ours, "s", floor, "csv.reader")


def reading_cards() -> Row:
    """Read 25,000 contacts as vCards."""
    with tempfile.TemporaryDirectory() as folder:
        ours, floor = read_and_bare_seconds(book(Path(folder), "vcf"))
    return Row("25,000 contacts from vCard", ours, "s", floor, "splitting cards, vobject's line parser")


def reading_memory() -> Row:
    """The most memory while 25,000 contacts are read as CSV, against 25: they stream."""
    with tempfile.TemporaryDirectory() as folder:
        ours, floor = (peak_mib(book(Path(folder), "csv", count)) for count in (25_000, 25))
    return Row("memory, 25,000 contacts", ours, "MiB", floor, "25 contacts")


def matching_1000() -> Row:
    """Match 1,000 contacts, every tenth of whom stands twice, and propose the likely ones."""
    return _matching(1_000)


def matching_5000() -> Row:
    """The same with 5,000."""
    return _matching(5_000)


def matching_25000() -> Row:
    """The same with 25,000: the ratio stays where it was with 1,000."""
    return _matching(25_000)


def _matching(count: int) -> Row:
    ours, floor = matched_and_named_seconds(count)
    return Row(f"matching {count:,} contacts", ours, "s", floor, "reading their names alone")


def sidebar_cards() -> Row:
    """Cards of the Gmail sidebar at 5,000 clients: 95 of 100 answers are as fast as this, against 25 clients."""
    ours, floor = (answers_p95_ms(count) for count in (5_000, 25))
    return Row("sidebar's cards, p95 of 5,000", ours, "ms", floor, "the same of 25 clients")


def list_page() -> Row:
    """The first page of a client list of 25,000 people, against one of 25: counted and paged by the database."""
    return _page("client list of 25,000", "clients")


def list_search() -> Row:
    """A search in the same list that finds a page of people."""
    return _page("search in 25,000 people", "clients?q=person+024")


def list_companies() -> Row:
    """The first page of the companies of the same list."""
    return _page("companies of 25,000 people", "companies")


def choosing_by_label() -> Row:
    """Choose 25,000 people by their label in one change that can be undone."""
    with tempfile.TemporaryDirectory() as folder:
        people = listed(Path(folder), 25_000)
        return Row(
            "choosing 25,000 by label", people.choosing_seconds(), "s", people.rewriting_seconds(), "rows by hand"
        )


def _page(name: str, path: str) -> Row:
    with tempfile.TemporaryDirectory() as long, tempfile.TemporaryDirectory() as short:
        figures = [listed(Path(folder), count).page_ms(path) for folder, count in ((long, 25_000), (short, 25))]
        return Row(name, figures[0], "ms", figures[1], "the same of 25 people")


@contextmanager
def _waiting() -> Iterator[tuple[Waiting, int, int]]:
    """500 letters that wait, Segue's port and the port of the bare application on the same database."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = waiting(Path(folder))
        with serving(*segue(Path(folder))) as ours, serving(*bare(wanted.database)) as floor:
            yield wanted, ours.port, floor.port


@contextmanager
def _prepared() -> Iterator[tuple[Prepared, int, int]]:
    """A departure with approved letters, Segue's port and the port of the bare application on the same database."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = prepared(Path(folder))
        with serving(*segue(Path(folder))) as ours, serving(*bare(wanted.database)) as floor:
            yield wanted, ours.port, floor.port


def _ready_seconds(server: tuple[list[str], int, dict[str, str]]) -> float:
    with serving(*server) as running:
        return running.ready_seconds


ROWS: list[Callable[[], Row]] = [
    start_up_to_ready,
    memory_of_one_worker,
    next_letter,
    queue,
    unchanged_queue,
    thousand_letters,
    whole_process,
    proofreading,
    streaming,
    approvers_page,
    approvers_page_size,
    release_check,
    matching_1000,
    matching_5000,
    matching_25000,
    sidebar_cards,
    list_page,
    list_search,
    list_companies,
    choosing_by_label,
    *HANDING_OUT,
    reading_csv,
    reading_cards,
    reading_memory,
    *GOOGLE,
    *MICROSOFT,
    *EXTENSION,
    *INSERTING,
    *TOKENS,
    *PANE,
    *HOT,
    *CROWD,
    *VERBS,
    *SIZES,
    *GROWING,
]

"""An address book at a mailbox is read page by page, goes on after the last one kept, and waits when asked to (C1)."""

from datetime import timedelta

import pytest

from fakes.contact_sources import MemoryContacts
from fakes.intake import now, openers, parts_kept
from fakes.office import LEAVER, Office
from segue.clients.contact import Contact, RowProblem
from segue.clients.limits import MAX_ROWS
from segue.departure.errors import MailboxBusy, MailboxRefused, MailboxUnclear, NotConnected
from segue.desk.address_book import BUSY_FOR, LONGEST_WAIT
from segue.desk.carry_out import LEASE, MOST_TAKEN, QUEUED_FOR, carry_out, lost
from segue.desk.ports import ReadingState, SourceKind
from segue.desk.readings import Incoming, cancel, take_in

NAMES = ("Ada Marchetti", "Dora Vitale", "Ugo Neri", "Pia Longo", "Ivo Serra")


class Killed(BaseException):
    """A process that ends in the middle."""


def entry(row, name):
    address = f"{name.split()[0].lower()}@{name.split()[1].lower()}.it.example"
    return Contact("People", f"people/c{row:09d}", row, name, *name.split(), emails=(address,))


def book(*more, **kind):
    return MemoryContacts([*(entry(row, name) for row, name in enumerate(NAMES, start=1)), *more], **kind)


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path).begun()


@pytest.fixture
def waiting(office):
    return take_in(office.desk, LEAVER, office.departure_id, Incoming(SourceKind.MAILBOX, SourceKind.MAILBOX))


def carried(office, reading, source):
    return carry_out(openers(office), reading.id, lambda person: source)


def names(office):
    return sorted(client.name for client in office.clients())


def free(office):
    with office.look() as desk:
        return lost(desk)


def killed_at(office, reading, page, **kind):
    source = book(goes_wrong={page: Killed()}, **kind)
    with pytest.raises(Killed):
        carried(office, reading, source)
    office.now += LEASE
    source.asked.clear()
    return source


def test_all_pages_are_kept_as_one_reading(office, waiting):
    source = book(RowProblem("People", 6, "row_no_address", "Nobody"))
    done = carried(office, waiting, source)
    assert (done.state, done.counts.kept, done.problems) == (ReadingState.DONE, 5, {"row_no_address": 1})
    assert (names(office), source.asked) == (sorted(NAMES), [0, 1, 2])
    assert parts_kept(office) == 0


def test_killed_after_the_second_page_of_three_only_the_third_is_read_again(office, waiting):
    source = killed_at(office, waiting, 2)
    assert (office.clients(), free(office)) == ([], [waiting.id])
    done = carried(office, waiting, source)
    assert source.asked == [2]
    assert (done.state, done.counts.kept, done.rows) == (ReadingState.DONE, 5, 5)
    assert (names(office), parts_kept(office)) == (sorted(NAMES), 0)


def test_what_was_kept_of_pages_is_what_was_read_with_its_problems(office, waiting):
    broken = RowProblem("People", 1, "row_no_address", "Nobody", Contact("People", "people/c0", 1, "Nobody"))
    source = MemoryContacts([broken, *book().rows], goes_wrong={1: Killed()})
    with pytest.raises(Killed):
        carried(office, waiting, source)
    with office.look() as desk:
        (page,) = desk.stores.readings.pages_of(waiting.id)
    assert page.outcomes == (broken, book().rows[0])


def test_a_place_that_the_source_forgot_is_read_from_the_start_without_doubling(office, waiting):
    source = killed_at(office, waiting, 2)
    source.forgotten = True
    done = carried(office, waiting, source)
    assert source.asked == [0, 1, 2]
    assert (done.counts.kept, done.rows, len(office.clients())) == (5, 5, 5)


def test_it_says_how_many_rows_were_read_and_how_many_there_are(office, waiting):
    killed_at(office, waiting, 2)
    reading = now(office, waiting)
    assert (reading.rows, reading.total_rows) == (4, 5)


@pytest.mark.parametrize(
    ("trouble", "wait"),
    [
        (MailboxBusy(wait_seconds=90.0), timedelta(seconds=90)),
        (MailboxBusy(wait_seconds=None), BUSY_FOR),
        (MailboxBusy(wait_seconds=1e9), LONGEST_WAIT),
        (MailboxUnclear(), BUSY_FOR),
    ],
)
def test_a_mailbox_that_asks_to_wait_is_left_alone_until_then(office, waiting, trouble, wait):
    source = book(goes_wrong={1: trouble})
    assert carried(office, waiting, source).state is ReadingState.WAITING
    office.now += max(wait, QUEUED_FOR) - timedelta(seconds=1)
    assert (free(office), carried(office, waiting, source)) == ([], None)
    office.now += timedelta(seconds=1)
    assert free(office) == [waiting.id]
    assert carried(office, waiting, source).state is ReadingState.DONE
    assert source.asked == [0, 1, 1, 2]


def test_a_mailbox_may_ask_to_wait_as_often_as_it_likes(office, waiting):
    for _ in range(MOST_TAKEN + 1):
        assert carried(office, waiting, book(goes_wrong={0: MailboxBusy()})).state is ReadingState.WAITING
        office.now += BUSY_FOR
    assert carried(office, waiting, book()).state is ReadingState.DONE


def test_one_that_ends_every_process_is_given_up_even_page_by_page(office, waiting):
    for _ in range(MOST_TAKEN):
        killed_at(office, waiting, 1)
    assert carried(office, waiting, book()).error == "reading_gave_up"
    assert parts_kept(office) == 0


@pytest.mark.parametrize("error", [NotConnected(provider="google"), MailboxRefused(provider="google", status=403)])
def test_a_mailbox_that_says_no_ends_the_reading_with_its_reason_and_without_its_pages(office, waiting, error):
    done = carried(office, waiting, book(goes_wrong={2: error}))
    assert (done.state, done.error) == (ReadingState.FAILED, error.code)
    assert (office.clients(), parts_kept(office)) == ([], 0)


def test_cancelled_between_two_pages_it_reads_no_further(office, waiting):
    class Cancelling(MemoryContacts):
        def pages(self, after=""):
            for page in super().pages(after):
                yield page
                with office.desk() as desk:
                    cancel(desk, LEAVER, office.departure_id, waiting.id)

    source = Cancelling(book().rows)
    assert carried(office, waiting, source) is None
    assert (source.asked, now(office, waiting).state) == ([0, 1], ReadingState.CANCELLED)
    assert parts_kept(office) == 0


def test_a_reading_that_waits_can_be_cancelled(office, waiting):
    carried(office, waiting, book(goes_wrong={1: MailboxBusy()}))
    with office.desk() as desk:
        cancel(desk, LEAVER, office.departure_id, waiting.id)
    office.now += BUSY_FOR
    assert (free(office), parts_kept(office)) == ([], 0)


def test_whose_lease_is_over_keeps_no_page(office, waiting):
    class Slow(MemoryContacts):
        def pages(self, after=""):
            for page in super().pages(after):
                if not page.after:
                    office.now += LEASE
                    carried(office, waiting, book())
                yield page

    assert carried(office, waiting, Slow(book().rows)) is None
    assert (now(office, waiting).taken, len(office.clients())) == (2, 5)


def test_a_book_of_more_rows_than_any_list_is_refused(office, waiting):
    rows = book().rows[:1] * (MAX_ROWS + 1)
    done = carried(office, waiting, MemoryContacts(rows, MAX_ROWS))
    assert (done.error, done.error_values["file"]) == ("file_too_many", "People")


def test_a_mailbox_without_an_address_book_says_so(office, waiting):
    assert carried(office, waiting, None).error == "mailbox_empty"

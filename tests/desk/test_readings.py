"""A reading of contacts: taken in, asked about, carried out, and done again without doubling (C1, C8)."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest

import segue.desk.carry_out as work
from fakes.intake import csv_of, finish, now, openers, parts_kept, paste, read_file, take
from fakes.office import LEAVER, MANAGER, Office
from segue.clients.contact import Contact
from segue.departure.errors import InputError, NotFound, NotNow
from segue.desk.carry_out import LEASE, MOST_TAKEN, QUEUED_FOR, ROWS_BETWEEN, carry_out, lost
from segue.desk.ports import CHUNK_BYTES, ReadingState, SourceKind
from segue.desk.readings import (
    KEPT_FOR,
    Incoming,
    cancel,
    forget_old_uploads,
    own_reading,
    read_before,
    say_meanings,
    take_in,
)

BOOK = csv_of("Ada Marchetti,ada@marchetti.it.example,Marchetti", "Dora Vitale,dora@vitale.it.example,Vitale")
UNKNOWN = csv_of(
    "Ada Marchetti,ada@marchetti.it.example,x", "Dora Vitale,dora@vitale.it.example,y", header="Wer,Wohin,Was"
)


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path).begun()


def names(office):
    return sorted(client.name for client in office.clients())


def said(office, reading, *meanings):
    with office.desk() as desk:
        return say_meanings(desk, LEAVER, office.departure_id, reading.id, meanings)


def test_a_file_is_read_and_its_bytes_are_gone(office):
    done = read_file(office, BOOK)
    assert done.state is ReadingState.DONE
    assert (done.counts.kept, done.counts.new, done.counts.clients, done.rows) == (2, 2, 2, 2)
    assert names(office) == ["Ada Marchetti", "Dora Vitale"]
    assert parts_kept(office) == 0


def test_a_file_of_several_parts_is_read_whole(office):
    rows = [f"Person {n},p{n}@firm{n}.example,{'x' * 900}" for n in range(2 * CHUNK_BYTES // 900)]
    waiting = take(office, csv_of(*rows))
    assert parts_kept(office) == 3
    assert finish(office, waiting).counts.kept == len(rows)


def test_reading_again_says_what_is_new_changed_and_gone(office):
    read_file(office, BOOK)
    again = read_file(
        office, csv_of("Ada Marchetti,ada@marchetti.it.example,Marchetti SpA", "Ugo Neri,ugo@neri.example,N")
    )
    assert (again.counts.kept, again.counts.new, again.counts.changed, again.counts.gone) == (2, 1, 1, 1)
    assert names(office) == ["Ada Marchetti", "Dora Vitale", "Ugo Neri"]


def test_the_same_file_twice_changes_nothing(office):
    read_file(office, BOOK)
    before = office.clients()
    again = read_file(office, BOOK)
    assert (again.counts.new, again.counts.changed, again.counts.gone) == (0, 0, 0)
    assert office.clients() == before


def test_who_is_gone_from_the_file_is_found_by_a_filter_until_he_is_back(office):
    def gone():
        with office.look() as desk:
            return [c.name for c in desk.stores.clients.page(office.departure_id, work_filter, 0, 10)[1]]

    from segue.desk.ports import ClientFilter

    work_filter = ClientFilter(gone=True)
    read_file(office, BOOK)
    assert gone() == []
    read_file(office, csv_of("Ada Marchetti,ada@marchetti.it.example,Marchetti"))
    assert gone() == ["Dora Vitale"]
    read_file(office, BOOK)
    assert gone() == []


def test_nobody_is_gone_because_of_another_paste(office):
    paste(office, "Ada Marchetti <ada@marchetti.example>")
    assert paste(office, "Ugo Neri <ugo@neri.example>").counts.gone == 0
    assert names(office) == ["Ada Marchetti", "Ugo Neri"]


def test_a_paste_without_an_address_is_refused(office):
    done = paste(office, "Ada Marchetti, Ugo Neri")
    assert (done.state, done.error) == (ReadingState.FAILED, "paste_no_addresses")


def test_a_file_that_cannot_be_read_ends_with_its_reason_and_without_its_bytes(office):
    done = read_file(office, csv_of("Ada,,x", "Ugo,,y"))
    assert (done.state, done.error) == (ReadingState.FAILED, "file_no_addresses")
    assert done.error_values == {"file": "book.csv"}
    assert parts_kept(office) == 0
    assert office.clients() == []


# What columns mean


def test_a_table_with_unknown_columns_asks_before_it_is_read(office):
    asking = take(office, UNKNOWN)
    assert asking.state is ReadingState.ASKS_MAPPING
    assert asking.look.header == ("Wer", "Wohin", "Was")
    assert finish(office, asking).state is ReadingState.ASKS_MAPPING
    assert office.clients() == []


def test_it_is_read_as_a_person_said(office):
    done = finish(office, said(office, take(office, UNKNOWN), "full", "email", "column"))
    assert done.state is ReadingState.DONE
    assert {label for client in office.clients() for label in client.labels} == {"Was: x", "Was: y"}


def test_a_layout_that_was_explained_is_not_asked_again_unless_one_wants_to(office):
    finish(office, said(office, take(office, UNKNOWN), "full", "email", ""))
    assert take(office, UNKNOWN, "newer.csv").state is ReadingState.WAITING
    with office.desk() as desk:
        cancel(desk, LEAVER, office.departure_id, desk.stores.readings.all(office.departure_id)[0].id)
    asking = take(office, UNKNOWN, "newer.csv", asks=True)
    assert asking.state is ReadingState.ASKS_MAPPING
    assert asking.look.proposed == ("full", "email", "")


def test_one_column_has_to_be_the_address(office):
    with pytest.raises(InputError, match="mapping_no_email"):
        said(office, take(office, UNKNOWN), "full", "", "")


def test_what_was_said_already_is_not_said_twice(office):
    waiting = said(office, take(office, UNKNOWN), "full", "email", "")
    with pytest.raises(NotNow, match="reading_over"):
        said(office, waiting, "full", "email", "")


# One at a time, cancelled, too old


def test_while_one_is_read_no_other_begins(office):
    take(office, BOOK)
    with pytest.raises(NotNow, match="reading_under_way"):
        take(office, BOOK, "other.csv")


def test_one_that_was_never_answered_makes_room(office):
    asking = take(office, UNKNOWN)
    read_file(office, BOOK)
    assert now(office, asking).state is ReadingState.CANCELLED
    assert parts_kept(office) == 0


def test_a_cancelled_reading_keeps_nothing_and_is_not_carried_out(office):
    waiting = take(office, BOOK)
    with office.desk() as desk:
        cancel(desk, LEAVER, office.departure_id, waiting.id)
    assert finish(office, waiting).state is ReadingState.CANCELLED
    assert (office.clients(), parts_kept(office)) == ([], 0)


def test_cancelling_what_is_done_changes_nothing(office):
    done = read_file(office, BOOK)
    with office.desk() as desk:
        cancel(desk, LEAVER, office.departure_id, done.id)
    assert now(office, done) == done


def test_one_cancelled_in_the_middle_stops_there(office, monkeypatch):
    waiting = take(office, BOOK)

    def cancelled_first(*args):
        with office.desk() as desk:
            cancel(desk, LEAVER, office.departure_id, waiting.id)
        return iter(())

    monkeypatch.setattr(work, "read_contacts", cancelled_first)
    assert finish(office, waiting).state is ReadingState.CANCELLED
    assert office.clients() == []


def test_an_upload_is_not_kept_for_more_than_a_day(office):
    asking = take(office, UNKNOWN)
    office.now += KEPT_FOR - timedelta(seconds=1)
    with office.desk() as desk:
        assert forget_old_uploads(desk) == 0
    office.now += timedelta(seconds=1)
    with office.desk() as desk:
        assert forget_old_uploads(desk) == 1
    assert now(office, asking).error == "reading_too_old"
    assert (parts_kept(office), now(office, asking).look) == (0, None)


def test_a_reading_is_its_leaders_alone(office):
    waiting = take(office, BOOK)
    with office.look() as desk, pytest.raises(NotFound):
        own_reading(desk, MANAGER, office.departure_id, waiting.id)
    with pytest.raises(NotFound), office.desk() as desk:
        cancel(desk, MANAGER, office.departure_id, waiting.id)


def test_another_person_takes_nothing_in(office):
    with pytest.raises(NotFound):
        take_in(office.desk, MANAGER, office.departure_id, Incoming(SourceKind.PASTED, "pasted"))


def test_what_was_read_can_be_read_again_but_not_a_paste(office):
    read_file(office, BOOK)
    newer = read_file(office, BOOK)
    paste(office, "ugo@neri.example")
    with office.look() as desk:
        assert [one.id for one in read_before(desk, office.departure_id)] == [newer.id]


# Killed, and twice at once


class Killed(BaseException):
    """A process that ends in the middle."""


def killed(*args, **more):
    raise Killed


PLACES = ["_all_of", "_tell", "plan", "keep", "keep_problems", "end"]


@pytest.mark.parametrize("place", PLACES)
def test_killed_anywhere_it_is_found_again_and_done_once(office, monkeypatch, place):
    waiting = take(office, BOOK)
    with monkeypatch.context() as patched:
        patched.setattr(work, place, killed)
        with pytest.raises(Killed):
            carry_out(openers(office), waiting.id, lambda person: None)
    assert office.clients() == []
    with office.look() as desk:
        assert lost(desk) == []
    office.now += LEASE
    with office.look() as desk:
        assert lost(desk) == [waiting.id]
    done = finish(office, waiting)
    assert (done.state, done.counts.kept, done.taken) == (ReadingState.DONE, 2, 2)
    assert names(office) == ["Ada Marchetti", "Dora Vitale"]


def test_one_that_ends_every_process_is_given_up(office, monkeypatch):
    waiting = take(office, BOOK)
    monkeypatch.setattr(work, "_all_of", killed)
    for _ in range(MOST_TAKEN):
        with pytest.raises(Killed):
            carry_out(openers(office), waiting.id, lambda person: None)
        office.now += LEASE
    assert finish(office, waiting).error == "reading_gave_up"
    assert parts_kept(office) == 0


def test_a_job_that_never_came_is_found(office):
    waiting = take(office, BOOK)
    with office.look() as desk:
        assert lost(desk) == []
    office.now += QUEUED_FOR
    with office.look() as desk:
        assert lost(desk) == [waiting.id]


def test_twice_at_once_it_is_done_once(office):
    waiting = take(office, BOOK)
    ended = []
    threads = [
        threading.Thread(target=lambda: ended.append(carry_out(openers(office), waiting.id, lambda person: None)))
        for _ in range(3)
    ]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert [one.state for one in ended if one] == [ReadingState.DONE]
    with office.look() as desk:
        assert [entry.verb for entry in desk.stores.audit.entries()].count("read_contacts") == 1


def test_whose_lease_is_over_writes_nothing_any_more(office, monkeypatch):
    waiting = take(office, BOOK)
    whole = work._all_of

    def slow(*args):
        read = whole(*args)
        if slow.first:
            slow.first = False
            office.now += LEASE
            assert carry_out(openers(office), waiting.id, lambda person: None).state is ReadingState.DONE
        return read

    slow.first = True
    monkeypatch.setattr(work, "_all_of", slow)
    assert carry_out(openers(office), waiting.id, lambda person: None) is None
    assert now(office, waiting).taken == 2
    assert len(office.clients()) == 2


def test_a_list_that_changed_meanwhile_is_compared_anew(office, monkeypatch):
    waiting = take(office, BOOK)
    whole = work.plan

    def beaten(*args):
        planned = whole(*args)
        if beaten.first:
            beaten.first = False
            office.load(Contact("phone.vcf", "1", 1, "Ada Marchetti", emails=("ada@marchetti.it.example",)))
        return planned

    beaten.first = True
    monkeypatch.setattr(work, "plan", beaten)
    assert finish(office, waiting).counts.clients == 2
    assert names(office) == ["Ada Marchetti", "Dora Vitale"]


def test_it_says_how_far_it_is(office, monkeypatch):
    told = []
    whole = work._tell

    def telling(openers, taken, rows, read_bytes):
        told.append((rows, read_bytes))
        whole(openers, taken, rows, read_bytes)

    monkeypatch.setattr(work, "_tell", telling)
    count = ROWS_BETWEEN + 1
    done = read_file(office, csv_of(*(f"P {n},p{n}@firm{n}.example,F" for n in range(count))))
    assert [rows for rows, _ in told] == [ROWS_BETWEEN, count]
    assert (done.rows, done.read_bytes) == (count, done.size_bytes)


def test_an_erased_hand_over_ends_its_reading_quietly(office, monkeypatch):
    waiting = take(office, BOOK)
    whole = work.plan

    def erased(desk, *args):
        planned = whole(desk, *args)
        with office.desk() as other:
            other.stores.departures.remove(office.departure_id)
        return planned

    monkeypatch.setattr(work, "plan", erased)
    assert carry_out(openers(office), waiting.id, lambda person: None) is None
    assert parts_kept(office) == 0


def test_who_may_no_more_choose_clients_reads_nothing(office):
    waiting = take(office, BOOK)
    with office.desk() as desk:
        departure = desk.stores.departures.get(office.departure_id)
        desk.stores.departures.save(replace(departure, taken_over=True, approver_id=MANAGER.id))
    assert finish(office, waiting).state is ReadingState.FAILED
    assert office.clients() == []

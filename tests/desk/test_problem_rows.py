"""Rows that could not be kept: mended in place, left out, and known again when their source is read again (C6)."""

import pytest

from fakes.intake import csv_of, paste, read_file, rows, take
from fakes.office import LEAVER, MANAGER, Office
from segue.departure.errors import NotFound
from segue.desk.erase import erase_address, erase_client
from segue.desk.ports import ClientFilter, ReadingState
from segue.desk.problem_rows import MOST_KEPT, classes_of, leave_out_rows, mend_rows, rows_to_mend
from segue.desk.replay import Unlogged

ADA, CARLA, BRUNO = "Ada Rossi,ada@rossi.example,Rossi", "Carla Neri,,Neri", "Bruno Sala,bruno(at)sala.example,Sala"
BOOK = csv_of(ADA, CARLA, BRUNO)
CARLAS = "carla@neri.example"


@pytest.fixture
def office(tmp_path):
    office = Office(tmp_path).begun()
    read_file(office, BOOK)
    return office


def mend(office, code, address, actor=LEAVER):
    (row,) = rows(office, code)
    with office.desk() as desk:
        return mend_rows(desk, actor, office.departure_id, {row.id: address})


def leave_out(office, code, left_out=True):
    ids = [row.id for row in rows(office, code, not left_out)]
    with office.desk() as desk:
        return leave_out_rows(desk, LEAVER, office.departure_id, ids, left_out)


def waiting(office):
    with office.look() as desk:
        return rows_to_mend(desk, office.departure_id)


def names(office):
    return sorted(client.name for client in office.clients())


def test_rows_without_a_usable_address_wait_with_what_was_read(office):
    assert waiting(office) == 2
    (carla,), (bruno,) = rows(office, "row_no_address"), rows(office, "row_bad_address")
    assert (carla.problem.contact.name, carla.problem.contact.company, carla.problem.row) == ("Carla Neri", "Neri", 3)
    assert bruno.problem.value == "bruno(at)sala.example"


def test_a_good_address_makes_the_contact_with_all_that_was_read(office):
    assert mend(office, "row_no_address", " Carla@Neri.example ").count == 1
    carla = next(client for client in office.clients() if client.name == "Carla Neri")
    assert (carla.addresses, carla.company) == (("Carla@neri.example",), "Neri")
    assert waiting(office) == 1


def test_a_bad_one_is_told_and_the_row_stays(office):
    done = mend(office, "row_no_address", "carla@")
    assert (done.count, [error.code for error in done.errors.values()]) == (0, ["address_invalid"])
    assert waiting(office) == 2


def test_good_ones_are_kept_beside_bad_ones(office):
    (carla,), (bruno,) = rows(office, "row_no_address"), rows(office, "row_bad_address")
    with office.desk() as desk:
        done = mend_rows(desk, LEAVER, office.departure_id, {carla.id: CARLAS, bruno.id: "bruno"})
    assert (done.count, list(done.errors)) == (1, [bruno.id])
    assert names(office) == ["Ada Rossi", "Carla Neri"]


def test_an_address_that_somebody_has_is_his(office):
    mend(office, "row_bad_address", "ada@rossi.example")
    (client,) = office.clients()
    assert set(client.question) == {"Ada Rossi", "Bruno Sala"}


def test_a_mended_row_asks_no_more_when_its_file_is_read_again(office):
    mend(office, "row_no_address", CARLAS)
    again = read_file(office, BOOK)
    assert (again.counts.new, again.counts.gone, again.problems) == (0, 0, {"row_bad_address": 1})
    assert names(office) == ["Ada Rossi", "Carla Neri"]


def test_a_mended_row_follows_what_changes_in_its_file(office):
    mend(office, "row_no_address", CARLAS)
    read_file(office, csv_of(ADA, "Carla Neri,,Neri & figli"))
    carla = next(client for client in office.clients() if client.name == "Carla Neri")
    assert (carla.addresses, carla.company) == ((CARLAS,), "Neri & figli")


def test_a_row_mended_at_its_source_too_is_there_once(office):
    mend(office, "row_no_address", CARLAS)
    before = next(client.id for client in office.clients() if client.name == "Carla Neri")
    again = read_file(office, csv_of(ADA, f"Carla Neri,{CARLAS},Neri"))
    assert (again.counts.new, again.counts.gone) == (0, 0)
    assert [client.id for client in office.clients() if client.name == "Carla Neri"] == [before]
    with office.look() as desk:
        assert [one.mended for one in desk.stores.contacts.all(office.departure_id)] == [False, False]


def test_a_row_whose_source_has_another_address_keeps_both(office):
    mend(office, "row_no_address", CARLAS)
    read_file(office, csv_of(ADA, "Carla Neri,c.neri@neri.example,Neri"))
    assert {address for client in office.clients() for address in client.addresses} >= {CARLAS, "c.neri@neri.example"}


def test_a_card_that_lost_its_address_is_mended_as_the_contact_it_was(tmp_path):
    office = Office(tmp_path).begun()
    card = "BEGIN:VCARD\nVERSION:3.0\nUID:1\nFN:{}\n{}END:VCARD\n"
    read_file(office, card.format("Ada Rossi", "EMAIL:ada@rossi.example\n").encode() * 1, "book.vcf")
    other = card.replace("UID:1", "UID:2").format("Ugo Neri", "EMAIL:ugo@neri.example\n")
    read_file(office, (card.format("Ada Rossi", "") + other).encode(), "book.vcf")
    mend(office, "row_no_address", "ada@new.example")
    (ada,) = [client for client in office.clients() if client.name == "Ada Rossi"]
    assert ada.addresses == ("ada@new.example",)


def test_who_was_erased_is_not_typed_in_again(office):
    with office.desk() as desk:
        erase_address(desk, CARLAS, Unlogged())
    read_file(office, BOOK)
    assert [error.code for error in mend(office, "row_no_address", CARLAS).errors.values()] == ["address_erased"]


def test_a_row_left_out_is_counted_no_more_and_can_be_put_back(office):
    assert leave_out(office, "row_no_address") == 1
    assert waiting(office) == 1
    assert leave_out(office, "row_no_address", False) == 1
    assert waiting(office) == 2


def test_a_row_left_out_stays_so_when_its_file_is_read_again(office):
    leave_out(office, "row_no_address")
    read_file(office, BOOK)
    assert waiting(office) == 1


def test_rows_mended_in_the_file_wait_no_more(office):
    read_file(office, csv_of(ADA))
    assert waiting(office) == 0


def test_rows_of_another_file_stay(office):
    read_file(office, csv_of("Ugo Neri,ugo@neri.example,N"), "other.csv")
    assert waiting(office) == 2


def test_a_second_paste_leaves_the_rows_of_the_first_and_asks_none_twice(office):
    paste(office, "Zoe Blu\nugo@neri.example")
    paste(office, "Zoe Blu\nIvo Verdi\nugo@neri.example")
    assert waiting(office) == 4


def test_only_the_first_thousand_rows_are_kept_and_the_rest_counted(tmp_path):
    office = Office(tmp_path).begun()
    done = read_file(office, csv_of(ADA, *(f"Person {n},,Firm" for n in range(MOST_KEPT + 5))))
    assert done.problems == {"row_no_address": MOST_KEPT + 5}
    assert waiting(office) == MOST_KEPT


def test_structural_causes_come_first():
    counts = {"row_no_address": 5, "row_quotes": 1, "card_broken": 2, "row_bad_address": 3}
    assert [code for code, _ in classes_of(counts)] == [
        "card_broken",
        "row_quotes",
        "row_no_address",
        "row_bad_address",
    ]


def test_a_row_that_could_not_be_read_is_not_mended_here(tmp_path):
    office = Office(tmp_path).begun()
    read_file(office, csv_of(ADA, "a,b,c,d,e,f"))
    assert [error.code for error in mend(office, "row_too_wide", CARLAS).errors.values()] == ["row_not_mendable"]


def test_rows_are_their_leaders_alone(office):
    with pytest.raises(NotFound):
        mend(office, "row_no_address", CARLAS, MANAGER)
    with office.desk() as desk, pytest.raises(NotFound):
        leave_out_rows(desk, LEAVER, office.departure_id, [987], True)


def test_erasing_somebody_takes_his_rows_and_what_waits_unread(office):
    read_file(office, csv_of("Carla Neri,carla@neri.example,Neri"), "other.csv")
    asking = take(office, csv_of("Carla Neri,carla@neri.example", header="Wer,Wo"))
    assert asking.state is ReadingState.ASKS_MAPPING
    with office.desk() as desk:
        _, (carla,) = desk.stores.clients.page(office.departure_id, ClientFilter(query="carla"), 0, 1)
        erase_client(desk, LEAVER, office.departure_id, carla.id, Unlogged())
    assert rows(office, "row_no_address") == []
    assert len(rows(office, "row_bad_address")) == 1
    with office.look() as desk:
        assert desk.stores.readings.get(asking.id).error == "reading_erased"


def test_an_erased_address_goes_from_the_rows_where_it_stands(office):
    read_file(office, csv_of(ADA, "Ida Ferri,ida@@ferri.example,F"))
    with office.desk() as desk:
        erase_address(desk, "ida@@ferri.example", Unlogged())
    assert rows(office, "row_bad_address") == []

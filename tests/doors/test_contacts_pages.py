"""The way of contacts through the pages: file, paste, mailbox; columns, progress, result; rows mended in place."""

import io

import pytest

from fakes.intake import csv_of
from fakes.office import LEAVER, Office
from segue.clients.limits import MAX_FILE_BYTES
from segue.desk.ports import ReadingState
from segue.doors.pages import contacts as door
from segue.doors.sizes import MAX_UPLOAD_BYTES
from segue.worker import lost_readings, read

BOOK = csv_of("Ada Rossi,ada@rossi.example,Rossi", "Carla Neri,,Neri", "Bruno Sala,bruno(at)sala.example,Sala")
UNKNOWN = csv_of("Ada Rossi,ada@rossi.example,x", header="Wer,Wohin,Was")


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path).begun()


@pytest.fixture
def mara(office):
    return office.as_(LEAVER)


def at(office, page=""):
    return f"/departures/{office.departure_id}/contacts{page}"


def upload(office, mara, content, name="book.csv", **more):
    return mara.post(at(office), file=(io.BytesIO(content), name), **more)


def last(office):
    with office.look() as desk:
        return desk.stores.readings.all(office.departure_id)[0]


def rows(office, code):
    with office.look() as desk:
        return desk.stores.problem_rows.page(office.departure_id, code, False, 0, 100)


def test_the_page_says_where_contacts_can_come_from_and_how_to_export_them(office, mara):
    page = mara.get(at(office)).text
    assert all(word in page for word in ('name="file"', 'name="pasted"', "contacts.google.com", "iCloud.com"))
    assert f'data-max-bytes="{MAX_FILE_BYTES}"' in page


def test_a_small_file_is_read_at_once_and_its_page_says_what_it_brought(office, mara):
    answer = upload(office, mara, BOOK)
    assert answer.location == at(office, f"/{last(office).id}")
    page = mara.get(answer.location).text
    assert "book.csv was read" in page
    assert "Address that cannot be right (1)" in page
    assert "bruno(at)sala.example” is not an e-mail address" in mara.get(at(office, "/rows?cause=row_bad_address")).text


def test_pasted_addresses_are_read(office, mara):
    answer = mara.post(at(office), **{"from": "pasted", "pasted": "Ada Rossi <ada@rossi.example>; ugo@neri.example"})
    assert "The pasted list was read" in mara.get(answer.location).text
    assert len(office.clients()) == 2


def test_rows_that_a_reading_brought_come_before_those_of_others(office, mara):
    upload(office, mara, BOOK)
    answer = mara.post(at(office), **{"from": "pasted", "pasted": "Ada <ada@rossi.example>\nugo@neri..example"})
    assert "ugo@neri..example” is not an e-mail address" in mara.get(answer.location).text


@pytest.mark.parametrize(("pasted", "words"), [("  ", "Paste at least one"), ("Ada, Ugo", "No usable e-mail address")])
def test_a_paste_that_cannot_be_used_is_told_at_its_field_and_kept_there(office, mara, pasted, words):
    answer = mara.post(at(office), **{"from": "pasted", "pasted": pasted})
    assert answer.status_code == 422
    assert words in answer.text
    assert '<a href="#f-pasted">' in answer.text
    assert pasted.strip() in answer.text


def test_an_empty_mailbox_is_told(office, mara):
    answer = mara.post(at(office), **{"from": "mailbox"})
    assert (answer.status_code, "There are no contact files" in answer.text) == (422, True)


# Columns


def test_unknown_columns_are_shown_with_their_first_values_and_what_they_probably_are(office, mara):
    page = mara.get(upload(office, mara, UNKNOWN).location).text
    assert all(word in page for word in ("Wer", "Wohin", "Ada Rossi", "ada@rossi.example"))
    assert '<option value="email" selected>' in page
    assert office.clients() == []


def test_the_file_is_read_as_the_columns_were_explained(office, mara):
    asked = upload(office, mara, UNKNOWN).location
    columns = {"column-0": "full", "column-1": "email", "column-2": "column"}
    assert mara.post(f"{asked}/columns", **columns).location == asked
    assert "The columns were read as you said." in mara.get(asked).text
    assert office.client("Ada").labels == ("Was: x",)


@pytest.mark.parametrize(
    ("columns", "field"),
    [({"column-0": "full"}, "#f-column-1"), ({"column-1": "email", "column-2": "birthday"}, "#f-column-2")],
)
def test_what_is_wrong_with_the_columns_is_told_at_one(office, mara, columns, field):
    asked = upload(office, mara, UNKNOWN).location
    answer = mara.post(f"{asked}/columns", **columns)
    assert (answer.status_code, field in answer.text) == (422, True)


def test_columns_without_end_are_no_more_than_there_are(office, mara):
    asked = upload(office, mara, UNKNOWN).location
    answer = mara.post(f"{asked}/columns", **{"column-1": "email", "column-99999999999": "full", "column-x": "full"})
    assert answer.status_code == 302


def test_one_can_ask_to_be_asked(office, mara):
    page = mara.get(upload(office, mara, BOOK, asks="yes").location).text
    assert "What do the columns mean?" in page


def test_one_can_leave_it(office, mara):
    asked = upload(office, mara, UNKNOWN).location
    assert mara.post(f"{asked}/cancel").location == at(office)
    assert last(office).state is ReadingState.CANCELLED
    assert "Choose a file" in mara.get(asked).text


# Large files


@pytest.fixture
def large(office, mara, monkeypatch):
    monkeypatch.setattr(door, "INLINE_BYTES", 10)
    return upload(office, mara, BOOK).location


def parts(office):
    return office.app.extensions["segue"]


def test_a_large_file_waits_for_the_worker_and_its_page_asks_how_far_it_is(office, mara, large):
    page = mara.get(large).text
    assert 'hx-trigger="every 1s"' in page
    assert "Look how far it is" in page
    assert office.clients() == []


def test_while_it_is_read_the_progress_is_a_part_of_the_page(office, mara, large):
    part = mara.get(f"{large}/progress")
    assert part.text.lstrip().startswith("<div")
    assert "HX-Redirect" not in part.headers


def test_when_the_worker_is_done_the_page_leads_to_the_result(office, mara, large):
    read(parts(office), "office", last(office).id)
    assert mara.get(f"{large}/progress").headers["HX-Redirect"] == large
    assert "book.csv was read" in mara.get(large).text


def test_what_the_worker_cannot_read_is_told_with_its_cause(office, mara, monkeypatch):
    monkeypatch.setattr(door, "INLINE_BYTES", 10)
    here = upload(office, mara, csv_of("Ada,,Rossi")).location
    read(parts(office), "office", last(office).id)
    page = mara.get(here).text
    assert "book.csv could not be read" in page
    assert "No usable e-mail address was found in book.csv" in page


def test_a_small_file_waits_too_where_there_is_a_long_list_to_compare_it_with(office, mara, monkeypatch):
    upload(office, mara, BOOK)
    monkeypatch.setattr(door, "INLINE_CONTACTS", 0)
    office.move(seconds=1)
    upload(office, mara, BOOK)
    assert last(office).state is ReadingState.WAITING


def test_a_second_file_waits_until_the_first_is_read(office, mara, large):
    answer = upload(office, mara, BOOK)
    assert (answer.status_code, "Contacts are being read already" in answer.text) == (409, True)
    assert large in mara.get(at(office)).text


def test_a_lost_job_is_found(office, large):
    office.move(minutes=2)
    assert list(lost_readings(parts(office))) == [("office", last(office).id)]


def test_what_is_larger_than_any_contact_file_is_refused_at_its_field(office, mara):
    stream = io.BytesIO(bytes(1000))
    answer = mara.browser.post(
        at(office),
        input_stream=stream,
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(MAX_UPLOAD_BYTES + 1)},
    )
    assert answer.status_code == 413
    assert '<a href="#f-file">' in answer.text
    assert "larger than 100 MB" in answer.text
    assert stream.read() == b""


def test_a_paste_too_long_is_told_at_its_own_field(office, mara):
    # Made by hand: the test client leaves a temporary file open for a body of this size.
    head = b'--edge\r\nContent-Disposition: form-data; name="pasted"\r\n\r\n'
    body = head + b"a@b.example\n" * 400_000 + b"\r\n--edge--\r\n"
    answer = mara.call("POST", at(office), data=body, content_type="multipart/form-data; boundary=edge")
    assert answer.status_code == 413
    assert '<a href="#f-pasted">' in answer.text
    assert "longer than 4 MB" in answer.text


def test_a_stranger_to_the_departure_learns_nothing_from_a_file_too_large(office):
    answer = office.as_(office.other_leaver).browser.post(
        at(office),
        input_stream=io.BytesIO(),
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(MAX_UPLOAD_BYTES + 1)},
    )
    assert answer.status_code == 404


# Again


def test_a_newer_file_takes_the_place_of_the_one_before_whatever_its_name(office, mara):
    upload(office, mara, BOOK)
    first = last(office).id
    assert f'name="again" value="{first}"' in mara.get(at(office)).text
    page = mara.get(upload(office, mara, csv_of("Ugo,ugo@neri.example,N"), "book (1).csv", again=first).location).text
    assert "book.csv was read" in page
    assert "No longer in it" in page
    assert {contact.contact.source for contact in contacts(office)} == {"book.csv"}


def contacts(office):
    with office.look() as desk:
        return desk.stores.contacts.all(office.departure_id)


def test_a_wrong_file_in_that_place_is_told_at_its_own_field(office, mara):
    upload(office, mara, BOOK)
    answer = upload(office, mara, b"%PDF-1.7 x", "book.pdf", again=last(office).id)
    assert (answer.status_code, f"#f-file-{last(office).id}" in answer.text) == (422, True)


# Rows


def test_addresses_typed_for_several_rows_are_saved_at_once(office, mara):
    upload(office, mara, BOOK)
    (carla,), (bruno,) = rows(office, "row_no_address"), rows(office, "row_bad_address")
    typed = {f"email-{carla.id}": "carla@neri.example", f"email-{bruno.id}": "bruno@sala.example"}
    page = mara.get(mara.post(at(office, "/rows?cause=row_no_address"), do="mend", **typed).location).text
    assert "2 rows mended" in page
    assert "No row needs you" in page
    assert sorted(client.name for client in office.clients()) == ["Ada Rossi", "Bruno Sala", "Carla Neri"]


def test_a_bad_address_is_told_at_its_row_and_stays_typed(office, mara):
    upload(office, mara, BOOK)
    (carla,) = rows(office, "row_no_address")
    answer = mara.post(at(office, "/rows?cause=row_no_address"), do="mend", **{f"email-{carla.id}": "carla@"})
    assert answer.status_code == 422
    assert f'href="#f-email-{carla.id}"' in answer.text
    assert 'value="carla@"' in answer.text


def test_a_row_left_out_can_be_put_back_from_the_same_page(office, mara):
    upload(office, mara, BOOK)
    (carla,) = rows(office, "row_no_address")
    page = mara.get(mara.post(at(office, "/rows"), do=f"leave_out:{carla.id}").location).text
    assert f'value="put_back:{carla.id}"' in page
    mara.post(at(office, "/rows"), do=f"put_back:{carla.id}")
    assert rows(office, "row_no_address") == [carla]


def test_all_of_a_cause_are_left_out_at_once(office, mara):
    upload(office, mara, csv_of("Ada,ada@rossi.example,R", *(f"P {n},,F" for n in range(60))))
    assert "Page 1 of 2" in mara.get(at(office, "/rows")).text
    assert "60 rows left out." in mara.get(mara.post(at(office, "/rows"), do="leave_out:row_no_address").location).text
    assert rows(office, "row_no_address") == []
    mara.post(at(office, "/rows"), do="put_back:all")
    assert len(rows(office, "row_no_address")) == 60


@pytest.mark.parametrize("do", ["leave_out:9999999999999999999999", "leave_out:", "put_back:nonsense", "nonsense"])
def test_nonsense_changes_nothing(office, mara, do):
    upload(office, mara, BOOK)
    assert mara.post(at(office, "/rows"), do=do, **{"email-x": "a@b.example"}).status_code in (302, 404)
    assert len(rows(office, "row_no_address")) == 1


def test_the_departures_page_and_the_contacts_page_count_the_rows_that_wait(office, mara):
    upload(office, mara, BOOK)
    for page in ("", "/contacts", "/clients"):
        assert "2 rows of your contacts need you." in mara.get(f"/departures/{office.departure_id}{page}").text


def test_names_in_rows_are_text(office, mara):
    upload(office, mara, csv_of("Ada,ada@rossi.example,R", '"<img src=x onerror=1>",,"<b>F</b>"'))
    page = mara.get(at(office, "/rows")).text
    assert "<img" not in page.split("<main")[1]
    assert "&lt;img src=x onerror=1&gt;" in page

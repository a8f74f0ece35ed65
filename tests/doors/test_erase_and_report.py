"""The pages on which data goes, and is kept before it goes (A4)."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest

from fakes.office import ADMINISTRATOR, CLIENTS, LEAVER, MANAGER, TOM, Office
from fakes.traces import traces
from segue.departure.letter_state import Told
from segue.desk.mark import set_status
from segue.desk.one_draft import place_draft
from segue.desk.replay import Unlogged
from segue.desk.retention import retain
from segue.providers.local.drafts import FolderDrafts


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path).approved()


def path_of(office, client=None, page="erase"):
    middle = f"/clients/{office.client(client).id}" if client else ""
    return f"/departures/{office.departure_id}{middle}/{page}"


def confirmed(office):
    return {"sure": "yes", "version": office.departure.version}


def asked_for_report(office):
    office.now = datetime(2026, 11, 19, 9, tzinfo=UTC)
    with office.desk() as desk:
        retain(desk, office.departure_id, Unlogged())
    return office


# Erasing


def test_the_leaver_erases_one_client_and_is_back_at_his_list(office):
    visitor = office.as_(LEAVER)
    assert TOM.name in visitor.get(path_of(office, "Tom")).text
    done = visitor.post(path_of(office, "Tom"), **confirmed(office))
    assert (done.status_code, done.location) == (302, f"/departures/{office.departure_id}/clients")
    page = visitor.get(done.location).text
    assert "The client is erased." in page
    assert TOM.name not in page
    assert traces(office.folder, [TOM.name, *TOM.emails]) == []


def test_the_leaver_erases_the_whole_and_can_begin_anew(office):
    visitor = office.as_(LEAVER)
    page = visitor.get(path_of(office)).text
    assert f"/departures/{office.departure_id}/report" in page, "the report is offered first"
    assert visitor.post(path_of(office), **confirmed(office)).location == "/"
    assert visitor.get("/", follow_redirects=True).status_code == 200
    assert traces(office.folder, [word for one in CLIENTS for word in (one.name, *one.emails)]) == []


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, 422),
        ({"sure": "no"}, 422),
        ({"sure": "yes"}, 409),
        ({"sure": "yes", "version": "0"}, 409),
        ({"sure": "yes", "version": "x" * 100_000}, 409),
        ({"sure": ["no", "yes"]}, 422),
    ],
)
@pytest.mark.parametrize("client", [None, "Tom"])
def test_what_is_not_confirmed_as_it_was_seen_is_not_erased(office, fields, status, client):
    before = (office.departure, office.clients())
    answer = office.as_(LEAVER).post(path_of(office, client), **fields)
    assert answer.status_code == status
    assert 'class="error-summary"' in answer.text
    assert (office.departure, office.clients()) == before


def test_an_administrator_erases_without_reading_names(office):
    visitor = office.as_(ADMINISTRATOR)
    for client in (None, "Tom"):
        page = visitor.get(path_of(office, client)).text
        assert not [word for one in CLIENTS for word in (one.name, one.company) if word in page]
        assert "/report" not in page
        assert "data-pulse=" not in page
    assert visitor.post(path_of(office, "Tom"), **confirmed(office)).location == "/"
    assert visitor.post(path_of(office), **confirmed(office)).location == "/"


def test_a_draft_that_was_edited_is_told_to_whom_it_concerns(office):
    box = FolderDrafts(office.settings.mailboxes / LEAVER.id / "drafts")
    for name in ("Tom", "Callum"):
        place_draft(office.desk, LEAVER, office.letter(name).id, box)
    for draft in box.folder.iterdir():
        if TOM.emails[0].encode() in draft.read_bytes():
            draft.write_bytes(draft.read_bytes() + b"PS")
    visitor = office.as_(LEAVER)
    visitor.post(path_of(office), **confirmed(office))
    assert "1 draft was edited by hand" in visitor.get("/", follow_redirects=True).text
    assert len(list(box.folder.iterdir())) == 1


def test_a_client_of_nobody_is_a_page_of_nobody(office):
    visitor = office.as_(LEAVER)
    address = f"/departures/{office.departure_id}/clients/nobody/erase"
    assert visitor.get(address).status_code == 404
    assert visitor.post(address, **confirmed(office)).status_code == 404


def test_the_page_of_a_client_leads_to_his_erasure(office):
    page = office.as_(LEAVER).get(path_of(office, "Tom").removesuffix("/erase")).text
    assert path_of(office, "Tom") in page


def test_what_was_erased_is_told_when_it_is_read_again(office):
    visitor = office.as_(LEAVER)
    visitor.post(path_of(office, "Tom"), **confirmed(office))
    book = (
        b"Name,Email,Company\nTom Stainsby,tom@brightwater.co.uk.example,Brightwater\nAnn Lee,ann@harbour.example,H\n"
    )
    read = visitor.post(f"/departures/{office.departure_id}/contacts", file=(io.BytesIO(book), "book.csv"))
    page = visitor.get(read.location).text
    assert "Left out because they were erased" in page
    assert "Stainsby" not in page


# The report


def test_the_report_is_a_page_and_a_table(office):
    with office.desk() as desk:
        set_status(desk, LEAVER, office.letter("Tom").id, Told.SKIPPED, "rang him")
    visitor = office.as_(MANAGER)
    page = visitor.get(path_of(office, page="report")).text
    assert all(one.name in page for one in CLIENTS)
    assert "rang him" in page
    answer = visitor.post(path_of(office, page="report"), do="csv")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert {row["Client"] for row in rows} == {one.name for one in CLIENTS}
    assert next(row for row in rows if row["Client"] == TOM.name)["Why"] == "rang him"


def test_downloading_before_anybody_asked_is_no_answer(office):
    office.as_(MANAGER).post(path_of(office, page="report"), do="csv")
    assert office.departure.report_answered_at is None


@pytest.mark.parametrize(("do", "status"), [("csv", 200), ("decline", 302)])
def test_the_manager_is_asked_on_the_first_page_and_answers_once(office, do, status):
    asked_for_report(office)
    visitor = office.as_(MANAGER)
    address = path_of(office, page="report")
    assert "Report: download or decline by" in visitor.get("/").text
    assert "29 November 2026" in visitor.get(address).text
    assert visitor.post(address, do=do).status_code == status
    assert office.departure.report_answered_at == office.now
    assert "Report: download" not in visitor.get("/").text
    assert 'value="decline"' not in visitor.get(address).text


@pytest.mark.parametrize(("who", "other"), [(MANAGER, "read"), (LEAVER, "hand-out")])
def test_the_report_leads_on_to_the_other_pages_of_whoever_looks_at_it(office, who, other):
    assert f'href="{path_of(office, page=other)}"' in office.as_(who).get(path_of(office, page="report")).text


def test_opening_the_report_answers_nothing(office):
    before = asked_for_report(office).departure
    office.as_(MANAGER).get(path_of(office, page="report") + "?do=decline")
    assert office.departure == before


def test_the_leavers_download_is_not_the_managers_answer(office):
    asked_for_report(office)
    visitor = office.as_(LEAVER)
    assert visitor.post(path_of(office, page="report"), do="csv").status_code == 200
    assert visitor.post(path_of(office, page="report"), do="decline").status_code == 403
    assert office.departure.report_answered_at is None


@pytest.mark.parametrize("fields", [{}, {"do": "erase"}, {"do": "x" * 100_000}])
def test_an_answer_that_is_none_is_refused(office, fields):
    assert office.as_(MANAGER).post(path_of(office, page="report"), **fields).status_code == 422


def test_declining_what_nobody_asked_about_is_refused(office):
    answer = office.as_(MANAGER).post(path_of(office, page="report"), do="decline")
    assert answer.status_code == 409
    assert "Nobody has asked you" in answer.text


def test_a_report_of_nobody_says_so(tmp_path):
    office = Office(tmp_path).asked()
    assert "No client was chosen" in office.as_(LEAVER).get(path_of(office, page="report")).text


# What is held on a person


def _held(visitor, address):
    fields = {"csrf_token": visitor.token, "address": address}
    return visitor.browser.post("/admin/held", data=fields, buffered=True)


def test_an_administrator_downloads_what_is_held_on_a_person(office):
    visitor = office.as_(ADMINISTRATOR)
    answer = _held(visitor, TOM.emails[0])
    assert answer.headers["Content-Type"] == "application/json"
    assert {"client", "letter"} <= {one["kind"] for one in json.loads(answer.text)["held"]}


def test_of_a_hand_over_that_he_may_not_see_an_administrator_gets_nothing(tmp_path):
    office = Office(tmp_path).begun()
    office.load(*CLIENTS)
    said = json.loads(_held(office.as_(ADMINISTRATOR), TOM.emails[0]).text)
    assert said["held"] == []


@pytest.mark.parametrize("address", ["", "nobody", "a@b@c", "x" * 50_000, "<script>@x.example"])
def test_an_address_that_is_none_is_told_at_its_field(office, address):
    answer = _held(office.as_(ADMINISTRATOR), address)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text

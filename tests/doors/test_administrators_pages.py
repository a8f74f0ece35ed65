"""The administrator's pages: what they show and hide, and that nothing is saved unseen (P6, P7, P9, A3)."""

import io
import re

import pytest
from administering import STANDING, hide, main_of, save_policy

from fakes.office import ADMINISTRATOR, LEAVER, MANAGER, SUCCESSOR, Office
from segue.desk.accounts import mark_gone

PAGES = (
    (ADMINISTRATOR, "/admin"),
    (ADMINISTRATOR, "/admin/people"),
    (ADMINISTRATOR, "/admin/people/mara"),
    (ADMINISTRATOR, "/admin/departures"),
    (ADMINISTRATOR, "/admin/policy"),
    (ADMINISTRATOR, "/admin/policy/versions"),
    (ADMINISTRATOR, "/admin/audit"),
    (ADMINISTRATOR, "/admin/audit?verify=yes"),
    (MANAGER, "/"),
    (MANAGER, "/standing-terms"),
    (SUCCESSOR, "/"),
    (SUCCESSOR, "/departures/{d}/successor"),
)


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    """Return an office in which every page has something to show."""
    office = Office(tmp_path_factory.mktemp("office")).approved()
    save_policy(office.as_(ADMINISTRATOR), **STANDING, holidays="2026-12-25", words="150")
    for who in (LEAVER, MANAGER):
        office.as_(who).post(f"/departures/{office.departure_id}/successor-told")
    return office


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "it", "ru", "id", "hi", "pt-BR", "pt-PT"])
@pytest.mark.parametrize(("who", "path"), PAGES)
def test_every_page_speaks_every_language(company, who, path, language):
    visitor = company.as_(who)
    visitor.post("/language", locale=language)
    page = visitor.get(path.format(d=company.departure_id))
    assert page.status_code == 200
    assert f'lang="{language}"' in page.text
    assert not re.search(r"\{\w+\}", main_of(page))


def add(visitor, address, name):
    return visitor.call("POST", "/admin/people", data={"address": address, "name": name})


# People and approvers


def test_people_are_added_changed_and_marked_on_their_pages(tmp_path):
    office = Office(tmp_path)
    visitor = office.as_(ADMINISTRATOR)
    assert add(visitor, "nora@norwell.example", "Nora Ek").status_code == 302
    with office.look() as desk:
        nora = desk.stores.people.by_address("nora@norwell.example")
    page = f"/admin/people/{nora.id}"
    for act in ("administrator", "viewer", "no_viewer", "no_administrator", "unbind", "gone", "back"):
        assert visitor.post(page, do=act).status_code == 302, act
    changed = {"do": "change", "name": "Nora Eklund", "job_title": "Lead", "gender": "f"}
    assert visitor.post(page, **changed).status_code == 302
    assert "Nora Eklund" in visitor.get("/admin/people").text


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"do": "promote"}, 422),
        ({"do": "change", "name": ""}, 422),
        ({"do": "change", "name": "x" * 5000}, 422),
        ({"do": "change", "name": "Nora", "gender": "x"}, 422),
        ({}, 422),
    ],
)
def test_a_broken_act_changes_nobody(tmp_path, fields, status):
    office = Office(tmp_path)
    assert office.as_(ADMINISTRATOR).post("/admin/people/mara", **fields).status_code == status
    with office.look() as desk:
        assert desk.stores.people.get("mara") == LEAVER


def test_a_person_who_is_not_there_is_not_found(tmp_path):
    visitor = Office(tmp_path).as_(ADMINISTRATOR)
    assert visitor.get("/admin/people/nobody").status_code == 404
    assert visitor.post("/admin/people/nobody", do="gone").status_code == 404


def test_an_outside_address_is_refused_naming_the_domains(tmp_path):
    page = add(Office(tmp_path).as_(ADMINISTRATOR), "x@elsewhere.example", "X")
    assert page.status_code == 422
    assert "elsewhere.example is not a domain of your company. Allowed: norwell.example" in page.text


def test_the_first_page_shows_who_is_silent_and_who_has_gone(tmp_path):
    office = Office(tmp_path).asked().move(days=6)
    with office.desk() as desk:
        mark_gone(desk, ADMINISTRATOR, MANAGER.id)
    page = main_of(office.as_(ADMINISTRATOR).get("/admin"))
    assert "silent for 4 working days" in page
    assert "gone: name somebody else" in page
    assert f'href="/admin?leaver={LEAVER.address}#f-leaver"' in page.replace("%40", "@")
    hidden = main_of(hide(office).as_(ADMINISTRATOR).get("/admin"))
    assert "silent" not in hidden
    assert "1 confidential question waits as well" in hidden


def test_the_departures_page_leads_to_what_can_be_done(tmp_path):
    office = Office(tmp_path).asked()
    page = main_of(office.as_(ADMINISTRATOR).get("/admin/departures"))
    assert "Mara Lindqvist" in page
    assert "Priya Raman" in page
    assert f"/departures/{office.departure_id}/erase" in page
    assert f'action="/departures/{office.departure_id}/take-over"' in page
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    visitor = office.as_(ADMINISTRATOR)
    assert visitor.post(f"/departures/{office.departure_id}/take-over", version=version).status_code == 302
    assert office.departure.taken_over
    assert "take-over" not in main_of(visitor.get("/admin/departures"))


# Approvers from a file


def upload(office, content, name="approvers.csv"):
    visitor = office.as_(ADMINISTRATOR)
    return visitor.post("/admin/approvers", do="file", file=(io.BytesIO(content), name))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_approvers_are_set_from_a_csv_file(tmp_path, encoding):
    office = Office(tmp_path)
    table = f"Beschäftigte;Freigabe\r\n{LEAVER.address};{SUCCESSOR.address}\r\n"
    assert upload(office, table.encode(encoding)).status_code == 302
    with office.look() as desk:
        assert desk.stores.people.approver_of(LEAVER.id) == SUCCESSOR


@pytest.mark.parametrize(
    "content",
    [b"", b"one column", b"PK\x03\x04\x00\x00", LEAVER.address.encode() + b",nobody@elsewhere.example"],
)
def test_a_file_of_approvers_that_cannot_be_used_is_told_at_its_field(tmp_path, content):
    office = Office(tmp_path)
    page = upload(office, content)
    assert page.status_code == 422
    assert 'id="e-file"' in page.text
    with office.look() as desk:
        assert desk.stores.people.approver_of(LEAVER.id) == MANAGER


def test_a_file_has_to_be_chosen(tmp_path):
    page = Office(tmp_path).as_(ADMINISTRATOR).post("/admin/approvers", do="file")
    assert page.status_code == 422
    assert "Choose a file first." in page.text

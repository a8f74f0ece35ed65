"""What a page asks of the database does not grow with the company around it: other people, others' departures."""

import re
from dataclasses import replace

import pytest
from sqlalchemy import event

from fakes import postgresql
from fakes.office import ADMINISTRATOR, LEAVER, MANAGER, SUCCESSOR, Office, person
from segue.desk.ports import AuditFilter
from segue.desk.successor import departures_of_successor, tell_successor
from segue.doors.pages import admin_departures, people_shown

MORE = 30


def grown(office: Office) -> Office:
    """Let the company have thirty more employees, each with a departure that was asked about, and an approver."""
    with office.desk() as desk:
        stores, first = desk.stores, desk.stores.departures.get(office.departure_id)
        for number in range(MORE):
            leaver, approver = (person(f"{role}{number}", f"{role.title()} {number:02}") for role in ("one", "boss"))
            point = replace(first.contact_points[0], name=f"Next {number}", email=f"next{number}@norwell.example")
            stores.people.save(leaver)
            stores.people.save(approver)
            stores.people.set_approver(leaver.id, approver.id)
            about = {"leaver_id": leaver.id, "approver_id": approver.id, "contact_points": (point,)}
            stores.departures.save(replace(first, id=f"d-{number}", version=0, **about))
    return office


def statements(office: Office, read) -> int:
    """Return how many statements it takes to read something, once whatever is kept is there."""
    read()
    return len(statements_of(office, read))


def statements_of(office: Office, read) -> list[str]:
    """Return what is asked of the database while something is read."""
    seen = []

    def note(*call):
        seen.append(call[2])

    event.listen(office.engine, "before_cursor_execute", note)
    read()
    event.remove(office.engine, "before_cursor_execute", note)
    return seen


def opened(visitor, address: str) -> str:
    """Return a page, or where it leads."""
    answer = visitor.get(address)
    assert answer.status_code in (200, 302)
    return answer.text


@pytest.mark.parametrize(
    ("who", "address"),
    [
        (MANAGER, "/"),
        (ADMINISTRATOR, "/"),
        (SUCCESSOR, "/"),
        (LEAVER, "/departures/{}"),
        (MANAGER, "/departures/{}/report"),
        (ADMINISTRATOR, "/admin"),
        (ADMINISTRATOR, "/admin/people"),
        (ADMINISTRATOR, "/admin/audit"),
    ],
)
def test_a_page_asks_no_more_of_a_larger_company(tmp_path, who, address):
    offices = Office(tmp_path / "small").approved(), grown(Office(tmp_path / "large").approved())
    visits = [(office, office.as_(who), address.format(office.departure_id)) for office in offices]
    small, large = (statements(office, lambda v=visitor, a=page: opened(v, a)) for office, visitor, page in visits)
    assert large <= small


def test_the_list_of_departures_is_read_a_page_at_a_time(tmp_path, monkeypatch):
    monkeypatch.setattr(admin_departures, "PAGE_SIZE", 10)
    visitor = grown(Office(tmp_path).approved()).as_(ADMINISTRATOR)
    pages = [visitor.get(f"/admin/departures?page={number}").text for number in (1, 4)]
    assert [len(re.findall(r"<th scope=\"row\">", page)) for page in pages] == [10, 1]
    assert "page=2" in pages[0]


@pytest.mark.parametrize("address", ["/admin", "/admin/people"])
def test_people_are_listed_a_page_at_a_time_and_found_by_name_or_address(tmp_path, monkeypatch, address):
    monkeypatch.setattr(people_shown, "PAGE_SIZE", 10)
    visitor = grown(Office(tmp_path).approved()).as_(ADMINISTRATOR)
    assert len(re.findall(r"<th scope=\"row\">.*<bdi>Boss", opened(visitor, address))) == 10
    found = opened(visitor, f"{address}?q=BOSS17@")
    assert "Boss 17" in found
    assert "Boss 16" not in found


@pytest.mark.skipif(postgresql.IS_CHOSEN, reason="PostgreSQL plans by what is in the tables")
def test_the_entries_of_one_departure_are_not_looked_for_among_everybodys(tmp_path):
    office, asked = Office(tmp_path).approved(), []

    def note(*call):
        asked.append(call[2:4])

    with office.look() as desk:
        event.listen(office.engine, "before_cursor_execute", note)
        found = desk.stores.audit.newest(AuditFilter(office.departure_id), 0, 50)
        event.remove(office.engine, "before_cursor_execute", note)
    with office.engine.connect() as connection:
        plan = "".join(row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked[0][0]}", asked[0][1]))
    assert "USING INDEX ix_audit_departure_id" in plan
    assert [one.seq for one in found] == sorted((one.seq for one in found), reverse=True)


def test_the_audit_of_one_departure_reads_no_other_departure(tmp_path, monkeypatch):
    office = grown(Office(tmp_path).approved())
    asked = statements_of(
        office, lambda: opened(office.as_(ADMINISTRATOR), f"/admin/audit?departure={office.departure_id}")
    )
    whole = [one for one in asked if "FROM departure" in one and "departure.id = " not in one]
    assert not whole


def test_asking_whether_the_queue_changed_asks_nothing_twice(tmp_path):
    office = Office(tmp_path).approved()
    pane, address = office.as_(LEAVER), f"/api/v1/departures/{office.departure_id}/queue"
    tag = {"If-None-Match": pane.get(address).headers["ETag"]}
    asked = statements_of(office, lambda: pane.get(address, headers=tag))
    assert len([one for one in asked if "SELECT person_address.person_id" in one]) == 1
    assert len(asked) <= 15


def test_only_departures_that_name_the_successor_are_read_for_him(tmp_path):
    office = grown(Office(tmp_path).approved())
    for who in (LEAVER, MANAGER):
        with office.desk() as desk:
            tell_successor(desk, who, office.departure_id)
    with office.look() as desk:
        assert [one.id for one in desk.stores.departures.naming(SUCCESSOR.address)] == [office.departure_id]
        assert [one.id for one in departures_of_successor(desk, SUCCESSOR)] == [office.departure_id]


@pytest.mark.parametrize("typed", [" JONAS@Norwell.Example ", "jönas_%@norwell.example"])
def test_a_successor_is_found_however_his_address_was_typed(tmp_path, typed):
    office = Office(tmp_path).approved()
    with office.desk() as desk:
        departure = desk.stores.departures.get(office.departure_id)
        point = replace(departure.contact_points[0], email=typed)
        desk.stores.departures.save(replace(departure, contact_points=(point,)))
        assert [one.id for one in desk.stores.departures.naming(typed.strip().casefold())] == [office.departure_id]

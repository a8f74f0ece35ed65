"""Rows that somebody changed by hand: every page of the administrator still answers, and nothing is made up (A3)."""

import pytest
from sqlalchemy import event

from fakes.draft_boxes import MemoryDrafts
from fakes.office import ADMINISTRATOR, LEAVER, MANAGER, OTHER_LEAVER, Office
from segue.departure.audit import Entry
from segue.desk.daily import daily, is_due
from segue.desk.replay import Unlogged
from segue.desk.start import start
from segue.records.rows import AuditRow

pytestmark = pytest.mark.sqlite  # PostgreSQL itself refuses most of what is written here

PAGES = (
    *("/", "/admin", "/admin/people", "/admin/people/mara", "/admin/departures", "/admin/policy"),
    *("/admin/policy/versions", "/admin/audit", "/admin/audit?verify=yes", "/admin/audit/export.csv"),
    *("/admin/audit/export.json", "/admin/held"),
)
DEEP = "[" * 100_000
AUDIT = {
    "details that are no JSON": "details = '{'",
    "details that are a list": "details = '[1, 2]'",
    "details that are a word": "details = '\"x\"'",
    "details that are nothing": "details = 'null'",
    "details within details": """details = '{"a": {"b": [1]}}'""",
    "details of numbers": """details = '{"a": 1}'""",
    "details without end": f"details = '{DEEP}'",
    "a moment in words": "at = 'yesterday'",
    "a moment before all others": "at = '0001-01-01 00:00:00.000000'",
    "a moment after all others": "at = '9999-12-31 23:59:59.999999'",
    "a moment that is a number": "at = 7",
    "bytes for a name": "person_id = x'ff00'",
    "text that is no text": "verb = CAST(x'fffe' AS TEXT)",
    "a digest of other letters": "mac = 'ключ'",
    "a digest that is bytes": "mac = x'00'",
    "markup": "verb = '<script>alert(1)</script>', person_id = '{{ 7 * 7 }}', subject_id = '../../etc'",
    "a number that is a word": "seq = 'three'",
    "a number that is not whole": "seq = 3.5",
    "a number without end": "seq = 9223372036854775807",
    "a negative number": "seq = -1",
}
SETTINGS = {
    "a policy that is no JSON": "UPDATE policy SET content = '{'",
    "a policy that is a list": "UPDATE policy SET content = '[]'",
    "a policy that is nothing": "UPDATE policy SET content = 'null'",
    "a policy without end": f"UPDATE policy SET content = '{DEEP}'",
    "a mode that nobody knows": "UPDATE policy SET content = json_set(content, '$.modes', json('[\"megaphone\"]'))",
    "a number in words": "UPDATE policy SET content = json_set(content, '$.words', 'many')",
    "a day that never was": "UPDATE policy SET content = json_set(content, '$.holidays', json('[\"2026-02-30\"]'))",
    "more days than there are": "UPDATE policy SET content = json_set(content, '$.retention_days', 999999999999)",
    "a lead time beyond time": "UPDATE policy SET content = json_set(content, '$.lead_time_days', 999999999999)",
    "a moment in words": "UPDATE policy SET at = 'yesterday'",
    "a zone that nobody knows": "UPDATE workspace SET zone = 'Mars/Olympus'",
    "a zone that is a path": "UPDATE workspace SET zone = '../../etc/passwd'",
    "a zone that is bytes": "UPDATE workspace SET zone = x'ff'",
    "a company that is no text": "UPDATE workspace SET company = CAST(x'fffe' AS TEXT)",
    "domains that are no JSON": "UPDATE workspace SET own_domains = '{'",
    "domains that are nothing": "UPDATE workspace SET own_domains = 'null'",
    "domains that are numbers": "UPDATE workspace SET own_domains = '[1, null]'",
    "viewers that are a number": "UPDATE workspace SET confidential_viewers = '7'",
    "a daily job in words": "UPDATE workspace SET daily_at = 'never'",
}


def fact(path, value):
    return f"UPDATE departure SET facts = json_set(facts, '$.{path}', {value})"


DEPARTURES = {
    "facts that are no JSON": "UPDATE departure SET facts = '{'",
    "facts that are a list": "UPDATE departure SET facts = '[]'",
    "facts that are nothing": "UPDATE departure SET facts = 'null'",
    "facts without end": f"UPDATE departure SET facts = '{DEEP}'",
    "facts that are no text": "UPDATE departure SET facts = CAST(x'fffe' AS TEXT)",
    "the facts of another": fact("id", "'id-9999'"),
    "a last day in words": fact("last_day", "'tomorrow'"),
    "a last day before all others": fact("last_day", "'0001-01-01'"),
    "a last day after all others": fact("last_day", "'9999-12-31'"),
    "a day of the row in words": "UPDATE departure SET last_day = 'tomorrow'",
    "a moment of the row in words": "UPDATE departure SET asked_at = 'yesterday'",
    "a moment without its zone": fact("asked_at", "'2026-09-01T09:00:00'"),
    "a moment before all others": fact("asked_at", "'0001-01-01T00:00:00+00:00'"),
    "nobody to turn to": fact("contact_points", "json('[]')"),
    "a contact point that is a word": fact("contact_points", "'Jonas'"),
    "a stage that nobody knows": fact("stage", "'gone fishing'"),
    "years in words": fact("contact_points[0].years_here", "'many'"),
    "a version in words": "UPDATE departure SET version = 'two'",
    "subjects that are a list": fact("subjects", "json('[1]')"),
}
PEOPLE = {
    "a gender that nobody knows": "UPDATE person SET gender = 'x'",
    "a name that is no text": "UPDATE person SET name = CAST(x'fffe' AS TEXT)",
    "bytes for a name": "UPDATE person SET name = x'ff00'",
    "bytes for a job title": "UPDATE person SET job_title = x'ff00'",
    "bytes for an address": "UPDATE person_address SET address = x'ff00'",
    "an address that is no text": "UPDATE person_address SET address = CAST(x'fffe' AS TEXT)",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return an office with a policy of its own, an audit, and a visitor signed in before anything was damaged."""
    office = Office(tmp_path_factory.mktemp("damaged")).asked()
    with office.desk() as desk:
        desk.stores.policies.add(desk.policy, office.now, ADMINISTRATOR.id)
    return office, office.as_(ADMINISTRATOR), office.as_(LEAVER)


@pytest.fixture(scope="module")
def manager(made):
    """Return the manager, signed in before anything was damaged."""
    return made[0].as_(MANAGER)


@pytest.fixture
def damaged(made):
    """Return a way to damage the database until the test is over."""
    office = made[0]
    tables = ("audit", "policy", "workspace", "departure", "person", "person_address")
    with office.engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        for table in tables:
            connection.exec_driver_sql(f"CREATE TABLE kept_{table} AS SELECT * FROM {table}")

    def damage(change):
        with office.engine.begin() as connection:
            connection.exec_driver_sql(change.replace("%", "%%"))

    yield damage
    with office.engine.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")
        for table in tables:
            connection.exec_driver_sql(f"DELETE FROM {table}")
            connection.exec_driver_sql(f"INSERT INTO {table} SELECT * FROM kept_{table}")
            connection.exec_driver_sql(f"DROP TABLE kept_{table}")
        connection.commit()


@pytest.mark.parametrize("how", AUDIT)
def test_a_damaged_entry_breaks_no_page(made, damaged, how):
    damaged(f"UPDATE audit SET {AUDIT[how]} WHERE seq = 3")
    for path in PAGES:
        page = made[1].get(path)
        assert page.status_code < 500, path
        assert "<script>alert" not in page.text or page.mimetype != "text/html"


@pytest.mark.parametrize("how", SETTINGS)
def test_damaged_settings_break_no_page_and_no_door(made, damaged, how):
    damaged(SETTINGS[how])
    office, administrator, leaver = made
    for visitor, path in [
        *((administrator, path) for path in PAGES),
        (leaver, f"/departures/{office.departure_id}"),
        (leaver, "/api/v1/session"),
        (office.as_(None), "/sign-in"),
    ]:
        assert visitor.get(path).status_code < 500, path


def opened(office, visitors):
    """Yield each page's status and text, for everybody who has to do with the departure."""
    here = f"/departures/{office.departure_id}"
    administrator, leaver, manager = visitors
    for visitor, path in [
        *((administrator, path) for path in PAGES),
        *((leaver, path) for path in ("/", here, f"{here}/ask", f"{here}/clients", "/api/v1/session")),
        *((manager, path) for path in ("/", f"{here}/answer", f"{here}/permission")),
    ]:
        yield path, visitor.get(path)


@pytest.mark.parametrize("how", [*DEPARTURES, *PEOPLE])
def test_a_damaged_departure_or_person_is_said_with_advice_and_never_fails(made, manager, damaged, how):
    damaged((DEPARTURES | PEOPLE)[how])
    found = dict(opened(made[0], (*made[1:], manager)))
    assert {path: page.status_code for path, page in found.items() if page.status_code >= 500} == {}
    refused = found[f"/departures/{made[0].departure_id}"]
    assert refused.status_code == 409
    assert "Keep the database as it is" in refused.text


def test_a_damaged_departure_keeps_no_other_from_the_daily_job(tmp_path):
    office = Office(tmp_path).approved()
    with office.desk() as desk:
        other = start(desk, OTHER_LEAVER, "Jonas Whitfield", office.departure.last_day, "").id
    office.move(days=400)
    with office.engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE departure SET facts = '{{' WHERE id = '{office.departure_id}'")
    with office.desk() as desk:
        assert is_due(desk)
    done = daily(office.desk, lambda person: MemoryDrafts(), Unlogged())
    assert done.failed == {office.departure_id: "Damaged"}
    assert [*done.asked, *done.erased] == [other]


def test_the_entry_that_cannot_be_read_is_named_and_the_others_are_shown(made, damaged):
    damaged(f"UPDATE audit SET {AUDIT['text that is no text']} WHERE seq = 3")
    text = made[1].get("/admin/audit").text
    assert text.count("cannot be read") == 1
    assert "question put" in text


def test_the_check_says_where_it_cannot_be_read(made, damaged):
    damaged(f"UPDATE audit SET {AUDIT['details of numbers']} WHERE seq = 3")
    assert (
        "after entry 2 something was changed so that it cannot be read" in made[1].get("/admin/audit?verify=yes").text
    )


def test_a_file_that_would_lack_an_entry_is_refused_with_advice(made, damaged):
    damaged(f"UPDATE audit SET {AUDIT['details that are no JSON']} WHERE seq = 3")
    answered = made[1].get("/admin/audit/export.csv")
    assert answered.status_code == 409
    assert "Keep the database as it is" in answered.text


@pytest.mark.slow
def test_a_page_of_ten_thousand_entries_reads_its_own_alone(tmp_path):
    office = Office(tmp_path).asked()
    visitor, loaded = office.as_(ADMINISTRATOR), []
    with office.desk() as desk:
        last = desk.stores.audit.last().seq
        for number in range(last + 1, last + 10_001):
            desk.stores.audit.append(Entry(number, office.now, LEAVER.id, "mark", office.departure_id, mac="0"))
    count = lambda row, context: loaded.append(row)  # noqa: E731  # one function, to put on and take off
    event.listen(AuditRow, "load", count)
    try:
        for path in ("/admin/audit", "/admin/audit?page=150", f"/admin/audit?departure={office.departure_id}"):
            loaded.clear()
            page = visitor.get(path)
            assert (page.status_code, len(loaded), page.text.count('<th scope="row">')) == (200, 50, 50)
    finally:
        event.remove(AuditRow, "load", count)

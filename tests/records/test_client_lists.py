"""Lists of clients from the database: what is typed is no pattern, companies are grouped, long lists are cheap (C8)."""

from contextlib import contextmanager

import pytest
from sqlalchemy import event

from fakes.office import LEAVER, Office
from segue.clients.client import Client, Importance
from segue.departure.register import Register
from segue.desk.ports import ClientFilter, Firm, Sizes

HOSTILE = ("%", "_", "'", '"', "\\", "100%", "a_b", "O'Brien", "--", "; DROP TABLE client", "(", "*", "[a-z]", "🙂")
LONG = 2_000


def client(number, **facts):
    company = facts.pop("company", f"Firm {number % 40}")
    known = {"name": f"Person {number:05}", "labels": ("Clients",), "locale": "it" if number % 2 else "en-GB"}
    return Client(f"c-{number:05}", "office", "", (f"p{number}@firm.example",), company=company, **{**known, **facts})


def filled(tmp_path, *clients):
    office = Office(tmp_path).begun()
    with office.desk() as desk:
        own = [type(one)(**{**vars(one), "departure_id": office.departure_id}) for one in clients]
        desk.stores.clients.save_all(own)
    return office


def found(office, **wanted):
    with office.look() as desk:
        total, clients = desk.stores.clients.page(office.departure_id, ClientFilter(**wanted), 0, 100)
    assert total == len(clients)
    return [one.name for one in clients]


def firms(office, query=""):
    with office.look() as desk:
        return desk.stores.clients.firms(office.departure_id, query, 0, 50)


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_is_typed_is_looked_for_as_it_stands(tmp_path, typed):
    office = filled(tmp_path, client(1), client(2, name=f"Nora {typed} Vale"))
    assert found(office, query=typed) == [f"Nora {typed} Vale"]


@pytest.mark.parametrize("typed", HOSTILE)
def test_labels_companies_and_languages_are_values_too(tmp_path, typed):
    office = filled(tmp_path, client(1), client(2, name="Nora", labels=(typed,), locale=typed))
    assert found(office, label=typed) == found(office, locale=typed) == ["Nora"]
    assert found(office, firms=(typed,)) == []
    with office.look() as desk:
        assert dict(desk.stores.clients.labels(office.departure_id, 100)) == {"Clients": 1, typed: 1}


def test_every_word_of_a_search_has_to_be_there_in_any_case(tmp_path):
    office = filled(tmp_path, client(1, name="Åsa ÖBERG", company="Falco"), client(2, name="Asa Berg", company="Falco"))
    assert found(office, query="öberg FALCO") == ["Åsa ÖBERG"]
    assert found(office, query="öberg nobody") == []


def test_a_company_is_found_however_its_name_is_written(tmp_path):
    office = filled(tmp_path, client(1, company="Rossi S.r.l."), client(2, company="ROSSI SRL"), client(3, company=""))
    assert firms(office, "rossi")[1] == [Firm("rossi", "ROSSI SRL", 2, 0, locale=None, importance="normal")]
    assert found(office, firms=("rossi",)) == ["Person 00002", "Person 00001"]
    assert found(office, firms=("",)) == ["Person 00003"]


@pytest.mark.parametrize("typed", HOSTILE)
def test_a_search_among_companies_takes_no_pattern(tmp_path, typed):
    office = filled(tmp_path, client(1, company="Rossi"), client(2, company="Bianchi"))
    assert firms(office, typed) == (0, [])


def test_a_company_says_what_all_its_people_have_and_where_they_differ(tmp_path):
    same = {"company": "Falco", "locale": "it", "register": Register.FORMAL}
    office = filled(
        tmp_path,
        client(1, **same, chosen=True, contact_point_id="one"),
        client(2, **same, importance=Importance.KEY, contact_point_id="two"),
        client(3, company="Falco", locale="ru", tray="no_reply"),
    )
    assert firms(office) == (1, [Firm("falco", "Falco", 2, 1, "it", "formal", None, None)])


@pytest.mark.sqlite
def test_the_numbers_above_the_list_count_everybody_once(tmp_path):
    office = filled(
        tmp_path,
        client(1, chosen=True, question=("A", "B")),
        client(2),
        client(3, tray="no_reply", question=("A", "B")),
    )
    with office.look() as desk:
        sizes = desk.stores.clients.sizes(office.departure_id)
    assert sizes == Sizes(2, 1, 1, mailboxes=1, chosen_mailboxes=1, languages=(("en-GB", 1), ("it", 2)))


def test_of_very_many_labels_the_rarest_are_left_out(tmp_path):
    office = filled(tmp_path, client(1, labels=("City: Rome", "Clients")), client(2, labels=("Clients", "Rare")))
    with office.look() as desk:
        assert desk.stores.clients.labels(office.departure_id, 2) == [("City: Rome", 1), ("Clients", 2)]


# Long lists


@contextmanager
def counted(engine):
    """Count the statements run, and the rows that each would bring, by asking the database for their number."""
    rows = []

    def count(connection, cursor, statement, parameters, context, executemany):
        if statement.lstrip().upper().startswith("SELECT"):
            raw = cursor.connection.cursor()
            raw.execute(f"SELECT count(*) FROM ({statement})", parameters)
            rows.append(raw.fetchone()[0])

    event.listen(engine, "after_cursor_execute", count)
    try:
        yield rows
    finally:
        event.remove(engine, "after_cursor_execute", count)


PAGES = ("clients", "clients?q=person+0", "clients?label=Clients&locale=it", "clients?page=30", "clients?asks=yes",
         "companies", "companies?q=firm", "questions", "changes")  # fmt: skip


@pytest.fixture(scope="module")
def offices(tmp_path_factory):
    """A short list and a long one, made alike."""
    return [
        filled(tmp_path_factory.mktemp(f"list-{count}"), *(client(number) for number in range(count)))
        for count in (50, LONG)
    ]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_a_long_list_asks_as_little_as_one_of_a_short_list(offices, path):
    numbers = []
    for office in offices:
        office.as_(LEAVER).get(f"/departures/{office.departure_id}/{path}")
        with counted(office.engine) as rows:
            assert office.as_(LEAVER).get(f"/departures/{office.departure_id}/{path}").status_code == 200
        numbers.append(rows)
    short, long = numbers
    assert len(long) <= len(short) + 2  # the questions, where there are any
    assert max(long) <= 100


@pytest.mark.sqlite
def test_the_numbers_above_a_list_are_counted_without_reading_its_rows(offices):
    office, plans = offices[1], []

    def note(connection, cursor, statement, parameters, context, executemany):
        if "count(" in statement and "facts" not in statement:
            raw = cursor.connection.cursor()
            plans.extend(row[-1] for row in raw.execute(f"EXPLAIN QUERY PLAN {statement}", parameters).fetchall())

    event.listen(office.engine, "after_cursor_execute", note)
    with office.look() as desk:
        desk.stores.clients.sizes(office.departure_id)
        desk.stores.clients.labels(office.departure_id, 100)
        desk.stores.clients.page(office.departure_id, ClientFilter(in_tray=False), 0, 0)
    event.remove(office.engine, "after_cursor_execute", note)
    searches = [plan for plan in plans if plan.startswith(("SEARCH", "SCAN"))]
    assert len(searches) == 3
    assert all("COVERING INDEX" in plan for plan in searches)

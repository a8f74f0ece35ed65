"""Two companies on one installation: every door of ours, knocked at by the other's people with our identifiers (A1)."""

import pytest

from doors.connecting import Extension, in_use, with_flow
from doors.form_junk import names_read
from doors.test_every_door import ENDING, EXPECTED, fill, with_everything
from fakes.cases import for_each
from fakes.gmail_sidebar import Sidebar, with_sidebar
from fakes.office import FACTS, Office
from segue.departure.people import Person, Workspace
from segue.desk.desk import Desk
from segue.desk.start import start
from segue.doors.cards.routes import VERBS

DOMAIN = "harbour.example"
BOSS, WORKER = (
    Person(f"harbour-{name.lower()}", "harbour", f"{name} Harbour", f"{name.lower()}@{DOMAIN}", is_administrator=boss)
    for name, boss in (("Nils", True), ("Elin", False))
)
OURS = ("Norwell", "Mara", "Priya", "Stainsby", "Brightwater", "Whitfield")
WITH_IDS = [name for name, row in EXPECTED.items() if "{" in row.path or "/mara" in row.path]


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    office = with_everything(in_use(with_flow(with_sidebar(Office(tmp_path_factory.mktemp("two")).approved()))))
    office.records.add_workspace(Workspace("harbour", "Harbour Ltd", "Europe/Oslo", (DOMAIN,), (DOMAIN,)))
    with office.records.writing("harbour") as stores:
        for one in (BOSS, WORKER):
            stores.people.save(one)
        stores.people.set_approver(WORKER.id, BOSS.id)
        desk = Desk(stores, office.packs, office.key, office.now, office.new_id)
        start(desk, WORKER, "Ivar Berg", FACTS.last_day, "Ann Lee")
    return office


@pytest.fixture(scope="module")
def strangers(office):
    return [office.as_(one) for one in (BOSS, WORKER)]


def everything(office):
    """What our company has; its own record of visits among it."""
    with office.look() as desk:
        stores = desk.stores
        letters = stores.letters.all(office.departure_id)
        return (
            stores.people.all(), stores.people.approvers(), stores.workspace, stores.policies.all(), letters,
            stores.departures.all(), stores.clients.all(office.departure_id), stores.calls.all(office.departure_id),
            [stores.letters.history(one.id) for one in letters], list(stores.audit.entries()),
        )  # fmt: skip


def knock(office, visitor, endpoint):
    row = EXPECTED[endpoint]
    fields = {fill(office, name): fill(office, value) for name, value in row.fields.items()}
    sent = {"json": row.json} if row.json else {"data": fields if row.method != "GET" else None}
    return visitor.call(row.method, fill(office, row.path), **sent)


def named_in(answered):
    """Whom of ours an answer names."""
    text = answered.data.decode(errors="replace")
    return [name for name in OURS if name in text]


@pytest.mark.slow
@for_each("endpoint", WITH_IDS)
def test_our_identifiers_are_nobodys_at_every_door_of_another_company(office, strangers, endpoint):
    refused = {403, 404} if "/admin/" in EXPECTED[endpoint].path else {404}
    for visitor in strangers:
        answered = knock(office, visitor, endpoint)
        assert (answered.status_code in refused, named_in(answered)) == (True, [])


def test_what_is_ours_looks_to_another_company_exactly_like_what_is_nowhere(office, strangers):
    ours, nowhere = office.departure_id, "nowhere"
    for page in ("departures/{}", "departures/{}/clients", "departures/{}/read", "api/v1/departures/{}/queue"):
        theirs, nobodys = (strangers[1].get("/" + page.format(one)) for one in (ours, nowhere))
        assert (theirs.status_code, theirs.text.replace(ours, nowhere)) == (404, nobodys.text)


@pytest.mark.slow
def test_our_identifiers_in_another_companys_own_forms_show_and_change_nothing(office, strangers):
    before, told, letter = everything(office), {}, office.letter("Tom")
    with office.records.reading("harbour") as stores:
        own = stores.departures.all()[0].id
    ours = [letter.id, letter.client_id, office.departure_id, f"{letter.id}:{letter.digest}", "mara"]
    for number, (endpoint, row) in enumerate((one, row) for one, row in EXPECTED.items() if row.path not in ENDING):
        place = fill(office, row.path.replace("{d}", own)).partition("?")[0]
        query = {name: ours[number % len(ours)] for name in ("departure", "open", "undo", "point")}
        for turn, visitor in enumerate(strangers):
            names = sorted(names_read(office.app.view_functions[endpoint].__module__)[0])
            fields = {name: ours[(number + turn + at) % len(ours)] for at, name in enumerate(names)}
            fields |= {"do": row.fields.get("do", ""), f"s-{letter.client_id}": "Dear Tom,"}
            answered = visitor.call(row.method, place, query_string=query, data=fields if row.method != "GET" else None)
            assert answered.status_code < 500
            told[endpoint, turn] = named_in(answered)
    assert all(visitor.get("/account").status_code == 200 for visitor in strangers)
    assert {where: names for where, names in told.items() if names} == {}
    assert everything(office) == before


@pytest.mark.slow
def test_another_companys_browser_and_sidebar_open_none_of_our_letters(office):
    extension, sidebar, letter = Extension(office).connected(WORKER), Sidebar(office, WORKER), office.letter("Tom")
    before = everything(office)
    calls = [row for name, row in EXPECTED.items() if name.startswith(("api.", "api_calls.")) and "{" in row.path]
    answers = {extension.call(row.method, fill(office, row.path), json=row.json).status_code for row in calls}
    for do in VERBS:
        said = sidebar.event("act", {"do": do, "letter": letter.id, "departure": office.departure_id, "card": "c"})
        said["authorizationEventObject"] |= sidebar.tokens("act", email=WORKER.address, hd=DOMAIN, sub="sub-elin")
        answered = sidebar.post("act", said)
        assert answered.status_code < 500
        assert named_in(answered) == []
    assert (answers, everything(office)) == ({404}, before)

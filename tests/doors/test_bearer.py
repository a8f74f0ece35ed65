"""The API by the extension's access token: the same answers as by the cookie, and nothing but the API."""

import re
from dataclasses import replace

import pytest
from sqlalchemy import text

from doors.connecting import Extension, with_flow
from doors.test_every_door import EXPECTED, fill, with_a_call
from fakes.cases import for_each
from fakes.office import Office
from segue.desk.accounts import mark_back, mark_gone, unbind
from segue.desk.erase_company import remove_company
from segue.records.erasure_log import FileErasures

API = {name: row for name, row in EXPECTED.items() if name.startswith(("api.", "api_calls."))}
PEOPLE = ("leaver", "manager", "successor", "administrator", "other_leaver")


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return with_a_call(with_flow(Office(tmp_path_factory.mktemp("bearer")).approved()))


@pytest.fixture(scope="module")
def extensions(office):
    return {who: Extension(office).connected(getattr(office, who)) for who in PEOPLE}


@pytest.fixture
def fresh(tmp_path):
    return with_flow(Office(tmp_path))


def call(office, extension, row, **more):
    return extension.call(row.method, fill(office, row.path), **({"json": row.json} if row.json else {}), **more)


@for_each(("endpoint", "who"), [(endpoint, who) for endpoint in API for who in PEOPLE])
def test_each_call_answers_a_bearer_as_it_answers_the_cookie(office, extensions, endpoint, who):
    answered = call(office, extensions[who], API[endpoint])
    assert answered.status_code == API[endpoint].statuses[who], answered.text


@for_each(
    ("endpoint", "token"), [(endpoint, token) for endpoint in API for token in ("", "wrong", "a b", "é", "x" * 5000)]
)
def test_a_token_that_opens_nothing_is_not_signed_in(office, extensions, endpoint, token):
    answered = call(office, extensions["leaver"], API[endpoint], headers={"Authorization": f"Bearer {token}"})
    assert (answered.status_code, answered.json["code"]) == (401, "not_signed_in")
    assert answered.headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'


def test_a_wrong_token_does_not_fall_back_on_the_cookie(office):
    visitor = office.as_(office.leaver)
    assert visitor.get("/api/v1/session", headers={"Authorization": "Bearer wrong"}).status_code == 401


def test_a_call_with_a_cookie_still_needs_the_forms_token(office):
    visitor = office.as_(office.leaver)
    address = f"/api/v1/letters/{office.letter('Tom').id}/open"
    assert visitor.browser.post(address).status_code == 403
    assert visitor.browser.post(address, headers={"Authorization": "Basic eDp5"}).status_code == 403


@for_each(
    "endpoint", [name for name, row in EXPECTED.items() if row.statuses["anonymous"] in (302, 401) and name not in API]
)
def test_no_page_takes_a_bearer(office, extensions, endpoint):
    row = EXPECTED[endpoint]
    answered = extensions["leaver"].call(row.method, fill(office, row.path), data=row.fields)
    assert answered.status_code in (302, 401)
    if answered.status_code == 302:
        assert answered.location.startswith("/sign-in")


def test_the_session_that_a_bearer_sees_carries_no_token_of_forms(extensions):
    assert extensions["leaver"].call().json["csrf"] == ""


def test_an_access_token_lives_for_ten_minutes(fresh):
    extension = Extension(fresh).connected(fresh.leaver)
    fresh.move(minutes=10)
    assert not extension.works()


# The end of a browser


def test_who_has_gone_is_shut_out_at_once_and_stays_out(fresh):
    extension = Extension(fresh).connected(fresh.leaver)
    code = extension.code(fresh.as_(fresh.leaver))
    with fresh.desk() as desk:
        mark_gone(desk, fresh.administrator, fresh.leaver.id)
    refused = (extension.works(), extension.renew().status_code, extension.exchange(code).status_code)
    with fresh.desk() as desk:
        mark_back(desk, fresh.administrator, fresh.leaver.id)
    assert refused == (False, 400, 400)
    assert (extension.works(), extension.renew().status_code) == (False, 400)


def test_a_forgotten_sign_in_ends_the_browsers(fresh):
    extension, other = Extension(fresh).connected(fresh.leaver), Extension(fresh).connected(fresh.manager)
    with fresh.desk() as desk:
        unbind(desk, fresh.administrator, fresh.leaver.id)
    assert (extension.works(), extension.renew().status_code, other.works()) == (False, 400, True)


def test_a_company_that_is_erased_leaves_no_browser(fresh):
    extension = Extension(fresh).connected(fresh.leaver)
    remove_company(fresh.records, "office", FileErasures(fresh.settings.erasures), fresh.now)
    assert (extension.works(), extension.renew().status_code, extension.sign_out().status_code) == (False, 400, 200)
    with fresh.engine.connect() as connection:
        tables = ("browser", "browser_grant", "browser_token")
        assert [connection.execute(text(f"SELECT count(*) FROM {table}")).scalar() for table in tables] == [0, 0, 0]


def test_signing_out_of_the_pages_leaves_the_extension_signed_in(fresh):
    extension, visitor = Extension(fresh).connected(fresh.leaver), fresh.as_(fresh.leaver)
    visitor.post("/sign-out")
    assert extension.works()


# The page


def test_a_person_sees_and_ends_his_own_browsers_alone(fresh):
    mine, other, theirs = (Extension(fresh).connected(who) for who in (fresh.leaver, fresh.leaver, fresh.manager))
    visitor = fresh.as_(fresh.leaver)
    page = visitor.get("/browsers").text
    assert len(re.findall('name="browser"', page)) == 2
    with fresh.look() as desk:
        (of_manager,) = desk.stores.browsers.of(fresh.manager.id)
        first = desk.stores.browsers.of(fresh.leaver.id)[0].id
    assert visitor.post("/browsers", browser=of_manager.id).status_code == 404
    assert visitor.post("/browsers", browser=first).status_code == 302
    assert sorted((mine.works(), other.works())) == [False, True]
    assert theirs.works()
    assert "disconnected by you" in visitor.get("/browsers").text


def test_all_of_ones_browsers_end_at_once_with_the_codes_that_wait(fresh):
    several = [Extension(fresh).connected(fresh.leaver) for _ in range(2)]
    theirs, visitor = Extension(fresh).connected(fresh.manager), fresh.as_(fresh.leaver)
    code = several[0].code(visitor)
    visitor.post("/browsers")
    assert [one.works() for one in (*several, theirs)] == [False, False, True]
    assert several[0].exchange(code).status_code == 400


def test_the_page_says_when_a_browser_was_last_seen(fresh):
    extension = Extension(fresh).connected(fresh.leaver)
    fresh.move(hours=1)
    extension.renew()
    page = fresh.as_(fresh.leaver).get("/browsers").text
    assert "11:00" in page  # connected, in Rome
    assert "12:00" in page


def test_connecting_and_ending_are_in_the_audit(fresh):
    Extension(fresh).connected(fresh.leaver)
    fresh.as_(fresh.leaver).post("/browsers")
    with fresh.look() as desk:
        said = [(one.verb, one.person_id, one.details) for one in desk.stores.audit.entries()]
    assert said == [("connect_browser", "mara", {"kind": "code"}), ("end_browser", "mara", {"why": "by_person"})]


def test_another_companys_records_do_not_open_with_a_token_of_this_one(fresh):
    Extension(fresh).connected(fresh.leaver)
    with fresh.look() as desk:
        (browser,) = desk.stores.browsers.of(fresh.leaver.id)
    fresh.records.add_workspace(replace(desk.stores.workspace, id="rival"))
    with fresh.records.reading("rival") as stores:
        assert stores.browsers.of(fresh.leaver.id) == []
        with pytest.raises(Exception, match="browser_unknown"):
            stores.browsers.get(browser.id)


# The version of the pane


UNDERSTOOD = ("1", "2", "999999", None)
TOO_OLD = ("0", "-1", "new", "", "9" * 50, "²")


@for_each(("said", "status"), [*((one, 200) for one in UNDERSTOOD), *((one, 426) for one in TOO_OLD)])
def test_a_pane_that_is_too_old_is_told_so_in_words(extensions, said, status):
    answered = extensions["leaver"].call(headers={"X-Segue-Pane": said} if said is not None else {})
    assert answered.status_code == status
    if status == 426:
        assert answered.json["code"] == "pane_too_old"
        assert "Update it in your browser" in answered.json["detail"]

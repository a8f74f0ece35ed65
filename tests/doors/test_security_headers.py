"""What every answer says to the browser, and what the browser keeps: over https as well as without."""

import pytest

from doors.over_https import BASE, cookies_of, over_https, signed_in
from doors.test_every_door import EXPECTED, fill, visit, with_everything
from fakes.cases import for_each
from fakes.office import Office, token_in

MARKS = {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"}
PUBLIC = {"static", "outlook.icon", "outlook.pane", "pane.pane", "pane.kept"}


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return with_everything(Office(tmp_path_factory.mktemp("headers")).approved())


@pytest.fixture(scope="module")
def leaver(office):
    return office.as_(office.leaver)


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    office = Office(tmp_path_factory.mktemp("https"))
    return over_https(office)


def test_over_https_no_browser_comes_without_it_any_more(app, office):
    secure = app.test_client().get("/sign-in", base_url=BASE).headers["Strict-Transport-Security"]
    assert int(secure.partition("=")[2]) >= 365 * 24 * 3600
    assert "Strict-Transport-Security" not in office.as_(None).get("/sign-in").headers


@pytest.mark.slow
@for_each("endpoint", EXPECTED)
def test_no_other_site_loads_what_is_somebodys(office, endpoint):
    said = visit(office, EXPECTED[endpoint], "leaver").headers["Cross-Origin-Resource-Policy"]
    assert said == ("cross-origin" if endpoint in PUBLIC else "same-origin")


@pytest.mark.slow
@for_each("endpoint", EXPECTED)
def test_no_other_site_reads_an_answer_or_is_asked_beforehand(office, leaver, endpoint):
    asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    address = fill(office, EXPECTED[endpoint].path)
    answers = [call(address, headers=asked) for call in (leaver.browser.options, leaver.get)]
    told = [name for one in answers for name, _ in one.headers if name.lower().startswith("access-control-")]
    assert told == []


def test_every_cookie_is_tied_to_this_host_and_closed_to_scripts_and_other_sites(app):
    browser = app.test_client()
    cookies = cookies_of(browser.get("/sign-in", base_url=BASE))
    cookies |= cookies_of(browser.get("/sign-in/google", base_url=BASE)) | cookies_of(signed_in(browser))
    assert set(cookies) == {"__Host-segue", "__Host-segue_form", "__Host-segue_asked"}
    assert [name for name, (_, marks) in cookies.items() if not marks >= MARKS] == []


def test_the_cookie_of_notices_is_as_closed_as_the_others(app):
    browser = app.test_client()
    signed_in(browser)
    token = token_in(browser.get("/account", base_url=BASE).text)
    answered = browser.post("/browsers", data={"csrf_token": token}, base_url=BASE)
    ((name, (_, marks)),) = cookies_of(answered).items()
    assert (name, marks >= MARKS) == ("__Host-segue_notices", True)


def test_signing_out_takes_the_cookie_back_with_the_marks_that_it_was_given_with(app):
    browser = app.test_client()
    signed_in(browser)
    token = token_in(browser.get("/account", base_url=BASE).text)
    value, marks = cookies_of(browser.post("/sign-out", data={"csrf_token": token}, base_url=BASE))["__Host-segue"]
    assert (value, marks >= MARKS, "Max-Age=0" in marks) == ("", True, True)

"""While the database cannot be asked, whoever asks Segue is told so and when to come back; nothing looks broken."""

import pytest
from structlog.testing import capture_logs

from fakes.office import A_TUESDAY, LEAVER, Office
from segue.app import create_app
from segue.config import load_settings

NOBODY_LISTENS = "postgresql://segue@127.0.0.1:1/segue"


@pytest.fixture(scope="module")
def away(tmp_path_factory):
    """Return a browser at a Segue whose PostgreSQL is not there."""
    folder = tmp_path_factory.mktemp("away")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("segue.clock.now", lambda: A_TUESDAY)
        app = create_app(load_settings({}, data_dir=folder, database_url=NOBODY_LISTENS))
    browser = app.test_client()
    browser.set_cookie("segue", "a-session")
    return browser


@pytest.mark.loopback
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_page_says_it_with_advice_and_a_number(away, method):
    answer = away.open("/", method=method)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert "Try again in a minute" in answer.text
    assert answer.headers["X-Request-ID"] in answer.text


@pytest.mark.loopback
def test_a_program_gets_a_problem_document(away):
    answer = away.get("/api/v1/session")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert (answer.json["code"], answer.json["title"]) == ("records_away", "Not possible now")


@pytest.mark.loopback
def test_the_process_lives_and_is_not_ready(away):
    assert away.get("/healthz").status_code == 200
    ready = away.get("/readyz")
    assert (ready.status_code, "database: not ok" in ready.text) == (503, True)


@pytest.mark.loopback
def test_the_log_says_it_in_one_line_without_a_traceback(away):
    with capture_logs() as logs:
        away.get("/")
    (line,) = [one for one in logs if one["log_level"] == "error"]
    assert line == {
        "event": "records_away", "endpoint": "home.page", "kind": "OperationalError", "log_level": "error",
    }  # fmt: skip


@pytest.mark.sqlite
def test_a_file_that_cannot_be_opened_is_told_the_same_way(tmp_path):
    office = Office(tmp_path / "here").begun()
    visitor = office.as_(LEAVER)
    office.engine.dispose()
    (tmp_path / "here").rename(tmp_path / "elsewhere")
    assert visitor.get("/").status_code == 503


@pytest.mark.sqlite
def test_a_statement_that_cannot_be_carried_out_is_our_own_fault(tmp_path):
    office = Office(tmp_path).begun()
    visitor = office.as_(LEAVER)
    with office.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE person RENAME TO nobody")
    assert visitor.get("/").status_code == 500

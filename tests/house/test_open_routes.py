"""Every route needs a signed-in person, or is in the named list of those that do not."""

from pathlib import Path

import pytest
from apiflask import APIFlask

from segue.app import create_app
from segue.config import load_settings
from segue.doors.security import OPEN_ENDPOINTS
from segue.records.engine import open_engine
from segue.records.migrate import migrate


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> APIFlask:
    settings = load_settings({}, data_dir=Path(tmp_path_factory.mktemp("routes")))
    engine = open_engine(settings.database)
    migrate(engine)
    engine.dispose()
    return create_app(settings)


def test_the_list_names_only_routes_that_exist(app: APIFlask) -> None:
    assert not OPEN_ENDPOINTS - {rule.endpoint for rule in app.url_map.iter_rules()}


@pytest.mark.usefixtures("clock")
def test_every_other_route_asks_a_stranger_to_sign_in(app: APIFlask) -> None:
    stranger, tried = app.test_client(), 0
    for rule in app.url_map.iter_rules():
        if rule.endpoint in OPEN_ENDPOINTS:
            continue
        address = rule.build(dict.fromkeys(rule.arguments, "1"))
        assert address is not None
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            answered = stranger.open(address[1], method=method)
            asked = answered.status_code == 401 or answered.headers.get("Location", "").startswith("/sign-in")
            assert asked, f"{method} {rule.rule}: {answered.status_code}"
            tried += 1
    assert tried > 30


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
def test_an_address_that_is_not_there_tells_a_stranger_nothing_else(app: APIFlask, method: str) -> None:
    assert app.test_client().open("/departures/x/nowhere", method=method).status_code == 404

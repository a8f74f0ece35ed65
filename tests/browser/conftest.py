"""What every browser test of the whole product has: a running Segue at a stage of the job, and people at browsers."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from browser.live import Live, copy_data, served
from browser.people import Browsing
from browser.stages import make_stages
from browser.tour import Tour


def pytest_configure(config: pytest.Config) -> None:
    """Name the marker that says where a test begins."""
    config.addinivalue_line("markers", "stage(name): where in the job the test begins, a name of browser.stages.STAGES")


@pytest.fixture(scope="session")
def stages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A data folder for each stage of the job."""
    return make_stages(tmp_path_factory.mktemp("stages"))


@pytest.fixture
def live(request: pytest.FixtureRequest, stages: dict[str, Path], tmp_path: Path, clock: Any) -> Iterator[Live]:
    """Segue at the stage that the test's ``stage`` marker names."""
    marker = request.node.get_closest_marker("stage")
    assert marker, "say with pytest.mark.stage(…) where in the job the test begins"
    copy_data(stages[marker.args[0]], tmp_path / "data")
    with served(tmp_path / "data", clock) as running:
        yield running


@pytest.fixture
def browsing(chromium: Any, live: Live) -> Iterator[Browsing]:
    """Browsers for people; whatever their pages complain of fails the test."""
    at_work = Browsing(chromium, live.address)
    yield at_work
    at_work.close()
    assert at_work.complaints() == []


@pytest.fixture
def mara(browsing: Browsing) -> Any:
    """The leaver's browser, signed in."""
    return browsing.person("Mara Lindqvist")


@pytest.fixture
def priya(browsing: Browsing) -> Any:
    """The manager's browser, signed in."""
    return browsing.person("Priya Raman")


@pytest.fixture
def departure(stages: dict[str, Path], live: Live) -> Callable[[str], str]:
    """The address of a page of Mara's departure: ``departure("clients")``."""
    from segue.doors.wiring import EXTENSION

    with live.app.extensions[EXTENSION].records.reading("demo") as stores:
        found = stores.departures.of_leaver("demo-leaver").id
    return lambda page: f"/departures/{found}/{page}".rstrip("/")


@pytest.fixture
def tour(browsing: Browsing) -> Tour:
    """A tour of the pages."""
    return Tour(browsing)

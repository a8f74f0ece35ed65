"""Whatever is put into the forms and addresses of the pages, by whom it may be: an answer, never a failure of ours."""

import os
from collections import Counter
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from doors.form_junk import forms, junk
from doors.test_every_door import EXPECTED, fill, with_everything
from fakes.office import Office

SOAK = os.environ.get("SEGUE_TEST_SOAK") == "1"
PEOPLE = ("leaver", "manager", "administrator")
ANSWERS = (200, 204, 302, 303, 304, 400, 401, 403, 404, 405, 409, 413, 415, 422, 426, 429)


def tried(times):
    """How often a door is tried: always the same in CI, anew each time in the soak."""
    return settings(
        max_examples=15 * times if SOAK else times,
        deadline=None,
        derandomize=not SOAK,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return with_everything(Office(tmp_path_factory.mktemp("junk")).approved())


@pytest.fixture(scope="module")
def visitors(office):
    return {who: office.as_(getattr(office, who)) for who in PEOPLE}


def known_in(office):
    """Values that mean something in an office."""
    letter = office.letter("Tom")
    ids = (office.departure_id, letter.id, letter.client_id, office.leaver.id, office.manager.id)
    return (*ids, f"{letter.id}:{letter.digest}", "point-1")


def somewhere(data, path, known):
    """The door's address, now and then with junk in the place of its last identifier."""
    ids = [part for part in path.split("/") if part in known]
    if not ids or data.draw(some.integers(0, 5)):
        return path
    return path.replace(ids[-1], quote(data.draw(junk(known)) or "x", safe=""))


def statuses_at(office, visitors, endpoint):
    """Try a door again and again with junk; yields what it answered."""
    row, known, seen = EXPECTED[endpoint], known_in(office), []
    path, module = fill(office, row.path).partition("?")[0], office.app.view_functions[endpoint].__module__

    @tried(2 if row.method == "GET" else 4)
    @given(some.data(), some.sampled_from(PEOPLE))
    def knock(data, who):
        form, query = data.draw(forms(module, known))
        place, visitor = somewhere(data, path, known), visitors[who]
        sent = {} if row.method == "GET" else {"data": {"csrf_token": visitor.token, **form}}
        answered = visitor.browser.open(place, method=row.method, query_string=query, buffered=True, **sent)
        assert answered.status_code in ANSWERS, (row.method, place, who, form, query)
        seen.append(answered.status_code)

    knock()
    return seen


@pytest.mark.slow
def test_no_door_breaks_on_what_is_put_into_it(office, visitors):
    at_first, seen = office.standing(), Counter()
    for endpoint in EXPECTED:
        office.become(at_first)  # what junk did at one door is undone before the next
        seen.update(statuses_at(office, visitors, endpoint))
    assert seen[200] + seen[302] + seen[303] > seen.total() / 10, "nothing came through the doors"

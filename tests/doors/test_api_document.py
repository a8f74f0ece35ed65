"""The API held against its own OpenAPI document: what fits it and what does not, by a browser's bearer and by a cookie.

No call breaks the server, and every answer has the status, the type and the shape that the document says.
"""

import math
import os

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from doors.connecting import Extension, in_use, with_flow
from doors.test_every_door import A_CALL, with_a_call
from fakes.office import Office

FEW, MANY = 500, 10_000
CASES = MANY if os.environ.get("SEGUE_TEST_SOAK") == "1" else FEW
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
HOSTILE_HEADERS = (
    {"X-Segue-Pane": "0"},
    {"X-Segue-Pane": "9" * 5000},
    {"If-None-Match": '"' + "x" * 2000 + '", W/"", *'},
    {"Accept": "text/html;q=x, */*;q=-1"},
    {"Accept-Language": "xx-" + "y" * 300 + ";q=nan, hi;q=9"},
    {"Cookie": "segue=%00; segue_form=" + "a" * 3000},
    {"X-Forwarded-For": "evil", "X-Forwarded-Host": "evil.example", "X-Request-ID": "a\tb"},
    {"Range": "bytes=0-99999999999999999999", "Expect": "nothing"},
    {"Content-Encoding": "gzip"},
    {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
)


MORE_HEADERS = ({}, {}, {}, {}, *HOSTILE_HEADERS)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return with_a_call(in_use(with_flow(Office(tmp_path_factory.mktemp("document")).approved())))


@pytest.fixture(scope="module")
def ways_in(office):
    """Headers of a browser that works for the leaver, and of a page on which he has signed in; and of strangers."""
    visitor = office.as_(office.leaver)
    secret = visitor.browser.get_cookie("segue").value
    bearer = {"Authorization": f"Bearer {Extension(office).connected(office.leaver).access}"}
    page = {"Cookie": f"segue={secret}", "X-CSRF-Token": visitor.token}
    strangers = [{"Cookie": f"segue={secret}"}, {"Authorization": "Bearer a.b.c"}, {}]
    return [bearer, page] * 4 + strangers


def cases_of(operation):
    """Calls of an operation that fit the document, and such as do not, where anything can be wrong."""
    fits, fits_not = (operation.as_strategy(mode) for mode in GenerationMode)
    return fits | fits_not if operation.query or operation.body else fits


def with_real_ids(case, ids, chance):
    """Put what is there into the address of most calls: a door that nobody passes shows nothing."""
    for name in ids.keys() & case.path_parameters.keys():
        if chance.random() < 0.8:
            case.path_parameters[name] = chance.choice(ids[name])


def calls_of(operation, times, ids, ways_in):
    """Make calls of an operation and hold each answer against the document; returns how many."""
    called = []

    @settings(
        max_examples=times,
        deadline=None,
        derandomize=CASES == FEW,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(cases_of(operation), some.sampled_from(ways_in), some.sampled_from(MORE_HEADERS), some.randoms())
    def one_call(case, way_in, more, chance):
        with_real_ids(case, ids, chance)
        case.call_and_validate(headers={**more, **way_in}, checks=CHECKS)
        called.append(case)

    one_call()
    return len(called)


@pytest.mark.slow
def test_every_call_is_answered_as_the_document_says(office, ways_in):
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", office.app)
    operations = [found.ok() for found in schema.get_all_operations()]
    letters = [letter.id for letter in office.letters()]
    ids = {"departure_id": [office.departure_id], "letter_id": letters, "call_id": [A_CALL.id]}
    times, at_first, called = math.ceil(CASES / len(operations)), office.standing(), 0
    for operation in operations:
        office.become(at_first)
        called += calls_of(operation, times, ids, ways_in)
    assert called >= CASES

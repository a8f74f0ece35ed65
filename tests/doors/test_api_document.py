"""The API held against its own OpenAPI document, by a bearer: nothing that fits the document breaks the server."""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from doors.connecting import Extension, in_use, with_flow
from fakes.office import Office

CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance]


@pytest.mark.slow
def test_no_call_that_fits_the_document_breaks_the_server(tmp_path):
    office = in_use(with_flow(Office(tmp_path).approved()))
    extension = Extension(office).connected(office.leaver)
    headers = {"Authorization": f"Bearer {extension.access}"}
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", office.app)
    called = []
    for operation in schema.get_all_operations():
        case_of = operation.ok().as_strategy()

        @settings(
            max_examples=15,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case_of)
        def one_call(case):
            case.call_and_validate(headers=headers, checks=CHECKS)

        one_call()
        called.append(operation.ok().label)
    assert len(called) >= 6

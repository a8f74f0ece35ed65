"""The API that panes use: problem documents, tags, the OpenAPI document, and logs that name nobody (A8)."""

import json
import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from fakes.office import TERMS, TOM, Office, Visitor
from segue.departure import errors
from segue.doors import wiring as doors
from segue.doors.problems import STATUSES, status_of

PROBLEM = {"type", "title", "status", "detail", "code"}


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return Office(tmp_path_factory.mktemp("api")).approved()


@pytest.fixture(scope="module")
def leaver(office):
    return office.as_(office.leaver)


BROKEN_JSON = {"data": "{", "content_type": "application/json"}
FAILURES = [
    ("GET", "/api/v1/session", "nobody", {}, 401, "not_signed_in"),
    ("GET", "/api/v1/nothing", "leaver", {}, 404, "page_unknown"),
    ("DELETE", "/api/v1/session", "leaver", {}, 405, "bad_request"),
    ("GET", "/api/v1/departures/nowhere/queue", "leaver", {}, 404, "not_found"),
    ("GET", "/api/v1/departures/{d}/queue?limit=0", "leaver", {}, 422, "input"),
    ("GET", "/api/v1/departures/{d}/queue?limit=many", "leaver", {}, 422, "input"),
    ("GET", "/api/v1/departures/{d}/queue?offset=99999999999999999999999", "leaver", {}, 422, "input"),
    ("GET", "/api/v1/departures/{d}/queue?q=" + "x" * 201, "leaver", {}, 422, "input"),
    ("GET", "/api/v1/texts?prefix=../", "leaver", {}, 422, "input"),
    ("GET", "/api/v1/letters/nowhere", "leaver", {}, 404, "letter_unknown"),
    ("POST", "/api/v1/letters/{l}/open", "manager", {}, 404, "not_found"),
    ("POST", "/api/v1/letters/{l}/open", "leaver", {"headers": {"X-CSRF-Token": "wrong"}}, 403, "form_expired"),
    (
        "PUT",
        "/api/v1/letters/{l}/status",
        "leaver",
        BROKEN_JSON,
        400,
        "bad_request",
    ),
    ("PUT", "/api/v1/letters/{l}/status", "leaver", {"data": "status=sent"}, None, None),
    ("PUT", "/api/v1/letters/{l}/status", "leaver", {"json": {"status": "lost"}}, 422, "input"),
    ("PUT", "/api/v1/letters/{l}/status", "leaver", {"json": {"status": "sent", "more": 1}}, 422, "input"),
    ("PUT", "/api/v1/letters/{l}/status", "leaver", {"json": ["sent"]}, 422, "input"),
    ("PUT", "/api/v1/letters/{l}/status", "leaver", {"json": {"status": "skipped"}}, 422, "skip_reason_missing"),
    ("PUT", "/api/v1/letters/{l}/status", "leaver", {"json": {"status": "skipped", "reason": "x" * 201}}, 422, "input"),
]


@pytest.mark.parametrize("failure", FAILURES, ids=lambda one: f"{one[0]} {one[1][:60]} {one[4]}")
def test_every_failure_is_a_problem_document(office, leaver, failure):
    method, path, who, more, status, code = failure
    person = {"nobody": None, "manager": office.manager}.get(who)
    visitor = leaver if who == "leaver" else office.as_(person)
    answered = visitor.call(method, path.format(d=office.departure_id, l=office.letter("Tom").id), **dict(more))
    body = json.loads(answered.text)
    assert answered.content_type == "application/problem+json"
    assert set(body) >= PROBLEM
    assert answered.status_code == body["status"] == (status or answered.status_code)
    assert body["type"] == f"urn:segue:problem:{body['code']}"
    assert body["code"] == (code or body["code"])
    assert body["status"] >= 400
    assert "{" not in body["detail"]


def test_a_letter_that_waits_is_a_conflict_with_its_own_code(tmp_path):
    office = Office(tmp_path).given()
    answered = office.as_(office.leaver).call("POST", f"/api/v1/letters/{office.letter('Tom').id}/open")
    assert (answered.status_code, answered.json["code"]) == (409, "letter_not_approved")
    assert "Dear Tom" not in answered.text


def test_every_kind_of_failure_has_its_status():
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.SegueError)]
    assert {status_of(kind()) for kind in kinds} == set(STATUSES.values())


def test_a_failure_speaks_the_persons_language(office, leaver):
    italian = office.app.test_client().get("/api/v1/session", headers={"Accept-Language": "it-IT,it;q=0.9"})
    english = office.app.test_client().get("/api/v1/session", headers={"Accept-Language": "fi"})
    assert italian.json["code"] == english.json["code"] == "not_signed_in"
    assert italian.json["detail"] != english.json["detail"]


# Opening and marking


def test_an_opened_letter_comes_with_everything_to_insert_for_ten_minutes(tmp_path):
    office = Office(tmp_path).approved()
    letter = office.letter("Chiara")
    answered = office.as_(office.leaver).call("POST", f"/api/v1/letters/{letter.id}/open").json
    content = letter.content
    assert (answered["to"], answered["cc"], answered["subject"]) == (list(content.to), [], content.subject)
    assert (answered["text"], answered["html"], answered["language"]) == (content.text, content.html, "it")
    assert (answered["digest"], answered["direction"]) == (letter.digest, "ltr")
    assert datetime.fromisoformat(answered["expires_at"]) == office.now + timedelta(minutes=10)


def test_a_letter_to_look_at_is_marked_until_it_is_approved(tmp_path):
    office = Office(tmp_path).given()
    visitor = office.as_(office.leaver)
    letter = office.letter("Tom")
    mark = office.packs["en-GB"].preview_mark
    waiting = visitor.get(f"/api/v1/letters/{letter.id}").json["preview"]
    assert [mark in waiting[part] for part in ("subject", "text", "html")] == [True] * 3
    approved = visitor.get(f"/api/v1/letters/{office.approve().letter('Tom').id}").json["preview"]
    assert (approved["text"], approved["approved"]) == (letter.content.text, True)


def test_sent_next_walks_through_the_whole_queue(tmp_path):
    office = Office(tmp_path).approved()
    visitor = office.as_(office.leaver)
    queue = f"/api/v1/departures/{office.departure_id}/queue"
    walked, next_id = [], visitor.get(queue).json["next_id"]
    while next_id:
        walked.append(next_id)
        next_id = visitor.call("PUT", f"/api/v1/letters/{next_id}/status", json={"status": "sent"}).json["next_id"]
    now = visitor.get(queue).json
    assert sorted(walked) == sorted(letter.id for letter in office.letters())
    assert (now["told"], now["total"], now["next_id"]) == (5, 5, None)


def test_the_queue_is_searched_and_paged_on_the_server(office, leaver):
    queue = f"/api/v1/departures/{office.departure_id}/queue"
    found = leaver.get(queue, query_string={"q": "brightwater"}).json
    assert (found["matching"], found["total"]) == (2, 5)
    pages = [leaver.get(queue, query_string={"limit": 2, "offset": at}).json["letters"] for at in (0, 2, 4, 6)]
    assert [len(page) for page in pages] == [2, 2, 1, 0]
    assert len({letter["id"] for page in pages for letter in page}) == 5


@pytest.mark.parametrize("query", ["%", "_", "\\", "'", '"', "ا", "%' OR 1=1 --"])
def test_a_strange_search_finds_nothing_and_breaks_nothing(office, leaver, query):
    found = leaver.get(f"/api/v1/departures/{office.departure_id}/queue", query_string={"q": query})
    assert (found.status_code, found.json["matching"]) == (200, 0)


# Tags

TAGGED = {"queue": "/api/v1/departures/{d}/queue", "pulse": "/departures/{d}/pulse"}


def tag(visitor, office, what, **headers):
    return visitor.get(TAGGED[what].format(d=office.departure_id), headers=headers)


@pytest.mark.parametrize("what", TAGGED)
def test_while_nothing_changes_the_answer_is_not_modified(tmp_path, what):
    office = Office(tmp_path).approved()
    visitor = office.as_(office.leaver)
    first = tag(visitor, office, what)
    again = tag(visitor, office, what, **{"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.data) == (200, 304, b"")
    assert again.headers["Cache-Control"] == "private, no-cache"


CHANGES = {
    "an answer": lambda office: office.answer(replace(TERMS, comment="Go ahead")),
    "a fact": lambda office: office.change(hope_to_meet=True),
    "a client's fact": lambda office: office.change_client("Tom", note="Thank you."),
    "contacts": lambda office: office.load(replace(TOM, company="Brightwater Holding")),
    "an approval": lambda office: office.change_client("Tom", note="Thank you.").approve(),
    "another approver": lambda office: office.replace_approver(office.successor),
    "a status": lambda office: office.as_(office.leaver).call(
        "PUT", f"/api/v1/letters/{office.letter('Tom').id}/status", json={"status": "sent"}
    ),
}


@pytest.mark.parametrize("what", TAGGED)
@pytest.mark.parametrize("change", CHANGES)
def test_every_change_is_a_new_tag(tmp_path, what, change):
    office = Office(tmp_path).approved()
    visitor = office.as_(office.leaver)
    seen = tag(visitor, office, what).headers["ETag"]
    CHANGES[change](office)
    assert tag(visitor, office, what, **{"If-None-Match": seen}).status_code == 200


def test_the_gate_of_time_is_a_new_tag_although_nothing_was_written(tmp_path):
    office = Office(tmp_path)
    office.approved(terms=replace(TERMS, release=office.now + timedelta(hours=2)))
    visitor = office.as_(office.leaver)
    closed = tag(visitor, office, "queue")
    assert (closed.json["gate"]["open"], closed.json["next_id"]) == (False, None)
    office.move(hours=2)
    opened = tag(visitor, office, "queue", **{"If-None-Match": closed.headers["ETag"]})
    assert (opened.status_code, opened.json["gate"]["open"]) == (200, True)


def test_two_searches_have_two_tags(office, leaver):
    path = f"/api/v1/departures/{office.departure_id}/queue"
    tags = {
        leaver.get(path, query_string=query).headers["ETag"] for query in ({}, {"q": "a"}, {"limit": 7}, {"offset": 1})
    }
    assert len(tags) == 4


# The OpenAPI document


def test_the_document_names_every_route_of_the_api(office, leaver):
    spec = leaver.get("/api/v1/openapi.json").json
    routes = {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule), method.lower())
        for rule in office.app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
        if rule.endpoint.startswith(("api.", "api_calls."))
    }
    documented = {
        (path, method) for path, methods in spec["paths"].items() for method in methods if method != "parameters"
    }
    assert documented == routes


def _all(node):
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from _all(value)
    elif isinstance(node, list):
        for value in node:
            yield from _all(value)


def test_the_document_is_whole(leaver):
    spec = leaver.get("/api/v1/openapi.json").json
    assert spec["openapi"].startswith("3.")
    assert {"title", "version"} <= set(spec["info"])
    for node in _all(spec):
        if "$ref" in node:
            target = spec
            for part in node["$ref"].removeprefix("#/").split("/"):
                target = target[part]
            assert isinstance(target, dict)
    for path, methods in spec["paths"].items():
        for method, operation in methods.items():
            if method == "parameters":
                continue
            named = set(re.findall(r"{(\w+)}", path))
            given = [*operation.get("parameters", []), *methods.get("parameters", [])]
            assert named == {one["name"] for one in given if one["in"] == "path"}, path
            assert operation["summary"]
            assert "200" in operation["responses"]


def test_the_document_has_the_shape_of_what_is_answered(office, leaver):
    spec = leaver.get("/api/v1/openapi.json").json
    answered = leaver.get(f"/api/v1/departures/{office.departure_id}/queue").json
    schemas = spec["components"]["schemas"]
    assert set(answered) == set(schemas["Queue"]["properties"])
    letter = leaver.get(f"/api/v1/letters/{office.letter('Tom').id}").json
    assert set(letter) == set(schemas["LetterView"]["properties"])


def test_the_readable_page_names_every_operation(leaver):
    spec, page = leaver.get("/api/v1/openapi.json").json, leaver.get("/api/v1/").text
    assert [path for path in spec["paths"] if path not in page] == []


# Failures of our own


class Broken:
    """Records that fail with a name in the message, once somebody has signed in."""

    def __init__(self, records):
        self._records = records

    def __getattr__(self, name):
        return getattr(self._records, name)

    def writing(self, _):
        raise RuntimeError("no room for Tom Stainsby <tom@brightwater.co.uk.example>")


def broken(office):
    visitor = office.as_(office.leaver)
    wired = office.app.extensions[doors.EXTENSION]
    office.app.extensions[doors.EXTENSION] = replace(wired, records=Broken(wired.records))
    return visitor


@pytest.mark.parametrize("path", ["/api/v1/letters/{l}/open", "/letters/{l}/draft"])
def test_a_failure_of_ours_names_nobody_in_page_or_log(tmp_path, capfd, log_lines, path):
    office = Office(tmp_path).approved()
    visitor: Visitor = broken(office)
    answered = visitor.call("POST", path.format(l=office.letter("Tom").id))
    logged = "".join([*log_lines.said, *capfd.readouterr()])
    assert answered.status_code == 500
    assert "RuntimeError" in logged
    for said in (answered.text, logged):
        assert "Stainsby" not in said
        assert "brightwater" not in said
    assert "Traceback" not in answered.text
    assert "RuntimeError" not in answered.text
    if path.startswith("/api"):
        assert (answered.content_type, answered.json["code"]) == ("application/problem+json", "failed")


def test_a_day_of_work_logs_no_name(tmp_path, capfd, log_lines):
    office = Office(tmp_path).approved()
    visitor = office.as_(office.leaver)
    letter = office.letter("Tom")
    for path in (
        "/",
        f"/departures/{office.departure_id}/letters/{letter.id}",
        "/departures/nowhere",
        "/nowhere?q=Stainsby",
    ):
        visitor.get(path)
    visitor.call("POST", f"/api/v1/letters/{letter.id}/open")
    assert log_lines.said
    said = "".join([*log_lines.said, *capfd.readouterr()])
    assert [word for word in ("Stainsby", "brightwater", "Lindqvist", "norwell") if word in said] == []

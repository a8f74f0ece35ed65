"""What no rule names does not leave, however it is dressed."""

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from fakes.loopback import Answer, Loopback
from segue.providers.gate import Patience, Refused, Rule, gated_session, why_refused

pytestmark = pytest.mark.loopback


def session_for(loopback: Loopback, *kinds: str, waits: list[float] | None = None) -> requests.Session:
    """A session whose rules are "METHOD path" on the loopback server; every wait is noted, none is waited."""
    rules = [Rule(kind.split()[0], loopback.origin, kind.split()[1]) for kind in kinds]
    noted = [] if waits is None else waits
    return gated_session(rules, timeout_seconds=(1, 1), patience=Patience(sleep=noted.append))


def refusal(address: str, method: str = "POST", headers: dict[str, str] | None = None) -> str:
    """Why a request may not leave although a rule allows its every path of up to four segments."""
    wide = ["/{a}", "/{a}/{b}", "/{a}/{b}/{c}", "/{a}/{b}/{c}/{d}"]
    request = requests.Request(method, address, headers=headers).prepare()
    return why_refused([Rule(method, "https://mail.example", path) for path in wide], request)


def test_a_request_that_a_rule_names_goes_out(loopback: Loopback) -> None:
    session = session_for(loopback, "GET /v1/people/{id}")
    assert session.get(f"{loopback.origin}/v1/people/42?fields=names").status_code == 200
    assert loopback.seen == ["GET /v1/people/42?fields=names"]


def test_without_rules_nothing_goes_out(loopback: Loopback) -> None:
    with pytest.raises(Refused):
        session_for(loopback).get(loopback.origin + "/")
    assert loopback.seen == []


@pytest.mark.parametrize(
    "path", ["/v1/drafts/1/more", "/v1/drafts", "/v1/draftsX/1", "/V1/drafts/1", "/", "/v1/drafts/"]
)
def test_another_path_is_refused(loopback: Loopback, path: str) -> None:
    with pytest.raises(Refused) as refused:
        session_for(loopback, "GET /v1/drafts/{id}").get(loopback.origin + path)
    assert refused.value.code == "gate_refused"
    assert refused.value.values["reason"] == "no_rule"
    assert loopback.seen == []


def test_another_method_host_or_port_is_refused(loopback: Loopback) -> None:
    session = session_for(loopback, "GET /v1/drafts")
    port = loopback.origin.rpartition(":")[2]
    elsewhere = [
        f"http://localhost:{port}/v1/drafts",
        "http://127.0.0.1/v1/drafts",
        f"https://127.0.0.1:{port}/v1/drafts",
    ]
    for method, address in [("POST", loopback.origin + "/v1/drafts"), *(("GET", other) for other in elsewhere)]:
        with pytest.raises(Refused):
            session.request(method, address)
    assert loopback.seen == []


@pytest.mark.parametrize(
    "path",
    ["/v1/send", "/v1/sendMail", "/me/messages/7/send", "/v1/drafts:send", "/v1/%73end", "/v1/SEND", "/v1/sendAs",
     "/v1/graph.sendMail", "/v1/$batch", "/batch/mail/v1", "/v1/messages/7/reply", "/v1/messages/7/replyAll",
     "/v1/messages/7/forward"],
)  # fmt: skip
def test_a_path_that_names_a_send_is_refused_though_a_rule_allows_it(path: str) -> None:
    assert refusal("https://mail.example" + path) == "closed_path"


@pytest.mark.parametrize("path", ["/v1/drafts", "/me/messages", "/me/messages/7/createReply", "/v1/people/sandra"])
def test_a_path_that_only_resembles_a_send_is_open(path: str) -> None:
    assert refusal("https://mail.example" + path) == ""


@pytest.mark.parametrize(
    "address",
    ["https://mail.example/v1//drafts", "https://mail.example/v1/%2e%2e/drafts", "https://mail.example/v1/%2573end",
     "https://mail.example/v1/a%5Cb", "https://me@mail.example/v1/drafts", "https://mail.example/v1/a%00b"],
)  # fmt: skip
def test_an_odd_address_is_refused(address: str) -> None:
    assert refusal(address) == "odd_address"


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "x-method-override", "Host"])
def test_a_request_in_disguise_is_refused(header: str) -> None:
    assert refusal("https://mail.example/v1/drafts", headers={header: "PUT"}) == "disguised"


@given(st.text(max_size=40))
def test_no_spelling_of_a_path_gets_a_send_out(tail: str) -> None:
    assert refusal("https://mail.example/v1/send" + tail.replace("#", "").replace("?", "")) != ""


def test_a_redirect_to_a_path_without_a_rule_is_refused(loopback: Loopback) -> None:
    loopback.script = [Answer(302, {"Location": "/elsewhere"})]
    with pytest.raises(Refused):
        session_for(loopback, "GET /v1/start").get(loopback.origin + "/v1/start")
    assert loopback.seen == ["GET /v1/start"]


def test_a_redirect_that_a_rule_names_is_followed(loopback: Loopback) -> None:
    loopback.script = [Answer(302, {"Location": "/v1/end"})]
    assert session_for(loopback, "GET /v1/start", "GET /v1/end").get(loopback.origin + "/v1/start").status_code == 200
    assert loopback.seen == ["GET /v1/start", "GET /v1/end"]


@pytest.mark.parametrize("status", [307, 308])
@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_a_redirect_does_not_repeat_a_post(loopback: Loopback, method: str, status: int) -> None:
    loopback.script = [Answer(status, {"Location": "/v1/drafts"})]
    session = session_for(loopback, f"{method} /v1/drafts")
    assert session.request(method, loopback.origin + "/v1/drafts", data=b"letter").status_code == status
    assert loopback.seen == [f"{method} /v1/drafts"]


def test_a_post_whose_answer_is_lost_is_not_repeated(loopback: Loopback) -> None:
    loopback.script = [Answer(drop=True)]
    with pytest.raises(requests.ConnectionError):
        session_for(loopback, "POST /v1/drafts").post(loopback.origin + "/v1/drafts", data=b"letter")
    assert loopback.seen == ["POST /v1/drafts"]


def test_a_busy_server_is_asked_again_after_the_time_it_names(loopback: Loopback) -> None:
    loopback.script = [Answer(429, {"Retry-After": "7"}), Answer(503, {"Retry-After": "2"})]
    waits: list[float] = []
    session = session_for(loopback, "GET /v1/people", waits=waits)
    assert session.get(loopback.origin + "/v1/people").status_code == 200
    assert waits == [7, 2]


def test_a_date_to_retry_after_is_counted_from_the_answers_own_date(loopback: Loopback) -> None:
    later = {"Date": "Tue, 01 Sep 2026 09:00:00 GMT", "Retry-After": "Tue, 01 Sep 2026 09:00:20 GMT"}
    loopback.script = [Answer(503, later)]
    waits: list[float] = []
    session = session_for(loopback, "GET /v1/people", waits=waits)
    assert session.get(loopback.origin + "/v1/people").status_code == 200
    assert waits == [20]


def test_a_busy_server_is_not_asked_for_ever(loopback: Loopback) -> None:
    loopback.script = [Answer(503, {"Retry-After": "1"})] * 5
    waits: list[float] = []
    session = session_for(loopback, "GET /v1/people", waits=waits)
    assert session.get(loopback.origin + "/v1/people").status_code == 503
    assert (len(loopback.seen), waits) == (3, [1, 1])


@pytest.mark.parametrize("asked", ["3600", "soon", "-1", "", "²"])
def test_a_wait_that_is_too_long_or_unreadable_is_left_to_the_caller(loopback: Loopback, asked: str) -> None:
    loopback.script = [Answer(429, {"Retry-After": asked.encode().decode("latin-1")})]
    waits: list[float] = []
    session = session_for(loopback, "GET /v1/people", waits=waits)
    assert session.get(loopback.origin + "/v1/people").status_code == 429
    assert waits == []


def test_a_busy_server_gets_a_post_once(loopback: Loopback) -> None:
    loopback.script = [Answer(429, {"Retry-After": "1"})]
    waits: list[float] = []
    session = session_for(loopback, "POST /v1/drafts", waits=waits)
    assert session.post(loopback.origin + "/v1/drafts").status_code == 429
    assert (loopback.seen, waits) == (["POST /v1/drafts"], [])


def test_every_call_has_a_timeout(loopback: Loopback) -> None:
    loopback.script = [Answer(pause_seconds=0.4)]
    with pytest.raises(requests.Timeout):
        gated_session([Rule("GET", loopback.origin, "/slow")], timeout_seconds=(0.1, 0.1)).get(
            loopback.origin + "/slow"
        )


def test_certificates_are_always_checked(loopback: Loopback) -> None:
    with pytest.raises(Refused):
        session_for(loopback, "GET /v1/people").get(loopback.origin + "/v1/people", verify=False)


def test_the_environment_names_no_proxy(loopback: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    assert session_for(loopback, "GET /v1/people").get(loopback.origin + "/v1/people").status_code == 200


def test_no_second_way_out_can_be_mounted(loopback: Loopback) -> None:
    session = session_for(loopback)
    with pytest.raises(Refused):
        session.mount(loopback.origin, requests.adapters.HTTPAdapter())


def test_nothing_of_one_answer_goes_along_with_the_next_request(loopback: Loopback) -> None:
    loopback.script = [Answer(headers={"Set-Cookie": "who=mara; Path=/"})]
    session = session_for(loopback, "GET /v1/people")
    session.get(loopback.origin + "/v1/people")
    assert session.get(loopback.origin + "/v1/people").request.headers.get("Cookie") is None
    assert not session.cookies


def test_each_call_is_told_of_with_what_came_of_it(loopback: Loopback) -> None:
    told: list[tuple[str, str]] = []
    rules = [Rule(method, loopback.origin, path) for method, path in (("GET", "/v1/a"), ("POST", "/v1/silent"))]
    session = gated_session(
        rules,
        timeout_seconds=(1, 1),
        patience=Patience(sleep=lambda seconds: None),
        seen=lambda method, status: told.append((method, status)),
    )
    loopback.script = [Answer(503, {"Retry-After": "1"}), Answer(200)]
    session.get(f"{loopback.origin}/v1/a")
    with pytest.raises(Refused):
        session.delete(f"{loopback.origin}/v1/a")
    loopback.close()
    with pytest.raises(requests.ConnectionError):
        session.post(f"{loopback.origin}/v1/silent")
    assert told == [("GET", "503"), ("GET", "200"), ("DELETE", "refused"), ("POST", "no_answer")]

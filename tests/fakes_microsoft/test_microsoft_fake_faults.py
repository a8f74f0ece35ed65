"""What goes wrong at the Microsoft to test against, and what it remembers."""

from datetime import timedelta

import pytest
import requests

from fakes.microsoft import faults
from fakes.microsoft.persons import Crowd
from fakes_microsoft.signing_in import MARA
from fakes_microsoft.test_microsoft_fake_messages import ALL, written

pytestmark = pytest.mark.loopback
MESSAGES, BOOK = "/v1.0/me/messages", "/me/contacts"
CLAIMS = '{"access_token":{"nbf":{"essential":true,"value":"1788253200"}}}'


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [(faults.unauthorised(), 401, "InvalidAuthenticationToken"), (faults.forbidden(), 403, "ErrorAccessDenied"),
     (faults.challenged(CLAIMS), 401, "InvalidAuthenticationToken"), (faults.too_many(), 429, "TooManyRequests"),
     (faults.concurrency(), 429, "ApplicationThrottled"), (faults.broken(500), 500, "InternalServerError"),
     (faults.broken(502), 502, "BadGateway"), (faults.broken(503), 503, "ServiceUnavailable"),
     (faults.broken(504), 504, "UnknownError")],
)  # fmt: skip
def test_a_call_is_refused_and_the_next_one_is_not(microsoft, mara, ask, fault, status, code):
    microsoft.fails("POST", MESSAGES, fault)
    first, second = (ask(ALL, "POST", json=written()) for _ in range(2))
    assert (first.status_code, first.json()["error"]["code"]) == (status, code)
    assert (second.status_code, mara.mailbox.created) == (201, 1)


@pytest.mark.parametrize("after", ["", "30", "Tue, 01 Sep 2026 09:00:30 GMT"])
def test_a_busy_answer_says_how_long_to_wait_or_does_not(microsoft, ask, after):
    microsoft.fails("GET", "/v1.0/me/contacts", faults.too_many(after))
    assert ask(BOOK).headers.get("Retry-After", "") == after


def test_an_error_can_come_although_the_draft_was_made(microsoft, mara, ask):
    microsoft.fails("POST", MESSAGES, faults.broken(503, acted=True))
    assert (ask(ALL, "POST", json=written()).status_code, mara.mailbox.created) == (503, 1)


@pytest.mark.parametrize(("fault", "made"), [(faults.dropped_before(), 0), (faults.dropped_after(), 1)])
def test_a_connection_drops_before_or_after_the_draft_was_made(microsoft, mara, ask, fault, made):
    microsoft.fails("POST", MESSAGES, fault)
    with pytest.raises(requests.ConnectionError):
        ask(ALL, "POST", json=written())
    assert mara.mailbox.created == made


def test_a_slow_answer_comes_too_late_for_a_draft_that_was_made(microsoft, mara, ask):
    microsoft.fails("POST", MESSAGES, faults.slow(0.5))
    with pytest.raises(requests.ReadTimeout):
        ask(ALL, "POST", json=written(), timeout=0.1)
    assert mara.mailbox.created == 1


def test_half_of_the_json_comes_with_status_201(microsoft, mara, ask):
    microsoft.fails("POST", MESSAGES, faults.malformed())
    found = ask(ALL, "POST", json=written())
    with pytest.raises(requests.JSONDecodeError):
        found.json()
    assert (found.status_code, mara.mailbox.created) == (201, 1)


def test_a_link_to_the_next_page_can_be_broken_off(microsoft, mara, ask):
    mara.knows(*Crowd(25))
    microsoft.fails("GET", "/v1.0/me/contacts", faults.broken(504), nth=2)
    link = ask(BOOK).json()["@odata.nextLink"]
    assert [ask(link).status_code for _ in range(2)] == [504, 200]


def test_calls_are_remembered_without_their_secrets(microsoft, ask):
    ask(BOOK, params={"$top": "5"}, headers={"X-Ours": "1"})
    (seen,) = microsoft.traffic.calls
    assert (seen.host, seen.method, seen.path, seen.account) == ("graph", "GET", "/v1.0/me/contacts", MARA)
    assert (seen.query["$top"], seen.headers["x-ours"], "authorization" in seen.headers) == (["5"], "1", False)


def test_calls_of_a_kind_are_counted(microsoft, ask):
    ask(ALL), ask(ALL), ask(f"{ALL}/AAMkANothing=")
    assert (microsoft.traffic.count("GET", MESSAGES), microsoft.traffic.count("GET", f"{MESSAGES}/*")) == (2, 1)


def test_a_token_of_one_world_opens_nothing_in_the_next(microsoft, microsoft_servers, ask):
    microsoft_servers.fresh(microsoft.clock).account(MARA)
    assert ask(BOOK).status_code == 401


def test_answers_carry_the_date_of_the_fakes_own_clock(microsoft, ask):
    microsoft.clock.move(minutes=1)
    assert ask(BOOK).headers["Date"] == "Tue, 01 Sep 2026 09:01:00 GMT"


def test_a_break_in_the_fake_itself_is_told(microsoft, mara, ask):
    mara.book.contacts = None
    assert ask(BOOK).status_code == 500
    with pytest.raises(AssertionError, match="TypeError"):
        microsoft.assert_no_mishap()
    microsoft.traffic.mishaps.clear()  # or the fixture would fail this test


def test_the_clock_can_be_another_one(microsoft, ask):
    later = microsoft.now() + timedelta(hours=2)
    microsoft.clock = lambda: later
    assert ask(BOOK).status_code == 401

"""What goes wrong at the Google to test against, and what it remembers."""

from datetime import timedelta

import pytest
import requests

from fakes.google import errors, faults
from fakes_google.signing_in import MARA
from fakes_google.test_google_fake_gmail import DRAFTS, written

pytestmark = pytest.mark.loopback
ANY_DRAFTS, BOOK = "/gmail/v1/users/*/drafts", "/v1/people/me/connections"
NAMES = {"personFields": "names"}


@pytest.mark.parametrize(
    ("fault", "status", "reason"),
    [(faults.unauthorised(), 401, "authError"), (faults.forbidden(), 403, "insufficientPermissions"),
     (faults.quota_spent(), 403, "rateLimitExceeded"), (faults.too_many(), 429, "rateLimitExceeded"),
     (faults.broken(500), 500, "backendError"), (faults.broken(503), 503, "backendError")],
)  # fmt: skip
def test_a_call_is_refused_and_the_next_one_is_not(google, mara, ask, fault, status, reason):
    google.fails("POST", ANY_DRAFTS, fault)
    first, second = (ask(DRAFTS, "POST", json=written()) for _ in range(2))
    assert (first.status_code, first.json()["error"]["errors"][0]["reason"]) == (status, reason)
    assert (second.status_code, mara.mailbox.created) == (200, 1)


@pytest.mark.parametrize("status", [502, 504])
def test_googles_front_end_fails_with_a_page(google, ask, status):
    google.fails("GET", BOOK, faults.broken(status))
    found = ask(BOOK, params=NAMES)
    assert (found.status_code, found.headers["Content-Type"]) == (status, "text/html; charset=UTF-8")


@pytest.mark.parametrize("after", ["", "30", "Tue, 01 Sep 2026 09:00:30 GMT"])
def test_a_busy_answer_says_how_long_to_wait_or_does_not(google, ask, after):
    google.fails("GET", BOOK, faults.too_many(after, errors.PEOPLE))
    found = ask(BOOK, params=NAMES)
    assert (found.status_code, found.headers.get("Retry-After", "")) == (429, after)


def test_an_error_can_come_although_the_draft_was_made(google, mara, ask):
    google.fails("POST", ANY_DRAFTS, faults.broken(503, acted=True))
    assert (ask(DRAFTS, "POST", json=written()).status_code, mara.mailbox.created) == (503, 1)


@pytest.mark.parametrize(("fault", "made"), [(faults.dropped_before(), 0), (faults.dropped_after(), 1)])
def test_a_connection_drops_before_or_after_the_draft_was_made(google, mara, ask, fault, made):
    google.fails("POST", ANY_DRAFTS, fault)
    with pytest.raises(requests.ConnectionError):
        ask(DRAFTS, "POST", json=written())
    assert mara.mailbox.created == made


def test_a_slow_answer_comes_too_late_for_a_draft_that_was_made(google, mara, ask):
    google.fails("POST", ANY_DRAFTS, faults.slow(0.5))
    with pytest.raises(requests.ReadTimeout):
        ask(DRAFTS, "POST", json=written(), timeout=0.1)
    assert mara.mailbox.created == 1


def test_half_of_the_json_comes_with_status_200(google, mara, ask):
    google.fails("POST", ANY_DRAFTS, faults.malformed())
    found = ask(DRAFTS, "POST", json=written())
    with pytest.raises(requests.JSONDecodeError):
        found.json()
    assert (found.status_code, mara.mailbox.created) == (200, 1)


def test_only_the_named_calls_of_a_kind_go_wrong(google, ask):
    google.fails("GET", ANY_DRAFTS, faults.too_many(), nth={2, 4})
    ask(DRAFTS, "POST", json=written())
    assert [ask(DRAFTS).status_code for _ in range(5)] == [200, 429, 200, 429, 200]


def test_every_call_can_go_wrong(google, ask):
    google.fails("*", "*", faults.broken(500), nth=range(1, 100))
    assert {ask(DRAFTS).status_code, ask(BOOK).status_code, ask(DRAFTS, "POST").status_code} == {500}


def test_the_token_desk_can_fail_too(google, desk, exchanged, mara):
    tokens = exchanged()
    google.fails("POST", "/token", faults.broken(503))
    codes = [desk(grant_type="refresh_token", refresh_token=tokens["refresh_token"]).status_code for _ in range(2)]
    assert codes == [503, 200]


def test_calls_are_remembered_without_their_secrets(google, ask):
    ask(DRAFTS, params={"q": "rfc822msgid:x@y.example", "key": "secret"}, headers={"X-Ours": "1"})
    (seen,) = google.traffic.calls
    assert (seen.host, seen.method, seen.path, seen.account) == ("gmail", "GET", DRAFTS, MARA)
    assert (seen.query["q"], seen.query["key"], seen.headers["x-ours"]) == (["rfc822msgid:x@y.example"], ["…"], "1")
    assert "authorization" not in seen.headers


def test_calls_of_a_kind_are_counted(google, ask):
    ask(DRAFTS), ask(DRAFTS), ask(f"{DRAFTS}/r-1")
    assert (google.traffic.count("GET", ANY_DRAFTS), google.traffic.count("GET", f"{ANY_DRAFTS}/*")) == (2, 1)


def test_each_host_knows_its_own_addresses_only(google, web, mara):
    token = google.tokens_for(MARA)["access_token"]
    told = {"Authorization": f"Bearer {token}"}
    here = google.addresses
    for address in (here.people_root + DRAFTS, here.gmail_root + BOOK, here.accounts + "/token", here.tokens + BOOK):
        assert web.get(address, headers=told, timeout=5).status_code == 404


def test_a_token_of_one_world_opens_nothing_in_the_next(google, google_servers, ask):
    google_servers.fresh(google.clock).account(MARA)
    assert ask(DRAFTS).status_code == 401


def test_answers_carry_the_date_of_the_fakes_own_clock(google, ask):
    google.clock.move(days=1)
    assert ask(DRAFTS).headers["Date"] == "Wed, 02 Sep 2026 09:00:00 GMT"


def test_a_break_in_the_fake_itself_is_told(google, mara, ask):
    mara.contacts = None
    assert ask(BOOK, params=NAMES).status_code == 500
    with pytest.raises(AssertionError, match="TypeError"):
        google.assert_no_mishap()
    google.traffic.mishaps.clear()  # or the fixture would fail this test


def test_the_clock_can_be_another_one(google, ask):
    later = google.now() + timedelta(hours=2)
    google.clock = lambda: later
    assert ask(DRAFTS).status_code == 401

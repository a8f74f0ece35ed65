"""Requests that are too many, too large, too deep or no text, and addresses that lead away."""

import io
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as some
from werkzeug.test import create_environ, run_wsgi_app

from doors.connecting import Extension, in_use, with_flow
from doors.over_https import asked_for, came_back, over_https, signed_in
from fakes.cases import for_each
from fakes.office import Office
from segue.doors.limits import here
from segue.doors.sign_in import local
from segue.doors.sizes import MAX_FIELDS_BYTES, MAX_REQUEST_BYTES

DEEP = '{"status": ' + "[" * 100_000 + "]" * 100_000 + "}"


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return Office(tmp_path_factory.mktemp("requests")).approved()


@pytest.fixture(scope="module")
def leaver(office):
    return office.as_(office.leaver)


@pytest.fixture
def https(tmp_path):
    return over_https(Office(tmp_path))


# Size and shape


class Endless(io.RawIOBase):
    """A body that says no length and has no end; ``read_bytes`` is what anybody took of it."""

    def __init__(self, start=b""):
        self.start, self.read_bytes = start, 0

    def readable(self):
        return True

    def readinto(self, buffer):
        piece = (self.start or b"a" * len(buffer))[: len(buffer)]
        self.start = self.start[len(piece) :]
        buffer[: len(piece)] = piece
        self.read_bytes += len(piece)
        return len(piece)


@for_each(
    ("path", "kind", "start", "most_bytes"),
    [
        ("/api/v1/letters/{l}/calls", "application/json", b'{"outcome": "', MAX_FIELDS_BYTES),
        ("/start", "application/x-www-form-urlencoded", b"contact_name=", MAX_FIELDS_BYTES),
        (
            "/start",
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n',
            MAX_REQUEST_BYTES,
        ),
        ("/oauth/token", "application/x-www-form-urlencoded", b"code=", MAX_FIELDS_BYTES),
        ("/oauth/pair", "application/json", b'{"code": "', MAX_FIELDS_BYTES),
    ],
)
def test_a_body_without_a_length_is_read_no_further_than_one_with(office, leaver, path, kind, start, most_bytes):
    body, secret = Endless(start), leaver.browser.get_cookie("segue").value
    headers = {"Cookie": f"segue={secret}", "X-CSRF-Token": leaver.token, "Transfer-Encoding": "chunked"}
    environ = create_environ(path.format(l=office.letter("Tom").id), method="POST", headers=headers, content_type=kind)
    environ |= {"wsgi.input": body, "wsgi.input_terminated": True, "REMOTE_ADDR": "127.0.0.1"}
    environ.pop("CONTENT_LENGTH", None)
    status = run_wsgi_app(office.app, environ, buffered=True)[1]
    assert status.startswith("413")
    assert body.read_bytes <= most_bytes + 1_000_000


def test_a_form_of_too_many_fields_is_refused(leaver):
    many = {"data": b"a&" * 20_001, "content_type": "application/x-www-form-urlencoded"}
    assert [leaver.call("POST", path, **many).status_code for path in ("/start", "/oauth/token")] == [413, 413]


def test_a_form_of_too_many_parts_is_refused(leaver):
    part = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
    sent = {"data": part * 20_001 + b"--x--", "content_type": "multipart/form-data; boundary=x"}
    assert leaver.call("POST", "/start", **sent).status_code == 413


def test_a_field_that_is_too_long_is_refused_before_it_fills_the_memory(leaver):
    assert leaver.post("/start", contact_name="a" * 4_100_000).status_code == 413


@for_each(
    "body", [DEEP, DEEP[:-1], '{"status": "\\u0000"}', '{"status": "\\ud800"}', '{"\\udfff": 1}', '[["\\u0000"]]']
)
def test_json_that_nobody_can_keep_is_refused_and_breaks_nothing(office, leaver, body):
    address = f"/api/v1/letters/{office.letter('Tom').id}/status"
    answered = leaver.call("PUT", address, data=body, content_type="application/json")
    assert (answered.status_code, answered.json["code"]) == (400, "bad_request")


@for_each(
    ("path", "fields"),
    [
        ("/start?a=%00", {}),
        ("/departures/a%00b", {}),
        ("/start", {"contact_name": "Jonas\0"}),
        ("/start", {"a\0": "b"}),
    ],
)
def test_a_nul_is_refused_wherever_it_comes(leaver, path, fields):
    answered = leaver.post(path, **fields) if fields else leaver.get(path)
    assert answered.status_code == 422


# Tries


def test_whoever_comes_back_from_the_provider_with_nothing_again_and_again_waits(https):
    guesser = https.test_client()
    states = [asked_for(guesser)]
    answers = [came_back(guesser, states[0], code="guess") for _ in range(101)]
    assert [one.status_code for one in answers] == [403] * 100 + [429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 601
    assert signed_in(https.test_client()).status_code == 429  # from the same address


def test_elsewhere_nobody_waits_for_what_one_address_tried(https):
    elsewhere = {"REMOTE_ADDR": "198.51.100.7"}
    guesser = https.test_client()
    state = asked_for(guesser)
    for _ in range(100):
        came_back(guesser, state, code="guess")
    browser = https.test_client()
    assert came_back(browser, asked_for(browser), environ_base=elsewhere).status_code == 302


def test_who_signs_in_is_not_counted(https):
    assert {signed_in(https.test_client()).status_code for _ in range(110)} == {302}


def test_every_refusal_for_too_many_tries_says_when_to_come_again(tmp_path):
    office = in_use(with_flow(Office(tmp_path)))
    pairing, tokens, visitor = (
        Extension(office, "203.0.113.5"),
        Extension(office, "203.0.113.6"),
        office.as_(office.leaver),
    )
    tried = [
        [pairing.pair("BBBB-BBBB") for _ in range(11)][-1],
        [tokens.exchange("none") for _ in range(61)][-1],
        [visitor.post("/browsers/pair") for _ in range(21)][-1],
    ]
    assert [(one.status_code, int(one.headers["Retry-After"]) > 0) for one in tried] == [(429, True)] * 3


@for_each(
    ("one", "other", "is_same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:203.0.113.5", "203.0.113.5", True),
        ("203.0.113.5", "203.0.113.6", False),
        ("fe80::1%eth0", "fe80::2", True),
        ("nonsense", "", True),
    ],
)
def test_who_has_one_address_of_a_network_has_no_more_tries_by_its_others(office, one, other, is_same):
    def counted_as(address):
        with office.app.test_request_context(environ_base={"REMOTE_ADDR": address}):
            return here()

    assert (counted_as(one) == counted_as(other)) is is_same


# Addresses that lead away

LEADING_AWAY = (
    "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example", "/\n/evil.example",
    "https://evil.example", "https:evil.example", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x",
    "user@evil.example", "//user:pw@evil.example", "//evil.example\\@segue.example", "\u2044/evil.example",
    "\x00//evil.example", " //evil.example", "evil.example", "", "?next=//evil.example", "/\x7f/evil.example",
    "/\u2028/evil",
)  # fmt: skip


@for_each("address", LEADING_AWAY)
def test_no_spelling_of_another_site_is_an_address_of_our_own(address):
    assert local(address) == ""


@given(some.text(alphabet="/\\:@.?#%\t\n\r \0aevil\u2044\uff0f\u3002", max_size=12) | some.text(max_size=12))
def test_whatever_counts_as_our_own_stays_with_us(address):
    kept = local(address)
    as_browsers_read_it = kept.replace("\\", "/").translate(dict.fromkeys(map(ord, "\t\r\n")))
    assert urlsplit(urljoin("https://segue.example/sign-in", as_browsers_read_it)).netloc == "segue.example"
    assert kept == "" or kept.startswith("/")

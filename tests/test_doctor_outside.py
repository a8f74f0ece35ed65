"""`segue doctor` and what is outside: the providers, the own address, clocks, certificates; only GETs leave."""

import socket
import ssl

import pytest

from fakes import at_google, at_microsoft
from fakes.google.faults import refused, slow
from fakes.loopback import Answer
from fakes.office import Office
from fakes.pem import certificate_pem
from fakes.provider import wire
from fakes.provider.wire import as_json
from segue.config import load_settings
from segue.doctor import asking
from segue.doctor.address import own_address_checks
from segue.doctor.asking import NotReached, answer_from
from segue.doctor.check import looked
from segue.doctor.providers import KNOWN, provider_looks
from segue.doors.installation import HEADER, SEEN_AT, mark_of

pytestmark = pytest.mark.loopback
KEY = "0123456789abcdef" * 4
MICROSOFTS = "/*/v2.0" + KNOWN


def named(checks):
    return {check.name: (check.ok, check.says) for check in checks}


@pytest.fixture
def google_settings(tmp_path, google):
    """Return the settings of an installation at this Google."""
    return at_google.settings_at(google, Office(tmp_path))


@pytest.fixture
def microsoft_settings(tmp_path, microsoft):
    """Return the settings of an installation at this Microsoft, whose authority is its own tenant."""
    tenant = microsoft.tenant(at_microsoft.DOMAIN).id
    authority = f"https://login.microsoftonline.com/{tenant}"
    return at_microsoft.settings_at(microsoft, Office(tmp_path), microsoft_authority=authority)


def at_providers(settings, limit_seconds=5.0):
    return named(looked(provider_looks(settings), limit_seconds))


# Google


def test_google_is_well(google, google_settings):
    found = at_providers(google_settings)
    assert found["Google"] == (True, "publishes what it should")
    assert found["clock"] == (True, "as Google's")
    assert [ok for ok, _ in found.values()] == [True] * 6


def test_only_gets_leave_and_they_bring_no_token(google, google_settings):
    at_providers(google_settings)
    assert {call.method for call in google.traffic.calls} == {"GET"}
    assert {call.account for call in google.traffic.calls} == {""}
    assert len(google.traffic.calls) == 5


def test_a_google_of_another_issuer_is_told(google, google_settings):
    google.fails("GET", KNOWN, refused(as_json({"issuer": "https://login.norwell.example"})))
    ok, says = at_providers(google_settings)["Google"]
    assert (ok, "another than Google answers" in says, "SEGUE_GOOGLE_ACCOUNTS" in says) == (False, True, True)


@pytest.mark.parametrize("body", [b"<html>sign in to the network</html>", b"[]", b'{"issuer": 1}', b"\xff"])
def test_a_page_of_the_network_in_googles_place_is_told(google, google_settings, body):
    google.fails("GET", KNOWN, refused(wire.Answer(200, body)))
    assert at_providers(google_settings)["Google"][1].startswith("another than Google answers")


def test_addresses_that_google_has_moved_are_named(google, google_settings):
    told = {"issuer": "https://accounts.google.com", "token_endpoint": "https://new.example/token", "jwks_uri": "x"}
    google.fails("GET", KNOWN, refused(as_json(told)))
    ok, says = at_providers(google_settings)["Google"]
    assert (ok, "SEGUE_GOOGLE_TOKENS and SEGUE_GOOGLE_CERTIFICATES" in says) == (False, True)


def test_a_clock_that_differs_from_googles_is_told(google, google_settings, clock, monkeypatch):
    here = clock()
    clock.move(minutes=5)
    monkeypatch.setattr("segue.clock.now", lambda: here)
    ok, says = at_providers(google_settings)["clock"]
    assert (ok, says.startswith("300 seconds behind Google's")) == (False, True)


def test_a_google_that_is_slow_ends_no_other_look(google, google_settings):
    google.fails("GET", KNOWN, slow(1))
    google.fails("GET", "/v1/people/me/connections", slow(1))
    found = at_providers(google_settings, limit_seconds=0.3)
    assert found["Google"][1].startswith("no answer within 0.3 seconds")
    assert sum(ok for ok, _ in found.values()) == 3


def test_a_google_that_is_not_reached_is_told_host_by_host(google_settings, loopback):
    loopback.close()
    nobody = google_settings.model_copy(update={"google_people": loopback.origin})
    host = loopback.origin.removeprefix("http://")
    assert at_providers(nobody)[f"reach {host}"] == (
        False,
        "127.0.0.1 refuses the connection: nothing listens there, or a firewall is between",
    )


# Microsoft


def test_microsoft_is_well(microsoft, microsoft_settings):
    found = at_providers(microsoft_settings)
    assert found["Microsoft"] == (True, "publishes what it should")
    assert found["clock"] == (True, "as Microsoft's")
    assert all(ok for ok, _ in found.values())
    assert {call.method for call in microsoft.traffic.calls} == {"GET"}


@pytest.mark.parametrize("end", ["organizations", at_microsoft.DOMAIN])
def test_microsoft_is_well_by_each_name_of_an_authority(microsoft, microsoft_settings, end):
    told = {"microsoft_authority": f"https://login.microsoftonline.com/{end}"}
    assert at_providers(microsoft_settings.model_copy(update=told))["Microsoft"][0]


def test_a_tenant_that_microsoft_does_not_know_is_told(microsoft, microsoft_settings):
    told = {"microsoft_authority": "https://login.microsoftonline.com/99999999-2222-4333-8444-555555555555"}
    found = at_providers(microsoft_settings.model_copy(update=told))["Microsoft"]
    assert found == (False, "knows no such tenant: see the end of SEGUE_MICROSOFT_AUTHORITY")


@pytest.mark.parametrize(
    "issuer",
    [
        "https://login.microsoftonline.com/99999999-2222-4333-8444-555555555555/v2.0",
        "https://login.norwell.example/{tenant}/v2.0",
        "",
    ],
)
def test_a_microsoft_of_another_issuer_is_told(microsoft, microsoft_settings, issuer):
    told = {
        "issuer": issuer.format(tenant=microsoft.tenant(at_microsoft.DOMAIN).id),
        "jwks_uri": "/discovery/v2.0/keys",
    }
    microsoft.fails("GET", MICROSOFTS, refused(as_json(told)))
    assert at_providers(microsoft_settings)["Microsoft"][1].startswith("another than Microsoft answers")


# The way there


def test_a_certificate_that_nobody_trusts_is_told(loopback, tmp_path):
    (tmp_path / "own.pem").write_text(certificate_pem(), encoding="utf-8")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "own.pem")
    loopback._server.socket = context.wrap_socket(loopback._server.socket, server_side=True)
    with pytest.raises(NotReached, match="a certificate that is not trusted here"):
        answer_from(loopback.origin.replace("http:", "https:") + "/healthz")
    assert not loopback.seen


def test_silence_is_told_and_why_a_proxy_of_the_environment_does_not_help(monkeypatch):
    monkeypatch.setattr(asking, "TIMEOUT_SECONDS", (0.1, 0.1))
    monkeypatch.setenv("HTTPS_PROXY", "http://user:hunter2@proxy.norwell.example")
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        pytest.raises(NotReached, match=r"does not answer in time.*HTTPS_PROXY is set, but Segue") as told,
    ):
        answer_from(f"http://127.0.0.1:{silent.getsockname()[1]}/healthz")
    assert "hunter2" not in str(told.value)


def test_a_name_that_nobody_knows_is_told(monkeypatch):
    def unknown(*_question, **_more):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr("socket.getaddrinfo", unknown)
    with pytest.raises(NotReached, match=r"the name segue\.norwell\.example is not known here"):
        answer_from("https://segue.norwell.example/healthz")


def test_a_redirect_is_not_followed(loopback):
    loopback.script = [Answer(302, {"Location": loopback.origin + "/elsewhere"})]
    assert answer_from(loopback.origin + "/healthz").status == 302
    assert loopback.seen == ["GET /healthz"]


# The own address


def own_address(loopback, *script):
    loopback.script = list(script)
    ((ok, says),) = named(own_address_checks(load_settings({}, base_url=loopback.origin, secret_key=KEY))).values()
    return ok, says.replace(loopback.origin, "BASE")


def from_segue(key=KEY, at=""):
    return Answer(headers={HEADER: mark_of(key.encode()), SEEN_AT: at})


def test_the_own_address_leads_here(loopback):
    assert own_address(loopback, from_segue(at=loopback.origin + "/")) == (True, "BASE leads to this installation")


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (from_segue(at="http://segue:8765/"), "the server takes it for http://segue:8765: let the proxy set X-Forw"),
        (from_segue(key=KEY[::-1]), "a Segue with another secret key answers at BASE"),
        (Answer(502), "finds nobody behind it (status 502): start `segue serve`"),
        (Answer(404), "something else answers at BASE (status 404)"),
        (Answer(302, {"Location": "https://login.example"}), "leads away: let the proxy pass it on without a sign-in"),
    ],
)
def test_an_own_address_that_leads_elsewhere_is_told(loopback, answer, says):
    ok, told = own_address(loopback, answer)
    assert (ok, says in told) == (False, True)


def test_an_own_address_that_only_people_reach_can_be_left_out(loopback):
    loopback.close()
    ok, told = own_address(loopback)
    assert (ok, told.endswith("add --offline")) == (False, True)


def test_the_server_tells_its_installation_and_where_it_believes_to_be(tmp_path):
    office = Office(tmp_path)
    answer = office.as_(None).get("/healthz")
    assert answer.headers[HEADER] == mark_of(office.key)
    assert answer.headers[SEEN_AT] == "http://localhost/"

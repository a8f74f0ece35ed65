"""The extension's own sign-in: code with PKCE, exact addresses, every secret used once (RFC 6749, 7636, 7009, 9700)."""

import re

import pytest

from doors.connecting import (
    ASKED,
    CHALLENGE,
    OF_ANOTHER_STORE,
    REDIRECT,
    VERIFIER,
    Extension,
    sent_back,
    wanted,
    with_flow,
)
from fakes.cases import for_each
from fakes.office import Office, token_in
from segue.config import load_settings
from segue.departure.errors import BrokenSetup


@pytest.fixture
def office(tmp_path):
    return with_flow(Office(tmp_path))


@pytest.fixture
def extension(office):
    return Extension(office)


@pytest.fixture(scope="module")
def asking(tmp_path_factory):
    """Return an extension and a signed-in person, for requests that change nothing."""
    office = with_flow(Office(tmp_path_factory.mktemp("asking")))
    return Extension(office), office.as_(office.leaver)


# The way through


def test_a_person_who_agrees_connects_his_browser(office, extension):
    visitor = office.as_(office.leaver)
    page = extension.ask(visitor)
    assert (page.status_code, "Mara Lindqvist" in page.text, "Chrome, Linux" in page.text) == (200, True, True)
    address, carried = sent_back(extension.agreed(visitor))
    assert (address, set(carried), carried["state"]) == (REDIRECT, {"code", "state"}, "st4te")
    answered = extension.exchange(carried["code"])
    assert set(answered.json) == {"access_token", "token_type", "expires_in", "refresh_token"}
    assert (answered.json["token_type"], answered.json["expires_in"]) == ("Bearer", 600)
    assert answered.headers["Cache-Control"] == "no-store"
    assert extension.call().json["person"]["name"] == "Mara Lindqvist"


def test_the_form_of_the_page_is_all_that_is_needed(office, extension):
    visitor = office.as_(office.leaver)
    page = extension.ask(visitor, state="a b&c=d%20+/~").text
    hidden = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page.replace("&amp;", "&")))
    assert token_in(page) == hidden.pop("csrf_token")
    answered = visitor.post("/oauth/authorize", **{**hidden, "do": "agree"})
    assert sent_back(answered)[1]["state"] == "a b&c=d%20+/~"


def test_looking_at_the_page_makes_no_code_and_records_nothing(office, extension):
    extension.ask(office.as_(office.leaver))
    with office.look() as desk:
        assert desk.stores.audit.last() is None
        assert desk.stores.browsers.of(office.leaver.id) == []


def test_a_person_who_refuses_sends_a_refusal_and_no_code(office, extension):
    address, carried = sent_back(extension.agreed(office.as_(office.leaver), do="refuse"))
    assert address == REDIRECT
    assert (carried["error"], carried["state"], "code" in carried) == ("access_denied", "st4te", False)


def test_who_is_not_signed_in_signs_in_first_and_comes_back_with_everything(office):
    stranger = office.app.test_client()
    asked = stranger.get("/oauth/authorize", query_string=wanted({"state": "a b&c"}))
    assert asked.location.startswith("/sign-in?next=/oauth/authorize")
    page = stranger.get(asked.location).text
    following = re.search(r'name="next" value="([^"]*)"', page)[1].replace("&amp;", "&")
    fields = {"csrf_token": token_in(page), "person_id": "mara", "next": following}
    back = stranger.post("/sign-in", data=fields)
    assert 'value="a b&amp;c"' in stranger.get(back.location).text


def test_the_page_is_shown_in_no_frame_and_its_form_goes_here_or_to_the_extension(asking):
    extension, visitor = asking
    policy = extension.ask(visitor).headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert f"form-action 'self' {REDIRECT.rstrip('/')}" in policy
    assert policy.count("form-action") == 1


def test_nobody_agrees_without_the_forms_token(office, extension):
    visitor = office.as_(office.leaver)
    visitor.token = ""
    refused = extension.agreed(visitor)
    assert (refused.status_code, refused.location) == (403, None)


def test_a_browser_that_works_for_a_person_cannot_agree_for_him(office, extension):
    extension.connected(office.leaver)
    answered = extension.call("POST", "/oauth/authorize", data={**ASKED, "do": "agree"})
    assert answered.status_code == 401


# Addresses to return to

TRICKS = [
    REDIRECT.rstrip("/"),
    REDIRECT + "evil",
    REDIRECT + "?next=https://evil.example",
    REDIRECT + "#fragment",
    REDIRECT + "../",
    REDIRECT + " ",
    REDIRECT.replace("https", "http"),
    REDIRECT.replace("https", "HTTPS"),
    REDIRECT.replace(".chromiumapp.org", ".chromiumapp.org:443"),
    REDIRECT.replace(".chromiumapp.org", ".chromiumapp.org:8443"),
    REDIRECT.replace(".chromiumapp.org", ".chromiumapp.org."),
    REDIRECT.replace(".chromiumapp.org", ".chromiumapp.org.evil.example"),
    REDIRECT.replace("abc", "ABC"),
    REDIRECT.replace("https://", "https://evil.example@"),
    REDIRECT.replace("https://", "https://user:secret@"),
    REDIRECT.replace("https://", "https://evil.example/"),
    REDIRECT.replace("https://", "https:\\\\"),
    REDIRECT.replace("https:", ""),
    REDIRECT.replace("https://", "https%3A%2F%2F"),
    REDIRECT.replace("chromiumapp", "chromium%61pp"),
    "https://evil.example/",
    "//evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "https://еvil.example/",
    REDIRECT + "\r\nLocation: https://evil.example",
    REDIRECT + '"',
    "",
    None,
]


@for_each("address", TRICKS)
def test_nothing_is_ever_sent_to_another_address(asking, address):
    extension, visitor = asking
    for changes in ({}, {"code_challenge": None}, {"response_type": "token"}):
        for answered in (
            extension.ask(visitor, redirect_uri=address, **changes),
            extension.agreed(visitor, redirect_uri=address, **changes),
            extension.agreed(visitor, do="refuse", redirect_uri=address, **changes),
        ):
            assert (answered.status_code, answered.location) == (422, None)


WRONG = [
    {"client_id": "another"},
    {"client_id": None},
    {"client_id": ["segue-extension", "another"]},
    {"redirect_uri": [REDIRECT, "https://evil.example/"]},
    {"redirect_uri": [REDIRECT, REDIRECT]},
    {"state": ["a", "b"]},
    {"state": "x" * 1001},
    {"state": "naïve"},
    {"code_challenge": [CHALLENGE, CHALLENGE]},
    {"scope": 'a"b'},
    {"response_type": "co\\de"},
]


@for_each("changes", WRONG)
def test_before_client_and_address_are_trusted_a_mistake_is_a_page(asking, changes):
    extension, visitor = asking
    for answered in (extension.ask(visitor, **changes), extension.agreed(visitor, **changes)):
        assert (answered.status_code, answered.location) == (422, None)
        assert answered.content_type.startswith("text/html")
        assert 'href="https://evil' not in answered.text


def test_a_second_set_of_parameters_in_the_address_is_refused(asking):
    _, visitor = asking
    query = "redirect_uri=https%3A%2F%2Fevil.example%2F"
    answered = visitor.browser.post(f"/oauth/authorize?{query}", data={"csrf_token": visitor.token, **ASKED})
    assert (answered.status_code, answered.location) == (422, None)


def test_each_store_has_its_own_address_and_a_code_is_bound_to_one(office, extension):
    visitor = office.as_(office.leaver)
    code = extension.code(visitor, redirect_uri=OF_ANOTHER_STORE)
    assert extension.exchange(code).json["error"] == "invalid_grant"
    code = extension.code(visitor, redirect_uri=OF_ANOTHER_STORE)
    form = {"grant_type": "authorization_code", "code": code, "code_verifier": VERIFIER}
    assert extension.fetch(**form, redirect_uri=OF_ANOTHER_STORE).status_code == 200


@for_each(
    "address",
    ["http://a.chromiumapp.org/", "https://a.example/?x", "https://a.example/#x", "https://u@a.example/", "https://",
     "https://A.example/", "https://a.example:8443/", "https://a.example/;x", "javascript:x", "a.example", "https://[x"],
)  # fmt: skip
def test_an_address_that_hides_another_is_no_setting(address):
    with pytest.raises(BrokenSetup):
        load_settings({"SEGUE_EXTENSION_REDIRECTS": f"{REDIRECT} {address}"})


def test_without_addresses_there_is_no_flow_and_the_page_says_how_else(tmp_path):
    office = Office(tmp_path)
    visitor = office.as_(office.leaver)
    answered = Extension(office).ask(visitor)
    assert (answered.status_code, answered.location) == (403, None)
    assert "code" in answered.text
    said = visitor.get("/.well-known/oauth-authorization-server").json
    assert "authorization_endpoint" not in said
    assert said["segue_pairing_endpoint"].endswith("/oauth/pair")


def test_with_addresses_the_server_says_what_it_offers(asking):
    _, visitor = asking
    said = visitor.get("/.well-known/oauth-authorization-server").json
    assert said["code_challenge_methods_supported"] == ["S256"]
    assert said["token_endpoint_auth_methods_supported"] == ["none"]
    assert said["authorization_endpoint"] == f"{said['issuer']}/oauth/authorize"


# PKCE

BAD_CHALLENGES = [
    {"code_challenge": None, "code_challenge_method": None},
    {"code_challenge": None},
    {"code_challenge": ""},
    {"code_challenge_method": None},
    {"code_challenge_method": "plain", "code_challenge": VERIFIER},
    {"code_challenge_method": "s256"},
    {"code_challenge_method": "S512"},
    {"code_challenge": CHALLENGE[:-1]},
    {"code_challenge": CHALLENGE + "A"},
    {"code_challenge": "!" * 43},
    {"response_type": "token"},
    {"response_type": "code token"},
    {"response_type": None},
]


@for_each("changes", BAD_CHALLENGES)
def test_a_request_without_a_sha256_challenge_gets_an_error_and_no_page(asking, changes):
    extension, visitor = asking
    for answered in (extension.ask(visitor, **changes), extension.agreed(visitor, **changes)):
        address, carried = sent_back(answered)
        assert address == REDIRECT
        assert carried["error"] in ("invalid_request", "unsupported_response_type")
        assert (carried["state"], "code" in carried) == ("st4te", False)


@for_each("verifier", [None, "", CHALLENGE, VERIFIER[:-1], VERIFIER + "x", VERIFIER.upper(), "short", "x" * 129])
def test_without_the_right_verifier_a_code_is_worth_nothing_and_used_up(office, extension, verifier):
    code = extension.code(office.as_(office.leaver))
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": REDIRECT, "code_verifier": verifier}
    refused = extension.fetch(**form)
    assert refused.status_code == 400
    assert refused.json["error"] in ("invalid_grant", "invalid_request")
    assert extension.exchange(code).json["error"] == "invalid_grant"


# Codes


def test_a_code_used_twice_ends_what_it_connected(office, extension):
    code = extension.code(office.as_(office.leaver))
    assert extension.exchange(code).status_code == 200
    thief = Extension(office)
    assert thief.exchange(code).json["error"] == "invalid_grant"
    assert not extension.works()
    assert extension.renew().json["error"] == "invalid_grant"
    assert why_ended(office) == ["code_reused"]


def test_a_code_lives_for_a_minute(office, extension):
    visitor = office.as_(office.leaver)
    first, second = extension.code(visitor), extension.code(visitor)
    office.move(seconds=59)
    assert extension.exchange(first).status_code == 200
    office.move(seconds=1)
    assert extension.exchange(second).json["error"] == "invalid_grant"


@for_each("changes", [{"redirect_uri": REDIRECT + "x"}, {"redirect_uri": OF_ANOTHER_STORE}, {"client_id": "another"}])
def test_a_code_is_bound_to_its_address_and_client(office, extension, changes):
    form = {"grant_type": "authorization_code", "redirect_uri": REDIRECT, "code_verifier": VERIFIER}
    refused = extension.fetch(**{**form, "code": extension.code(office.as_(office.leaver)), **changes})
    assert refused.json["error"] in ("invalid_grant", "invalid_client")


def test_nothing_is_taken_from_the_address_where_logs_would_keep_it(office, extension):
    code = extension.code(office.as_(office.leaver))
    form = {"grant_type": "authorization_code", "client_id": "segue-extension", "redirect_uri": REDIRECT}
    query = {**form, "code": code, "code_verifier": VERIFIER}
    assert office.app.test_client().post("/oauth/token", query_string=query).status_code == 422
    assert office.app.test_client().get("/oauth/token", query_string=query).status_code == 404
    assert office.app.test_client().get("/api/v1/session", query_string={"access_token": "x"}).status_code == 401


@for_each(
    "form",
    [{}, {"grant_type": "password", "username": "mara", "password": "x"}, {"grant_type": "client_credentials"},
     {"grant_type": "authorization_code"}, {"grant_type": "refresh_token"},
     {"grant_type": "refresh_token", "refresh_token": "x"},
     {"grant_type": "authorization_code", "code": "x", "code_verifier": VERIFIER, "redirect_uri": REDIRECT}],
)  # fmt: skip
def test_any_other_way_to_a_token_is_refused(asking, form):
    extension, _ = asking
    refused = extension.fetch(**form)
    assert refused.status_code == 400
    assert refused.json["error"] in ("unsupported_grant_type", "invalid_request", "invalid_grant")


@for_each("path", ["/oauth/token", "/oauth/pair", "/oauth/revoke", "/oauth/authorize", "/api/v1/session"])
def test_no_other_website_reads_an_answer_or_is_asked_beforehand(asking, path):
    _, visitor = asking
    origin = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    for method in ("OPTIONS", "GET", "POST"):
        answered = visitor.browser.open(path, method=method, headers=origin)
        assert not [name for name, _ in answered.headers if name.lower().startswith("access-control-")]


# Refresh tokens


def test_a_refresh_token_brings_the_next_two_and_the_old_access_ends_by_itself(office, extension):
    extension.connected(office.leaver)
    old = extension.access
    office.move(minutes=9)
    assert extension.renew().status_code == 200
    assert [extension.call(token=one).status_code for one in (old, extension.access)] == [200, 200]
    office.move(minutes=1)
    assert [extension.call(token=one).status_code for one in (old, extension.access)] == [401, 200]


@for_each("seconds", [0, 5, 3600])
def test_a_refresh_token_used_twice_ends_its_family_however_soon(office, extension, seconds):
    extension.connected(office.leaver)
    stolen = extension.refresh
    extension.renew()
    office.move(seconds=seconds)
    assert extension.renew(stolen).json["error"] == "invalid_grant"
    assert not extension.works()
    assert extension.renew().json["error"] == "invalid_grant"
    assert why_ended(office)[0] == "refresh_reused"


def test_a_reused_refresh_token_is_in_the_audit_without_the_token(office, extension):
    extension.connected(office.leaver)
    stolen = extension.refresh
    extension.renew()
    extension.renew(stolen)
    with office.look() as desk:
        last = desk.stores.audit.last()
        said = repr(list(desk.stores.audit.entries()))
    assert (last.verb, last.details["why"], last.person_id) == ("end_browser", "refresh_reused", "")
    assert stolen not in said


def test_one_family_that_ends_leaves_the_others(office, extension):
    extension.connected(office.leaver)
    other = Extension(office).connected(office.leaver)
    stolen = other.refresh
    other.renew()
    other.renew(stolen)
    assert (extension.works(), other.works()) == (True, False)


def test_a_browser_nobody_opened_for_a_month_connects_anew(office, extension):
    extension.connected(office.leaver)
    office.move(days=30)
    assert extension.renew().json["error"] == "invalid_grant"


def test_an_access_token_refreshes_nothing_and_a_refresh_token_opens_nothing(office, extension):
    extension.connected(office.leaver)
    assert extension.renew(extension.access).json["error"] == "invalid_grant"
    assert extension.call(token=extension.refresh).status_code == 401
    assert extension.works()


def test_what_is_over_is_forgotten_and_what_works_stays(office, extension):
    extension.connected(office.leaver)
    idle = Extension(office).connected(office.leaver)
    office.move(days=29)
    extension.renew()
    office.move(days=2)
    office.records.forget_sessions("office", office.now)
    extension.renew()
    assert extension.works()
    assert not idle.works()
    with office.look() as desk:
        assert len(desk.stores.browsers.of(office.leaver.id)) == 1


# Signing out


def test_signing_out_in_the_extension_ends_its_tokens(office, extension):
    extension.connected(office.leaver)
    assert extension.sign_out().status_code == 200
    assert (extension.works(), extension.renew().status_code) == (False, 400)
    assert why_ended(office) == ["signed_out"]


def test_signing_out_by_the_access_token_ends_both(office, extension):
    extension.connected(office.leaver)
    extension.refresh, kept = extension.access, extension.refresh
    assert extension.sign_out().status_code == 200
    assert (extension.works(), extension.renew(kept).status_code) == (False, 400)


@for_each("token", ["", "nobody's", "x" * 500])
def test_signing_out_with_a_token_of_nobody_says_nothing_else(asking, token):
    _, visitor = asking
    assert visitor.browser.post("/oauth/revoke", data={"token": token}).status_code == 200


def test_no_secret_is_in_the_database_or_the_logs(office, extension, capfd):
    code = extension.code(office.as_(office.leaver))
    extension.exchange(code)
    secrets = [code, extension.access, extension.refresh]
    extension.renew()
    secrets += [extension.access, extension.refresh]
    kept = b"".join(path.read_bytes() for path in office.folder.glob("segue.db*"))
    logged = "".join(capfd.readouterr())
    assert [one for one in secrets if one.encode() in kept or one in logged] == []


def test_after_many_refused_requests_from_one_address_they_are_answered_no_more(office):
    extension = Extension(office).connected(office.leaver)
    for _ in range(60):
        extension.renew("wrong")
    refused = extension.renew("wrong")
    assert (refused.status_code, refused.json["code"]) == (429, "too_many_attempts")
    assert "in 10 minutes" in refused.json["detail"]
    assert int(refused.headers["Retry-After"]) <= 601
    assert extension.renew().status_code == 200  # a colleague behind the same address is heard


def test_a_person_makes_so_many_codes_and_then_waits(office, extension):
    visitor = office.as_(office.leaver)
    answers = [extension.agreed(visitor).status_code for _ in range(21)]
    assert answers == [302] * 20 + [429]
    assert extension.agreed(office.as_(office.manager)).status_code == 302
    office.move(minutes=10)
    assert extension.agreed(visitor).status_code == 302


def why_ended(office):
    with office.look() as desk:
        return [one.ended_why for one in desk.stores.browsers.of(office.leaver.id)]

"""Signing in by a provider through the pages: the way there and back, and what is said on the way (A1, P6)."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from fakes.identity import FakeIdentity, account_of
from fakes.office import LEAVER, Office
from segue.departure.errors import MailboxUnclear
from segue.desk.ports import Need
from segue.doors.wiring import EXTENSION


@pytest.fixture
def google():
    return FakeIdentity()


@pytest.fixture
def office(tmp_path, google):
    return at_google(Office(tmp_path).begun(), google)


def at_google(office, google):
    """Let a company sign in with Google, and be no demonstration."""
    with office.desk() as desk:
        desk.stores.settings.save(replace(desk.stores.workspace, google_domains=("norwell.example",)))
    wired = office.app.extensions[EXTENSION]
    office.app.extensions[EXTENSION] = replace(wired, demo=False, identities={"google": google})
    return office


def asked(response):
    """What the provider was asked."""
    assert response.status_code == 302
    assert response.location.startswith("https://provider.example/ask?")
    return {name: one for name, (one,) in parse_qs(urlsplit(response.location).query, keep_blank_values=True).items()}


def answer(visitor, said, **more):
    return visitor.get("/sign-in/google/back", query_string={"state": said["state"], "code": "right"} | more)


def sign_in(office, visitor=None, **more):
    visitor = visitor or office.as_(None)
    return visitor, answer(visitor, asked(visitor.get("/sign-in/google", query_string=more)))


def test_the_sign_in_page_offers_the_provider_and_keeps_where_to_go_on(office):
    page = office.as_(None).get("/sign-in?next=/start").text
    assert 'href="/sign-in/google?next=/start"' in page
    assert "Sign in with Google" in page


def test_a_person_signs_in_and_goes_on(office):
    visitor, came = sign_in(office, next="/browsers")
    assert (came.status_code, came.location) == (302, "/browsers")
    assert "Mara Lindqvist" in visitor.get("/browsers").text


def test_signing_in_asks_for_nothing_else(office):
    assert asked(office.as_(None).get("/sign-in/google"))["needs"] == "sign_in"


def test_the_way_back_is_this_installations_own_address(office):
    wired = office.app.extensions[EXTENSION]
    office.app.extensions[EXTENSION] = replace(wired, base_url="https://segue.norwell.example/")
    said = asked(office.as_(None).get("/sign-in/google", headers={"Host": "evil.example"}))
    assert said["redirect"] == "https://segue.norwell.example/sign-in/google/back"


@pytest.mark.parametrize("next", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:x"])
def test_the_way_on_never_leads_elsewhere(office, next):
    assert sign_in(office, next=next)[1].location == "/"


@pytest.mark.parametrize("changed", [{"state": "other"}, {"state": ""}])
def test_an_answer_to_another_question_signs_nobody_in(office, changed):
    visitor = office.as_(None)
    came = answer(visitor, asked(visitor.get("/sign-in/google")), **changed)
    assert came.status_code == 403
    assert visitor.get("/browsers").status_code == 302


def test_an_answer_counts_in_the_browser_that_asked_alone(office):
    said = asked(office.as_(None).get("/sign-in/google"))
    assert answer(office.as_(None), said).status_code == 403


def test_an_answer_counts_once(office):
    visitor = office.as_(None)
    said = asked(visitor.get("/sign-in/google"))
    assert answer(visitor, said).status_code == 302
    assert answer(visitor, said).status_code == 403


def test_an_answer_after_ten_minutes_is_too_late(office):
    visitor = office.as_(None)
    said = asked(visitor.get("/sign-in/google"))
    office.move(minutes=10, seconds=1)
    assert answer(visitor, said).status_code == 403


@pytest.mark.parametrize("cookie", ["", "x", "e30.x", "é", "a" * 4000])
def test_a_cookie_that_is_none_of_ours_is_refused_in_words(office, cookie):
    visitor = office.as_(None)
    visitor.browser.set_cookie("segue_asked", cookie)
    came = visitor.get("/sign-in/google/back?state=x&code=right")
    assert came.status_code == 403
    assert "begin again" in came.text


def test_who_says_no_reads_what_that_means(office):
    visitor = office.as_(None)
    said = asked(visitor.get("/sign-in/google"))
    came = visitor.get("/sign-in/google/back", query_string={"state": said["state"], "error": "access_denied"})
    assert (came.status_code, "You said no" in came.text) == (200, True)
    assert visitor.get("/browsers").status_code == 302


def test_a_provider_that_gives_no_answer_is_told_apart(office):
    visitor = office.as_(None)
    said = asked(visitor.get("/sign-in/google"))
    came = visitor.get("/sign-in/google/back", query_string={"state": said["state"], "error": "server_error"})
    assert "gave no answer" in came.text


def test_a_code_that_the_provider_does_not_take_is_refused(office):
    visitor = office.as_(None)
    assert answer(visitor, asked(visitor.get("/sign-in/google")), code="wrong").status_code == 403


def test_a_provider_that_is_away_is_told(office, google):
    google.trouble = MailboxUnclear()
    assert sign_in(office)[1].status_code == 502


@pytest.mark.parametrize("tenant", ["", "other.example"])
def test_an_account_from_outside_is_refused_by_its_name(office, google, tenant):
    google.account_there = account_of("eve@other.example", subject="eve", tenant=tenant)
    came = sign_in(office)[1]
    assert (came.status_code, "eve@other.example" in came.text) == (403, True)


def test_an_account_cannot_write_html_into_the_refusal(office, google):
    google.account_there = account_of("<script>x</script>@other.example", subject="eve", tenant="")
    assert "<script>x" not in sign_in(office)[1].text


def test_an_unknown_provider_is_no_page(office):
    assert office.as_(None).get("/sign-in/facebook").status_code == 404


# What is allowed beyond signing in


def allow(office, need="contacts", visitor=None, **query):
    visitor = visitor or sign_in(office)[0]
    return visitor, asked(visitor.get(f"/account/allow/{need}", query_string=query))


def test_contacts_are_asked_for_when_they_are_needed_and_kept(office, google):
    visitor, said = allow(office, next="/start")
    assert (said["needs"], said["hint"]) == ("contacts sign_in", "mara@norwell.example")
    google.account_there = account_of("mara@norwell.example", Need.CONTACTS)
    assert answer(visitor, said).location == "/start"
    assert "Read your contacts" in visitor.get("/account").text


def test_other_contacts_are_asked_for_where_the_administrator_wants_them(office):
    wired = office.app.extensions[EXTENSION]
    office.app.extensions[EXTENSION] = replace(wired, other_contacts=True)
    assert allow(office)[1]["needs"] == "contacts other_contacts sign_in"


def test_a_box_that_was_left_empty_has_a_page_of_its_own(office):
    visitor, said = allow(office, next="/start")
    came = answer(visitor, said)
    assert "One box was left empty" in came.text
    assert "/account/allow/contacts?at=google&amp;next=/start" in came.text
    assert 'href="/start"' in came.text


def test_who_says_no_to_contacts_can_go_on_without(office):
    visitor, said = allow(office, next="/start")
    came = visitor.get("/sign-in/google/back", query_string={"state": said["state"], "error": "access_denied"})
    assert "upload a file of contacts" in came.text
    assert 'href="/start"' in came.text


def test_another_account_than_ones_own_is_refused(office, google):
    visitor, said = allow(office)
    google.account_there = account_of("priya@norwell.example", Need.CONTACTS, subject="sub-priya")
    came = answer(visitor, said)
    assert (came.status_code, "priya@norwell.example" in came.text) == (403, True)
    with office.look() as desk:
        assert desk.stores.connections.all() == []


def test_who_signed_out_meanwhile_allows_nothing(office, google):
    visitor, said = allow(office)
    visitor.browser.delete_cookie("segue")
    google.account_there = account_of("mara@norwell.example", Need.CONTACTS)
    assert answer(visitor, said).status_code in (302, 401, 403)
    with office.look() as desk:
        assert desk.stores.connections.all() == []


@pytest.mark.parametrize("need", ["everything", "sign_in", "other_contacts"])
def test_only_what_is_needed_can_be_asked_for(office, need):
    assert sign_in(office)[0].get(f"/account/allow/{need}").status_code == 404


def test_taking_it_back_ends_it_here_and_there(office, google):
    visitor, said = allow(office)
    google.account_there = account_of("mara@norwell.example", Need.CONTACTS)
    answer(visitor, said)
    token = visitor.get("/account").text.partition('name="csrf_token" value="')[2].partition('"')[0]
    visitor.browser.post("/account/disconnect", data={"csrf_token": token})
    page = visitor.get("/account").text
    assert google.revoked == ["renewal"]
    assert "may do nothing with your account" in page


def test_taking_it_back_says_so_when_the_provider_is_away(office, google):
    visitor, said = allow(office)
    google.account_there = account_of("mara@norwell.example", Need.CONTACTS)
    answer(visitor, said)
    google.trouble = MailboxUnclear()
    token = visitor.get("/account").text.partition('name="csrf_token" value="')[2].partition('"')[0]
    visitor.browser.post("/account/disconnect", data={"csrf_token": token})
    assert "could not be reached" in visitor.get("/account").text
    with office.look() as desk:
        assert not desk.stores.connections.of(LEAVER.id).works

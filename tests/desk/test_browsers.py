"""Browsers that work for a person, and what slows down guessing, at the desk."""

from datetime import timedelta

import pytest

from fakes.office import Office
from segue.departure.errors import NotFound, TooManyAttempts
from segue.desk.attempts import Limit, count_attempt, take_back_attempt
from segue.desk.browsers import (
    Pair,
    Why,
    bearer_of,
    connect,
    digest_of,
    disconnect,
    fit_name,
    make_code,
    pairing_code,
    use_code,
    use_refresh,
)
from segue.desk.export_person import held_on
from segue.desk.ports import GrantKind

LIMIT = Limit("test", 3, timedelta(minutes=10), timedelta(minutes=5))


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)


def connected(office, who, access="access", refresh="refresh"):
    """Connect a browser for a person, by a code of his."""
    with office.desk() as desk:
        make_code(desk, who, "code" + access, "https://a.example/", "challenge", "Chrome, Linux")
        return connect(desk, use_code(desk, "code" + access, GrantKind.CODE), Pair(access, refresh))


def test_a_digest_depends_on_the_installations_key_and_hides_the_secret():
    assert digest_of(b"one", "secret") != digest_of(b"two", "secret")
    assert "secret" not in digest_of(b"one", "secret")


def test_an_access_token_says_for_whom_a_browser_works_until_he_ends_it(office):
    browser = connected(office, office.leaver)
    with office.look() as desk:
        assert bearer_of(desk, "access").id == office.leaver.id
    with office.desk() as desk:
        disconnect(desk, office.leaver, browser.id)
        assert bearer_of(desk, "access") is None
        assert use_refresh(desk, "refresh") is None


def test_nobody_ends_anothers_browser(office):
    browser = connected(office, office.leaver)
    with office.desk() as desk, pytest.raises(NotFound):
        disconnect(desk, office.manager, browser.id)


def test_a_browser_that_ended_keeps_why_it_ended_first(office):
    browser = connected(office, office.leaver)
    with office.desk() as desk:
        disconnect(desk, office.leaver, browser.id)
        use_code(desk, "codeaccess", GrantKind.CODE)
        assert desk.stores.browsers.get(browser.id).ended_why == Why.BY_PERSON


def test_two_who_use_one_refresh_token_at_the_same_moment_do_not_both_get_through(office):
    connected(office, office.leaver)
    with office.desk() as desk:
        assert [use_refresh(desk, "refresh") is not None for _ in range(2)] == [True, False]


def test_what_is_held_on_an_employee_names_his_browsers_and_no_secret(office):
    connected(office, office.leaver)
    connected(office, office.manager, "other", "others")
    with office.look() as desk:
        held = [thing for kind, thing in held_on(desk, office.leaver.address) if kind == "browser"]
    assert [(one.name, one.person_id) for one in held] == [("Chrome, Linux", office.leaver.id)]
    assert "digest" not in repr(held)


@pytest.mark.parametrize(
    ("typed", "read"), [("bcdf-ghjk", "BCDFGHJK"), (" B C D F ", "BCDF"), ("\ud800é²B", "B"), ("", "")]
)
def test_a_pairing_code_is_read_however_it_is_typed(typed, read):
    assert pairing_code(typed) == read


@pytest.mark.parametrize(
    ("given", "shown"), [("  My\nlaptop ", "My laptop"), ("a\u202eb\0c", "a b c"), ("x" * 99, "x" * 60), ("", "")]
)
def test_a_name_is_one_line_that_can_be_shown(given, shown):
    assert fit_name(given) == shown


# Counting attempts


def tried(office, times=1, limit=LIMIT):
    for _ in range(times):
        with office.records.counting() as attempts:
            count_attempt(attempts, limit, "who", office.now)


def test_after_so_many_attempts_no_more_is_heard_for_a_while(office):
    tried(office, 3)
    with pytest.raises(TooManyAttempts) as refused:
        tried(office)
    assert refused.value.values["wait"] == timedelta(minutes=5)
    office.move(minutes=4)
    with pytest.raises(TooManyAttempts):
        tried(office)


def test_a_refused_attempt_does_not_make_the_wait_longer(office):
    tried(office, 3)
    office.move(minutes=4)
    with pytest.raises(TooManyAttempts):
        tried(office)
    office.move(minutes=1)
    tried(office)


def test_after_the_time_of_a_limit_counting_begins_anew(office):
    tried(office, 2)
    office.move(minutes=10)
    tried(office, 2)


def test_an_attempt_that_was_right_is_taken_back(office):
    for _ in range(10):
        tried(office)
        with office.records.counting() as attempts:
            take_back_attempt(attempts, "who", office.now)


def test_counters_whose_time_is_over_are_forgotten(office):
    tried(office, 3)
    office.move(days=2)
    office.records.forget_sessions("office", office.now)
    with office.records.counting() as attempts:
        assert attempts.get("who") is None

"""Data is kept for as long as policy says, and the report is offered before it goes (A4)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from fakes.office import ADMINISTRATOR, FACTS, JONAS, LEAVER, MANAGER, SUCCESSOR, Office
from segue.departure.contact_point import ContactKind
from segue.departure.errors import NotFound, NotNow, SelfApproval
from segue.desk.cancel import cancel
from segue.desk.close import close
from segue.desk.replay import Unlogged
from segue.desk.retention import Kept, answer_by, answer_report, kept_until, retain

# The last day of the office's departure is Friday 30 October 2026, its zone Europe/Rome.


def with_days(office, days):
    with office.desk() as desk:
        desk.stores.policies.add(replace(desk.policy, retention_days=days), desk.now, ADMINISTRATOR.id)
    return office


def on(office, day, hour=9):
    """Let the office's clock show an hour (UTC) of a day."""
    office.now = office.now.replace(year=day.year, month=day.month, day=day.day, hour=hour, minute=0)
    return office


def kept(office):
    with office.desk() as desk:
        return retain(desk, office.departure_id, Unlogged())


def days_until_gone(office, first=date(2026, 10, 31), most=200):
    """Let the daily job run every day; returns what it did on which day."""
    done = {}
    for number in range(most):
        day = first + timedelta(days=number)
        what = kept(on(office, day))
        if what is not Kept.KEPT:
            done[what] = day
        if what is Kept.ERASED:
            return done
    return done


def test_without_an_answer_the_manager_is_asked_ten_days_before_and_all_goes_after_the_thirtieth(tmp_path):
    office = Office(tmp_path).approved()
    assert days_until_gone(office) == {Kept.ASKED: date(2026, 11, 19), Kept.ERASED: date(2026, 11, 30)}
    with office.look() as desk:
        assert desk.stores.departures.all() == []


@pytest.mark.parametrize(
    ("days", "asked", "gone"),
    [
        (7, date(2026, 10, 31), date(2026, 11, 11)),
        (11, date(2026, 10, 31), date(2026, 11, 11)),
        (20, date(2026, 11, 9), date(2026, 11, 20)),
        (90, date(2027, 1, 18), date(2027, 1, 29)),
    ],
)
def test_the_policy_says_for_how_long(tmp_path, days, asked, gone):
    office = with_days(Office(tmp_path).approved(), days)
    assert days_until_gone(office) == {Kept.ASKED: asked, Kept.ERASED: gone}


@pytest.mark.parametrize(("days", "most"), [(1, 7), (0, 7), (5000, 90)])
def test_no_policy_goes_beyond_the_bounds(tmp_path, days, most):
    office = with_days(Office(tmp_path).approved(), days)
    with office.look() as desk:
        assert kept_until(desk, office.departure) == date(2026, 10, 30) + timedelta(days=most)


def test_nothing_is_asked_or_erased_before_the_last_day_is_over(tmp_path):
    office = with_days(Office(tmp_path).approved(), 7)
    assert kept(on(office, date(2026, 10, 30), hour=22)) is Kept.KEPT  # 23:00 in Rome, since summer time is over
    assert kept(on(office, date(2026, 10, 30), hour=23)) is Kept.ASKED


def test_an_answer_lets_it_go_at_its_time_and_no_sooner(tmp_path):
    office = with_days(Office(tmp_path).approved(), 7)
    kept(on(office, date(2026, 10, 31)))
    _answer(office, downloaded=True)
    assert days_until_gone(office) == {Kept.ERASED: date(2026, 11, 7)}


def _answer(office, downloaded, by=MANAGER):
    with office.desk() as desk:
        answer_report(desk, by, office.departure_id, downloaded)


def test_a_job_that_did_not_run_for_long_asks_first_and_waits(tmp_path):
    office = Office(tmp_path).approved()
    done = days_until_gone(office, first=date(2027, 3, 1))
    assert done == {Kept.ASKED: date(2027, 3, 1), Kept.ERASED: date(2027, 3, 12)}


def test_asking_twice_asks_once(tmp_path):
    office = Office(tmp_path).approved()
    on(office, date(2026, 11, 19))
    assert [kept(office), kept(office)] == [Kept.ASKED, Kept.KEPT]
    with office.look() as desk:
        assert [entry.verb for entry in desk.stores.audit.entries()].count("ask_report") == 1
        assert answer_by(desk, office.departure) == date(2026, 11, 29)


def test_while_an_interim_colleague_is_to_be_followed_all_is_kept_for_the_longest_time(tmp_path):
    interim = replace(JONAS, kind=ContactKind.INTERIM)
    office = Office(tmp_path).approved(facts=replace(FACTS, contact_points=(interim,)))
    assert days_until_gone(office) == {Kept.ASKED: date(2027, 1, 18), Kept.ERASED: date(2027, 1, 29)}


def test_a_time_that_grows_longer_is_asked_about_anew(tmp_path):
    office = Office(tmp_path).approved()
    kept(on(office, date(2026, 11, 19)))
    _answer(office, downloaded=False)
    with_days(office, 60)
    done = days_until_gone(office, first=date(2026, 11, 20))
    assert done == {Kept.ASKED: date(2026, 12, 19), Kept.ERASED: date(2026, 12, 30)}


def test_where_nobody_was_ever_asked_nobody_is_waited_for(tmp_path):
    office = Office(tmp_path).begun()
    assert days_until_gone(office) == {Kept.ERASED: date(2026, 11, 30)}


def test_what_was_cancelled_is_kept_from_then(tmp_path):
    office = Office(tmp_path).approved()
    with office.desk() as desk:
        cancel(desk, LEAVER, office.departure_id, office.departure.version)
    assert days_until_gone(office, first=office.now.date()) == {
        Kept.ASKED: date(2026, 9, 21),
        Kept.ERASED: date(2026, 10, 2),
    }


def test_closing_early_or_late_changes_nothing_of_how_long_it_is_kept(tmp_path):
    office = Office(tmp_path).approved()
    with office.desk() as desk:
        close(desk, MANAGER, office.departure_id, office.departure.version, sure=True)
    assert days_until_gone(office) == {Kept.ASKED: date(2026, 11, 19), Kept.ERASED: date(2026, 11, 30)}


# The answer


@pytest.mark.parametrize(("who", "failure"), [(LEAVER, SelfApproval), (SUCCESSOR, NotFound), (ADMINISTRATOR, NotFound)])
def test_the_approver_alone_answers(tmp_path, who, failure):
    office = Office(tmp_path).approved()
    kept(on(office, date(2026, 11, 19)))
    with pytest.raises(failure):
        _answer(office, downloaded=False, by=who)
    assert office.departure.report_answered_at is None


def test_who_was_not_asked_has_nothing_to_answer(tmp_path):
    office = Office(tmp_path).approved()
    with pytest.raises(NotNow):
        _answer(office, downloaded=False)


def test_the_first_answer_stands(tmp_path):
    office = Office(tmp_path).approved()
    kept(on(office, date(2026, 11, 19)))
    _answer(office, downloaded=False)
    first = office.departure
    office.move(hours=1)
    _answer(office, downloaded=True)
    assert office.departure == first
    with office.look() as desk:
        assert [e.verb for e in desk.stores.audit.entries()][-2:] == ["ask_report", "decline_report"]

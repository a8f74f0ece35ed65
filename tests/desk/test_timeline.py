"""The timeline follows the facts: which moments there are, on which day, whom they concern, and where today lies."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from fakes.office import ATTESTED, FACTS, HAND_OVER, JONAS, LEAVER, MANAGER, TERMS, Office
from segue.departure.contact_point import ContactKind, ContactPoint
from segue.desk.cancel import cancel
from segue.desk.closing import closing_soon
from segue.desk.lead_time import lead_time_findings, tight_dates
from segue.desk.take_over import take_over
from segue.desk.timeline import What, When, timeline

BRIDGE = ContactPoint("bridge-1", ContactKind.INTERIM, "Ines Duarte", "ines@norwell.example")
OCTOBER_1 = datetime(2026, 10, 1, 7, tzinfo=UTC)


def moments(office, **changes):
    with office.look() as desk:
        return {one.what: one for one in timeline(desk, replace(office.departure, **changes))}


def test_from_the_notice_to_the_day_without_data_every_moment_is_there_in_order(tmp_path):
    office = Office(tmp_path).asked().answer(replace(TERMS, release=OCTOBER_1)).agree()
    with office.look() as desk:
        found = [(one.what, one.day, one.person_id) for one in timeline(desk, office.departure)]
    assert found == [
        (What.NOTICE, ATTESTED.notice_given_on, LEAVER.id),
        (What.ASKED, date(2026, 9, 1), LEAVER.id),
        (What.ANSWERED, date(2026, 9, 1), MANAGER.id),
        (What.RELEASE, date(2026, 10, 1), LEAVER.id),
        (What.CONTACT_FROM, date(2026, 10, 19), ""),
        (What.FIRST_WARNING, date(2026, 10, 23), LEAVER.id),
        (What.LAST_WARNING, date(2026, 10, 28), LEAVER.id),
        (What.LAST_DAY, date(2026, 10, 30), LEAVER.id),
        (What.LETTERS_CLOSE, date(2026, 10, 30), LEAVER.id),
        (What.AUTOMATIC_REPLY, date(2026, 10, 30), LEAVER.id),
        (What.REST_TO_MANAGER, date(2026, 10, 31), MANAGER.id),
        (What.REPORT_ASKED, date(2026, 11, 19), MANAGER.id),
        (What.ERASED, date(2026, 11, 30), MANAGER.id),
    ]


@pytest.mark.parametrize(("what", "days"), [(What.FIRST_WARNING, 5), (What.LAST_WARNING, 2)])
def test_the_leaver_is_warned_on_the_very_days_that_the_timeline_names(tmp_path, what, days):
    office = Office(tmp_path).approved()
    first = moments(office)[what].day
    office.move(days=(first - office.now.date()).days)
    with office.look() as desk:
        assert closing_soon(desk, office.departure).days == days
    office.move(days=-1)
    with office.look() as desk:
        before = closing_soon(desk, office.departure)
    assert before is None or before.days > days


def test_a_release_late_in_the_evening_is_on_the_workspaces_own_day(tmp_path):
    late = datetime(2026, 9, 30, 22, 30, tzinfo=UTC)
    office = Office(tmp_path).asked().answer(replace(TERMS, release=late))
    assert (moments(office)[What.RELEASE].day, moments(office)[What.RELEASE].at) == (date(2026, 10, 1), late)


def test_a_hand_over_never_closes_and_moves_to_nobody(tmp_path):
    found = moments(Office(tmp_path).asked().answer(HAND_OVER).agree())
    never = {What.LETTERS_CLOSE, What.REST_TO_MANAGER, What.FIRST_WARNING, What.LAST_WARNING, What.RELEASE}
    assert never & found.keys() == set()


def test_an_interim_contact_has_the_days_in_between_and_only_those(tmp_path):
    office = Office(tmp_path).begun()
    bridged = moments(office, bridge=BRIDGE, contact_from=date(2026, 11, 9))[What.BRIDGE]
    assert (bridged.day, bridged.until) == (date(2026, 11, 2), date(2026, 11, 8))
    assert What.BRIDGE not in moments(office, bridge=BRIDGE)


def test_where_nobody_may_be_told_no_letter_opens_or_closes(tmp_path):
    found = moments(Office(tmp_path).asked().answer(replace(TERMS, may_tell=False)))
    assert set(found) == {
        What.NOTICE, What.ASKED, What.ANSWERED, What.LAST_DAY, What.REPORT_ASKED, What.ERASED,
    }  # fmt: skip


def test_a_cancelled_departure_is_only_kept_for_a_while(tmp_path):
    office = Office(tmp_path).asked()
    with office.desk() as desk:
        cancel(desk, LEAVER, office.departure_id, office.departure.version)
    assert What.LAST_DAY not in moments(office)
    assert moments(office)[What.ERASED].day == date(2026, 10, 2)


def test_today_divides_what_was_from_what_comes(tmp_path):
    office = Office(tmp_path).asked().answer()
    found = moments(office, bridge=BRIDGE, contact_from=date(2026, 11, 9))
    assert (found[What.NOTICE].when, found[What.ASKED].when) == (When.PAST, When.TODAY)
    assert found[What.LAST_DAY].when is When.FUTURE
    office.move(days=64)
    found = moments(office, bridge=BRIDGE, contact_from=date(2026, 11, 9))
    assert (office.now.date(), found[What.BRIDGE].when) == (date(2026, 11, 4), When.TODAY)


def test_a_release_that_leaves_little_time_is_said_once(tmp_path):
    office = Office(tmp_path).asked().answer(replace(TERMS, release=datetime(2026, 10, 20, 7, tzinfo=UTC)))
    with office.look() as desk:
        (found,) = lead_time_findings(desk, office.departure)
    assert (found.id, found.values) == ("late_release", {"days": "9", "wanted": "10"})
    office.move(days=55)
    with office.look() as desk:
        assert [one.id for one in tight_dates(desk, office.departure)] == ["short_notice"]


def test_a_release_with_time_enough_is_no_warning(tmp_path):
    office = Office(tmp_path).asked().answer(replace(TERMS, release=OCTOBER_1))
    with office.look() as desk:
        assert lead_time_findings(desk, office.departure) == []


def test_days_that_go_by_as_planned_are_no_mistake(tmp_path):
    office = Office(tmp_path).asked(replace(FACTS, contact_from=date(2026, 9, 7), contact_points=(JONAS,))).answer()
    office.move(days=7)
    with office.look() as desk:
        assert tight_dates(desk, office.departure) == []
        assert [one.id for one in lead_time_findings(desk, office.departure)] == ["contact_from_past"]


def test_who_was_never_asked_has_no_permission_in_the_timeline(tmp_path):
    office = Office(tmp_path).asked()
    with office.desk() as desk:
        take_over(desk, MANAGER, office.departure_id, office.departure.version)
    found = moments(office)
    assert {What.ASKED, What.AUTOMATIC_REPLY} & found.keys() == set()
    assert found[What.CONTACT_FROM].day - timedelta(days=1) == date(2026, 10, 18)

"""The two dates of a departure, and the days between them (L2)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segue.departure.dates import (
    day_with_working_days_left,
    end_of,
    is_working_day,
    leaves_a_gap,
    next_working_day,
    today,
    working_days,
)

MONDAY, FRIDAY, SATURDAY, SUNDAY = (date(2026, 9, day) for day in (7, 11, 12, 13))
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [
        (MONDAY, FRIDAY, 5),
        (MONDAY, SUNDAY, 5),
        (SATURDAY, SUNDAY, 0),
        (FRIDAY, FRIDAY, 1),
        (FRIDAY, date(2026, 9, 14), 2),
        (MONDAY, date(2026, 9, 21), 11),
        (FRIDAY, MONDAY, 0),
    ],
)
def test_working_days_are_monday_to_friday_with_both_ends(first, last, count):
    assert working_days(first, last) == count


@given(DAYS, st.integers(0, 400), st.lists(st.integers(-9, 409), max_size=20))
def test_working_days_agree_with_counting_them_one_by_one(first, length, holidays_after):
    last = first + timedelta(days=length)
    holidays = [first + timedelta(days=after) for after in holidays_after]
    one_by_one = sum(is_working_day(first + timedelta(days=extra), holidays) for extra in range(length + 1))
    assert working_days(first, last, holidays) == one_by_one


def test_a_holiday_on_a_weekend_takes_nothing_away():
    assert working_days(MONDAY, SUNDAY, [SATURDAY, SUNDAY]) == 5


def test_a_contact_point_does_not_start_on_a_holiday():
    assert next_working_day(FRIDAY, [date(2026, 9, 14)]) == date(2026, 9, 15)


@pytest.mark.parametrize(
    ("contact_from", "gap"),
    [(MONDAY, False), (FRIDAY, False), (SATURDAY, False), (date(2026, 9, 14), False), (date(2026, 9, 15), True)],
)
def test_only_a_working_day_between_last_day_and_contact_is_a_gap(contact_from, gap):
    assert leaves_a_gap(FRIDAY, contact_from) is gap


@pytest.mark.parametrize(
    ("day", "following"), [(MONDAY, date(2026, 9, 8)), (FRIDAY, date(2026, 9, 14)), (SATURDAY, date(2026, 9, 14))]
)
def test_a_contact_point_starts_on_the_next_working_day(day, following):
    assert next_working_day(day) == following


@given(DAYS)
def test_the_next_working_day_never_leaves_a_gap(day):
    assert next_working_day(day) > day
    assert is_working_day(next_working_day(day))
    assert not leaves_a_gap(day, next_working_day(day))


@pytest.mark.parametrize(
    ("zone", "day", "over"),
    [
        ("Europe/Rome", date(2026, 7, 31), datetime(2026, 7, 31, 22, tzinfo=UTC)),
        ("Europe/Rome", date(2026, 12, 31), datetime(2026, 12, 31, 23, tzinfo=UTC)),
        # the clocks change on these Sundays: the day has 23 and 25 hours
        ("Europe/Rome", date(2027, 3, 28), datetime(2027, 3, 28, 22, tzinfo=UTC)),
        ("Europe/Rome", date(2026, 10, 25), datetime(2026, 10, 25, 23, tzinfo=UTC)),
        ("America/New_York", date(2027, 3, 14), datetime(2027, 3, 15, 4, tzinfo=UTC)),
        ("America/New_York", date(2026, 11, 1), datetime(2026, 11, 2, 5, tzinfo=UTC)),
        # midnight itself does not exist on this Sunday in Santiago
        ("America/Santiago", date(2026, 9, 5), datetime(2026, 9, 6, 4, tzinfo=UTC)),
        ("Asia/Kolkata", date(2026, 10, 30), datetime(2026, 10, 30, 18, 30, tzinfo=UTC)),
        ("Pacific/Kiritimati", date(2026, 10, 30), datetime(2026, 10, 30, 10, tzinfo=UTC)),
    ],
)
def test_a_day_is_over_at_the_zones_own_midnight(zone, day, over):
    assert end_of(day, zone) == over


@given(DAYS, st.sampled_from(["Europe/Rome", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"]))
def test_until_is_inclusive_to_the_last_second(day, zone):
    assert today(end_of(day, zone) - timedelta(seconds=1), zone) == day
    assert today(end_of(day, zone), zone) == day + timedelta(days=1)


def test_today_is_the_zones_day_and_not_londons():
    late = datetime(2026, 9, 1, 22, 30, tzinfo=UTC)
    assert today(late, "Europe/Rome") == date(2026, 9, 2)
    assert today(late, "America/Sao_Paulo") == date(2026, 9, 1)


@given(DAYS, st.integers(0, 30), st.sets(DAYS, max_size=5))
def test_so_many_working_days_are_left_after_the_day_that_is_named_and_more_after_the_day_before(last, count, holidays):
    day = day_with_working_days_left(last, count, holidays)
    left = working_days(day + timedelta(days=1), last, holidays)
    assert left <= count < working_days(day, last, holidays)

"""The time where a telephone is answered, told by its number alone and never guessed (H8)."""

from datetime import UTC, datetime

import pytest

from segue.clients.local_time import local_time
from segue.clients.phones import dialled

TUESDAY = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("number", "there"),
    [
        ("+44 20 7946 0127", "10:00"),
        ("+44 7700 900123", "10:00"),  # a mobile names no place, and its country has one time
        ("+39 051 234567", "11:00"),
        ("0039 051 234567", "11:00"),
        ("+1 212 555 0123", "05:00"),
        ("+91 98123 45678", "14:30"),
    ],
)
def test_a_number_of_one_zone_has_one_time(number, there):
    found = local_time(number, TUESDAY)
    assert found.is_one
    assert found.earliest.strftime("%H:%M") == there


@pytest.mark.parametrize("number", ["020 7946 0127", "", "reception", "+999 123"])
def test_a_number_that_says_no_country_has_none(number):
    assert local_time(number, TUESDAY) is None


def test_a_number_of_neighbouring_zones_has_the_first_and_the_last(monkeypatch):
    monkeypatch.setattr("segue.clients.local_time.zones_of", lambda region: ("Europe/London", "Europe/Rome"))
    found = local_time("+44 7700 900123", TUESDAY)
    assert (found.is_one, found.is_vague) == (False, False)
    assert (found.earliest.hour, found.latest.hour) == (10, 11)


def test_a_number_of_a_whole_continent_is_vague():
    assert local_time("+1 800 555 0123", TUESDAY).is_vague


def test_a_zone_that_this_machine_does_not_know_is_left_out(monkeypatch):
    monkeypatch.setattr("segue.clients.local_time.zones_of", lambda region: ("Europe/Atlantis",))
    assert local_time("+44 7700 900123", TUESDAY) is None


@pytest.mark.parametrize(
    ("moment", "is_unusual"),
    [
        (datetime(2026, 9, 1, 7, 0, tzinfo=UTC), False),  # eight o'clock there
        (datetime(2026, 9, 1, 6, 59, tzinfo=UTC), True),
        (datetime(2026, 9, 1, 16, 59, tzinfo=UTC), False),
        (datetime(2026, 9, 1, 17, 0, tzinfo=UTC), True),
        (datetime(2026, 9, 5, 10, 0, tzinfo=UTC), True),  # a Saturday
        (datetime(2026, 9, 6, 10, 0, tzinfo=UTC), True),
    ],
)
def test_weekends_and_hours_outside_eight_to_six_are_unusual(moment, is_unusual):
    assert local_time("+44 20 7946 0127", moment).is_unusual is is_unusual


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("+44 20 7946 0127", "+442079460127"), ("0044 20 7946 0127", "+442079460127"), ("020 7946-0127", "02079460127")],
)
def test_a_number_is_rung_by_its_digits(typed, expected):
    assert dialled(typed) == expected

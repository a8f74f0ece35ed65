"""Calls to one mailbox keep under its quota, and few are in flight at once."""

from collections import deque
from threading import Barrier, Lock, Thread

import pytest

from segue.providers.pace import IN_FLIGHT, SHARE, Pace


class Time:
    """A clock that goes on only while somebody sleeps."""

    def __init__(self):
        self.seconds = 1_000.0

    def __call__(self):
        return self.seconds

    def sleep(self, wait):
        self.seconds += wait


@pytest.fixture
def time():
    return Time()


def units_in_any_minute(calls):
    most, window = 0, deque()
    for at, units in calls:
        window.append((at, units))
        while window[0][0] <= at - 60:
            window.popleft()
        most = max(most, sum(units for _, units in window))
    return most


def made(pace, time, count, units, mailbox="mara"):
    calls = []
    for _ in range(count):
        with pace.call(mailbox, units):
            calls.append((time(), units))
    return calls


@pytest.mark.parametrize("units", [5, 10])
def test_no_minute_holds_more_than_the_quota_and_hardly_less(time, units):
    calls = made(Pace(6_000, time, time.sleep), time, 3_000, units)
    assert 0.95 * 6_000 < units_in_any_minute(calls) <= 6_000


def test_the_first_call_waits_for_nobody(time):
    made(Pace(6_000, time, time.sleep), time, 1, 10)
    assert time.seconds == 1_000.0


def test_a_pause_is_not_made_up_for_by_a_burst(time):
    pace = Pace(60, time, time.sleep)
    before = made(pace, time, 5, 1)
    time.seconds += 3_600
    assert units_in_any_minute(before + made(pace, time, 200, 1)) <= 60


def test_what_slow_moments_cost_is_made_up_for(time):
    pace, begun = Pace(6_000, time, time.sleep), time.seconds
    for number in range(1_000):
        with pace.call("mara", 10):
            time.seconds += 0.4 if number % 50 == 0 else 0
    assert 1_000 * 10 / ((time.seconds - begun) / 60) > 0.95 * 6_000


def test_a_pause_in_the_middle_fills_no_minute_beyond_the_quota(time):
    pace = Pace(6_000, time, time.sleep)
    calls = made(pace, time, 300, 10)
    for pause in (0.3, 0.5, 20, 59):
        time.seconds += pause
        calls += made(pace, time, 300, 10)
    assert units_in_any_minute(calls) <= 6_000


def test_mailboxes_do_not_wait_for_each_other(time):
    pace = Pace(60, time, time.sleep)
    made(pace, time, 1, 30)
    assert made(pace, time, 1, 30, "jonas") == [(1_000.0, 30)]


def test_a_call_that_goes_wrong_gives_its_place_back(time):
    pace = Pace(1e9, time, time.sleep)
    for _ in range(2 * IN_FLIGHT):
        with pytest.raises(ZeroDivisionError), pace.call("mara", 1):
            1 / 0  # noqa: B018
    assert len(made(pace, time, IN_FLIGHT, 1)) == IN_FLIGHT


def test_as_many_as_allowed_are_in_flight_and_no_more():
    pace, lock, now, most = Pace(1e12), Lock(), [0], [0]
    together = Barrier(IN_FLIGHT, timeout=10)

    def call():
        with pace.call("mara", 1):
            with lock:
                now[0] += 1
                most[0] = max(most[0], now[0])
            together.wait()
            with lock:
                now[0] -= 1

    threads = [Thread(target=call) for _ in range(3 * IN_FLIGHT)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert (most[0], together.broken) == (IN_FLIGHT, False)


def test_the_share_leaves_a_little_and_no_more():
    assert 0.95 <= SHARE < 1

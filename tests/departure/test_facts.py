"""What is missing or wrong in a departure's facts: each finding both ways (L2, L3)."""

from dataclasses import replace
from datetime import date

import pytest

from segue.departure.contact_point import ContactKind, ContactPoint
from segue.departure.departure import Departure
from segue.departure.departure_check import findings_in_facts
from segue.departure.findings import Severity, blocking
from segue.departure.policy import Policy

TODAY = date(2026, 9, 1)  # a Tuesday
USUAL = Policy()
JONAS = ContactPoint("p", ContactKind.SUCCESSOR, "Jonas Whitfield", "jonas@norwell.example")
GOOD = Departure("d", "w", "mara", date(2026, 10, 30), date(2026, 10, 19), (JONAS,))


def found_in(policy=USUAL, **changes):
    return findings_in_facts(replace(GOOD, **changes), TODAY, policy)


def ids(policy=USUAL, **changes):
    return [finding.id for finding in found_in(policy, **changes)]


def test_good_facts_have_no_finding():
    assert ids() == []


@pytest.mark.parametrize(
    ("finding", "wrong", "right"),
    [
        ("last_day_past", {"last_day": date(2026, 8, 31)}, {"last_day": TODAY}),
        ("last_day_far", {"last_day": date(2028, 9, 1)}, {"last_day": date(2028, 8, 31)}),
        ("short_notice", {"last_day": date(2026, 9, 11)}, {"last_day": date(2026, 9, 14)}),
        ("contact_from_far", {"contact_from": date(2028, 10, 30)}, {"contact_from": date(2028, 10, 29)}),
        ("gap", {"contact_from": date(2026, 11, 3)}, {"contact_from": date(2026, 11, 2)}),
        ("gap", {"contact_from": date(2026, 11, 3)}, {"contact_from": date(2026, 11, 3), "bridge": JONAS}),
        ("no_overlap", {"contact_from": date(2026, 11, 2)}, {"contact_from": date(2026, 10, 30)}),
        ("contact_from_past", {"contact_from": date(2026, 8, 31)}, {"contact_from": TODAY}),
        ("contact_missing", {"contact_points": ()}, {"contact_points": (JONAS,)}),
        ("contact_missing", {"contact_points": (replace(JONAS, name=""),)}, {}),
        ("contact_without_channel", {"contact_points": (replace(JONAS, email=""),)}, {}),
        (
            "contact_without_channel",
            {"contact_points": (replace(JONAS, email=""),)},
            {"contact_points": (replace(JONAS, email="", phone="+39 0543 1"),)},
        ),
        ("contact_without_channel", {"bridge": replace(JONAS, email="")}, {"bridge": JONAS}),
        ("contact_missing", {"bridge": replace(JONAS, name="")}, {"bridge": JONAS}),
    ],
)
def test_each_finding_is_there_when_it_holds_and_only_then(finding, wrong, right):
    assert finding in ids(**wrong)
    assert finding not in ids(**right)


def test_short_notice_counts_the_working_days_left():
    short = found_in(last_day=date(2026, 9, 4))
    assert [(f.id, f.severity, f.values) for f in short if f.id == "short_notice"] == [
        ("short_notice", Severity.WARNING, {"days": "4", "wanted": "10"})
    ]


@pytest.mark.parametrize(("lead_time_days", "warned"), [(0, False), (9, False), (10, True), (30, True)])
def test_short_notice_is_what_the_policy_says_it_is(lead_time_days, warned):
    nine_working_days = date(2026, 9, 11)
    policy = Policy(lead_time_days=lead_time_days)
    assert ("short_notice" in ids(policy, last_day=nine_working_days)) is warned


def test_a_holiday_is_no_working_day():
    last_day, monday = date(2026, 9, 14), date(2026, 9, 7)
    assert "short_notice" not in ids(last_day=last_day)
    assert "short_notice" in ids(Policy(holidays=(monday,)), last_day=last_day)
    assert "gap" in ids(contact_from=date(2026, 11, 3))
    assert "gap" not in ids(Policy(holidays=(date(2026, 11, 2),)), contact_from=date(2026, 11, 3))


def test_warnings_do_not_keep_the_question_back():
    warned = found_in(last_day=date(2026, 9, 4), contact_from=date(2026, 9, 7))
    assert {finding.id for finding in warned} == {"short_notice", "no_overlap"}
    assert blocking(warned) == []


def test_everything_wrong_is_told_at_once_each_at_its_field():
    wrong = {"last_day": date(2020, 1, 1), "contact_from": date(2020, 1, 9), "contact_points": ()}
    found = {(f.id, f.where) for f in found_in(**wrong)}
    assert found == {
        ("last_day_past", "last_day"),
        ("gap", "contact_from"),
        ("contact_from_past", "contact_from"),
        ("contact_missing", "contact_name"),
    }

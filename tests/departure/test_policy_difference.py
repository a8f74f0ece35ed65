"""What a policy allows of a register, and what differs between two versions (P9)."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from segue.departure.effective import register_in_effect
from segue.departure.policy import Policy, StandingTerms
from segue.departure.policy_difference import Difference, differences, spelled
from segue.departure.register import Register
from segue.departure.terms import Reason, SenderMode, Terms

FORMAL, NEUTRAL, WARM = Register.FORMAL, Register.NEUTRAL, Register.WARM
PLAIN = Policy()
STANDING = StandingTerms("priya", Terms(may_tell=True, mode=SenderMode.LEAVER, reasons=frozenset({Reason.STUDIES})))


@pytest.mark.parametrize(
    ("wanted", "allowed", "expected"),
    [
        (WARM, {FORMAL, NEUTRAL, WARM}, WARM),
        (WARM, {FORMAL, NEUTRAL}, NEUTRAL),
        (WARM, {FORMAL}, FORMAL),
        (NEUTRAL, {FORMAL, WARM}, FORMAL),
        (NEUTRAL, {WARM}, WARM),
        (FORMAL, {NEUTRAL, WARM}, NEUTRAL),
        (FORMAL, {WARM}, WARM),
    ],
)
def test_a_register_that_is_not_allowed_becomes_the_nearest_more_formal_one(wanted, allowed, expected):
    assert register_in_effect(wanted, replace(PLAIN, registers=frozenset(allowed))) is expected


DIFFERENCES = {
    "nothing": ({}, []),
    "a mode": (
        {"modes": frozenset({SenderMode.LEAVER, SenderMode.MANAGER})},
        [Difference("modes", ("hand_over",), ())],
    ),
    "reasons": (
        {"reasons": frozenset({Reason.STUDIES})},
        [Difference("reasons", ("new_role", "personal", "relocation"), ())],
    ),
    "a switch": ({"new_job": True}, [Difference("new_job", ("no",), ("yes",))]),
    "a number": ({"retention_days": 60}, [Difference("retention_days", ("30",), ("60",))]),
    "a blocked client": ({"blocked": ("ashdown.example",)}, [Difference("blocked", (), ("ashdown.example",))]),
    "a holiday": ({"holidays": (date(2026, 12, 25),)}, [Difference("holidays", (), ("2026-12-25",))]),
    "two fields, in the order of the editor": (
        {"words": 150, "registers": frozenset({FORMAL})},
        [Difference("registers", ("neutral", "warm"), ()), Difference("words", ("200",), ("150",))],
    ),
    "the version alone": ({"version": 9}, []),
    "standing terms": (
        {"standing": STANDING},
        [
            Difference("standing_approver", (), ("priya",)),
            Difference("standing_mode", (), ("leaver",)),
            Difference("standing_reasons", (), ("studies",)),
        ],
    ),
}


@pytest.mark.parametrize("what", DIFFERENCES)
def test_differences_are_values(what):
    changes, expected = DIFFERENCES[what]
    assert differences(PLAIN, replace(PLAIN, **changes)) == expected
    back = differences(replace(PLAIN, **changes), PLAIN)
    assert back == [Difference(one.field, one.added, one.removed) for one in expected]


def test_the_approvers_own_word_is_a_difference():
    given = replace(STANDING, confirmed_at=datetime(2026, 9, 1, tzinfo=UTC))
    found = differences(replace(PLAIN, standing=STANDING), replace(PLAIN, standing=given))
    assert found == [Difference("standing_confirmed", (), ("yes",))]


def test_every_field_of_a_policy_is_compared():
    fields = set(Policy.__dataclass_fields__) - {"version", "standing"}
    assert fields < set(spelled(PLAIN))

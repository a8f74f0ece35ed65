"""What is offered to choose within company policy, and what happens to a choice that policy closed since (P9)."""

from dataclasses import replace

import pytest

from segue.departure.errors import InputError
from segue.departure.offer import Offer, modes_offered, reasons_offered, registers_offered
from segue.departure.policy import Policy
from segue.departure.register import Register
from segue.departure.terms import Reason, SenderMode

FORMAL, NEUTRAL, WARM = Register.FORMAL, Register.NEUTRAL, Register.WARM
PLAIN = Policy()
REFUSAL = InputError("register_against_policy", field="register")
ONLY_FORMAL = replace(PLAIN, registers=frozenset({FORMAL}))
NO_HAND_OVER = replace(PLAIN, modes=frozenset(SenderMode) - {SenderMode.HAND_OVER})


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (registers_offered(WARM, PLAIN), Offer((FORMAL, NEUTRAL, WARM))),
        (registers_offered(None, PLAIN), Offer((FORMAL, NEUTRAL, WARM))),
        (registers_offered(WARM, ONLY_FORMAL), Offer((FORMAL,), WARM)),
        (registers_offered(FORMAL, ONLY_FORMAL), Offer((FORMAL,))),
        (modes_offered(None, PLAIN), Offer((SenderMode.LEAVER, SenderMode.HAND_OVER))),
        (modes_offered(SenderMode.HAND_OVER, NO_HAND_OVER), Offer((SenderMode.LEAVER,), SenderMode.HAND_OVER)),
        (reasons_offered(Reason.STUDIES, replace(PLAIN, reasons=frozenset())), Offer((), Reason.STUDIES)),
    ],
)
def test_what_policy_allows_is_offered_and_what_it_closed_since_is_told_apart(found, expected):
    assert found == expected


def test_where_there_is_one_choice_there_is_no_question():
    assert registers_offered(WARM, ONLY_FORMAL).only == FORMAL
    assert registers_offered(WARM, PLAIN).only == ""
    assert reasons_offered(None, replace(PLAIN, reasons=frozenset())).only == ""


@pytest.mark.parametrize("wanted", [FORMAL, WARM, None, ""])
def test_what_is_open_what_was_chosen_before_and_nothing_may_be_chosen(wanted):
    assert registers_offered(WARM, ONLY_FORMAL).require(wanted, REFUSAL) is None


def test_what_policy_closes_cannot_be_chosen_anew():
    with pytest.raises(InputError) as refused:
        registers_offered(WARM, ONLY_FORMAL).require(NEUTRAL, REFUSAL)
    assert refused.value is REFUSAL

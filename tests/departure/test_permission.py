"""The answer as two plain lists, "you may say" and "you may not say" (P2)."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segue.departure.permission import closes_at, opens_at, permission
from segue.departure.terms import NewJobFact, Reason, SenderMode, SuccessorFact, Terms

EVERYTHING = {
    "who_follows",
    "leaving",
    "last_day",
    *(f"reason_{reason}" for reason in Reason),
    *(f"successor_{fact}" for fact in SuccessorFact),
    *(f"new_job_{fact}" for fact in NewJobFact),
    "hope_to_meet",
    "personal_contact",
}
CAREFUL = Terms(may_tell=True, mode=SenderMode.LEAVER)
ANNOUNCED = {"who_follows", "leaving", "last_day"}


def subsets(kind):
    return [frozenset(some) for some in chain.from_iterable(combinations(kind, n) for n in range(len(kind) + 1))]


any_terms = st.builds(
    Terms,
    may_tell=st.booleans(),
    mode=st.sampled_from([None, *SenderMode]),
    reasons=st.sampled_from(subsets(Reason)),
    successor_facts=st.sampled_from(subsets(SuccessorFact)),
    new_job_facts=st.sampled_from(subsets(NewJobFact)),
    may_hope_to_meet=st.booleans(),
    may_give_personal_contact=st.booleans(),
)


@given(any_terms)
def test_every_answer_stands_in_exactly_one_list(terms):
    lists = permission(terms)
    assert sorted([*lists.may_say, *lists.may_not_say]) == sorted(EVERYTHING)


@given(any_terms)
def test_a_hand_over_never_allows_a_word_about_leaving(terms):
    lists = permission(replace(terms, mode=SenderMode.HAND_OVER))
    assert set(lists.may_say) <= {"who_follows", "successor_role", "successor_years"}


@given(any_terms)
def test_no_allows_nothing(terms):
    assert permission(replace(terms, may_tell=False)).may_say == ()


def test_nothing_loose_is_allowed_by_default():
    assert set(permission(CAREFUL).may_say) == ANNOUNCED


@pytest.mark.parametrize(
    ("answered", "key"),
    [
        *(({"reasons": frozenset({reason})}, f"reason_{reason}") for reason in Reason),
        *(({"successor_facts": frozenset({fact})}, f"successor_{fact}") for fact in SuccessorFact),
        *(({"new_job_facts": frozenset({fact})}, f"new_job_{fact}") for fact in NewJobFact),
        ({"may_hope_to_meet": True}, "hope_to_meet"),
        ({"may_give_personal_contact": True}, "personal_contact"),
    ],
)
def test_each_allowed_answer_adds_its_own_sentence_and_no_other(answered, key):
    assert set(permission(replace(CAREFUL, **answered)).may_say) == ANNOUNCED | {key}


def test_only_first_person_letters_close_after_the_last_day():
    last_day = date(2026, 10, 30)
    assert closes_at(CAREFUL.mode, last_day, "Europe/Rome") == datetime(2026, 10, 30, 23, tzinfo=UTC)
    assert closes_at(SenderMode.HAND_OVER, last_day, "Europe/Rome") is None


def test_letters_open_at_the_release_or_at_once():
    moment = datetime(2026, 9, 7, 7, tzinfo=UTC)
    assert opens_at(replace(CAREFUL, release=moment)) == moment
    assert opens_at(CAREFUL) is None

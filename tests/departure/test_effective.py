"""The terms in effect: answer, policy, contract and the leaver's word; each only takes away."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from segue.departure.attestation import Attestation
from segue.departure.consent import Consent, ConsentItem, items_of
from segue.departure.departure import Departure
from segue.departure.effective import terms_in_effect
from segue.departure.policy import Policy
from segue.departure.stage import Stage
from segue.departure.terms import NewJobFact, Reason, SenderMode, Terms

NOW = datetime(2026, 9, 1, 9, tzinfo=UTC)
EVERYTHING = Terms(
    may_tell=True,
    mode=SenderMode.LEAVER,
    reasons=frozenset(Reason),
    new_job_facts=frozenset(NewJobFact),
    may_hope_to_meet=True,
    may_give_personal_contact=True,
)
OPEN = Policy(new_job=True, personal_contact=True)
FREE = Attestation(date(2026, 8, 3), True, False, False, False, False)
BOUND = replace(FREE, non_solicitation=True, non_compete=True)
AGREED = Consent(NOW, frozenset(ConsentItem))


def departure(**changes):
    plain = Departure("d", "w", "mara", date(2026, 10, 30), date(2026, 10, 19), ())
    return replace(plain, stage=Stage.AGREED, terms=EVERYTHING, attestation=FREE, consent=AGREED, **changes)


def said(found):
    """Return what of the personal things may be said, by name."""
    told = {
        "reason": found.reasons,
        "new_job": found.new_job_facts,
        "hope_to_meet": found.may_hope_to_meet,
        "personal_contact": found.may_give_personal_contact,
    }
    return {name for name, allowed in told.items() if allowed}


ALL = {"reason", "new_job", "hope_to_meet", "personal_contact"}


def test_what_both_sides_and_the_company_allow_may_be_said():
    assert terms_in_effect(departure(), OPEN) == EVERYTHING


def test_the_default_policy_names_neither_the_new_job_nor_a_private_contact():
    assert said(terms_in_effect(departure(), Policy())) == {"reason", "hope_to_meet"}


@pytest.mark.parametrize("item", sorted(ALL))
def test_what_the_leaver_declines_is_not_said_and_the_rest_is(item):
    declined = replace(AGREED, declined=frozenset({ConsentItem(item)}))
    assert said(terms_in_effect(replace(departure(), consent=declined), OPEN)) == ALL - {item}


def test_what_the_leaver_was_never_asked_about_is_not_said():
    asked = Consent(NOW, frozenset({ConsentItem.LETTER, ConsentItem.REASON}))
    assert said(terms_in_effect(replace(departure(), consent=asked), OPEN)) == {"reason"}


@pytest.mark.parametrize(
    ("attestation", "left"),
    [
        (replace(FREE, non_solicitation=True), {"reason", "new_job"}),
        (replace(FREE, non_compete=True), {"reason", "hope_to_meet", "personal_contact"}),
        (BOUND, {"reason"}),
        (None, {"reason"}),
    ],
    ids=["non-solicitation", "non-compete", "both", "nothing attested"],
)
def test_non_solicitation_bans_keeping_in_touch_and_non_compete_the_new_job(attestation, left):
    assert said(terms_in_effect(replace(departure(), attestation=attestation), OPEN)) == left


def test_where_there_is_no_leaver_to_ask_nothing_personal_is_said():
    taken = replace(departure(), taken_over=True, consent=None, attestation=None, approver_id="priya")
    assert said(terms_in_effect(taken, OPEN)) == set()


def test_a_mode_that_policy_took_away_tells_nobody():
    only_manager = replace(OPEN, modes=frozenset({SenderMode.MANAGER}))
    assert not terms_in_effect(departure(), only_manager).may_tell


def test_policy_adds_copies_and_blocked_clients_and_never_takes_them_off():
    answered = replace(EVERYTHING, excluded=("acme.example",))
    found = terms_in_effect(
        replace(departure(), terms=answered), replace(OPEN, copy_to_approver=True, blocked=("rival.example",))
    )
    assert found.copy_to_approver
    assert found.excluded == ("acme.example", "rival.example")


def test_only_first_person_letters_need_the_leavers_word():
    assert items_of(replace(EVERYTHING, mode=SenderMode.MANAGER)) == frozenset()
    assert items_of(replace(EVERYTHING, mode=SenderMode.HAND_OVER)) == {ConsentItem.LETTER}
    assert items_of(replace(EVERYTHING, may_tell=False)) == frozenset()
    assert items_of(EVERYTHING) == frozenset(ConsentItem)


flags = some.booleans()
any_terms = some.builds(
    Terms,
    may_tell=flags,
    mode=some.sampled_from(SenderMode),
    reasons=some.frozensets(some.sampled_from(Reason)),
    new_job_facts=some.frozensets(some.sampled_from(NewJobFact)),
    may_hope_to_meet=flags,
    may_give_personal_contact=flags,
    copy_to_approver=flags,
)
any_policy = some.builds(
    Policy,
    modes=some.frozensets(some.sampled_from(SenderMode)),
    reasons=some.frozensets(some.sampled_from(Reason)),
    new_job=flags,
    hope_to_meet=flags,
    personal_contact=flags,
    copy_to_approver=flags,
)
items = some.frozensets(some.sampled_from(ConsentItem))
any_consent = some.none() | some.builds(Consent, at=some.just(NOW), shown=items, declined=items)


@given(any_terms, any_policy, any_consent, some.sampled_from([FREE, BOUND, None]), flags)
def test_nothing_is_ever_looser_than_the_answer_or_the_policy(terms, policy, consent, attestation, taken_over):
    one = replace(departure(), terms=terms, consent=consent, attestation=attestation, taken_over=taken_over)
    found = terms_in_effect(one, policy)
    assert said(found) <= said(terms)
    assert found.reasons <= terms.reasons & policy.reasons
    assert not found.may_tell or (terms.may_tell and terms.mode in policy.modes)
    assert found.copy_to_approver >= terms.copy_to_approver
    assert terms_in_effect(replace(one, terms=found), policy) == found, "twice takes no more away than once"

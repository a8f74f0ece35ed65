"""Standing terms: an approver's word in advance, his own, and for plain letters only (P9)."""

from dataclasses import replace

import pytest

from desk.calling import WITH_PHONES, make
from fakes.office import (
    ADMINISTRATOR,
    ATTESTED,
    CALLUM,
    CLIENTS,
    FACTS,
    JONAS,
    LEAVER,
    MANAGER,
    SUCCESSOR,
    TERMS,
    TOM,
    Office,
    contact,
)
from segue.departure.errors import ChangedMeanwhile, NotApproved, NotFound, NotNow
from segue.departure.letter_state import LetterState
from segue.departure.policy import StandingTerms
from segue.departure.stage import Stage
from segue.departure.terms import Reason, SenderMode, SuccessorFact, Terms
from segue.desk.accounts import mark_gone
from segue.desk.ask import ask
from segue.desk.attest import attest
from segue.desk.choose import choose_by
from segue.desk.hand_out import open_letter
from segue.desk.policy import change_policy
from segue.desk.reading import hand_for_reading, reject
from segue.desk.standing import answer_by_standing_terms, confirm_standing_terms, withdraw_standing_terms

GIVEN = Terms(
    may_tell=True,
    mode=SenderMode.LEAVER,
    reasons=frozenset({Reason.NEW_ROLE}),
    successor_facts=frozenset({SuccessorFact.ROLE}),
)
STANDING = StandingTerms(MANAGER.id, GIVEN)
STAYS = replace(FACTS, reason=None)


def prepared(office, standing=STANDING):
    with office.desk() as desk:
        change_policy(desk, ADMINISTRATOR, replace(desk.policy, standing=standing), desk.policy.version)
    return office


def confirmed(office, standing=STANDING):
    prepared(office, standing)
    with office.desk() as desk:
        confirm_standing_terms(desk, MANAGER, desk.policy.version)
    return office


def given(office, *contacts):
    """Bring it from the question to given letters without any act of the manager's."""
    office.asked().agree().load(*(contacts or CLIENTS))
    return give(choose_all(office))


def choose_all(office):
    with office.desk() as desk:
        choose_by(desk, LEAVER, office.departure_id, "Clients", "", True)
    return office


def give(office):
    with office.desk() as desk:
        clients = desk.stores.clients.all(office.departure_id)
        hand_for_reading(desk, LEAVER, office.departure_id, [one.id for one in clients if one.locale in desk.packs])
    return office


def entries(office, verb):
    with office.look() as desk:
        return [one for one in desk.stores.audit.entries() if one.verb == verb]


def test_they_are_off_unless_an_administrator_prepares_them(tmp_path):
    office = Office(tmp_path).asked()
    assert (office.departure.stage, office.departure.terms) == (Stage.ASKED, None)


def test_prepared_by_the_administrator_alone_they_answer_nothing(tmp_path):
    office = prepared(Office(tmp_path)).asked()
    assert office.departure.stage is Stage.ASKED


def test_with_the_approvers_own_word_the_question_is_answered_at_once(tmp_path):
    office = confirmed(Office(tmp_path)).asked()
    assert office.departure.terms == GIVEN
    assert office.departure.stage is Stage.ANSWERED, "the leaver's own word is still needed"
    [entry] = entries(office, "answer_by_standing_terms")
    assert (entry.person_id, entry.subject_id) == ("", MANAGER.id)
    assert [one.person_id for one in entries(office, "allow")] == [MANAGER.id]


def test_plain_letters_carry_his_approval_and_can_be_handed_out(tmp_path):
    office = given(confirmed(Office(tmp_path)))
    assert set(office.states().values()) == {LetterState.APPROVED}
    with office.desk() as desk:
        letter = office.letter("Tom")
        approval = desk.stores.letters.approval(letter.id)
        assert (approval.approver_id, approval.policy_version) == (MANAGER.id, desk.policy.version)
        open_letter(desk, LEAVER, letter.id)
    assert len(entries(office, "approve_by_standing_terms")) == 5
    assert entries(office, "approve") == []


DEVIATIONS = {
    "a note": {"note": "You kept us going."},
    "a retyped salutation": {"salutation": "Hello old friend,"},
}


@pytest.mark.parametrize("what", DEVIATIONS)
def test_a_deviation_of_one_letter_makes_that_one_wait(tmp_path, what):
    office = confirmed(Office(tmp_path))
    office.asked().agree().load(TOM, CALLUM)
    office.change_client("Tom", **DEVIATIONS[what])
    give(choose_all(office))
    assert office.states() == {"Tom": LetterState.WAITING, "Callum": LetterState.APPROVED}
    with pytest.raises(NotApproved), office.desk() as desk:
        open_letter(desk, LEAVER, office.letter("Tom").id)


STRANGERS = {
    "another name": replace(JONAS, name="Jonas W."),
    "another phone": replace(JONAS, phone="+44 20 7946 0999"),
    "another title": replace(JONAS, job_title="Partner"),
    "an address that nobody has": replace(JONAS, email="stranger@norwell.example"),
    "no address": replace(JONAS, email=""),
}


@pytest.mark.parametrize("what", STRANGERS)
def test_a_contact_who_is_not_as_the_company_has_him_is_read_by_the_approver(tmp_path, what):
    office = confirmed(Office(tmp_path))
    office.asked(replace(FACTS, contact_points=(STRANGERS[what],))).agree().load(TOM)
    give(choose_all(office))
    assert office.states() == {"Tom": LetterState.WAITING}


def test_a_letter_that_the_proofreader_warns_of_waits(tmp_path):
    odd = contact("Tom\u200b Stainsby", "tom@brightwater.co.uk.example", "Brightwater Foods")
    office = given(confirmed(Office(tmp_path)), odd, CALLUM)
    warned = [one.client_name for one in office.letters() if any(f.severity != "hint" for f in one.findings)]
    waiting = [one.client_name for one in office.letters() if one.state is LetterState.WAITING]
    assert waiting == warned


def test_a_letter_that_changed_afterwards_waits_for_reading(tmp_path):
    office = given(confirmed(Office(tmp_path))).change_client("Tom", note="You kept us going.")
    assert office.waiting() == {"Tom"}
    give(office)
    assert office.waiting() == {"Tom"}


def test_once_the_approver_answers_otherwise_he_reads(tmp_path):
    office = confirmed(Office(tmp_path)).asked().agree()
    office.answer(replace(GIVEN, copy_to_approver=True)).load(TOM)
    give(choose_all(office))
    assert office.states() == {"Tom": LetterState.WAITING}


def test_once_he_sends_a_letter_back_he_reads(tmp_path):
    office = given(confirmed(Office(tmp_path)), TOM)
    tom = office.letter("Tom")
    with office.desk() as desk:
        reject(desk, MANAGER, office.departure_id, {tom.id: tom.digest}, "Not like this")
    give(office)
    assert office.states() == {"Tom": LetterState.WAITING}


def test_an_approver_never_answers_his_own_question_in_advance(tmp_path):
    own = replace(Office(tmp_path / "other").asked().departure, leaver_id=MANAGER.id)
    assert own.approver_id == MANAGER.id
    with confirmed(Office(tmp_path)).look() as desk:
        assert answer_by_standing_terms(desk, own) is own


def test_only_those_whom_he_approves_for_are_answered(tmp_path):
    office = confirmed(Office(tmp_path)).replace_approver(SUCCESSOR).asked()
    assert office.departure.stage is Stage.ASKED


@pytest.mark.parametrize("who", [ADMINISTRATOR, LEAVER, SUCCESSOR], ids=lambda who: who.id)
def test_nobody_else_gives_or_takes_his_word(tmp_path, who):
    office = prepared(Office(tmp_path))
    for verb in (confirm_standing_terms, withdraw_standing_terms):
        with pytest.raises(NotFound), office.desk() as desk:
            verb(desk, who, desk.policy.version)


def test_his_word_covers_only_the_terms_that_he_saw(tmp_path):
    office = confirmed(Office(tmp_path))
    prepared(office, replace(STANDING, terms=replace(GIVEN, may_hope_to_meet=True)))
    with office.look() as desk:
        assert desk.policy.standing.confirmed_at is None
    assert office.asked().departure.stage is Stage.ASKED


def test_terms_that_changed_under_his_eyes_are_not_confirmed(tmp_path):
    office = prepared(Office(tmp_path))
    prepared(office, replace(STANDING, terms=replace(GIVEN, may_hope_to_meet=True)))
    with pytest.raises(ChangedMeanwhile), office.desk() as desk:
        confirm_standing_terms(desk, MANAGER, 1)


def test_an_administrator_cannot_forge_his_word(tmp_path):
    office = Office(tmp_path)
    prepared(office, replace(STANDING, confirmed_at=office.now))
    with office.look() as desk:
        assert desk.policy.standing.confirmed_at is None


def test_another_change_of_the_policy_leaves_his_word_alone(tmp_path):
    office = confirmed(Office(tmp_path))
    with office.desk() as desk:
        change_policy(desk, ADMINISTRATOR, replace(desk.policy, words=150), desk.policy.version)
    with office.look() as desk:
        assert desk.policy.standing.confirmed_at == office.now


def test_he_takes_his_word_back_for_what_is_still_to_come(tmp_path):
    office = given(confirmed(Office(tmp_path)), TOM)
    with office.desk() as desk:
        withdraw_standing_terms(desk, MANAGER, desk.policy.version)
    assert office.states() == {"Tom": LetterState.APPROVED}
    assert [one.person_id for one in entries(office, "withdraw_standing_terms")] == [MANAGER.id]
    other = confirmed(Office(tmp_path / "other"))
    with other.desk() as desk:
        withdraw_standing_terms(desk, MANAGER, desk.policy.version)
    assert other.asked().departure.stage is Stage.ASKED


def test_the_same_word_twice_is_one_version(tmp_path):
    office = confirmed(Office(tmp_path))
    with office.desk() as desk:
        assert confirm_standing_terms(desk, MANAGER, desk.policy.version).version == 2
    assert len(entries(office, "confirm_standing_terms")) == 1


def test_an_approver_who_has_gone_answers_nothing(tmp_path):
    office = confirmed(Office(tmp_path))
    with office.desk() as desk:
        mark_gone(desk, ADMINISTRATOR, MANAGER.id)
        assert desk.policy.standing is not None
    with office.begun().desk() as desk:
        attested = attest(desk, LEAVER, office.departure_id, ATTESTED, office.departure.version)
    with pytest.raises(NotNow) as stopped, office.desk() as desk:
        ask(desk, LEAVER, office.departure_id, attested.version)
    assert stopped.value.code == "no_approver"


def test_what_nobody_knows_in_advance_is_no_part_of_them(tmp_path):
    loose = replace(TERMS, may_give_personal_contact=True, new_job_facts=frozenset(["title"]), comment="x")
    office = prepared(Office(tmp_path), replace(STANDING, terms=loose))
    with office.look() as desk:
        kept = desk.policy.standing.terms
    assert (kept.may_give_personal_contact, kept.new_job_facts, kept.comment) == (False, frozenset(), "")


def test_both_openings_of_a_key_clients_letter_carry_the_approval(tmp_path):
    office = confirmed(Office(tmp_path)).asked().agree()
    office.load(*WITH_PHONES)
    make(choose_all(office), "key", "Tom")
    give(office)
    with office.look() as desk:
        letter, approval = office.letter("Tom"), desk.stores.letters.approval(office.letter("Tom").id)
    assert letter.state is LetterState.APPROVED
    assert (approval.content, approval.other) == (letter.content, letter.other)

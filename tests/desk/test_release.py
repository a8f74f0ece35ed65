"""The check before a letter leaves: an approved letter, and each single thing that keeps it in (P1, P5, P7, P9, P11).

What the verbs also refuse is set aside here: whatever goes wrong before it, this check alone holds the letter.
"""

from dataclasses import replace
from datetime import timedelta

import pytest

from fakes.office import A_TUESDAY, ADMINISTRATOR, LAST_DAY, SUCCESSOR, TERMS, TOM, Office
from segue.departure.approval import digest
from segue.departure.dates import end_of
from segue.departure.errors import NotApproved, NotReleased
from segue.departure.letter_state import LetterState
from segue.departure.stage import REFUSALS, Stage
from segue.departure.terms import SenderMode
from segue.desk.release import ReleasedLetter, release

MOMENT = A_TUESDAY + timedelta(days=7)
LAST_MOMENT = end_of(LAST_DAY, "Europe/Rome")


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path).approved(TOM)


def released(office, departure=None, letter=None, approval=None, now=None):
    """Try the check on an approved letter of which some facts are others."""
    with office.look() as desk:
        (stored,) = desk.stores.letters.all(office.departure_id)
        word = desk.stores.letters.approval(stored.id)
        return release(
            replace(desk, now=now or desk.now),
            replace(office.departure, **(departure or {})),
            replace(stored, **(letter or {})),
            replace(word, **(approval or {})),
        )


def refused(office, **changes):
    """Return the code with which the check refuses."""
    with pytest.raises((NotApproved, NotReleased)) as failure:
        released(office, **changes)
    return failure.value.code


def allow_only(office, *modes):
    """Let the company allow but these ways of telling; the letters stay as they are."""
    with office.desk() as desk:
        policy = replace(desk.policy, modes=frozenset(modes))
        desk.stores.policies.add(policy, desk.now, ADMINISTRATOR.id)


def test_what_was_approved_leaves_byte_for_byte(office):
    (letter,) = office.letters()
    assert released(office).content == letter.content


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.AGREED])
def test_nothing_leaves_at_another_stage(office, stage):
    assert refused(office, departure={"stage": stage}) == REFUSALS[stage]


def test_nothing_leaves_after_a_no(office):
    assert refused(office, departure={"terms": replace(TERMS, may_tell=False)}) == "not_allowed_to_tell"


def test_no_letter_leaves_in_a_way_that_the_policy_no_longer_allows(office):
    allow_only(office, SenderMode.HAND_OVER)
    terms = replace(TERMS, mode=SenderMode.HAND_OVER)
    assert refused(office, departure={"terms": terms}) == "not_allowed_to_tell"


@pytest.mark.parametrize("mode", [SenderMode.LEAVER, SenderMode.HAND_OVER])
def test_in_the_name_of_a_leaver_who_was_not_asked_nothing_leaves(office, mode):
    content = replace(office.letters()[0].content, mode=mode)
    assert refused(office, departure={"taken_over": True}, letter={"content": content}) == "leaver_not_asked"


def test_nothing_leaves_before_the_release_and_all_from_that_moment_on(office):
    later = {"terms": replace(TERMS, release=MOMENT)}
    assert refused(office, departure=later, now=MOMENT - timedelta(seconds=1)) == "not_released_yet"
    assert released(office, departure=later, now=MOMENT)


def test_the_first_person_ends_with_the_last_day(office):
    assert released(office, now=LAST_MOMENT - timedelta(seconds=1))
    assert refused(office, now=LAST_MOMENT) == "closed_after_last_day"


def test_no_letter_speaks_of_a_day_gone_by_as_still_to_come(office):
    content = replace(office.letters()[0].content, mode=SenderMode.MANAGER)
    assert refused(office, letter={"content": content}, now=LAST_MOMENT) == "letter_of_before"


@pytest.mark.parametrize("state", [state for state in LetterState if state is not LetterState.APPROVED])
def test_no_letter_leaves_that_is_not_approved(office, state):
    assert refused(office, letter={"state": state}) == NotApproved().code


def test_no_letter_leaves_of_which_a_byte_is_another(office):
    content = office.letters()[0].content
    assert refused(office, letter={"content": replace(content, text=content.text + " ")}) == "letter_bytes_differ"


def test_no_letter_leaves_whose_bytes_were_changed_together_with_the_approvals(office):
    content = replace(office.letters()[0].content, to=("somebody@else.example",))
    assert refused(office, letter={"content": content}, approval={"content": content}) == "letter_bytes_differ"


def test_an_approval_that_another_key_made_is_none(office):
    forged = digest(office.letters()[0].content, b"another key of another installation")
    assert refused(office, approval={"digest": forged}) == "letter_bytes_differ"


def test_no_letter_leaves_that_names_a_contact_who_has_gone(office):
    with office.desk() as desk:
        desk.stores.people.save(replace(SUCCESSOR, active=False))
    assert refused(office) == "contact_needs_manager"


def test_nothing_but_this_check_makes_a_released_letter(office):
    (letter,) = office.letters()
    with pytest.raises(TypeError):
        ReleasedLetter(letter.id, letter.content, letter.digest, "<a@norwell.example>", object())

"""A test copy is to one of the two alone, marked in every part, and changes nothing (H10)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from fakes.draft_boxes import MemoryDrafts
from fakes.office import (
    A_TUESDAY,
    ADMINISTRATOR,
    CLIENTS,
    LEAVER,
    MANAGER,
    OTHER_LEAVER,
    SUCCESSOR,
    TERMS,
    Office,
)
from segue.departure.approval import digest
from segue.departure.errors import InputError, NotApproved, NotFound, NotNow, NotReleased
from segue.departure.terms import SenderMode
from segue.desk.hand_out import released_letter
from segue.desk.reading import reject
from segue.desk.submitted import Approval
from segue.desk.test_copy import CopyFor, TestCopy, take_test_copy
from segue.doors.cards.guard import Message, Verdict, guard, guard_test
from segue.providers.local.drafts import FolderDrafts
from segue.providers.local.eml import eml, test_copy_eml

test_copy_eml.__test__ = False
THE_TWO = {LEAVER.address, MANAGER.address}


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return Office(tmp_path_factory.mktemp("copies")).approved()


def copy_of(office, name="Tom", who=LEAVER, wanted=CopyFor.ME):
    with office.desk() as desk:
        return take_test_copy(desk, who, office.letter(name).id, wanted)


def refused(office, failure, **asked):
    with pytest.raises(failure) as told:
        copy_of(office, **asked)
    return told.value.code


def approve_as(office, letter, **parts):
    """Let a letter be approved with other words; returns it."""
    content = replace(letter.content, **parts)
    seal = digest(content, office.key)
    changed = replace(letter, content=content, digest=seal)
    with office.desk() as desk:
        desk.stores.letters.save(changed)
        word = Approval(desk.new_id(), letter.workspace_id, letter.id, MANAGER.id, desk.now, content, seal)
        desk.stores.letters.approve(word)
    return changed


WORDS = some.text(alphabet=some.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=60)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    language=some.sampled_from(["en-GB", "it", "ru", "hi", "id", "pt-BR", "pt-PT", "en-US"]),
    parts=some.fixed_dictionaries({"subject": WORDS, "text": WORDS, "html": WORDS}),
    cc=some.sampled_from([(), (MANAGER.address,), ("boss@elsewhere.example",)]),
    who=some.sampled_from([LEAVER, MANAGER]),
    wanted=some.sampled_from(CopyFor),
    beside=some.lists(some.sampled_from([*THE_TWO, "", *(one.emails[0] for one in CLIENTS)]), max_size=3),
)
def test_whatever_the_letter_a_test_copy_is_marked_and_for_the_two_alone(
    office, language, parts, cc, who, wanted, beside
):
    letter = approve_as(office, office.letter("Tom"), language=language, cc=cc, **parts)
    copy, mark = copy_of(office, who=who, wanted=wanted), office.packs[language].test_mark
    assert {*copy.to, *copy.readers} <= THE_TWO
    assert [mark in part for part in (copy.subject, copy.text, copy.html)] == [True] * 3
    for place in ("to", "cc", "bcc"):
        message = Message(**{place: tuple(beside)})
        verdict, _ = guard_test(copy.to, copy.readers, message)
        assert verdict is not Verdict.EXTRA
        assert verdict is Verdict.OTHER or set(beside) <= THE_TWO
    assert guard(letter.content.to, letter.content.cc, Message(copy.to))[0] is Verdict.OTHER


@pytest.mark.parametrize(
    ("who", "wanted", "to"),
    [
        (LEAVER, CopyFor.ME, LEAVER),
        (LEAVER, CopyFor.APPROVER, MANAGER),
        (MANAGER, CopyFor.ME, MANAGER),
        (MANAGER, CopyFor.LEAVER, LEAVER),
    ],
)
def test_each_of_the_two_takes_one_for_himself_or_for_the_other(office, who, wanted, to):
    assert copy_of(office, who=who, wanted=wanted).to == (to.address,)


@pytest.mark.parametrize("who", [SUCCESSOR, ADMINISTRATOR, OTHER_LEAVER])
def test_nobody_else_takes_one(office, who):
    assert refused(office, NotFound, who=who) == "letter_unknown"


def test_a_test_copy_changes_nothing_of_the_letter_and_is_recorded_with_whom_it_is_for(tmp_path):
    office = Office(tmp_path).approved()
    before = office.letter("Tom")
    copy_of(office, wanted=CopyFor.APPROVER)
    assert office.letter("Tom") == before
    with office.look() as desk:
        last = desk.stores.audit.last()
    assert (last.person_id, last.verb, last.subject_id) == (LEAVER.id, "test_copy", before.id)
    assert last.details == {"digest": before.digest, "to": MANAGER.id}


def test_a_letter_that_waits_or_was_sent_back_gives_none(tmp_path):
    office = Office(tmp_path).given()
    assert refused(office, NotApproved) == NotApproved().code
    letter = office.letter("Tom")
    with office.desk() as desk:
        reject(desk, MANAGER, office.departure_id, {letter.id: letter.digest}, "Too short")
    assert refused(office, NotApproved) == NotApproved().code


def test_bytes_that_nobody_approved_give_none(tmp_path):
    office = Office(tmp_path).approved()
    with office.desk() as desk:
        letter = office.letter("Tom")
        desk.stores.letters.save(replace(letter, content=replace(letter.content, text="Write to me at home.")))
    assert refused(office, NotApproved) == "letter_bytes_differ"


def test_it_need_not_wait_for_the_release(tmp_path):
    office = Office(tmp_path).approved(terms=replace(TERMS, release=A_TUESDAY + timedelta(days=20)))
    with pytest.raises(NotReleased), office.look() as desk:
        released_letter(desk, LEAVER, office.letter("Tom").id)
    assert copy_of(office).to == (LEAVER.address,)


def test_after_the_last_day_there_is_none_of_the_leavers_letters(tmp_path):
    office = Office(tmp_path).approved().move(days=90)
    assert refused(office, NotReleased) == "closed_after_last_day"


def test_after_a_no_there_is_none(tmp_path):
    office = Office(tmp_path).approved()
    with office.desk() as desk:
        desk.stores.departures.save(replace(office.departure, terms=replace(TERMS, may_tell=False)))
    assert refused(office, NotReleased) == "not_allowed_to_tell"


def test_what_the_policy_no_longer_allows_gives_none(tmp_path):
    office = Office(tmp_path).approved()
    with office.desk() as desk:
        allowed = replace(desk.policy, modes=frozenset({SenderMode.HAND_OVER}))
        desk.stores.policies.add(allowed, desk.now, ADMINISTRATOR.id)
    assert refused(office, NotReleased) == "not_allowed_to_tell"


def test_an_address_that_is_also_a_clients_gets_none(tmp_path):
    office = Office(tmp_path).approved()
    approve_as(office, office.letter("Eleanor"), to=(MANAGER.address.upper(),))
    assert refused(office, NotNow, wanted=CopyFor.APPROVER) == "test_to_client"
    assert copy_of(office).readers == (LEAVER.address,)


def test_who_left_the_company_gets_none(tmp_path):
    office = Office(tmp_path).approved()
    with office.desk() as desk:
        desk.stores.people.save(replace(MANAGER, active=False))
    assert refused(office, InputError, wanted=CopyFor.APPROVER) == "choice_unknown"


def test_a_test_copy_cannot_be_made_anywhere_else():
    with pytest.raises(TypeError):
        TestCopy("it", "S", "T", "<p>T</p>", ("tom@brightwater.example",), (), "digest", object())


def test_no_way_out_for_letters_takes_a_test_copy_nor_the_other_way_round(office, tmp_path):
    copy = copy_of(office, "Eleanor")
    with office.look() as desk:
        letter = released_letter(desk, LEAVER, office.letter("Eleanor").id)
    ways_out = (eml, MemoryDrafts().place, FolderDrafts(tmp_path).place)
    for way, thing in [*((way, copy) for way in ways_out), (lambda one: test_copy_eml(one, "a@b.example"), letter)]:
        with pytest.raises(AttributeError):
            way(thing)
    assert not list(tmp_path.iterdir())

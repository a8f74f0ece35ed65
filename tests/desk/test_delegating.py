"""The approver gives the decision to a colleague, and approvers who leave are replaced (P6)."""

from dataclasses import replace

import pytest

from fakes.office import ADMINISTRATOR, HAND_OVER, LEAVER, MANAGER, OTHER_LEAVER, SUCCESSOR, TERMS, Office
from segue.departure.errors import ChangedMeanwhile, InputError, NotFound, NotNow, SelfApproval
from segue.departure.stage import Role
from segue.departure.terms import SenderMode, Terms
from segue.desk.access import as_reader, roles_of
from segue.desk.cancel import cancel
from segue.desk.confidential import set_confidential, viewers
from segue.desk.delegate import delegate
from segue.desk.hand_out import open_letter
from segue.desk.reading import approve
from segue.desk.successor import tell_successor

DELEGATE = OTHER_LEAVER


def give(office, address=DELEGATE.address, by=MANAGER, version=None):
    with office.desk() as desk:
        now = desk.stores.departures.get(office.departure_id).version if version is None else version
        return delegate(desk, by, office.departure_id, address, now)


def test_the_colleague_decides_and_the_former_approver_sees_nothing_more(tmp_path):
    office = Office(tmp_path).asked()
    give(office, f"  {DELEGATE.address.upper()} ")
    with office.look() as desk:
        assert as_reader(desk, DELEGATE, office.departure_id)
        with pytest.raises(NotFound):
            as_reader(desk, MANAGER, office.departure_id)
        assert desk.stores.departures.for_approver(MANAGER.id) == []
    with pytest.raises(NotFound):
        office.answer(by=MANAGER)
    office.answer(by=DELEGATE)
    assert office.departure.terms == TERMS


def test_what_was_approved_stays_and_leaves(tmp_path):
    office = Office(tmp_path).approved()
    give(office)
    assert office.waiting() == set()
    with office.desk() as desk:
        assert open_letter(desk, LEAVER, office.letter("Tom").id)


@pytest.mark.parametrize(
    "terms",
    [Terms(may_tell=True, mode=SenderMode.MANAGER), replace(HAND_OVER, copy_to_approver=True)],
    ids=["as writer", "as copy"],
)
def test_letters_in_which_the_approver_appears_wait_for_the_new_one(tmp_path, terms):
    office = Office(tmp_path).approved(terms=terms)
    give(office)
    assert office.waiting() == {"Tom", "Eleanor", "Callum", "Chiara", "Paolo"}
    letter = office.letter("Tom")
    assert DELEGATE.address in (letter.content.sender, *letter.content.cc)
    with pytest.raises(NotFound), office.desk() as desk:
        approve(desk, MANAGER, office.departure_id, {letter.id: letter.digest})
    with office.desk() as desk:
        assert approve(desk, DELEGATE, office.departure_id, {letter.id: letter.digest}) == 1


def test_giving_it_is_recorded_without_names(tmp_path):
    office = Office(tmp_path).asked()
    give(office)
    with office.look() as desk:
        entry = desk.stores.audit.last()
    assert (entry.verb, entry.person_id, entry.subject_id) == ("delegate", MANAGER.id, DELEGATE.id)


def test_giving_it_to_oneself_changes_nothing(tmp_path):
    office = Office(tmp_path).asked()
    before = office.departure
    give(office, MANAGER.address)
    assert office.departure == before


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("", "field_missing"),
        ("nobody@norwell.example", "person_unknown"),
        (LEAVER.address, "named_leaver"),
        (SUCCESSOR.address, "person_gone"),
        ("x" * 5000, "person_unknown"),
    ],
)
def test_it_is_given_to_nobody_whom_it_cannot_be(tmp_path, address, code):
    office = Office(tmp_path).asked()
    with office.desk() as desk:
        desk.stores.people.save(replace(SUCCESSOR, active=False))
    with pytest.raises(InputError) as refused:
        give(office, address)
    assert (refused.value.code, refused.value.field) == (code, "colleague")
    assert office.departure.approver_id == MANAGER.id


@pytest.mark.parametrize("who", [SUCCESSOR, ADMINISTRATOR, DELEGATE], ids=lambda who: who.id)
def test_nobody_else_gives_it_away(tmp_path, who):
    with pytest.raises(NotFound):
        give(Office(tmp_path).asked(), by=who)


def test_the_leaver_does_not_choose_who_approves(tmp_path):
    with pytest.raises(SelfApproval):
        give(Office(tmp_path).asked(), by=LEAVER)


def test_an_old_page_gives_nothing_away(tmp_path):
    office = Office(tmp_path).asked()
    old = office.departure.version
    office.change(hope_to_meet=True)
    with pytest.raises(ChangedMeanwhile):
        give(office, version=old)


def test_what_is_over_is_given_to_nobody(tmp_path):
    office = Office(tmp_path).asked()
    with office.desk() as desk:
        cancel(desk, LEAVER, office.departure_id, desk.stores.departures.get(office.departure_id).version)
    with pytest.raises(NotNow):
        give(office)


def test_what_the_former_approver_said_of_the_successor_still_holds(tmp_path):
    office = Office(tmp_path).asked()
    for who in (LEAVER, MANAGER):
        with office.desk() as desk:
            tell_successor(desk, who, office.departure_id)
    give(office)
    assert office.departure.successor_told_by == {LEAVER.id, DELEGATE.id}


def test_an_approver_who_left_is_replaced_and_his_approvals_stay(tmp_path):
    office = Office(tmp_path).approved()
    with office.desk() as desk:
        desk.stores.people.save(replace(MANAGER, active=False))
    office.replace_approver(DELEGATE)
    with office.desk() as desk:
        assert open_letter(desk, LEAVER, office.letter("Tom").id)
    assert office.departure.approver_id == DELEGATE.id


# Confidential


def hide(office, who=MANAGER, confidential=True):
    with office.desk() as desk:
        version = desk.stores.departures.get(office.departure_id).version
        return set_confidential(desk, who, office.departure_id, confidential, version)


@pytest.mark.parametrize("who", [LEAVER, MANAGER], ids=lambda who: who.id)
def test_leaver_and_approver_hide_it_from_administrators_who_are_not_named(tmp_path, who):
    office = Office(tmp_path).asked()
    with office.look() as desk:
        assert Role.ADMINISTRATOR in roles_of(desk, ADMINISTRATOR, office.departure)
    hide(office, who)
    with office.look() as desk:
        assert roles_of(desk, ADMINISTRATOR, office.departure) == frozenset()
        assert viewers(desk) == []
    with office.desk() as desk:
        desk.stores.settings.save(replace(desk.stores.workspace, confidential_viewers=frozenset({ADMINISTRATOR.id})))
    with office.look() as desk:
        assert Role.ADMINISTRATOR in roles_of(desk, ADMINISTRATOR, office.departure)
        assert viewers(desk) == [ADMINISTRATOR]


def test_hiding_it_twice_is_recorded_once_and_so_is_showing_it(tmp_path):
    office = Office(tmp_path).asked()
    hide(office)
    hide(office)
    hide(office, confidential=False)
    with office.look() as desk:
        verbs = [entry.verb for entry in desk.stores.audit.entries(office.departure_id)]
    assert verbs[-2:] == ["confidential", "not_confidential"]


@pytest.mark.parametrize("who", [SUCCESSOR, ADMINISTRATOR, DELEGATE], ids=lambda who: who.id)
def test_nobody_else_hides_it(tmp_path, who):
    with pytest.raises(NotFound):
        hide(Office(tmp_path).asked(), who)
